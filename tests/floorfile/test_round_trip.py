"""Whatever floor there is, its file says all of it and is read back as the same."""

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from common.domain.catalogue import Catalogue, Entity, Kind, PriorityGroup, Service
from common.domain.floor import (
    Cable,
    Counter,
    Direction,
    Display,
    FactKind,
    Floor,
    FloorRules,
    Kiosk,
    Opening,
    Operator,
    PrinterSetup,
    Profile,
    Role,
    Series,
    ServiceFact,
    ServiceRules,
    SparePlace,
    Target,
    Theme,
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
from common.domain.permissions import USUAL, Permission
from common.domain.slip_layout import Line, Show
from common.domain.words import Words
from common.floorfile.floor import parse_floor
from common.floorfile.writing import write_floor

ELSEWHERE = Catalogue(entities=())

names = st.builds(
    Words,
    az=st.text("abcçəğıöşü ", min_size=1).map(lambda text: f"N{text}".strip()),
    en=st.text("abcdefgh", min_size=1),
    ru=st.text("абвгдежз", min_size=1),
).map(lambda words: Words(" ".join(words.az.split()), words.en, words.ru))

words_of_a_slip = st.builds(
    Line,
    show=st.just(Show.TEXT),
    size=st.integers(25, 160),
    weight=st.sampled_from([400, 600, 700]),
    leading=st.sampled_from([1.0, 1.3, 2.0]),
    centred=st.booleans(),
    above=st.integers(0, 320),
    words=names,
)
slips = st.lists(words_of_a_slip, max_size=3).map(
    lambda lines: (Line(Show.SPACE, 16), Line(Show.NUMBER, below=9), *lines, Line(Show.CODE, 240))
)
synonyms = st.lists(st.sampled_from(["su", "вода", "İşıq"]), max_size=2).map(tuple)


@st.composite
def catalogues(draw: st.DrawFn) -> Catalogue:
    entities = []
    for number in range(draw(st.integers(1, 3))):
        code = EntityCode("ABC"[number] * 3)
        services = tuple(
            Service(
                code=ServiceCode(f"{code}-{at:02d}"),
                entity=code,
                name=draw(names),
                minutes=draw(st.integers(1, 240)),
                enabled=draw(st.booleans()),
                short=draw(st.none() | names),
                icon=draw(st.none() | st.just("id-card")),
                synonyms=draw(synonyms),
                information=draw(st.booleans()),
            )
            for at in range(draw(st.integers(0, 4)))
        )
        entities.append(
            Entity(
                code=code,
                kind=draw(st.sampled_from(Kind)),
                name=draw(names),
                services=services,
                enabled=draw(st.booleans()),
                board_name=draw(st.none() | names),
                icon=draw(st.none() | st.just("landmark")),
                synonyms=draw(synonyms),
                outcome_required=draw(st.booleans()),
            )
        )
    groups = tuple(
        PriorityGroup(GroupCode(code), draw(names)) for code in draw(st.sets(st.just("DIS")))
    )
    return Catalogue(tuple(entities), groups)


@st.composite
def openings(draw: st.DrawFn) -> Opening:
    opens, last, closes = sorted(
        draw(st.lists(st.integers(0, 24 * 60 - 1), min_size=3, max_size=3, unique=True))
    )
    end = draw(st.sampled_from([time(closes // 60, closes % 60), time.max]))
    return Opening(time(opens // 60, opens % 60), end, time(last // 60, last % 60, 30))


facts = st.builds(ServiceFact, names, st.sampled_from(["gov.az", "x"]), st.dates(date(2026, 1, 1)))
hours = st.dictionaries(st.integers(0, 6), openings())
permissions = st.sampled_from(Permission)
targets = st.lists(st.integers(1, 90), min_size=3, max_size=3).map(
    lambda minutes: Target(*sorted(minutes))
)
spans = st.integers(0, 600).map(lambda tenths: timedelta(seconds=tenths / 10))


@st.composite
def floors(draw: st.DrawFn) -> Floor:
    catalogue = draw(catalogues())
    codes = sorted(catalogue.services())
    some = st.sets(st.sampled_from(codes)) if codes else st.just(set[ServiceCode]())
    series = ("A", "B", "AB")
    services = {
        code: ServiceRules(
            service=code,
            series=SeriesCode(draw(st.sampled_from(series))),
            target=draw(targets),
            hours=draw(st.none() | hours),
            daily_limit=draw(st.none() | st.integers(0, 500)),
            facts={kind: draw(facts) for kind in FactKind if draw(st.booleans())},
        )
        for code in sorted(draw(some))
    }
    zone, profile, printer = ZoneCode("A"), ProfileCode("ALL"), PrinterCode("P1")
    return Floor(
        centre=CentreCode("ASAN-01"),
        name=draw(names),
        catalogue=catalogue,
        zone_info=ZoneInfo(draw(st.sampled_from(["Asia/Baku", "Europe/Berlin"]))),
        hours=draw(hours),
        closures=frozenset(draw(st.sets(st.dates(date(2026, 1, 1), date(2030, 1, 1))))),
        rules=FloorRules(
            priority_ratio=draw(st.integers(1, 9)),
            no_show_calls=draw(st.integers(1, 9)),
            no_show_gap=draw(spans),
            no_show_back=draw(st.none() | st.integers(1, 9)),
            no_show_back_times=draw(st.integers(1, 9)),
            reinstate_within=draw(spans),
            shown_at_least=draw(spans),
            appointment_early=draw(spans),
            appointment_late=draw(spans),
        ),
        series=tuple(Series(SeriesCode(code), draw(names)) for code in series),
        services=services,
        zones=(Zone(zone, draw(names)),),
        profiles=(
            Profile(profile, draw(names), {code: draw(spans) for code in sorted(draw(some))}),
        ),
        counters=tuple(
            Counter(CounterCode(f"W{at}"), at, zone, profile, draw(st.sampled_from(Direction)))
            for at in range(1, draw(st.integers(2, 4)))
        ),
        operators=(
            Operator(
                OperatorCode("a.b"),
                "Aytən Məmmədova",
                None,
                draw(st.sampled_from(Role)),
                frozenset(draw(some)),
            ),
        ),
        printers=(
            PrinterSetup(
                printer,
                Cable.SERIAL,
                "COM3@115200",
                draw(st.integers(320, 2000)),
                roll_metres=draw(st.none() | st.integers(1, 2000)),
            ),
            PrinterSetup(PrinterCode("S1"), Cable.NETWORK, "10.0.0.9:9100"),
        ),
        kiosks=(
            Kiosk(
                DeviceCode("K1"),
                zone,
                draw(st.none() | st.just(printer)),
                tuple(sorted(services))[:2],
                draw(st.sampled_from([frozenset(), frozenset(services)])),
                tuple(
                    SparePlace(PrinterCode("S1"), draw(names))
                    for _ in range(draw(st.integers(0, 1)))
                ),
            ),
        ),
        displays=(
            Display(
                DeviceCode("D1"),
                draw(st.none() | st.just(zone)),
                draw(st.sampled_from([(), (CounterCode("W1"),)])),
                theme=draw(st.sampled_from(Theme)),
            ),
        ),
        slip=draw(st.one_of(st.just(()), slips)),
        roles={**USUAL, **draw(st.dictionaries(st.sampled_from(Role), st.frozensets(permissions)))},
    )


@given(floors())
def test_a_floor_is_read_back_as_it_was_written(floor: Floor) -> None:
    text = write_floor(floor)

    again = parse_floor(text, "export", ELSEWHERE)

    assert again == floor
    assert write_floor(again) == text
