"""A process that answers what it is handed, one question after the other, until whoever hands them is gone."""

from __future__ import annotations

import asyncio
import logging
import logging.config
import signal
import socket
from functools import partial

from fastapi import FastAPI
from starlette.types import Message
from uvicorn.loops.auto import auto_loop_factory

from api import problems
from api.access.crowd import Turn
from api.telemetry.logs import configuration
from api.telemetry.metrics import Metrics
from api.telemetry.noted import current
from api.workers import frames
from api.workers.frames import Asked, Begin, Ended, Frame, Free, Left, Ready, Sent
from qa.desk import Desk

log = logging.getLogger("dateline")


def main(descriptor: int) -> None:
    """Answer over a socket that this process was started with.

    Interrupts are for whoever started it: from a terminal they reach every process, and what is being answered would
    be lost. This one ends when the other end of the socket does.
    """
    for interrupt in (signal.SIGINT, signal.SIGTERM):
        signal.signal(interrupt, signal.SIG_IGN)
    with socket.socket(fileno=descriptor) as own, asyncio.Runner(loop_factory=auto_loop_factory()) as runner:
        runner.run(_work(own))


async def _work(own: socket.socket) -> None:
    from api.app import answering

    reader, writer = await asyncio.open_connection(sock=own)
    told = await frames.read(reader)
    if not told or not isinstance(begin := told[0], Begin):
        return
    logging.config.dictConfig(configuration(begin.settings.log))
    desk = begin.desk(begin.settings, Metrics())
    app = answering(begin.settings, desk)
    async with app.router.lifespan_context(app):
        await Worker(app, desk, reader, writer).run()
    writer.close()


class Worker:
    """Answers what comes over a stream.

    Args:
        app: answers a request.
        desk: its desk.
        reader, writer: the stream.
    """

    def __init__(self, app: FastAPI, desk: Desk, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._app, self._desk, self._reader, self._writer = app, desk, reader, writer
        self._loop = asyncio.get_running_loop()
        self._inboxes: dict[int, asyncio.Queue[Message]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._waiting: list[Frame] = []

    async def run(self) -> None:
        """Work until the other end is gone."""
        warmed = partial(self._loop.call_soon_threadsafe, self._warmed)
        self._app.state.warming.add_done_callback(lambda _: warmed())
        while came := await frames.read(self._reader):
            for frame in came:
                if isinstance(frame, Asked):
                    self._inboxes[frame.number] = asyncio.Queue()
                    self._tasks.add(task := asyncio.create_task(self._answer(frame)))
                    task.add_done_callback(self._tasks.discard)
                elif isinstance(frame, Left) and (inbox := self._inboxes.get(frame.number)):
                    inbox.put_nowait({"type": "http.disconnect"})
        for task in self._tasks:
            task.cancel()
        if self._tasks:  # a thread cannot be stopped: what it reads must not be closed under it
            await asyncio.wait(self._tasks)

    def _warmed(self) -> None:
        error = self._app.state.warming.exception()
        self._tell(Ready(problems.told(error) if error else None, self._applied()))

    async def _answer(self, asked: Asked) -> None:
        number, inbox = asked.number, self._inboxes[asked.number]
        current.set(asked.noted)
        turn = Turn(lambda: self._tell(Free(number, self._applied())))
        inbox.put_nowait({"type": "http.request", "body": asked.body, "more_body": False})
        scope = {**asked.scope, "state": {"visitor": asked.visitor, "turn": turn}}
        whole = False

        async def send(message: Message) -> None:
            turn.begin()
            self._tell(Sent(number, message))

        try:
            await self._app(scope, inbox.get, send)
            whole = True
        except Exception:
            log.exception("a reply that had begun was broken off")
        finally:
            if not turn.kept:
                turn.end()
            del self._inboxes[number]
            self._tell(Ended(number, asked.noted.problem, whole))

    def _applied(self) -> int:
        warming = self._app.state.warming
        return self._desk.engine.sequence if warming.done() and not warming.exception() else 0

    def _tell(self, frame: Frame) -> None:
        """Send a frame with those that are told in the same moment: each sending wakes the process at the door."""
        if not self._waiting:
            self._loop.call_soon(self._flush)
        self._waiting.append(frame)

    def _flush(self) -> None:
        frames.write(self._writer, *self._waiting)
        self._waiting.clear()
