"""The line before the machine, without a service: what is behind is a few lines that wait until they are told."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from starlette.requests import ClientDisconnect, Request
from starlette.types import Message, Receive, Scope, Send

from api.access import crowd
from api.access.crowd import Crowd

QUESTION = b'{"question": "port"}'


class Behind:
    """Answers what it was sent, when it may; notes how many it works on at once."""

    def __init__(self) -> None:
        self.go = asyncio.Event()
        self.most = self.working = 0
        self.error: Exception | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.working += 1
        self.most = max(self.most, self.working)
        try:
            sent = (await receive())["body"]
            await self.go.wait()
            if self.error:
                raise self.error
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": sent})
        finally:
            self.working -= 1


class Call:
    """One request and what came back."""

    def __init__(self, *pieces: bytes, path: str = "/v1/ask", method: str = "POST", slow: bool = False) -> None:
        self.scope: Scope = {"type": "http", "method": method, "path": path, "headers": []}
        self.messages: list[Message] = [
            {"type": "http.request", "body": piece, "more_body": slow or at < len(pieces) - 1}
            for at, piece in enumerate(pieces)
        ]
        self.sent: list[Message] = []
        self.leaves = asyncio.Event()

    async def receive(self) -> Message:
        if self.messages:
            return self.messages.pop(0)
        await self.leaves.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        self.sent.append(message)

    def through(self, door: Crowd) -> asyncio.Task[None]:
        return asyncio.create_task(door(self.scope, self.receive, self.send))

    @property
    def status(self) -> int:
        return int(self.sent[0]["status"])

    @property
    def body(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self.sent)

    @property
    def problem(self) -> Any:
        return json.loads(self.body)["type"].rpartition(":")[2]


def run(test: Callable[[Behind], Awaitable[None]]) -> None:
    async def within() -> None:
        async with asyncio.timeout(20):
            await test(Behind())

    asyncio.run(within())


async def settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


def test_no_more_are_worked_on_at_once_than_may_and_the_others_get_their_turn() -> None:
    async def test(behind: Behind) -> None:
        door = Crowd(behind, at_once=2, waiting=10, seconds=10)
        calls = [Call(QUESTION + str(at).encode()) for at in range(8)]
        tasks = [call.through(door) for call in calls]
        await settle()
        assert behind.working == 2
        behind.go.set()
        await asyncio.gather(*tasks)
        assert behind.most == 2
        assert [call.body for call in calls] == [QUESTION + str(at).encode() for at in range(8)]
        assert door.questions.present == 0

    run(test)


def test_who_finds_no_room_to_wait_is_told_to_come_back() -> None:
    async def test(behind: Behind) -> None:
        door = Crowd(behind, at_once=1, waiting=2, seconds=10)
        calls = [Call(QUESTION) for _ in range(5)]
        tasks = [call.through(door) for call in calls]
        await settle()
        late = [call for call in calls if call.sent]
        assert [(call.status, call.problem) for call in late] == [(503, "too-busy")] * 2
        assert (b"retry-after", b"1") in late[0].sent[0]["headers"]
        behind.go.set()
        await asyncio.gather(*tasks)
        assert sorted(call.status for call in calls) == [200, 200, 200, 503, 503]

    run(test)


def test_what_is_no_question_does_not_wait_behind_questions() -> None:
    async def test(behind: Behind) -> None:
        door = Crowd(behind, at_once=1, waiting=0, seconds=10)
        asked = Call(QUESTION)
        first = asked.through(door)
        await settle()
        listed = Call(b"", path="/v1/articles", method="GET")
        second = listed.through(door)
        await settle()
        assert behind.working == 2
        behind.go.set()
        await asyncio.gather(first, second)
        assert (asked.status, listed.status) == (200, 200)

    run(test)


def test_signs_of_life_and_figures_come_through_however_long_the_line_is() -> None:
    async def test(behind: Behind) -> None:
        door = Crowd(behind, at_once=1, waiting=0, seconds=10)
        door.questions.present = door.others.present = 1_000
        behind.go.set()
        for path in ("/healthz", "/readyz", "/metrics", "/", "/static/app.js"):
            call = Call(b"", path=path, method="GET")
            await call.through(door)
            assert call.status == 200, path

    run(test)


def test_what_takes_too_long_is_answered_and_keeps_its_place_until_it_is_done() -> None:
    async def test(behind: Behind) -> None:
        door = Crowd(behind, at_once=1, waiting=0, seconds=0.01)
        slow = Call(QUESTION)
        await slow.through(door)
        assert (slow.status, slow.problem) == (504, "out-of-time")
        assert behind.working == 1
        refused = Call(QUESTION)
        await refused.through(door)
        assert refused.problem == "too-busy"
        behind.go.set()
        await settle()
        assert behind.working == door.questions.present == 0
        assert len(slow.sent) == 2, "nothing comes after the problem"
        again = Call(QUESTION)
        await again.through(door)
        assert again.status == 200

    run(test)


def test_who_waits_too_long_for_a_turn_is_told_so_and_never_worked_on() -> None:
    async def test(behind: Behind) -> None:
        door = Crowd(behind, at_once=1, waiting=5, seconds=0.05)
        calls = [Call(QUESTION) for _ in range(3)]
        await asyncio.gather(*(call.through(door) for call in calls))
        assert [call.problem for call in calls] == ["out-of-time", "too-busy", "too-busy"]
        assert behind.most == 1
        behind.go.set()
        await settle()
        assert door.questions.present == 0

    run(test)


def test_a_failure_is_passed_on_and_frees_the_place() -> None:
    async def test(behind: Behind) -> None:
        door = Crowd(behind, at_once=1, waiting=0, seconds=10)
        behind.error = KeyError("x")
        behind.go.set()
        with pytest.raises(KeyError):
            await Call(QUESTION).through(door)
        assert door.questions.present == 0

    run(test)


def test_a_failure_after_giving_up_is_written_to_the_log(caplog: pytest.LogCaptureFixture) -> None:
    async def test(behind: Behind) -> None:
        door = Crowd(behind, at_once=1, waiting=0, seconds=0.01)
        behind.error = KeyError("lost")
        await Call(QUESTION).through(door)
        behind.go.set()
        await settle()
        assert door.questions.present == 0

    run(test)
    assert "given up failed afterwards" in caplog.text


def test_a_slow_sender_holds_no_place_and_is_sent_off(monkeypatch: pytest.MonkeyPatch) -> None:
    async def test(behind: Behind) -> None:
        door = Crowd(behind, at_once=1, waiting=0, seconds=10)
        behind.go.set()
        slow = Call(QUESTION[:5], slow=True)
        task = slow.through(door)
        await settle()
        assert door.questions.present == 0
        quick = Call(QUESTION)
        await quick.through(door)
        assert quick.status == 200
        await task
        assert (slow.status, slow.problem) == (408, "body-too-slow")

    monkeypatch.setattr(crowd, "BODY_SECONDS", 0.05)
    run(test)


@pytest.mark.parametrize("path", ["/v1/articles", "/v1/articles/bulk", "/v1/feedback", "/v1/sources", "/v1/nothing"])
def test_nor_does_who_slowly_sends_what_is_no_question(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async def test(behind: Behind) -> None:
        door = Crowd(behind, at_once=1, waiting=0, seconds=0.1)
        behind.go.set()
        slow = [Call(QUESTION[:5], path=path, slow=True) for _ in range(100)]
        tasks = [one.through(door) for one in slow]
        await settle()
        assert door.others.present == 0
        quick = Call(b"", path="/v1/articles", method="GET")
        await quick.through(door)
        assert quick.status == 200
        await asyncio.gather(*tasks)
        assert {(one.status, one.problem) for one in slow} == {(408, "body-too-slow")}

    monkeypatch.setattr(crowd, "BODY_SECONDS", 0.1)
    run(test)


def test_a_client_that_leaves_after_it_was_given_up_is_no_failure(caplog: pytest.LogCaptureFixture) -> None:
    async def test(behind: Behind) -> None:
        behind.error = ClientDisconnect()
        await Call(QUESTION).through(Crowd(behind, at_once=1, waiting=0, seconds=0.01))
        behind.go.set()
        await settle()

    run(test)
    assert caplog.text == ""


def test_a_question_in_pieces_arrives_whole() -> None:
    async def test(behind: Behind) -> None:
        behind.go.set()
        call = Call(QUESTION[:4], QUESTION[4:9], QUESTION[9:])
        await call.through(Crowd(behind, at_once=1, waiting=0, seconds=10))
        assert call.body == QUESTION

    run(test)


def test_a_question_without_end_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    async def test(behind: Behind) -> None:
        call = Call(b"x" * 60, b"x" * 60, b"x" * 60, slow=True)
        await call.through(Crowd(behind, at_once=1, waiting=0, seconds=10))
        assert (call.status, call.problem) == (413, "body-too-large")
        assert len(call.messages) == 1, "the rest was not read"

    monkeypatch.setattr(crowd, "LARGEST_QUESTION", 100)
    run(test)


def test_a_client_that_leaves_before_it_has_asked_is_forgotten() -> None:
    async def test(behind: Behind) -> None:
        call = Call()
        call.messages = [{"type": "http.disconnect"}]
        await call.through(door := Crowd(behind, at_once=1, waiting=0, seconds=10))
        assert (call.sent, behind.most, door.questions.present) == ([], 0, 0)

    run(test)


def test_a_client_that_leaves_while_it_waits_is_not_worked_for() -> None:
    async def test(behind: Behind) -> None:
        door = Crowd(behind, at_once=1, waiting=5, seconds=10)
        first, leaving, last = Call(QUESTION), Call(QUESTION), Call(QUESTION)
        tasks = [call.through(door) for call in (first, leaving, last)]
        await settle()
        leaving.messages.append({"type": "http.disconnect"})
        worked = behind.most
        behind.go.set()
        await asyncio.gather(*tasks)
        assert (first.status, last.status, leaving.sent) == (200, 200, [])
        assert (worked, door.questions.present) == (1, 0)

    run(test)


def test_a_client_that_leaves_the_line_frees_its_room_at_once() -> None:
    async def test(behind: Behind) -> None:
        door = Crowd(behind, at_once=1, waiting=1, seconds=10)
        first, leaving, last = Call(QUESTION), Call(QUESTION), Call(QUESTION)
        tasks = [call.through(door) for call in (first, leaving)]
        await settle()
        assert door.questions.full
        leaving.leaves.set()
        await tasks[1]
        assert (leaving.sent, door.questions.present, behind.most) == ([], 1, 1)
        tasks.append(last.through(door))
        behind.go.set()
        await asyncio.gather(*tasks)
        assert (first.status, last.status, door.questions.present) == (200, 200, 0)

    run(test)


def test_a_turn_that_is_kept_lasts_until_the_work_is_done() -> None:
    ends: list[Callable[[], None]] = []

    async def streams(scope: Scope, receive: Receive, send: Send) -> None:
        ends.append(crowd.kept(Request(scope)))
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def test(_: Behind) -> None:
        door = Crowd(streams, at_once=1, waiting=0, seconds=10)
        await Call(QUESTION).through(door)
        refused = Call(QUESTION)
        await refused.through(door)
        assert (refused.status, door.questions.present) == (503, 1)
        ends[0]()
        ends[0]()
        assert door.questions.present == 0
        again = Call(QUESTION)
        await again.through(door)
        assert again.status == 200

    run(test)


def test_stopping_the_service_stops_what_is_worked_on() -> None:
    async def test(behind: Behind) -> None:
        door = Crowd(behind, at_once=1, waiting=1, seconds=10)
        tasks = [Call(QUESTION).through(door) for _ in range(2)]
        await settle()
        for task in tasks:
            task.cancel()
        assert all(
            isinstance(end, asyncio.CancelledError) for end in await asyncio.gather(*tasks, return_exceptions=True)
        )
        await settle()
        assert behind.working == door.questions.present == 0

    run(test)
