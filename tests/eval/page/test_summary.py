from __future__ import annotations

import math
from typing import Any

import pytest
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from eval.page import markdown
from tests.eval.page.reports import beir_report, random_report

REPORT = random_report(30, ("bm25", "hybrid"))


def tables(report: dict[str, Any]) -> list[list[list[str]]]:
    """Rows of cells of each table, as a Markdown reader sees them."""
    tree = SyntaxTreeNode(MarkdownIt().enable("table").parse(markdown(report)))
    return [
        [
            ["".join(leaf.content for leaf in cell.walk() if leaf.type == "text") for cell in row.children]
            for row in table.walk()
            if row.type == "tr"
        ]
        for table in tree.walk()
        if table.type == "table"
    ]


def test_a_row_a_measure_and_a_column_a_mode() -> None:
    releases, passages = tables(REPORT)[:2]
    assert releases[0] == ["releases", "bm25", "hybrid"]
    for table, level in ((releases, "article"), (passages, "passage")):
        measures = REPORT["modes"]["bm25"][level]
        assert [row[0].rpartition("(")[2].rstrip(")") for row in table[1:]] == list(measures)
        assert {len(row) for row in table} == {3}


def test_slices_and_comparisons_are_told() -> None:
    text = markdown(REPORT)
    first = tables(REPORT)[2]
    kinds = REPORT["modes"]["bm25"]["slices"]["kind"]
    assert {row[0].partition(" (")[0] for row in first[1:]} == set(kinds)
    assert text.count("\n- article success@1: ") == 1
    assert "Answers" not in text


@pytest.mark.parametrize("name", ["a|b", "<script>x</script>", "**a** [b](c)", "a\nb", "`c`", "# d"])
def test_names_from_outside_change_no_table_and_are_no_markup(name: str) -> None:
    report = random_report(12, ("bm25", "hybrid"))
    report["name"] = name
    report["modes"] = {name: report["modes"]["bm25"], "hybrid": report["modes"]["hybrid"]}
    for mode in report["modes"].values():
        mode["slices"] = {name: {name: mode["slices"]["kind"]["fact"]}}
    made = tables(report)
    assert len(made) == 5
    assert {len(row) for table in made for row in table} == {3}
    assert made[0][0][1] == " ".join(name.split())
    tree = SyntaxTreeNode(MarkdownIt().enable("table").parse(markdown(report)))
    assert not [node for node in tree.walk() if node.type in ("html_inline", "html_block", "link", "code_inline")]


def test_collections_and_reports_of_almost_nothing_are_told() -> None:
    assert tables(beir_report())[0][0] == ["documents", "bm25", "dense", "hybrid"]
    assert markdown({}).startswith("# Evaluation")


def test_what_is_no_number_is_a_dash() -> None:
    report = random_report(12, ("hybrid",))
    report["modes"]["hybrid"]["article"]["success@1"] = math.nan
    assert tables(report)[0][1][1] == "–"
    assert "nan" not in markdown(report)
