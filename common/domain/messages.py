"""What a centre tells everybody who looks at its boards."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from common.domain.ids import ZoneCode
from common.domain.words import Words

LONGEST_NAME, LONGEST = 40, 300
LONGEST_SPAN = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence in three languages; its name is how staff speak of it."""

    name: str
    words: Words
    until: datetime
    zone: ZoneCode | None = None
    """Whose boards show it; None is every board."""

    def is_sound(self, now: datetime) -> bool:
        """Say whether it can be kept: neither empty nor endless, and still to be shown."""
        texts = (self.words.az, self.words.en, self.words.ru)
        sound = all(_is_plain(text, LONGEST) for text in texts)
        return (
            sound and _is_plain(self.name, LONGEST_NAME) and now < self.until <= now + LONGEST_SPAN
        )


def _is_plain(text: str, most: int) -> bool:
    return len(text.strip()) > 0 and len(text) <= most and text.isprintable()
