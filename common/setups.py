"""The parts of a store and its transactions that are about versions of the set-up."""

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from common.domain.floor import Floor
from common.domain.ids import OperatorCode, SeriesCode, ServiceCode
from common.domain.setups import SetupVersion


class SetupRecords(Protocol):
    """The part of one transaction's records that is about the set-up."""

    def sound(self, floor: Floor) -> Floor:
        """Return a set-up as a floor file would bring it; Refused(SETUP_UNSOUND), `faults`."""

    def floor_to_replace(self) -> Floor | None:
        """Return the set-up that holds, and let nobody else change it; None where there is none."""

    def put_floor(
        self, floor: Floor, *, operator: OperatorCode | None = None, what: str = ""
    ) -> int:
        """Replace the whole set-up and return its new version, which is kept for ever.

        Refused(COUNTER_TAKEN | OPERATOR_ELSEWHERE) where it lacks whoever is signed in.
        """

    def setup_versions(self) -> tuple[SetupVersion, ...]:
        """Return all versions of the set-up that were kept, the newest first."""

    def visitors_of(self, day: date) -> Mapping[ServiceCode, int]:
        """Count who waits for, is at, or is to come back to each service on a day."""

    def series_given(self, day: date) -> frozenset[SeriesCode]:
        """Return the series of which a number was given on a day."""


class SetupStore(Protocol):
    """The part of a store that tells of its set-up; every method may raise Unavailable."""

    def setup_versions(self) -> tuple[SetupVersion, ...]:
        """Return all versions of the set-up that were kept, the newest first."""

    def setup_version(self, version: int) -> str | None:
        """Return a version as the text of a floor file; None where it was not kept."""
