"""What the store said of a change, in words."""

from collections.abc import Callable, Mapping

from common.domain.errors import Reason, Refused
from common.domain.floor import Floor
from common.domain.ids import CounterCode, OperatorCode, ServiceCode
from common.floorfile.faults import Fault
from common.i18n import Text, clock
from common.ui.tasks import Expected
from counter.saying import Saying
from counter.setup.file_faults import FaultLine, OfFile, fault_line
from counter.setup.sections import FORMS, Section
from counter.setup.specs import Context
from counter.setup.state import SetupState, Used


def said_of(state: SetupState, text: Text, *, bad: bool) -> str:
    """Return what is to be said, where it is of that kind; empty where it is not."""
    said, floor = state.said, state.floor
    if said is None or said.bad is not bad or floor is None:
        return ""
    what = said.what
    if isinstance(what, Saying):
        return text(what.key, **what.facts)
    if isinstance(what, Used):
        user = FORMS[what.kind].user(Context(floor, text), what.code)
        return text("setup.refused.used", name=user)
    faults = faults_told(what, text) if state.section is Section.VERSIONS else ()
    if _is_sentence(faults):
        return faults[0].words
    if faults:
        return text("setup.file_faults", count=len(faults))
    return words_for(what, floor, text)


def faults_of_file(state: SetupState, text: Text) -> tuple[FaultLine, ...]:
    """Return what is to be put right in a file or a version, a line for each place."""
    said = state.said
    if said is None or state.section is not Section.VERSIONS:
        return ()
    if not isinstance(said.what, Refused):
        return ()
    faults = faults_told(said.what, text)
    return () if _is_sentence(faults) else faults


def _is_sentence(faults: tuple[FaultLine, ...]) -> bool:
    """Say whether it is one fault of the whole file: that is said by itself."""
    return len(faults) == 1 and not faults[0].path


def words_for(error: Expected, floor: Floor, text: Text) -> str:
    """Return why nothing was saved, and what to do."""
    if not isinstance(error, Refused):
        return text("setup.refused.unavailable")
    told = _TOLD.get(error.reason)
    return text.refusal(error) if told is None else told(error, floor, text)


def faults_told(error: Expected, text: Text) -> tuple[FaultLine, ...]:
    """Return what is wrong in a set-up, a line for each fault."""
    if not isinstance(error, Refused):
        return ()
    faults, file = error.facts.get("faults"), error.facts.get("file")
    return tuple(_line(fault, file, text) for fault in faults) if isinstance(faults, list) else ()


def _line(fault: object, file: object, text: Text) -> FaultLine:
    return fault_line(fault if isinstance(fault, Fault | OfFile) else str(fault), file, text)


def _changed(refused: Refused, floor: Floor, text: Text) -> str:
    at = refused.facts.get("at")
    time = clock(at.astimezone(floor.zone_info)) if hasattr(at, "astimezone") else ""
    return text("setup.refused.changed", who=_operator(refused, floor, text), time=time)


def _unsound(refused: Refused, _floor: Floor, text: Text) -> str:
    first = next(iter(faults_told(refused, text)), FaultLine(""))
    return text("setup.refused.unsound", fault=first)


def _in_use(refused: Refused, floor: Floor, text: Text) -> str:
    kind, code = refused.facts.get("kind"), str(refused.facts.get("code", ""))
    if kind == "service":
        service = floor.catalogue.services().get(ServiceCode(code))
        name = code if service is None else service.name.of(text.language)
        return text("setup.refused.service", name=name, count=refused.facts.get("count"))
    if kind == "series":
        return text("setup.refused.series", code=code)
    if kind == "counter":
        counter = floor.counter(CounterCode(code))
        number = code if counter is None else counter.number
        return text("setup.refused.held", number=number, count=refused.facts.get("count"))
    return text("setup.refused.day")


def _seated(refused: Refused, floor: Floor, text: Text) -> str:
    counter = floor.counter(CounterCode(str(refused.facts.get("counter"))))
    number = refused.facts.get("counter") if counter is None else counter.number
    key = "counter" if refused.reason is Reason.COUNTER_TAKEN else "operator"
    return text(f"setup.refused.{key}", number=number, who=_operator(refused, floor, text))


def _operator(refused: Refused, floor: Floor, text: Text) -> str:
    code = refused.facts.get("operator")
    who = None if code is None else floor.operator(OperatorCode(str(code)))
    return str(code or text("setup.by_command")) if who is None else who.name


_TOLD: Mapping[Reason, Callable[[Refused, Floor, Text], str]] = {
    Reason.PIN_UNFIT: lambda refused, _floor, text: text(f"pin.fault.{refused.facts['fault']}"),
    Reason.SETUP_CHANGED: _changed,
    Reason.SETUP_UNSOUND: _unsound,
    Reason.SETUP_IN_USE: _in_use,
    Reason.COUNTER_TAKEN: _seated,
    Reason.OPERATOR_ELSEWHERE: _seated,
}
