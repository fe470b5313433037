"""What there is to choose, in the words of one language."""

from dataclasses import dataclass
from datetime import time

from common.domain.catalogue import Entity, Kind, Service
from common.domain.day import Admission, Closed
from common.domain.floor import Floor
from common.domain.ids import DeviceCode, EntityCode, ServiceCode
from common.domain.letters import sort_key
from common.domain.views import Menu, ServiceNow
from common.i18n import Text, wait_words
from kiosk.state import AnyWish, ChooseEntity, ChooseGroup, ChooseService

KIND_ICONS = {Kind.PUBLIC: "landmark", Kind.UTILITY: "lightbulb", Kind.PRIVATE: "handshake"}
KIND_KEYS = {
    Kind.PUBLIC: "kiosk.public",
    Kind.UTILITY: "kiosk.utilities",
    Kind.PRIVATE: "kiosk.private",
}
MOST_TAKEN = 12
LONG = 12
"""The services of an entity with more than so many stand in letter order."""
LAST_MINUTE = time(23, 59)


@dataclass(frozen=True, slots=True)
class Offer:
    """One card: what can be chosen, or, with a reason, what cannot now."""

    name: str
    words: str
    icon: str
    wish: AnyWish
    note: str = ""
    reason: str = ""
    """Why it is dead; empty when it can be chosen."""


def most_taken(menu: Menu, kiosk: DeviceCode, text: Text) -> tuple[Offer, ...]:
    """Return the services this kiosk puts on its first page, as the set-up orders them."""
    mine = menu.floor.kiosk(kiosk)
    codes = mine.most_taken if mine is not None else ()
    given = [code for code in codes if code in menu.services]
    return tuple(service_offer(menu, code, text) for code in given[:MOST_TAKEN])


def entities_of(menu: Menu, kind: Kind, text: Text) -> tuple[Offer, ...]:
    """Return the entities of a kind that give something here, in letter order."""
    mine = [
        entity
        for entity in menu.floor.catalogue.entities
        if entity.kind is kind and entity.enabled and given(menu, entity)
    ]
    return tuple(
        _entity_offer(menu, entity, text)
        for entity in sorted(mine, key=lambda each: _by_letter(each, text))
    )


def services_of(menu: Menu, entity: EntityCode, text: Text) -> tuple[Offer, ...]:
    """Return the services of an entity: few as the catalogue orders them, many by letter."""
    mine = next(each for each in menu.floor.catalogue.entities if each.code == entity)
    services = given(menu, mine)
    if len(services) > LONG:
        services.sort(key=lambda each: _by_letter(each, text))
    return tuple(service_offer(menu, service.code, text) for service in services)


def groups(menu: Menu, text: Text) -> tuple[Offer, ...]:
    """Return the groups that may go first."""
    return tuple(
        Offer(
            f"group:{group.code}",
            group.name.of(text.language),
            "heart-handshake",
            ChooseGroup(group.code),
        )
        for group in menu.floor.catalogue.groups
    )


def service_offer(menu: Menu, code: ServiceCode, text: Text) -> Offer:
    """Return one service as a card."""
    service, now = service_in(menu.floor, code), menu.services[code]
    return Offer(
        f"service:{code}",
        service.name.of(text.language),
        icon_of(menu.floor, service),
        ChooseService(code),
        waiting(now, text) if menu.live else "",
        why_closed(now.admission, text),
    )


def information_desk(menu: Menu) -> ServiceCode | None:
    """Return the service of the information desk; None where the centre has none."""
    entities = (each for each in menu.floor.catalogue.entities if each.enabled)
    services = (service for entity in entities for service in given(menu, entity))
    return next((service.code for service in services if service.information), None)


def given(menu: Menu, entity: Entity) -> list[Service]:
    """Return the services of an entity that this centre gives."""
    return [each for each in entity.services if each.enabled and each.code in menu.services]


def kinds_given(menu: Menu) -> tuple[Kind, ...]:
    """Return the kinds that have something here."""
    return tuple(
        kind
        for kind in Kind
        if any(
            entity.kind is kind and entity.enabled and given(menu, entity)
            for entity in menu.floor.catalogue.entities
        )
    )


def service_in(floor: Floor, code: ServiceCode) -> Service:
    """Return a service by its code."""
    return floor.catalogue.services()[code]


def icon_of(floor: Floor, service: Service) -> str:
    """Return a service's icon, or that of its entity, or of its kind."""
    return service.icon or entity_icon(floor.catalogue.entity_of(service.code))


def entity_icon(entity: Entity) -> str:
    """Return an entity's icon, or that of its kind."""
    return entity.icon or KIND_ICONS[entity.kind]


def waiting(now: ServiceNow, text: Text) -> str:
    """Return how many people wait and, where it is known, how long, in words."""
    if not now.waiting:
        return text("kiosk.nobody_waits")
    said = [people(now.waiting, text)]
    if now.expected is not None:
        said.append(wait_words(now.expected, text, short=True))
    return " · ".join(said)


def people(count: int, text: Text) -> str:
    """Return a number of people in words."""
    return text("kiosk.person") if count == 1 else text("kiosk.people", n=count)


def hour(moment: time) -> str:
    """Return an hour as people say it: a day that ends at midnight ends at 24:00."""
    return "24:00" if moment >= LAST_MINUTE else f"{moment:%H:%M}"


def why_closed(admission: Admission, text: Text) -> str:
    """Return why no ticket is given; empty when one is."""
    if admission.closed is None:
        return ""
    if admission.closed is Closed.NOT_YET and admission.opening is not None:
        return text("kiosk.opens_at", time=hour(admission.opening.opens))
    return text(f"kiosk.closed.{admission.closed.value}")


def anything_open(menu: Menu) -> bool:
    """Say whether a ticket can be taken for any service now."""
    return any(now.admission.closed is None for now in menu.services.values())


def open_until(menu: Menu) -> time | None:
    """Return when the last of the services that are open now gives its last ticket."""
    if menu.evacuated_since is not None:
        return None
    hours = [
        now.admission.opening
        for now in menu.services.values()
        if now.admission.closed in (None, Closed.RESERVE) and now.admission.opening is not None
    ]
    # A last ticket earlier than the opening belongs to the small hours after midnight.
    latest = max(
        hours, key=lambda day: (day.last_ticket < day.opens, day.last_ticket), default=None
    )
    return None if latest is None else latest.last_ticket


def used_up(menu: Menu) -> bool:
    """Say whether tickets would be given now, had the kiosk numbers left to give on its own."""
    return any(now.admission.closed is Closed.RESERVE for now in menu.services.values())


def _by_letter(named: Entity | Service, text: Text) -> tuple[tuple[int, int, str], ...]:
    return sort_key(named.name.of(text.language), text.language)


def _entity_offer(menu: Menu, entity: Entity, text: Text) -> Offer:
    mine = given(menu, entity)
    reasons = [why_closed(menu.services[each.code].admission, text) for each in mine]
    reason = ""
    if all(reasons):
        reason = reasons[0] if len(set(reasons)) == 1 else text("kiosk.closed.off")
    return Offer(
        f"entity:{entity.code}",
        entity.name.of(text.language),
        entity_icon(entity),
        ChooseEntity(entity.code),
        text("kiosk.services_count", n=len(mine)),
        reason,
    )


def windows_of(floor: Floor, service: ServiceCode) -> tuple[int, ...]:
    """Return the numbers of the windows whose profile gives a service."""
    profiles = {each.code for each in floor.profiles if service in each.handicaps}
    return tuple(sorted(each.number for each in floor.counters if each.profile in profiles))
