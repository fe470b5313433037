"""Reads what a centre says of its services: nothing without its source and the day of its check."""

from collections.abc import Iterable, Mapping

from common.domain.floor import FactKind, ServiceFact
from common.domain.words import Words
from common.floorfile.part import Part

LONGEST_FACT = 800
"""Characters of one language; the kiosk turns its pages."""


def facts_of(part: Part) -> dict[FactKind, ServiceFact]:
    """Return the facts of a service, those that are given."""
    fields = part.fields((), tuple(FactKind))
    return {kind: _fact(fields[kind]) for kind in FactKind if fields[kind].given}


def merged(
    narrowest_first: Iterable[Mapping[FactKind, ServiceFact]],
) -> dict[FactKind, ServiceFact]:
    """Return the first fact of each kind, in the order in which they are shown."""
    found: dict[FactKind, ServiceFact] = {}
    for facts in narrowest_first:
        found = {**facts, **found}
    return {kind: found[kind] for kind in FactKind if kind in found}


def _fact(part: Part) -> ServiceFact:
    fields = part.fields(("az", "en", "ru", "source", "checked"))
    return ServiceFact(
        Words(
            az=fields["az"].latin(LONGEST_FACT),
            en=fields["en"].latin(LONGEST_FACT),
            ru=fields["ru"].one_script(LONGEST_FACT),
        ),
        source=fields["source"].text(),
        checked=fields["checked"].day(),
    )
