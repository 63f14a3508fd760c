from __future__ import annotations

import math

from eval.page.head import head
from tests.eval.page.reports import beir_report, random_report


def test_all_that_is_needed_to_make_a_figure_again_is_there() -> None:
    report = random_report(12)
    told = " ".join(f"{fact.name} {fact.value} {fact.exact}" for fact in head(report).facts)
    for digest in (report["corpus"]["digest"], report["gold"]["digest"]):
        assert digest in told
    for name, value in {**report["settings"], **report["versions"], **report["machine"]}.items():
        assert f"{name} {value}" in told
    assert report["model"]["id"] in told
    assert "384 dimensions" in told
    assert "22 November 2026, 02:50 UTC" in told


def test_settings_inside_settings_are_named_by_both_keys() -> None:
    report = {"settings": {"blend": {"words": 0.3}, "weight": math.nan, "off": None}}
    (fact,) = head(report).facts
    assert fact.exact == "blend words 0.3 · weight – · off –"


def test_questions_that_are_not_in_the_report_are_not_counted() -> None:
    report = beir_report() | {"gold": {"questions": 0, "answerable": 0, "digest": None}}
    made = head(report)
    assert "Questions" not in {fact.name for fact in made.facts}
    assert "0 questions" not in made.standfirst


def test_a_report_without_the_headline_measure_has_a_headline() -> None:
    assert head({"name": "room", "modes": {"bm25": {"passage": {"map": 0.5}}}}).headline == "How room was searched"
