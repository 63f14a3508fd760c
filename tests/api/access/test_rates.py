from __future__ import annotations

import asyncio
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from limits.aio.storage import MemoryStorage

from api.access.rates import Rates, parsed
from api.errors import SettingsError
from api.settings import load
from tests.conftest import examples


def waits(rates: Rates, *visits: tuple[str, str]) -> list[int]:
    async def count() -> list[int]:
        return [await rates.wait(key, address) for key, address in visits]

    return asyncio.run(count())


@settings(max_examples=examples(50), deadline=None)
@given(st.integers(1, 20), st.lists(st.sampled_from(["a", "b", "c"]), max_size=60))
def test_an_address_may_do_so_much_and_no_more(most: int, addresses: list[str]) -> None:
    told = waits(Rates(parsed(f"{most}/hour"), ()), *(("key", address) for address in addresses))
    for at, (address, wait) in enumerate(zip(addresses, told, strict=True)):
        assert (wait > 0) is (addresses[: at + 1].count(address) > most)
        assert 0 <= wait <= 3600


def test_what_is_told_to_wait_is_until_the_window_ends() -> None:
    told = waits(Rates(parsed("1/hour"), ()), ("key", "a"), ("key", "a"))
    assert told[0] == 0
    assert 3590 <= told[1] <= 3600


def test_the_key_is_counted_over_all_addresses_too() -> None:
    told = waits(Rates(parsed("2/hour"), parsed("3/hour")), *(("key", address) for address in "abcd"), ("other", "a"))
    assert [wait > 0 for wait in told] == [False, False, False, True, False]


def test_every_rate_of_several_holds() -> None:
    told = waits(Rates(parsed("2/second; 3/hour"), ()), *[("key", "a")] * 3)
    assert told[:2] == [0, 0]
    assert told[2] == 1


def test_nothing_set_is_no_limit() -> None:
    assert parsed("") == parsed("  ") == ()
    assert waits(Rates((), ()), *[("key", "a")] * 500) == [0] * 500


@pytest.mark.parametrize("rates", ["often", "10", "10/fortnight", "-1/minute", "10/minute and more"])
def test_a_rate_that_is_none_is_refused_where_it_is_set(rates: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_RATE", rates)
    with pytest.raises(SettingsError, match=r"DATELINE_RATE: .*no rate; write 120/minute"):
        load()


def test_windows_that_are_over_are_forgotten_and_looked_at_seldom(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[int] = []
    look = MemoryStorage._MemoryStorage__expire_events  # type: ignore[attr-defined]

    async def counted(storage: MemoryStorage) -> None:
        looks.append(len(storage.expirations))
        await look(storage)

    async def visits(rates: Rates, name: str) -> None:
        for at in range(100):
            await rates.wait("key", f"{name}{at}")
            await asyncio.sleep(0)

    async def hours() -> None:
        rates = Rates(parsed("5/minute"), ())
        await visits(rates, "early")
        assert len(looks) == 1, "and not one for every visit"
        monkeypatch.setattr("limits.aio.storage.memory.time.time", lambda: now + 3600)
        monkeypatch.setattr("api.access.rates.LOOK_EVERY", 0)
        assert rates._pause is not None
        rates._pause.cancel()
        await asyncio.sleep(0)
        await visits(rates, "late")
        assert max(looks) == 101, "the hundred of an hour ago were there until the next look"
        assert looks[-1] <= 100, "and then no more"

    now = time.time()
    monkeypatch.setattr(MemoryStorage, "_MemoryStorage__expire_events", counted)
    asyncio.run(hours())
