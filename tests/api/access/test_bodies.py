"""Bodies are read whole and given once more, and nobody is waited for without end."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.types import Message

from api.access import bodies
from api.access.bodies import Body, Patience

WITHOUT_END = Patience(60)


class Client:
    """Sends pieces, with pauses between them, and leaves.

    Args:
        whole: whether the last piece is known for the last one.
    """

    def __init__(self, *pieces: bytes, pause: float = 0, whole: bool = True) -> None:
        self.left, self.pause, self.whole = list(pieces), pause, whole

    async def receive(self) -> Message:
        await asyncio.sleep(self.pause)
        if not self.left:
            return {"type": "http.disconnect"}
        piece = self.left.pop(0)
        return {"type": "http.request", "body": piece, "more_body": bool(self.left) or not self.whole}


async def again(body: Body, client: Client) -> tuple[bytes, int]:
    """Everything that is given once more, and how many messages it took."""
    receive, said, messages, more = body.before(client.receive), b"", 0, True
    while more:
        message = await receive()
        said, more, messages = said + message["body"], message["more_body"], messages + 1
    assert (await receive())["type"] == "http.disconnect"
    body.close()
    return said, messages


@given(st.lists(st.binary(max_size=40), min_size=1, max_size=8))
def test_what_is_given_again_is_what_came(pieces: list[bytes]) -> None:
    async def within() -> None:
        client = Client(*pieces)
        body = await bodies.read(client.receive, WITHOUT_END)
        assert body is not None
        assert (await again(body, client))[0] == b"".join(pieces)

    asyncio.run(within())


def test_a_large_body_is_given_piece_by_piece() -> None:
    async def within() -> None:
        client = Client(*[bytes([at]) * bodies.IN_MEMORY for at in range(3)])
        body = await bodies.read(client.receive, WITHOUT_END)
        assert body is not None
        said, messages = await again(body, client)
        assert said == b"".join(bytes([at]) * bodies.IN_MEMORY for at in range(3))
        assert messages == -(-len(said) // bodies.PIECE)

    asyncio.run(within())


@pytest.mark.parametrize("sent", [[], [b"a"]])
def test_who_leaves_before_the_end_has_sent_nothing(sent: list[bytes]) -> None:
    client = Client(*sent, whole=False)
    assert asyncio.run(bodies.read(client.receive, WITHOUT_END)) is None


def test_what_is_too_large_is_read_no_further() -> None:
    client = Client(b"abc", b"def", b"ghi")
    body = asyncio.run(bodies.read(client.receive, Patience(60, most=5)))
    assert body is not None
    assert (body.size, client.left) == (6, [b"ghi"])
    body.close()


def test_what_keeps_its_pace_may_take_longer() -> None:
    pieces = [b"x" * 100] * 30
    body = asyncio.run(bodies.read(Client(*pieces, pause=0.01).receive, Patience(0.1, pace=1_000)))
    assert body is not None
    assert body.size == 3_000
    body.close()


@pytest.mark.parametrize("patience", [Patience(0.05), Patience(0.05, pace=1_000)])
def test_what_comes_too_slowly_is_given_up(patience: Patience) -> None:
    with pytest.raises(TimeoutError):
        asyncio.run(bodies.read(Client(*[b"x"] * 100, pause=0.01).receive, patience))
