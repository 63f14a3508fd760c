"""The whole experiment on the bundled press room, with a small embedder."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from eval.comparison import COMPARED
from eval.cutting import __main__ as command
from eval.cutting import experiment, table
from eval.cutting.experiment import BUDGET, MEASURES, Folder, Result
from eval.cutting.variants import CHOSEN, VARIANTS
from eval.cutting.vectors import VectorCache
from eval.gold import Gold, Relevant
from eval.measures import Retrieved
from tests.conftest import ROOT, HashingEmbedder

SAMPLE, QUESTIONS = ROOT / "corpus/sample", ROOT / "eval/sample_gold.jsonl"
FORMER = next(variant for variant in VARIANTS if variant.name == "former")


@pytest.fixture(scope="module")
def sample() -> Folder:
    return experiment.folder(SAMPLE, QUESTIONS)


@pytest.fixture(scope="module")
def results(sample: Folder, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Result]:
    embedder = HashingEmbedder()
    cache = VectorCache(tmp_path_factory.mktemp("cache"), embedder.id, 64, embedder.encode_passages)
    return {
        variant.name: experiment.measured(variant, sample, cache, 64, lambda _done, _all: None)
        for variant in (CHOSEN, FORMER)
    }


def test_a_folder_is_read_with_its_questions(sample: Folder) -> None:
    assert sample.name == "sample"
    assert len(sample.releases) > 10
    assert any(question.relevant for question in sample.questions)


def test_every_answerable_question_is_scored(sample: Folder, results: dict[str, Result]) -> None:
    answerable = {question.id for question in sample.questions if question.relevant}
    for result in results.values():
        assert set(result.values) == set(MEASURES)
        assert all(set(values) == answerable for values in result.values.values())
        assert 0 < result.quotes_whole <= result.quotes
        assert result.torn.passages >= len(sample.releases)
    assert sum(results["chosen"].values["article recall@5"].values()) > 0.5 * len(answerable)


def test_what_a_reader_must_read_does_not_favour_long_passages() -> None:
    gold = Gold("q", "?", "en", "fact", (Relevant("a", "the quote"),), "")
    passages = [Retrieved("b", "word " * 200), Retrieved("a", "the quote " + "word " * 198)]
    assert experiment.within(gold, passages, budget=300)
    assert not experiment.within(gold, passages, budget=299)
    assert not experiment.within(gold, passages[:1], budget=900)


def test_the_report_compares_each_variant_with_the_chosen_one(results: dict[str, Result]) -> None:
    variants = [CHOSEN, FORMER]
    written = table.report(variants, {"one": results, "two": results}, {"model": {"id": "hashing"}})
    assert set(written["sets"]) == {"one", "two", table.ALL}
    pooled = written["sets"][table.ALL]
    assert len(pooled["comparisons"]) == len(MEASURES)
    once, twice = (written["sets"][name]["comparisons"][0]["n"] for name in ("one", table.ALL))
    assert twice == 2 * once
    assert pooled["figures"]["chosen"][BUDGET].keys() == {"value", "low", "high"}
    assert written["cuts"]["one"]["former"]["passages"] == results["former"].torn.passages
    json.dumps(written)


def test_the_tables_have_a_row_for_each_variant(results: dict[str, Result]) -> None:
    written = table.report([CHOSEN, FORMER], {"one": results}, {})
    shown = table.markdown(written)
    assert shown.count("\n| former |") == 1
    assert shown.count("| one | former |") == 1
    assert all(measure in shown for measure in COMPARED)
    assert "**one** (" in shown


def test_a_variant_that_cuts_like_the_chosen_one_has_no_row_of_cuts(results: dict[str, Result]) -> None:
    same = {"chosen": results["chosen"], "former": results["chosen"]}
    assert "| one | former |" not in table.cuts(table.report([CHOSEN, FORMER], {"one": same}, {}))


def test_one_variant_alone_is_compared_with_nothing(results: dict[str, Result]) -> None:
    written = table.report([CHOSEN], {"one": {"chosen": results["chosen"]}}, {})
    assert written["sets"]["one"]["comparisons"] == []
    assert "| chosen |" in table.markdown(written)


@pytest.mark.slow
def test_the_command_writes_the_report_and_prints_the_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(SAMPLE, tmp_path / "data/sample")
    (tmp_path / "data/gold").mkdir()
    shutil.copy(QUESTIONS, tmp_path / "data/gold/sample.jsonl")
    monkeypatch.setattr(command, "quickest", lambda _model, _cache: HashingEmbedder())
    out = tmp_path / "reports/cutting.json"
    folders = ["--data", str(tmp_path / "data"), "--folders", "sample", "--cache", str(tmp_path / "cache")]
    command.main([*folders, "--variants", "title apart, half", "--out", str(out), "--markdown"])
    written = json.loads(out.read_text())
    assert list(written["variants"]) == ["chosen", "title apart, half"]
    assert written["corpora"]["sample"]["articles"] > 10
    shown = capsys.readouterr()
    assert "| title apart, half |" in shown.out
    assert "sample, chosen: " in shown.err
    assert command.spoken(written).startswith("sample, article success@1: ")


def test_cuts_are_counted_without_a_model(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(SAMPLE, tmp_path / "sample")
    (tmp_path / "gold").mkdir()
    shutil.copy(QUESTIONS, tmp_path / "gold/sample.jsonl")
    command.main(["--data", str(tmp_path), "--folders", "sample", "--variants", "former", "--cuts"])
    shown = capsys.readouterr().out
    assert "| sample | former |" in shown
    assert "success@1" not in shown


def test_an_unknown_variant_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no variant 'huge'; known: chosen, former"):
        command.main(["--data", str(tmp_path), "--variants", "huge"])
