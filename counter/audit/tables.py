"""The tables of the room, in words."""

from collections.abc import Iterable, Sequence

from common.domain.audits import Act, LogLine
from common.domain.azeri import az_lower
from common.domain.setups import SetupVersion
from counter.audit.state import AuditState, Row, Table
from counter.audit.wording import Wording
from counter.dates import day_words

LOG_HEADS = ("day", "time", "who", "where", "what", "ticket", "facts")


def log_table(lines: Sequence[LogLine], search: str, say: Wording) -> Table:
    """Return lines of the log that have every word that is looked for."""
    rows = [Row(str(line.event.id), _cells(line, say)) for line in lines]
    heads = tuple(say.text(f"audit.col.{name}") for name in LOG_HEADS)
    return Table(heads, tuple(_found(rows, search)), len(rows))


def acts_table(state: AuditState, search: str, say: Wording) -> Table:
    """Return a row for each operator with how often he did what."""
    sums: dict[str, dict[Act, int]] = {}
    for counts in state.acts.values():
        for (operator, act), count in counts.items():
            of = sums.setdefault(operator, dict.fromkeys(Act, 0))
            of[act] += count
    named = sorted(((_person(code, say), code) for code in sums), key=lambda one: one[0].casefold())
    rows = [Row(code, (name, *(str(sums[code][act]) for act in Act))) for name, code in named]
    heads = (
        say.text("audit.operator"),
        *(say.text(f"audit.act.{act.value}") for act in Act),
    )
    return Table(heads, tuple(_found(rows, search)), len(rows))


def changes_table(versions: Sequence[SetupVersion], search: str, say: Wording) -> Table:
    """Return a row for each version of the set-up, the newest first."""
    heads = tuple(
        say.text(key)
        for key in (
            "audit.changes.col",
            "audit.col.day",
            "audit.col.time",
            "audit.col.who",
            "audit.col.what",
        )
    )
    rows = [Row(str(one.version), _version(one, say)) for one in versions]
    return Table(heads, tuple(_found(rows, search)), len(rows))


def _cells(line: LogLine, say: Wording) -> tuple[str, ...]:
    known = say.said.get(line.event.id)
    if known is None:
        known = say.said[line.event.id] = _in_words(line, say)
    return known


def _in_words(line: LogLine, say: Wording) -> tuple[str, ...]:
    at = line.event.at.astimezone(say.names.floor.zone_info)
    return (
        day_words(at),
        f"{at:%H:%M:%S}",
        say.who(line),
        say.where(line),
        say.what(line),
        say.label(line),
        say.facts(line),
    )


def _version(one: SetupVersion, say: Wording) -> tuple[str, ...]:
    at = one.at.astimezone(say.names.floor.zone_info)
    who = (
        say.operator(one.operator)
        if one.operator is not None
        else one.login or say.text("setup.by_command")
    )
    return (str(one.version), day_words(at), f"{at:%H:%M:%S}", who, one.what)


def _person(code: str, say: Wording) -> str:
    found = next((one for one in say.names.floor.operators if one.code == code), None)
    if found is not None:
        return found.name
    return code or say.text("audit.erased")


def _found(rows: Iterable[Row], search: str) -> Iterable[Row]:
    words = az_lower(search).split()
    for row in rows:
        whole = az_lower(" ".join(row.cells).replace("\u2009", ""))
        if all(word in whole for word in words):
            yield row
