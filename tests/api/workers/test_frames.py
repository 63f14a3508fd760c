"""Frames: taken as they were sent, whole or not at all."""

from __future__ import annotations

import asyncio
import socket

from hypothesis import given
from hypothesis import strategies as st

from api.workers import frames
from api.workers.frames import Ended, Frame, Free, Left, Sent

NUMBERS = st.integers(0, 2**70)
FRAMES = st.one_of(
    st.builds(Left, NUMBERS),
    st.builds(Free, NUMBERS, NUMBERS),
    st.builds(Ended, NUMBERS, st.none() | st.text(), st.booleans()),
    st.builds(Sent, NUMBERS, st.fixed_dictionaries({"type": st.text(), "body": st.binary(max_size=3_000)})),
)


@given(st.lists(st.lists(FRAMES, min_size=1, max_size=4), max_size=4))
def test_what_is_sent_comes_in_order_and_then_nothing(groups: list[list[Frame]]) -> None:
    async def spoken() -> list[tuple[Frame, ...]]:
        one, other = socket.socketpair()
        _, writer = await asyncio.open_connection(sock=one)
        reader, back = await asyncio.open_connection(sock=other)
        for group in groups:
            frames.write(writer, *group)
        writer.close()
        came = [await frames.read(reader) for _ in range(len(groups) + 1)]
        back.close()
        return came

    assert asyncio.run(spoken()) == [*map(tuple, groups), ()]


@given(st.integers(0, 200))
def test_what_was_cut_off_is_nothing(cut: int) -> None:
    async def spoken() -> tuple[Frame, ...]:
        reader = asyncio.StreamReader()
        sent = bytearray()

        class Writer:
            def write(self, data: bytes) -> None:
                sent.extend(data)

        frames.write(Writer(), Ended(1, "x", True), Left(3))  # type: ignore[arg-type]
        reader.feed_data(bytes(sent[: min(cut, len(sent) - 1)]))
        reader.feed_eof()
        return await frames.read(reader)

    assert asyncio.run(spoken()) == ()
