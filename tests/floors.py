"""A small centre for tests: three entities, four windows, open day and night."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import time, timedelta

from common.domain.catalogue import Catalogue, Entity, Kind, PriorityGroup, Service
from common.domain.floor import (
    Cable,
    Counter,
    Direction,
    Display,
    Floor,
    Kiosk,
    Opening,
    Operator,
    PrinterSetup,
    Profile,
    Role,
    Series,
    ServiceRules,
    Target,
    Zone,
)
from common.domain.ids import (
    CentreCode,
    CounterCode,
    DeviceCode,
    EntityCode,
    GroupCode,
    OperatorCode,
    PrinterCode,
    ProfileCode,
    SeriesCode,
    ServiceCode,
    ZoneCode,
)
from common.domain.words import Words

CENTRE = CentreCode("T1")
ID_CARD = ServiceCode("DIN-01")
PASSPORT = ServiceCode("DIN-02")
BIRTH = ServiceCode("VVA-01")
PAYMENT = ServiceCode("BNK-01")
SWITCHED_OFF = ServiceCode("VVA-09")
GROUP = GroupCode("disability")
W1, W2, W3, W4 = (CounterCode(f"W{number}") for number in range(1, 5))
AYSEL, ELVIN, LEYLA, RASIM = (OperatorCode(code) for code in ("aysel", "elvin", "leyla", "rasim"))
EAST, WEST = ZoneCode("EAST"), ZoneCode("WEST")
KIOSK, BOARD = DeviceCode("K1"), DeviceCode("B1")
ALWAYS = Opening(time(0, 0), time(23, 59, 59), time(23, 59, 59, 999999))


def words(text: str) -> Words:
    """Say one text in all three languages."""
    return Words(f"{text} az", f"{text} en", f"{text} ru")


def always() -> Mapping[int, Opening]:
    """Return hours that never close."""
    return dict.fromkeys(range(7), ALWAYS)


def small_floor() -> Floor:
    """Return the set-up of the small centre.

    W1 and W2 serve documents (W2 passports ten minutes later), W3 births and documents, W4 the
    bank; aysel and elvin are of the documents, leyla supervises all, rasim is of the bank.
    """
    return Floor(
        centre=CENTRE,
        name=words("Centre"),
        catalogue=_catalogue(),
        hours=always(),
        series=(
            Series(SeriesCode("A"), words("Documents")),
            Series(SeriesCode("B"), words("Births")),
            Series(SeriesCode("D"), words("Bank")),
        ),
        services=_rules(),
        zones=(Zone(EAST, words("East")), Zone(WEST, words("West"))),
        profiles=_profiles(),
        counters=_counters(),
        operators=(
            Operator(AYSEL, "Aysel", EntityCode("DIN")),
            Operator(ELVIN, "Elvin", EntityCode("DIN")),
            Operator(LEYLA, "Leyla", None, Role.SUPERVISOR),
            Operator(RASIM, "Rasim", EntityCode("BNK"), skills=frozenset({PAYMENT})),
        ),
        printers=(PrinterSetup(PrinterCode("P1"), Cable.NETWORK, "127.0.0.1:9100"),),
        kiosks=(Kiosk(KIOSK, EAST, PrinterCode("P1"), (PASSPORT, ID_CARD)),),
        displays=(Display(BOARD), Display(DeviceCode("B2"), WEST)),
    )


def with_rules(floor: Floor, **changes: object) -> Floor:
    """Return a set-up with other figures of the centre."""
    return replace(floor, rules=replace(floor.rules, **changes))


def _catalogue() -> Catalogue:
    def service(code: ServiceCode, name: str, *, enabled: bool = True) -> Service:
        return Service(code, EntityCode(code[:3]), words(name), 10, enabled=enabled)

    return Catalogue(
        entities=(
            Entity(
                EntityCode("DIN"),
                Kind.PUBLIC,
                words("Documents"),
                (
                    service(ID_CARD, "Identity card"),
                    replace(
                        service(PASSPORT, "Passport"),
                        short=words("Pass"),
                        icon="passport",
                        synonyms=("xarici", "загран"),
                    ),
                ),
                board_name=words("Papers"),
                icon="card",
            ),
            Entity(
                EntityCode("VVA"),
                Kind.PUBLIC,
                words("Registry"),
                (service(BIRTH, "Birth"), service(SWITCHED_OFF, "Archive", enabled=False)),
            ),
            Entity(EntityCode("BNK"), Kind.PRIVATE, words("Bank"), (service(PAYMENT, "Payment"),)),
        ),
        groups=(PriorityGroup(GROUP, words("Disability")),),
    )


def _rules() -> dict[ServiceCode, ServiceRules]:
    series = {ID_CARD: "A", PASSPORT: "A", BIRTH: "B", PAYMENT: "D", SWITCHED_OFF: "B"}
    rules = {code: ServiceRules(code, SeriesCode(letter)) for code, letter in series.items()}
    rules[PAYMENT] = replace(rules[PAYMENT], target=Target(5, 10, 15))
    return rules


def _profiles() -> tuple[Profile, ...]:
    documents = {ID_CARD: timedelta(), PASSPORT: timedelta()}
    return (
        Profile(ProfileCode("documents"), words("Documents"), documents),
        Profile(
            ProfileCode("cards"), words("Cards"), documents | {PASSPORT: timedelta(minutes=10)}
        ),
        Profile(ProfileCode("registry"), words("Registry"), {BIRTH: timedelta(), **documents}),
        Profile(ProfileCode("bank"), words("Bank"), {PAYMENT: timedelta()}),
    )


def _counters() -> tuple[Counter, ...]:
    return (
        Counter(W1, 1, EAST, ProfileCode("documents"), Direction.LEFT),
        Counter(W2, 2, EAST, ProfileCode("cards")),
        Counter(W3, 3, WEST, ProfileCode("registry"), Direction.RIGHT),
        Counter(W4, 4, WEST, ProfileCode("bank")),
    )
