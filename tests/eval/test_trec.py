from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import ir_measures
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eval import measures
from eval.errors import TrecInvalid
from eval.gold import Gold, Relevant
from eval.measures import ARTICLE, PASSAGE, Retrieved
from eval.trec import (
    Level,
    Qrels,
    Run,
    qrels_of,
    read_qrels,
    read_run,
    run_of,
    write_qrels,
    write_run,
)
from tests.conftest import examples

in_one_folder = settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(60)
)

QUOTES = {
    "a": "the port reopened on Thursday",
    "b c": "the fair opened in May",
    "d%": "the bridge closed for repairs",
}
ARTICLES = [*QUOTES, "e/é.md"]


def gold(name: str, kind: str, *wanted: str) -> Gold:
    return Gold(name, "what?", "en", kind, tuple(Relevant(article, QUOTES[article]) for article in wanted), "")


def found(article: str, text: str = "nothing of the kind") -> Retrieved:
    return Retrieved(article, text)


names = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)
scores = st.floats(allow_nan=False, allow_infinity=False)
runs = st.dictionaries(names, st.dictionaries(names, scores, min_size=1, max_size=5), max_size=4)
judgements = st.dictionaries(names, st.dictionaries(names, st.integers(-2, 3), min_size=1, max_size=5), max_size=4)


@in_one_folder
@given(runs, names)
def test_a_run_that_is_written_reads_back_equal(tmp_path: Path, run: Run, tag: str) -> None:
    write_run(tmp_path / "a.run", run, tag)
    assert read_run(tmp_path / "a.run") == run


@in_one_folder
@given(judgements)
def test_judgements_that_are_written_read_back_equal(tmp_path: Path, qrels: Qrels) -> None:
    write_qrels(tmp_path / "a.qrels", qrels)
    assert read_qrels(tmp_path / "a.qrels") == qrels


@st.composite
def evaluations(draw: st.DrawFn) -> tuple[list[Gold], dict[str, Sequence[Retrieved]]]:
    kinds = st.sampled_from(["fact", "multi"])
    wanted = st.lists(st.sampled_from(list(QUOTES)), unique=True, max_size=3)
    questions = [gold(f"q {at}", draw(kinds), *draw(wanted)) for at in range(draw(st.integers(1, 3)))]
    texts = st.sampled_from([*QUOTES.values(), "one", "two"])
    passages = st.builds(Retrieved, st.sampled_from(ARTICLES), texts)
    return questions, {one.id: draw(st.lists(passages, max_size=14)) for one in questions}


@pytest.mark.parametrize(("level", "named"), [("article", ARTICLE), ("passage", PASSAGE)])
@in_one_folder
@given(evaluations())
def test_written_files_give_the_measures_of_the_report(
    tmp_path: Path,
    level: Level,
    named: dict[str, ir_measures.Measure],
    evaluation: tuple[list[Gold], dict[str, Sequence[Retrieved]]],
) -> None:
    questions, rankings = evaluation
    answerable = [one for one in questions if one.relevant]
    if not answerable:
        return
    rank = measures.article_ranking if level == "article" else measures.passage_ranking
    wanted = {one.id: dict.fromkeys(measures.needs(one), 1) for one in answerable}
    told = measures.score(named, wanted, {one.id: rank(one, rankings[one.id]) for one in answerable})
    means = measures.mean(told, [one.id for one in answerable])

    write_run(tmp_path / "it.run", run_of(questions, rankings, level), "hybrid")
    write_qrels(tmp_path / "it.qrels", qrels_of(questions, level))
    by_others = ir_measures.calc_aggregate(
        list(named.values()),
        ir_measures.read_trec_qrels(str(tmp_path / "it.qrels")),  # type: ignore[no-untyped-call]
        ir_measures.read_trec_run(str(tmp_path / "it.run")),  # type: ignore[no-untyped-call]
    )
    assert {name: by_others[measure] for name, measure in named.items()} == pytest.approx(means)


def test_any_wanted_article_stands_under_the_first_ones_name_as_one_of_them_is_enough() -> None:
    question = gold("q", "fact", "a", "b c")
    rankings = {"q": [found("e/é.md"), found("b c"), found("a")]}
    assert qrels_of([question], "article") == {"q": {"a": 1}}
    assert run_of([question], rankings, "article") == {"q": {"e/é.md": 1.0, "a": 0.5}}


def test_in_kind_multi_every_article_keeps_its_name() -> None:
    question = gold("q", "multi", "a", "b c")
    assert qrels_of([question], "passage") == {"q": {"a#quote": 1, "b c#quote": 1}}
    rankings = {"q": [found("b c", QUOTES["b c"]), found("a", QUOTES["b c"])]}
    first, second = run_of([question], rankings, "passage")["q"]
    assert first == "b c#quote"
    assert re.fullmatch(r"a#[0-9a-f]{12}", second)


def test_a_passage_has_the_same_name_in_every_run_and_twins_in_one_run_are_told_apart() -> None:
    question = gold("q", "fact", "a")
    once = list(run_of([question], {"q": [found("d%", "x"), found("d%", "y")]}, "passage")["q"])
    again = list(run_of([question], {"q": [found("d%", "y"), found("d%", "x"), found("d%", "x")]}, "passage")["q"])
    assert again == [once[1], once[0], f"{once[0]}.2"]


def test_what_nothing_answers_is_in_the_run_and_not_judged() -> None:
    question = gold("q", "unanswerable")
    assert qrels_of([question], "article") == {}
    assert run_of([question], {"q": [found("a")]}, "article") == {"q": {"a": 1.0}}


def test_a_question_that_found_nothing_has_no_lines(tmp_path: Path) -> None:
    run = run_of([gold("q", "fact", "a")], {"q": []}, "article")
    write_run(tmp_path / "it.run", run, "hybrid")
    assert (run, (tmp_path / "it.run").read_text()) == ({}, "")


def test_lines_are_written_best_first_with_white_space_and_percent_encoded(tmp_path: Path) -> None:
    run = {"q 1": {"d%": 0.5, "b c": 1.0, "e/é\u2028.md": 0.25}}
    write_run(tmp_path / "it.run", run, "our run")
    assert (tmp_path / "it.run").read_text(encoding="utf-8") == (
        "q%201 Q0 b%20c 1 1.0 our%20run\nq%201 Q0 d%25 2 0.5 our%20run\nq%201 Q0 e/é%E2%80%A8.md 3 0.25 our%20run\n"
    )
    write_qrels(tmp_path / "it.qrels", {"q 1": {"b c": 2}})
    assert (tmp_path / "it.qrels").read_text() == "q%201 0 b%20c 2\n"


def test_the_score_orders_a_run_and_not_its_ranks_or_lines(tmp_path: Path) -> None:
    path = tmp_path / "others.run"
    path.write_text("\ufeffq Q0 low 1 1 t\r\nq\tQ0\thigh\t9\t2e1\tt\r\n\r\n", encoding="utf-8")
    assert list(read_run(path)["q"].items()) == [("high", 20.0), ("low", 1.0)]


@pytest.mark.parametrize("second", [1.0, 1.0 + 1e-12])
def test_ties_in_single_precision_stand_as_trec_eval_has_them(tmp_path: Path, second: float) -> None:
    run = {"q": {"x": second, "y": 1.0, "z": 0.5}}
    write_run(tmp_path / "it.run", run, "t")
    order = list(read_run(tmp_path / "it.run")["q"])
    for rank, document in enumerate(order, start=1):
        told = ir_measures.calc_aggregate([ir_measures.AP], {"q": {document: 1}}, run)
        assert told[ir_measures.AP] == pytest.approx(1 / rank)
    assert order == ["y", "x", "z"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("q Q0 d 1 0.5", "5 fields and not 6"),
        ("q Q0 a file.md 1 0.5 tag", "7 fields and not 6; white space inside a name is written %20"),
        ("q Q0 d first 0.5 tag", "rank 'first' is no whole number"),
        ("q Q0 d 1 high tag", "score 'high' is no number"),
        ("q Q0 d 1 nan tag", "score 'nan' is not finite"),
        ("q Q0 d 1 -inf tag", "score '-inf' is not finite"),
        ("q Q0 b%20c 1 0.5 tag", "document 'b c' stands above already for question 'q'"),
        ("{}", "1 fields and not 6"),
    ],
)
def test_a_damaged_line_of_a_run_is_named_with_its_number(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "it.run"
    path.write_text(f"q Q0 b%20c 1 1.5 tag\n\n{line}\nalso bad\n", encoding="utf-8")
    with pytest.raises(TrecInvalid) as caught:
        read_run(path)
    assert f"it.run, line 3: {reason}" in str(caught.value)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("q 0 d", "3 fields and not 4"),
        ("q 0 d 1 1", "5 fields and not 4"),
        ("q 0 d 0.5", "grade '0.5' is no whole number"),
        ("q 0 d 0", "document 'd' stands above already for question 'q'"),
    ],
)
def test_a_damaged_judgement_is_named_with_its_number(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "it.qrels"
    path.write_text(f"q 0 d 1\n{line}\n", encoding="utf-8")
    with pytest.raises(TrecInvalid) as caught:
        read_qrels(path)
    assert f"it.qrels, line 2: {reason}" in str(caught.value)


def test_a_file_that_cannot_be_read_or_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "bytes").write_bytes(b"\xff\xfe")
    for path in (tmp_path / "gone", tmp_path / "bytes", tmp_path):
        with pytest.raises(TrecInvalid, match="cannot be read"):
            read_run(path)
    with pytest.raises(TrecInvalid, match="cannot be written"):
        write_run(tmp_path / "gone" / "it.run", {}, "t")


@pytest.mark.parametrize("name", ["caf\udce9.txt", "\ufefffirst", "a\x00b", "%20", "a\tb\u2028c", "#", "Q0"])
def test_odd_names_survive(tmp_path: Path, name: str) -> None:
    write_qrels(tmp_path / "it.qrels", {name: {name: 1}})
    write_run(tmp_path / "it.run", {name: {name: 1.0}}, name)
    assert read_qrels(tmp_path / "it.qrels") == {name: {name: 1}}
    assert read_run(tmp_path / "it.run") == {name: {name: 1.0}}
