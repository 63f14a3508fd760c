from __future__ import annotations

import datetime as dt
import json
import stat
import threading
from pathlib import Path

import pytest
from filelock import FileLock

from api.access.key import Key, Permission, new
from api.access.keyring import KEYS, LOCK, NOTED_EVERY, USED, Keyring
from api.errors import KeyringDamaged, KeyUnknown

NOW = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def ring(tmp_path: Path) -> Keyring:
    return Keyring(tmp_path / "data")


def added(ring: Keyring, sources: tuple[str, ...] = (), origins: tuple[str, ...] = ()) -> tuple[Key, str]:
    key, shown = new("staff", [Permission.ASK], sources, origins)
    ring.add(key)
    return key, shown


def test_a_folder_without_keys_has_none_and_gets_no_files(ring: Keyring) -> None:
    assert not ring.exists
    assert list(ring.all()) == []
    assert ring.find("dateline_00000000_" + "a" * 43) is None
    assert not ring.folder.exists()


def test_a_key_is_found_by_what_was_shown_and_by_nothing_else(ring: Keyring) -> None:
    key, shown = added(ring, sources=("port",), origins=("https://a.example",))
    assert ring.find(shown) == key
    for wrong in (shown[:-1], shown + "x", shown.replace("dateline", "datelime"), key.id, key.digest, "", "é"):
        assert ring.find(wrong) is None
    assert ring.find(f"dateline_{key.id}_{'A' * 43}") is None


def test_the_secret_is_nowhere_on_disk(ring: Keyring) -> None:
    _, shown = added(ring)
    secret = shown.split("_", 2)[2]
    assert all(secret not in path.read_text() for path in ring.folder.iterdir())


def test_the_file_is_its_owners_alone(ring: Keyring) -> None:
    added(ring)
    assert stat.S_IMODE((ring.folder / KEYS).stat().st_mode) == 0o600


def test_another_process_sees_a_new_and_a_revoked_key_at_once(ring: Keyring) -> None:
    other = Keyring(ring.folder)
    first, shown = added(ring)
    assert other.find(shown) == first
    _, later = added(ring)
    assert other.find(later) is not None
    ring.revoke(first.id)
    assert other.find(shown) is None
    assert ring.find(shown) is None
    assert other.find(later) is not None


def test_after_the_last_key_is_revoked_there_still_were_keys(ring: Keyring) -> None:
    key, _ = added(ring)
    ring.revoke(key.id)
    assert list(ring.all()) == []
    assert ring.exists, "or a service on loopback would be open again"


def test_revoking_an_unknown_key_is_said(ring: Keyring) -> None:
    added(ring)
    with pytest.raises(KeyUnknown, match="'nothere'"):
        ring.revoke("nothere")


def test_keys_made_at_the_same_time_are_all_kept(ring: Keyring) -> None:
    threads = [threading.Thread(target=lambda: added(Keyring(ring.folder))) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ring.all()) == 12


def test_origins_are_those_of_all_keys(ring: Keyring) -> None:
    added(
        ring,
        origins=(
            "https://a.example",
            "https://b.example",
        ),
    )
    key, _ = added(ring, origins=("https://c.example",))
    assert ring.origins() == {"https://a.example", "https://b.example", "https://c.example"}
    ring.revoke(key.id)
    assert ring.origins() == {"https://a.example", "https://b.example"}


@pytest.mark.parametrize(
    "written",
    ["", "{", "[]", "{}", '{"keys": 3}', '{"keys": [{}]}', '{"keys": [null]}',
     '{"keys": [{"id": "a", "name": "x", "sha256": "y", "scopes": ["all"], "sources": null, "origins": [],'
     ' "created": "2026-03-01T12:00:00+00:00"}]}'],
)  # fmt: skip
def test_a_damaged_file_lets_nobody_in_and_says_so(ring: Keyring, written: str) -> None:
    _, shown = added(ring)
    (ring.folder / KEYS).write_text(written)
    with pytest.raises(KeyringDamaged, match=r"keys\.json cannot be read"):
        ring.find(shown)


def test_a_key_that_could_not_be_written_leaves_the_others(ring: Keyring, monkeypatch: pytest.MonkeyPatch) -> None:
    key, shown = added(ring)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        added(ring)
    assert ring.find(shown) == key
    assert {path.name for path in ring.folder.iterdir()} == {KEYS, LOCK}


# When they were used


def test_use_is_noted_once_a_minute(ring: Keyring) -> None:
    key, _ = added(ring)
    assert ring.due(key, NOW)
    assert not ring.due(key, NOW + NOTED_EVERY / 2)
    assert ring.due(key, NOW + NOTED_EVERY)


def test_what_was_noted_is_told_by_every_process(ring: Keyring) -> None:
    first, _ = added(ring)
    second, _ = added(ring)
    ring.note(first, NOW)
    Keyring(ring.folder).note(second, NOW + NOTED_EVERY)
    assert Keyring(ring.folder).used() == {first.id: NOW, second.id: NOW + NOTED_EVERY}


def test_a_revoked_keys_note_goes_with_the_next(ring: Keyring) -> None:
    first, _ = added(ring)
    second, _ = added(ring)
    ring.note(first, NOW)
    ring.revoke(first.id)
    ring.note(second, NOW)
    assert set(ring.used()) == {second.id}


def test_a_note_that_cannot_be_written_is_left_out(ring: Keyring) -> None:
    key, shown = added(ring)
    with FileLock(ring.folder / LOCK):
        ring.note(key, NOW)
    assert ring.used() == {}
    assert ring.find(shown) == key


@pytest.mark.parametrize("written", ["", "[]", '{"a": 1}', '{"a": "yesterday"}'])
def test_a_damaged_note_is_written_anew(ring: Keyring, written: str) -> None:
    key, _ = added(ring)
    (ring.folder / USED).write_text(written)
    assert ring.used() == {}
    ring.note(key, NOW)
    assert json.loads((ring.folder / USED).read_text()) == {key.id: NOW.isoformat()}
