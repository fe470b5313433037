"""A kiosk without a window: its visitors come, take tickets, and their paper is reported."""

from collections.abc import Iterable, Mapping, Sequence

from common.demo.simulator.asking import Client, nothing
from common.demo.simulator.journal import TAKES, Told
from common.demo.simulator.plan import Visitor
from common.domain.errors import Refused
from common.domain.ids import DeviceCode, TicketId
from common.domain.ticket import SlipState
from common.domain.views import Issued
from common.usecases.appointments import check_in
from common.usecases.tickets import issue_ticket, report_slip

PRINTS_FOR = 3.0


class TicketKiosk:
    """Takes a ticket for each visitor, however often the store or the kiosk itself fails."""

    def __init__(self, client: Client, visitors: Sequence[Visitor], before: Told) -> None:
        self._client = client
        self._visitors = visitors
        self._answered, self._reported = _done(client.name, before)

    def work(self) -> None:
        """Serve all visitors, then rest until the day is over. Raises DayOver."""
        for visitor in self._visitors:
            if visitor.request not in self._reported:
                self._client.sleep_until(self._client.opened + visitor.arrives)
                self._serve(visitor)
        self._client.journal.write({"client": self._client.name, "finished": len(self._visitors)})
        self._client.sleep_until(float("inf"))

    def _serve(self, visitor: Visitor) -> None:
        ticket = self._answered.get(visitor.request)
        if ticket is None:
            try:
                ticket = self._client.insist(lambda: self._take(visitor))
            except Refused:
                return
        self._client.sleep(PRINTS_FOR)
        paper = SlipState.FAILED if visitor.paper_fails else SlipState.PRINTED
        self._client.insist(lambda: self._report(ticket, paper, visitor))

    def _take(self, visitor: Visitor) -> TicketId:
        """Check in by appointment where there is one; who is late for it takes his turn."""
        if visitor.appointed is None:
            return self._issue(visitor)
        try:
            return self._check_in(visitor)
        except Refused:
            return self._issue(visitor)

    def _check_in(self, visitor: Visitor) -> TicketId:
        issued = self._client.ask(
            "check_in",
            lambda store: check_in(
                store,
                code=visitor.code,
                language=visitor.language,
                request=visitor.request,
                kiosk=DeviceCode(self._client.name),
            ),
            _number,
            request=visitor.request,
        )
        return issued.ticket.id

    def _issue(self, visitor: Visitor) -> TicketId:
        issued = self._client.ask(
            "issue_ticket",
            lambda store: issue_ticket(
                store,
                service=visitor.service,
                language=visitor.language,
                request=visitor.request,
                kiosk=DeviceCode(self._client.name),
                priority=visitor.priority,
            ),
            _number,
            request=visitor.request,
        )
        return issued.ticket.id

    def _report(self, ticket: TicketId, paper: SlipState, visitor: Visitor) -> None:
        self._client.ask(
            "report_slip",
            lambda store: report_slip(store, ticket, paper, DeviceCode(self._client.name)),
            nothing,
            ticket=ticket,
            slip=paper.value,
            request=visitor.request,
        )


def _number(issued: Issued) -> dict[str, object]:
    return {"ticket": issued.ticket.id, "label": issued.ticket.label, "again": issued.again}


def _done(kiosk: str, before: Told) -> tuple[Mapping[str, TicketId], Iterable[str]]:
    """Return which requests were answered, and for which the paper was reported too."""
    answered, reported = {}, set()
    for ask in before.asks:
        if ask.client != kiosk:
            continue
        if ask.what in TAKES and ask.answer is not None:
            answered[ask.facts["request"]] = TicketId(ask.answer["ticket"])
        if ask.what == "report_slip" and ask.end == "answered":
            reported.add(ask.facts["request"])
        if ask.what == "issue_ticket" and ask.end == "refused":
            reported.add(ask.facts["request"])
    return answered, frozenset(reported)
