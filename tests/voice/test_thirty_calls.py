"""The hall at work: a board as a process of its own, its sound recorded and listened to."""

import os
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

import pytest
from sound_server import (
    RATE,
    SINK,
    Sound,
    as_sound,
    likeness,
    place,
    record,
    recorded,
    start_sound_server,
    wait_until,
)

from common.demo.cast import Centre, Seats, demo_floor, make_centre, posts, write_settings
from common.demo.driven import Driven
from common.domain.board import Call
from common.domain.ids import CallId, RequestId
from common.domain.words import Language
from common.hearing import Announcement
from common.ports import Store
from common.store.opening import open_store
from common.usecases.calling import call_next, recall
from common.usecases.serving import finish, start
from common.usecases.shifts import sign_in
from common.usecases.tickets import issue_ticket
from common.voice.loudness import read_wav
from common.voice.phrases import sentence
from common.voice.speech import Speech
from common.voice.wording import built_in

CALLS = 30
WINDOWS = 6
LONGEST = 30
"""Seconds between two calls."""


@dataclass
class Hall:
    """A centre whose board speaks into a recording."""

    centre: Centre
    store: Store
    board: Driven

    def call(self, place: int, language: Language) -> list[Call]:
        """Call a visitor to one of the windows, every fifth a second time; wait for the voice."""
        at = posts(self.centre.floor)[place % WINDOWS]
        service = next(iter(self.centre.floor.work_of(at.counter, at.operator)))
        request = RequestId(str(uuid.uuid4()))
        issue_ticket(self.store, service=service, language=language, request=request)
        called = call_next(self.store, at.counter.code)
        assert called is not None
        calls = [called]
        self.wait_for(called)
        if place % 5 == 0:
            calls.append(recall(self.store, at.counter.code))
            self.wait_for(calls[-1])
        start(self.store, at.counter.code)
        finish(self.store, at.counter.code)
        return calls

    def wait_for(self, call: Call) -> None:
        shown = {"painted": call.id, "times": call.times}
        wait_until(lambda: any(shown.items() <= fact.items() for fact in list(self.board.facts)))
        wait_until(lambda: self.spoken(call.id) == call.times)

    def spoken(self, call: CallId) -> int:
        file = self.centre.url.removeprefix("sqlite:///")
        words = "SELECT count(*) FROM events WHERE kind = 'spoken' AND call = ?"
        with closing(sqlite3.connect(file)) as connection:
            (count,) = connection.execute(words, (call,)).fetchone()
            return int(count)


@pytest.fixture
def hall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hall]:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    monkeypatch.delenv("PULSE_SERVER", raising=False)
    server = start_sound_server(tmp_path / "run", SINK)
    (tmp_path / "centre").mkdir()
    centre = make_centre(tmp_path / "centre", demo_floor(hurried=True))
    store = open_store(centre.url, centre.floor.centre)
    for post in posts(centre.floor)[:WINDOWS]:
        code = post.operator.code
        sign_in(store, post.counter.code, code, centre.pins[code])
    settings = write_settings(centre, "display", Seats(0, {"player": "device"}, {}))
    board = Driven("display", settings, tmp_path / "display.log", os.environ)
    board.ready()
    yield Hall(centre, store, board)
    board.stop()
    store.close()
    server.stop()


def sound_of(call: Call, speech: Speech) -> Sound:
    said = Announcement(
        call.id,
        call.label,
        call.window,
        call.language,
        call.times,
        call.called_at,
        call.direction,
    )
    text = sentence(said, built_in()[call.language])
    return as_sound(read_wav(speech.make(text, call.language))[0])


@pytest.mark.long
@pytest.mark.timeout(900)
def test_the_recorded_sound_of_thirty_calls_says_what_the_board_showed(
    hall: Hall, tmp_path: Path
) -> None:
    recorder = record(tmp_path / "hall.raw")
    calls = [
        call
        for number, language in enumerate(islice(cycle(Language), CALLS))
        for call in hall.call(number, language)
    ]
    heard = recorded(recorder, tmp_path / "hall.raw")
    speech = Speech(hall.centre.folder / "voice")
    said = [sound_of(call, speech) for call in calls]
    speech.stop()

    assert len({(call.label, call.window) for call in calls}) == CALLS
    begins = 0
    for call, own in zip(calls, said, strict=True):
        at, as_one = place(heard[begins : begins + LONGEST * RATE], own)
        name = f"{call.label} {call.window} {call.language} {call.times}"
        part = heard[max(0, begins + at - RATE) : begins + at + len(own) + RATE]
        assert likeness(part, own) >= 0.8, name
        others = (
            place(part, other)[1]
            for another, other in zip(calls, said, strict=True)
            if other is not own and another.language is call.language
        )
        assert max(others) < as_one, f"{name}: something else was said"
        begins += at + len(own)
