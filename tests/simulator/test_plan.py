from datetime import date

from common.demo.simulator.hall import Hall, posts, simulated_floor
from common.demo.simulator.plan import Day, Fate, Visitor, plan_breaks, plan_visitors

HALL = Hall(counters=12, kiosks=3, displays=2)
DAY = Day(date(2026, 11, 24), seconds=9 * 3600, tickets=2000, kiosks=3)


def plan(seed: int, day: Day = DAY) -> tuple[Visitor, ...]:
    floor = simulated_floor(HALL)
    return plan_visitors(seed, day, floor, posts(floor))


def test_the_same_seed_plans_the_same_day() -> None:
    floor = simulated_floor(HALL)

    assert plan(7) == plan(7)
    assert plan_breaks(7, DAY, posts(floor)) == plan_breaks(7, DAY, posts(floor))


def test_another_seed_plans_another_day() -> None:
    assert {visitor.request for visitor in plan(7)}.isdisjoint(v.request for v in plan(8))
    assert [v.service for v in plan(7)] != [v.service for v in plan(8)]


def test_the_same_visitors_ask_anew_on_another_day() -> None:
    tomorrow = Day(date(2026, 11, 25), DAY.seconds, DAY.tickets, DAY.kiosks)

    assert {v.request for v in plan(7)}.isdisjoint(v.request for v in plan(7, tomorrow))
    assert [v.arrives for v in plan(7)] == [v.arrives for v in plan(7, tomorrow)]


def test_more_come_before_noon_than_in_the_last_hour() -> None:
    arrivals = [visitor.arrives // 3600 for visitor in plan(7)]

    assert arrivals == sorted(arrivals)
    assert arrivals.count(2) > 2 * arrivals.count(8) > 0


def test_every_fate_meets_somebody() -> None:
    assert {visitor.fate for visitor in plan(7)} == set(Fate)


def test_everyone_comes_for_what_some_window_serves() -> None:
    served = {code for post in posts(simulated_floor(HALL)) for code in post.work}

    assert {code for visitor in plan(7) for code in (visitor.service, visitor.onward)} <= served


def test_each_window_has_an_operator_of_its_own_with_work_to_do() -> None:
    seated = posts(simulated_floor(Hall(counters=150, kiosks=1, displays=1)))

    assert len({post.counter for post in seated}) == len({post.operator for post in seated}) == 150
    assert all(post.work for post in seated)
