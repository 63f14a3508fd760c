"""Which reader takes the second look."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from index.errors import ModelMissing
from qa import weights
from qa.desk import Desk, DeskConfig
from qa.question import Question
from qa.reader import chosen as choosing
from qa.reader import weights as folders
from qa.reader.chosen import chosen
from qa.reader.cross_encoder import CrossEncoderReader
from qa.reader.own import OwnReader
from tests.conftest import HashingEmbedder


@pytest.mark.parametrize("setting", ["", "none"])
def test_none_is_none(setting: str, tmp_path: Path) -> None:
    assert chosen(setting, tmp_path) is None


def test_our_own_needs_a_place_to_be_kept(tmp_path: Path) -> None:
    assert chosen("own", None) is None


def test_a_reader_of_the_users_is_taken_as_it_is(cross_encoder: Path) -> None:
    assert isinstance(chosen(str(cross_encoder), None), CrossEncoderReader)


def test_a_folder_of_our_own_kind_is_told_by_its_card_and_converted(shipped: Path, cache: Path) -> None:
    found = chosen(str(shipped), cache)
    assert isinstance(found, OwnReader)
    assert found.id.startswith(f"reader@{folders.card(shipped).sha256[:12]}/")


def test_a_folder_of_our_own_kind_needs_a_place_to_be_kept(shipped: Path) -> None:
    with pytest.raises(ModelMissing, match="cache"):
        chosen(str(shipped), None)


def test_a_named_reader_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="DATELINE_HUB"):
        chosen(str(tmp_path / "gone"), tmp_path)


def test_where_ours_cannot_be_had_questions_are_answered_without_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def missing(_cache: Path) -> OwnReader:
        raise ModelMissing("the package with multilingual-e5-small is not installed")

    monkeypatch.setattr(choosing, "OwnReader", missing)
    with caplog.at_level(logging.WARNING, "dateline"):
        assert chosen("own", tmp_path) is None
    assert "no second look is taken" in caplog.text
    assert "not installed" in caplog.text


@pytest.mark.slow
def test_a_desk_reads_with_ours_and_says_what_it_gave(tmp_path: Path) -> None:
    config = DeskConfig(tmp_path / "desk", ranking=weights.load().ranking, reader="own", cache=tmp_path / "cache")
    desk = Desk(config, HashingEmbedder())
    desk.intake().paths([Path(__file__).parents[3] / "corpus" / "sample"])
    desk.ready(thorough=True)
    asked = "what did ICESCO agree with NeLC?"
    thorough, quick = (desk.ask(Question(asked, effort=effort)).passages for effort in ("thorough", "quick"))
    desk.close()
    assert thorough[0].why is not None
    assert thorough[0].why.reader > 0
    assert "workgroup" in thorough[0].text
    assert all(found.why is not None and found.why.reader == 0 for found in quick)
