"""Queries of the messages on boards."""

from sqlalchemy import bindparam, delete, insert, select

from common.domain.change import EVERYTHING
from common.domain.messages import Message
from common.domain.words import Words
from common.store.columns import Moment
from common.store.tables import messages
from common.store.transaction import Transaction

_SHOWN = (
    select(messages)
    .where(
        messages.c.centre == bindparam("centre"),
        messages.c.until > bindparam("now", type_=Moment),
    )
    .order_by(messages.c.put_at, messages.c.name)
)
_FORGET = delete(messages).where(
    messages.c.centre == bindparam("of_centre"), messages.c.name == bindparam("of_name")
)
_OVER = delete(messages).where(
    messages.c.centre == bindparam("of_centre"),
    messages.c.until <= bindparam("of_now", type_=Moment),
)


class MessageQueries(Transaction):
    """What boards tell everybody."""

    def messages(self) -> tuple[Message, ...]:
        """Return what is shown now, the oldest first."""
        rows = self.connection.execute(_SHOWN, {"centre": self.centre, "now": self.now}).mappings()
        return tuple(
            Message(row["name"], Words(row["az"], row["en"], row["ru"]), row["until"], row["zone"])
            for row in rows
        )

    def put_message(self, message: Message) -> None:
        """Show a message, in place of one of the same name."""
        self.connection.execute(_OVER, {"of_centre": self.centre, "of_now": self.now})
        self.remove_message(message.name)
        row = {
            "centre": self.centre,
            "name": message.name,
            "az": message.words.az,
            "en": message.words.en,
            "ru": message.words.ru,
            "zone": message.zone,
            "until": message.until,
            "put_at": self.now,
        }
        self.connection.execute(insert(messages), row)

    def remove_message(self, name: str) -> None:
        """Show a message no longer."""
        self.connection.execute(_FORGET, {"of_centre": self.centre, "of_name": name})
        self.change |= EVERYTHING
