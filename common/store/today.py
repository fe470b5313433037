"""Queries of what was changed for one day: services closed by staff, services added to counters."""

from collections.abc import Mapping

from sqlalchemy import bindparam, delete, insert, select

from common.domain.change import EVERYTHING, Change
from common.domain.ids import CounterCode, ServiceCode
from common.store.tables import counter_extras, service_closures
from common.store.transaction import Transaction

_CLOSED = select(service_closures.c.service).where(
    service_closures.c.centre == bindparam("centre"), service_closures.c.day == bindparam("day")
)
_EXTRAS = select(counter_extras.c.counter, counter_extras.c.service).where(
    counter_extras.c.centre == bindparam("centre"), counter_extras.c.day == bindparam("day")
)
# What is of a day before goes with it.
_OPEN = delete(service_closures).where(
    service_closures.c.centre == bindparam("of_centre"),
    (service_closures.c.day != bindparam("of_day"))
    | (service_closures.c.service == bindparam("of_service")),
)
_WITHDRAW = delete(counter_extras).where(
    counter_extras.c.centre == bindparam("of_centre"),
    (counter_extras.c.day != bindparam("of_day"))
    | (
        (counter_extras.c.service == bindparam("of_service"))
        & (counter_extras.c.counter == bindparam("of_counter"))
    ),
)


class TodayQueries(Transaction):
    """What holds until the day ends."""

    def closed_services(self) -> frozenset[ServiceCode]:
        """Return the services for which staff give no more tickets today."""
        rows = self.connection.execute(_CLOSED, {"centre": self.centre, "day": self.day})
        return frozenset(ServiceCode(code) for code in rows.scalars())

    def set_closed(self, service: ServiceCode, *, closed: bool) -> None:
        """Give no more tickets for a service today, or give them again."""
        here = {"of_centre": self.centre, "of_day": self.day, "of_service": service}
        self.connection.execute(_OPEN, here)
        if closed:
            row = {"centre": self.centre, "day": self.day, "service": service}
            self.connection.execute(insert(service_closures), {**row, "since": self.now})
        self.change |= Change(services=frozenset({service}))

    def extra_services(self) -> Mapping[CounterCode, frozenset[ServiceCode]]:
        """Return what counters may call today besides their profiles."""
        rows = self.connection.execute(_EXTRAS, {"centre": self.centre, "day": self.day})
        found: dict[CounterCode, frozenset[ServiceCode]] = {}
        for counter, service in rows:
            known = found.get(CounterCode(counter), frozenset())
            found[CounterCode(counter)] = known | {ServiceCode(service)}
        return found

    def set_extra(self, counter: CounterCode, service: ServiceCode, *, added: bool) -> None:
        """Let a counter call for a service today, or no longer."""
        here = {"of_centre": self.centre, "of_day": self.day}
        self.connection.execute(_WITHDRAW, {**here, "of_service": service, "of_counter": counter})
        if added:
            row = {"centre": self.centre, "day": self.day, "counter": counter, "service": service}
            self.connection.execute(insert(counter_extras), row)
        # What waits for it, and whom others call, is another now.
        self.change |= EVERYTHING
