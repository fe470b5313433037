"""An operator's whole day on the real window, by keyboard alone and by mouse alone."""

import logging

import pytest
from counter_stage import BANK, CARD, CASHIER, DUTY, OPERATOR, PASSPORT, PIN, Stage
from operator_hands import Hands, Keyboard, Mouse

from common.domain.ticket import LegState
from common.domain.words import Language
from common.usecases import calling, serving, shifts
from counter.state import Cover, Page


class Day:
    """The steps of a day; how they are done is the hands' affair."""

    def __init__(self, stage: Stage, hands: Hands) -> None:
        self.stage, self.hands = stage, hands

    def come_in(self) -> None:
        self.hands.go_to("operator")
        self.hands.write(OPERATOR)
        self.hands.go_to("pin")
        self.hands.write(PIN)
        self.hands.press("sign_in")
        self.stage.until(lambda: self.stage.state.page is Page.CONSOLE)
        self.hands.answered()

    def visitors(self, *services: str) -> None:
        before = len(self.stage.desk.queue)
        for service in services:
            self.stage.issue(service)
        self.stage.wake(lambda: len(self.stage.desk.queue) == before + len(services))

    def call(self, label: str) -> None:
        self.hands.move("next")
        self.stage.until(lambda: self.stage.words("number") == label)

    def begin(self) -> None:
        self.hands.move("start")
        self.stage.until(lambda: "finish" in self.stage.alive())

    def wait_out_the_gap(self, move: str) -> None:
        self.stage.second(31)
        self.stage.until(lambda: move in self.stage.alive())

    def alone(self) -> bool:
        return self.stage.words("number") == "" and self.stage.desk.current is None

    def waiting(self) -> list[str]:
        return [visit.ticket.label for visit in self.stage.desk.queue]

    def more(self, deed: str, *answers: str) -> None:
        self.hands.move("more")
        for answer in (f"deed:{deed}", *answers):
            self.hands.pick(answer)

    def say(self, words: str) -> None:
        self.hands.write(words)
        self.hands.give_words()

    def ended(self, label: str) -> LegState | None:
        visit = self.stage.store.find(label)
        return None if visit is None else visit.leg.state

    def an_ordinary_visitor(self) -> None:
        self.visitors(CARD)
        self.call("A001")
        self.wait_out_the_gap("recall")
        self.hands.move("recall")
        self.begin()
        self.more("mark", "mark:wheelchair")
        self.more("note")
        self.say("senedin sureti")
        self.stage.until(lambda: len(self.stage.desk.notes) == 1)
        assert len(self.stage.desk.marks) == 1
        self.more("finish", "outcome:documents_missing")
        self.stage.until(self.alone)
        assert self.ended("A001") is LegState.DONE

    def one_who_does_not_come(self) -> None:
        self.visitors(CARD)
        self.call("A002")
        for _ in range(2):
            self.wait_out_the_gap("recall")
            self.hands.move("recall")
            self.stage.until(lambda: "recall" not in self.stage.alive())
        self.wait_out_the_gap("no_show")
        self.hands.move("no_show")
        self.stage.until(lambda: bool(self.stage.desk.missed))
        self.more("reinstate", "held:A002")
        self.stage.until(lambda: self.waiting() == ["A002"])

    def one_who_waits_here_and_goes_on(self) -> None:
        self.call("A002")
        self.begin()
        self.hands.move("hold")
        self.hands.pick("reason:documents")
        self.stage.until(self.alone)
        self.hands.move("resume")
        self.stage.until(lambda: self.stage.words("number") == "A002")
        self.begin()
        self.more("transfer_note", f"service:{PASSPORT}")
        self.say("sureti var")
        self.stage.until(self.alone)
        self.stage.until(lambda: self.waiting() == ["A002"])

    def one_who_pays_and_comes_back(self) -> None:
        self.call("A002")
        self.begin()
        self.hands.move("send")
        self.hands.pick(f"service:{DUTY}")
        self.stage.until(lambda: [one.leg.state for one in self.stage.desk.held] == [LegState.AWAY])
        shifts.sign_in(self.stage.store, BANK, CASHIER, PIN)
        calling.call_next(self.stage.store, BANK)
        serving.start(self.stage.store, BANK)
        serving.finish(self.stage.store, BANK)
        self.stage.wake(lambda: self.waiting() == ["A002"])
        self.call("A002")
        self.begin()
        self.hands.move("finish")
        self.stage.until(self.alone)

    def one_who_goes_home(self) -> None:
        self.visitors(CARD, CARD)
        self.hands.find("a 004")
        self.hands.row("A004")
        self.hands.pick("deed:cancel")
        self.hands.pick("reason:left")
        self.hands.stop_finding()
        self.stage.until(lambda: self.waiting() == ["A003"])
        assert self.ended("A004") is LegState.CANCELLED

    def one_without_a_ticket(self) -> None:
        self.more("walk_in", f"service:{CARD}", "language:ru", "printer:")
        self.stage.until(lambda: self.waiting() == ["A003", "A005"])

    def an_hour_without_the_server(self) -> None:
        self.stage.cable.cut = True
        self.stage.feed.state(False)  # noqa: FBT003 - the feed's own call
        self.stage.until(lambda: self.stage.state.lost_since is not None)
        self.hands.row("A005")
        self.stage.until(lambda: len(self.stage.state.ticks) == 1)
        self.hands.row("A005")
        self.stage.until(lambda: self.stage.state.ticks == ())
        self.hands.go_to("number_by_hand")
        self.hands.write("A905")
        self.hands.press("tick_by_hand")
        self.stage.until(lambda: len(self.stage.state.ticks) == 1)
        self.hands.row("A905")
        self.stage.until(lambda: self.stage.state.ticks == ())
        self.stage.cable.cut = False
        self.stage.feed.state(True)  # noqa: FBT003 - the feed's own call
        self.stage.until(lambda: "next" in self.stage.alive())

    def a_break(self) -> None:
        self.more("pause", "reason:other")
        self.say("yeni printer")
        self.stage.until(lambda: self.stage.desk.seat.paused is not None)
        self.hands.move("next")
        self.stage.until(lambda: self.stage.desk.seat.paused is None)

    def what_others_know(self) -> None:
        self.more("help", "counter:")
        self.say("imza")
        self.stage.until(lambda: len(self.stage.desk.asked) == 1)
        self.more("helped")
        self.stage.until(lambda: self.stage.desk.asked == ())
        self.more("panic")
        self.stage.until(lambda: len(self.stage.desk.asked) == 1)
        self.hands.press("ask_helped")
        self.stage.until(lambda: self.stage.desk.asked == ())
        self.more("my_day")
        self.stage.until(lambda: self.stage.state.my_day is not None)
        assert self.stage.seen("queue") is None
        self.hands.leave("my_day_close")
        assert self.stage.seen("queue") is not None

    def away_from_the_desk(self) -> None:
        self.hands.lock()
        assert self.stage.state.cover is Cover.LOCK
        self.hands.speak(Language.RU)
        assert self.stage.state.language is Language.RU
        self.hands.go_to("lock:pin")
        self.hands.write(PIN)
        self.hands.press("lock:give")
        self.stage.until(lambda: self.stage.state.cover is None)
        self.hands.answered()

    def the_last_one(self) -> None:
        self.call("A003")
        self.begin()
        self.more("auto_call")
        assert self.stage.state.auto_call
        self.more("no_auto_call")
        self.more("close_after")
        self.stage.until(lambda: self.stage.desk.seat.closing)
        self.hands.move("next")
        self.stage.until(lambda: self.stage.state.page is Page.SIGN_IN)
        assert self.stage.words("parting")

    def home(self) -> None:
        self.come_in()
        self.hands.press("sign_out")
        self.stage.until(lambda: self.stage.state.page is Page.SIGN_IN)
        assert self.stage.store.desk(self.stage.state.window) is None


@pytest.mark.parametrize("kind", [Keyboard, Mouse])
def test_a_whole_day_is_worked_without_the_other_hand(
    stage: Stage, kind: type[Hands], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, "counter")  # without its store a console warns
    stage.window.resize(1280, 720)
    stage.open()
    day = Day(stage, kind(stage))

    day.come_in()
    day.an_ordinary_visitor()
    day.one_who_does_not_come()
    day.one_who_waits_here_and_goes_on()
    day.one_who_pays_and_comes_back()
    day.one_who_goes_home()
    day.one_without_a_ticket()
    day.an_hour_without_the_server()
    day.a_break()
    day.what_others_know()
    day.away_from_the_desk()
    day.the_last_one()
    day.home()

    ends = {label: day.ended(label) for label in ("A001", "A002", "A003", "A004", "A005")}
    assert [one.name for one in ends.values() if one] == [
        "DONE",
        "DONE",
        "DONE",
        "CANCELLED",
        "WAITING",
    ]
