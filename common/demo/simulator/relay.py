"""A stretch of network between some clients and Postgres that can be cut, or fall silent.

It reads so much of the protocol as it takes to know where a change stands: after each answer the
server says whether a transaction is open.
"""

import asyncio
import multiprocessing
import socket
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from multiprocessing.connection import Connection

START_WITHIN = 20.0
HIT_WITHIN = 3.0
SILENT_FOR = 4.5
"""Seconds: longer than clients wait for an answer."""
_READ = 65536
_READY = b"Z\x00\x00\x00\x05"
_LISTENING = b"LISTEN"
_READS_ONLY = b"READ ONLY"
_BEGINS = b"BEGIN"
_IDLE = b"I"
_CLOCK = b" microseconds"
"""Stands in the answer where a simulated clock is set: that is no change."""
_NOTHING = b"SELECT 0\x00"
"""So ends the answer where nobody waited: that is none either."""
_DONE, _OPEN = 1, 2


class Cut(StrEnum):
    """How the link fails, each time in the moment when the server answers to a change."""

    LOSE_ANSWER = "lose_answer"
    """The answer is lost, and its connection with it."""
    DROP = "drop"
    """All connections end at once."""
    SILENCE = "silence"
    """Nothing arrives any more, in either direction, for a while."""


@dataclass(slots=True)
class _Line:
    """One connection through the relay."""

    client: asyncio.StreamWriter
    server: asyncio.StreamWriter
    reads_only: bool = False
    listens: bool = False
    changes: bool = False
    """What was asked last may be, or be a part of, a change."""

    def asks(self, asked: bytes) -> None:
        """Take note of what the client asks."""
        self.listens = self.listens or _LISTENING in asked
        if _BEGINS in asked:
            self.reads_only = _READS_ONLY in asked
        self.changes = not (self.listens or self.reads_only or _BEGINS in asked)

    def answers(self, answer: bytes) -> bool:
        """Take note of an answer; say whether it answers to a change."""
        if answer[-6:-1] == _READY and answer[-1:] == _IDLE:
            self.reads_only = False
        return self.changes and _CLOCK not in answer and _NOTHING not in answer

    def end(self) -> None:
        """Break off both ends at once."""
        for end in (self.client, self.server):
            end.transport.abort()


@dataclass(slots=True)
class _Relay:
    port: int
    orders: Connection
    lines: list[_Line] = field(default_factory=list)
    cut: Cut | None = None
    """How to fail with the next answer to a change."""
    aloud: asyncio.Event = field(default_factory=asyncio.Event)

    async def serve(self) -> None:
        """Pass everything on until the orders end."""
        self.aloud.set()
        server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.orders.send(server.sockets[0].getsockname()[1])
        over = asyncio.Event()
        asyncio.get_running_loop().add_reader(self.orders.fileno(), self._obey, over)
        await over.wait()
        server.close()
        for line in self.lines:
            line.end()

    def _obey(self, over: asyncio.Event) -> None:
        try:
            order = self.orders.recv()
        except EOFError:
            over.set()
            return
        self.cut = order

    def _fail(self, cut: Cut, line: _Line, answer: bytes) -> None:
        """Let the link fail, and report whether the change stays open on the server."""
        self.cut = None
        self.orders.send(_OPEN if answer[-1:] != _IDLE else _DONE)
        if cut is Cut.SILENCE:
            self.aloud.clear()
            asyncio.get_running_loop().call_later(SILENT_FOR, self._speak)
        for each in self.lines if cut is Cut.DROP else [line]:
            if cut is not Cut.SILENCE:
                each.end()

    def _speak(self) -> None:
        for line in self.lines:
            line.end()
        self.aloud.set()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            back, onward = await asyncio.open_connection("127.0.0.1", self.port)
        except OSError:
            writer.transport.abort()
            return
        for end in (writer, onward):
            end.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        line = _Line(writer, onward)
        self.lines.append(line)
        try:
            await asyncio.gather(self._ask(line, reader), self._answer(line, back))
        finally:
            line.end()
            self.lines.remove(line)

    async def _ask(self, line: _Line, reader: asyncio.StreamReader) -> None:
        with suppress(OSError):
            while asked := await reader.read(_READ):
                await self.aloud.wait()
                line.asks(asked)
                line.server.write(asked)
                await line.server.drain()
        line.end()

    async def _answer(self, line: _Line, reader: asyncio.StreamReader) -> None:
        with suppress(OSError):
            while answer := await reader.read(_READ):
                to_a_change = line.answers(answer)
                if self.cut is not None and to_a_change:
                    self._fail(self.cut, line, answer)
                await self.aloud.wait()
                line.client.write(answer)
                await line.client.drain()
        line.end()


def _run(port: int, orders: Connection) -> None:
    asyncio.run(_Relay(port, orders).serve())


class Link:
    """The relay as a process of its own: where it listens, and how it is told to fail."""

    def __init__(self, port: int) -> None:
        context = multiprocessing.get_context("spawn")
        self._orders, theirs = context.Pipe()
        self._process = context.Process(target=_run, args=(port, theirs), name="link")
        self._process.start()
        theirs.close()
        self.port: int = self._answer(START_WITHIN) or 0

    def cut(self, cut: Cut) -> bool | None:
        """Fail in this way; say whether a change was left open; None where there was none."""
        while self._orders.poll():  # what came too late for the cut before
            self._orders.recv()
        self._orders.send(cut)
        hit = self._answer(HIT_WITHIN)
        if hit is None:
            self._orders.send(None)
            return None
        return hit == _OPEN

    def close(self) -> None:
        """End the relay."""
        self._orders.close()
        self._process.join(HIT_WITHIN)
        if self._process.is_alive():
            self._process.kill()
            self._process.join(HIT_WITHIN)

    def _answer(self, seconds: float) -> int | None:
        if not self._orders.poll(seconds):
            return None
        answer: int = self._orders.recv()
        return answer
