"""What the page of the set-up shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from common.domain.errors import Refused, Unavailable
from common.domain.floor import Floor
from common.domain.messages import Message
from common.domain.permissions import Permission
from common.domain.setups import SetupVersion
from common.i18n import Text
from counter.saying import Saying
from counter.setup.differences import Difference, differences
from counter.setup.sections import Row, Section
from counter.setup.specs import Fault, FieldSpec, Kind, Values


@dataclass(frozen=True, slots=True)
class Used:
    """A thing that cannot be removed: something else needs it."""

    kind: Kind
    code: str


@dataclass(frozen=True, slots=True)
class Said:
    """What is to be said to whoever looks at the page, in the language he has then."""

    what: Saying | Used | Refused | Unavailable
    bad: bool = True


@dataclass(frozen=True, slots=True)
class FormState:
    """One thing as it is being changed."""

    kind: Kind
    code: str
    """Empty for a new one."""
    title: str
    fields: tuple[FieldSpec, ...]
    kept: Values
    """What the set-up says."""
    values: Values
    """What stands in the fields."""
    faults: Mapping[str, Fault] = field(default_factory=dict)
    touched: frozenset[str] = frozenset()
    """Where somebody typed: only there something may be called wrong."""
    removable: bool = False
    removing: bool = False
    """It was asked whether to take it out."""
    meanwhile: Values = field(default_factory=dict)
    """What stood in the set-up before somebody else changed it, by field."""
    unseen: bool = False
    """Nobody was led to what another changed of the same fields."""
    gone: bool = False
    """Somebody else has taken it out."""

    @property
    def dirty(self) -> bool:
        """Say whether there is something to save."""
        return not self.code or self.values != self.kept

    @property
    def rivals(self) -> frozenset[str]:
        """Return the fields that are to be other than somebody else has just made them."""
        return frozenset(
            name for name in self.meanwhile if self.values.get(name) != self.kept.get(name)
        )

    def told(self, name: str) -> Fault | None:
        """Return what is to be said under a field."""
        return self.faults.get(name) if name in self.touched else None


@dataclass(frozen=True, slots=True)
class Proposal:
    """An earlier version, or a file: what it changes, and the set-up it would bring."""

    version: SetupVersion | None = None
    file: str = ""
    before: Floor | None = None
    """None where there is nothing to compare with."""
    after: Floor | None = None
    target: Floor | None = None
    """None where it is what holds already."""

    def lines(self, text: Text) -> tuple[Difference, ...]:
        """Return what it changes, in words."""
        if self.before is None or self.after is None:
            return ()
        return differences(self.before, self.after, text)


@dataclass(frozen=True, slots=True)
class Files:
    """What a path that is being typed may become."""

    typed: str = ""
    paths: tuple[str, ...] = ()
    asked: int = 0
    """Grows with each answer: the same one may be wanted again."""


@dataclass(frozen=True, slots=True)
class SetupState:
    """The whole page."""

    text: Text | None = None
    floor: Floor | None = None
    """What the fields were filled from."""
    may: frozenset[Permission] = frozenset()
    """What whoever looks at it may."""
    sections: tuple[Section, ...] = ()
    section: Section = Section.SERVICES
    search: str = ""
    opened: frozenset[str] = frozenset()
    rows: tuple[Row, ...] = ()
    form: FormState | None = None
    versions: tuple[SetupVersion, ...] = ()
    messages: tuple[Message, ...] = ()
    """What boards tell now."""
    at: datetime | None = None
    """The store's time when these were read."""
    proposal: Proposal | None = None
    files: Files = field(default_factory=Files)
    said: Said | None = None
    pending: bool = False
    focus: int = 0
    """Grows when the first wrong field is to be gone to."""
