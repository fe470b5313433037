"""The small centre as a floor file would bring it, with someone who may set it up."""

from dataclasses import replace
from datetime import time

from floors import small_floor

from common.domain.floor import Floor, Opening, Operator, Profile, Role, Series
from common.domain.ids import GroupCode, OperatorCode, ProfileCode, SeriesCode

ADA, MIR = OperatorCode("ada"), OperatorCode("mir")
"""An administrator and a manager."""


def sound_floor() -> Floor:
    """Return the small centre with codes that a file may have, and ada and mir."""
    floor = small_floor()
    group = replace(floor.catalogue.groups[0], code=GroupCode("DIS"))
    return replace(
        floor,
        catalogue=replace(floor.catalogue, groups=(group,)),
        hours=dict.fromkeys(range(7), Opening(time(0, 0), time.max, time.max)),
        profiles=tuple(replace(one, code=_upper(one)) for one in floor.profiles),
        counters=tuple(
            replace(one, profile=ProfileCode(one.profile.upper())) for one in floor.counters
        ),
        operators=(
            *floor.operators,
            Operator(ADA, "Ada", None, Role.ADMINISTRATOR),
            Operator(MIR, "Mir", None, Role.MANAGER),
        ),
        series=(*floor.series, Series(SeriesCode("Z"), floor.series[0].name)),
    )


def _upper(profile: Profile) -> ProfileCode:
    return ProfileCode(profile.code.upper())
