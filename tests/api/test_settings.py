from __future__ import annotations

import re
from pathlib import Path

import pytest
from platformdirs import user_cache_path, user_data_path

from api.errors import SettingsError
from api.settings import PREFIX, Settings, load
from index.fusion import Method
from tests.conftest import ROOT

ROW = re.compile(r"^\| *`(DATELINE_\w+)` *\| *(.*?) *\|", re.MULTILINE)
TABLE = {name: default.strip("`") for name, default in ROW.findall((ROOT / "README.md").read_text(encoding="utf-8"))}
FOLDERS = {"user data folder": user_data_path("dateline"), "user cache folder": user_cache_path("dateline")}
NAMES = {PREFIX + name.upper(): name for name in Settings.model_fields}


def written(value: object) -> str:
    """Write a default as the README does."""
    for words, folder in FOLDERS.items():
        if value == folder:
            return words
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) or "empty"


def test_the_readme_has_a_row_for_every_setting_and_no_other() -> None:
    assert set(TABLE) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_the_readme_states_the_default(name: str) -> None:
    default = Settings.model_fields[NAMES[name]].get_default(call_default_factory=True, validated_data={})
    assert TABLE.get(name) == written(default)


@pytest.mark.parametrize("name", NAMES.values())
def test_every_setting_is_described(name: str) -> None:
    assert Settings.model_fields[name].description


def test_values_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"WORDS": "0.6", "FUSION": "rrf", "PORT": "9000", "HUB": "true", "MODEL": "here"}.items():
        monkeypatch.setenv(PREFIX + name, value)
    found = load()
    assert (found.words, found.fusion, found.port, found.hub) == (0.6, Method.RECIPROCAL_RANK, 9000, True)
    assert found.model == "here"


def test_given_values_win_over_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATELINE_PORT", "9000")
    monkeypatch.setenv("DATELINE_DATA", "elsewhere")
    found = load(port=9001, data=tmp_path, host=None)
    assert (found.port, found.data, found.host) == (9001, tmp_path, "127.0.0.1")


def test_a_given_zero_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_PORT", "9000")
    assert load(port=0).port == 0


def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.setenv(name, "")
    assert load() == Settings()
    assert load().data == user_data_path("dateline")


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("DATELINE_WORD", "DATELINE_WORDS"),
        ("DATELINE_ROOTPATH", "DATELINE_ROOT_PATH"),
        ("DATELINE_MODLE", "DATELINE_MODEL"),
        ("dateline_prot", "DATELINE_PORT"),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest(monkeypatch: pytest.MonkeyPatch, name: str, near: str) -> None:
    monkeypatch.setenv(name, "1")
    with pytest.raises(SettingsError, match=f"unknown setting {name}; did you mean {near}\\?"):
        load()


def test_a_name_like_no_other_is_refused_with_a_pointer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_QQQQQQQQQQQQQQQ", "1")
    with pytest.raises(SettingsError, match="the README lists the settings"):
        load()


def test_names_of_others_are_no_business_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORDS", "many")
    monkeypatch.setenv("DATELINES_PORT", "many")
    monkeypatch.setenv("DATELINE_SHARED", "/somewhere")
    assert load().words == Settings().words


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATELINE_WORDS", "1.5"),
        ("DATELINE_WORDS", "nan"),
        ("DATELINE_WORDS", "many"),
        ("DATELINE_TITLE", "-1"),
        ("DATELINE_CANDIDATES", "0"),
        ("DATELINE_CANDIDATES", "10.5"),
        ("DATELINE_PER_ARTICLE", "0"),
        ("DATELINE_PASSAGE_WORDS", "5"),
        ("DATELINE_LARGEST_MB", "0"),
        ("DATELINE_LARGEST_MB", "inf"),
        ("DATELINE_PORT", "65536"),
        ("DATELINE_PORT", "-1"),
        ("DATELINE_HUB", "perhaps"),
        ("DATELINE_FUSION", "best"),
    ],
)
def test_a_bad_value_names_its_setting(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=f"^{name}: "):
        load()


def test_every_bad_value_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_PORT", "x")
    monkeypatch.setenv("DATELINE_HUB", "x")
    with pytest.raises(SettingsError, match=r"DATELINE_HUB: .*; DATELINE_PORT: "):
        load()


def test_a_validators_words_are_told_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_RATE", "lots")
    with pytest.raises(SettingsError, match=r"^DATELINE_RATE: 'lots' is no rate; write 120/minute"):
        load()


def test_a_bad_argument_is_named_like_its_setting() -> None:
    with pytest.raises(SettingsError, match="DATELINE_PORT: "):
        load(port=70_000)


def test_the_desk_gets_what_was_set(tmp_path: Path) -> None:
    config = Settings(data=tmp_path, words=0.6, title=0.5, candidates=7, passage_words=99, largest_mb=0.5).desk()
    assert (config.data, config.passage_words, config.largest) == (tmp_path, 99, 500_000)
    assert (config.blend.words, config.blend.title, config.blend.depth) == (0.6, 0.5, 7)


def test_a_home_folder_may_be_written_short() -> None:
    assert Settings(data=Path("~/press")).desk().data == Path.home() / "press"
