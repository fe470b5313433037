"""What a centre offers: entities and their services."""

from dataclasses import dataclass
from enum import StrEnum

from common.domain.ids import EntityCode, GroupCode, ServiceCode
from common.domain.words import Words


class Kind(StrEnum):
    """Who stands behind an entity; the kiosk's first fork."""

    PUBLIC = "public"
    UTILITY = "utility"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class Service:
    """One thing a visitor can come for."""

    code: ServiceCode
    entity: EntityCode
    name: Words
    minutes: int
    """Assumed minutes at the window; for planning only, never shown to a visitor."""
    enabled: bool = True
    short: Words | None = None
    """A shorter name for narrow columns, where the set-up gives one."""
    icon: str | None = None
    synonyms: tuple[str, ...] = ()
    """Everyday words people type when they mean this service."""
    information: bool = False
    """It is the information desk, offered where a search finds nothing."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A body that serves people in the hall."""

    code: EntityCode
    kind: Kind
    name: Words
    services: tuple[Service, ...]
    enabled: bool = True
    board_name: Words | None = None
    icon: str | None = None
    synonyms: tuple[str, ...] = ()
    """Everyday words people type when they mean any of its services."""
    outcome_required: bool = False
    """Whoever ends one of its services says what came of it."""


@dataclass(frozen=True, slots=True)
class PriorityGroup:
    """A group of visitors who may go first; never named on a slip or board."""

    code: GroupCode
    name: Words


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every entity and service, switched on or not; codes are unique."""

    entities: tuple[Entity, ...]
    groups: tuple[PriorityGroup, ...] = ()

    def services(self) -> dict[ServiceCode, Service]:
        """Return all services by code, those switched off too."""
        return {service.code: service for entity in self.entities for service in entity.services}

    def find(self, code: ServiceCode) -> tuple[Entity, Service] | None:
        """Return a service with the entity that gives it; None when there is none."""
        for entity in self.entities:
            for service in entity.services:
                if service.code == code:
                    return entity, service
        return None

    def entity_of(self, code: ServiceCode) -> Entity:
        """Return the entity that gives a service; KeyError when there is none."""
        for entity in self.entities:
            if any(service.code == code for service in entity.services):
                return entity
        raise KeyError(code)
