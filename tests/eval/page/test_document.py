from __future__ import annotations

import base64
import copy
import hashlib
import json
import math
import re
from typing import Any

import pytest
from lxml import etree
from lxml import html as lxml_html

from eval.page import html
from tests.eval.page.reports import MODES, beir_report, random_report

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)><svg onload=alert(3)>{{ 7 * 7 }}</details>'


def small(questions: int, *modes: str) -> dict[str, Any]:
    """A report whose only slices are kinds: quicker to draw."""
    report = random_report(questions, modes)
    for mode in report["modes"].values():
        mode["slices"] = {"kind": mode["by_kind"]}
    return report


def parsed(report: dict[str, Any], before: dict[str, Any] | None = None) -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(html(report, before))


def words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def section(page: lxml_html.HtmlElement, name: str) -> lxml_html.HtmlElement:
    (found,) = page.xpath(f'//section[@id="{name}"]')
    return found


def test_every_mode_heads_a_column_and_every_measure_a_row(
    report: dict[str, Any], page: lxml_html.HtmlElement
) -> None:
    tables = section(page, "all").xpath(".//table")
    for table, level in zip(tables, ("article", "passage"), strict=True):
        assert [words(head) for head in table.xpath(".//thead//th")[1:]] == list(MODES)
        assert table.xpath(".//tbody//th/small/text()") == list(report["modes"]["hybrid"][level])


def test_every_figure_stands_in_its_cell_with_its_interval(
    report: dict[str, Any], page: lxml_html.HtmlElement
) -> None:
    row = section(page, "all").xpath(".//table[1]/tbody/tr[1]")[0]
    for cell, mode in zip(row.xpath("td"), MODES, strict=True):
        figure = report["modes"][mode]["article"]["success@1"]
        shown = [float(number) for number in re.findall(r"\d?\.\d+", words(cell))]
        assert shown == pytest.approx([figure["value"], figure["low"], figure["high"]], abs=0.0005)


def test_the_mode_that_is_ahead_makes_the_headline(report: dict[str, Any], page: lxml_html.HtmlElement) -> None:
    best = max(MODES, key=lambda mode: report["modes"][mode]["article"]["success@1"]["value"])
    headline = words(page.xpath("//h1")[0])
    assert headline.endswith(f"with {best}")
    assert f"{report['modes'][best]['article']['success@1']['value'] * 100:.0f} questions in 100" in headline


def test_every_slice_is_tabled_with_its_size_and_drawn(report: dict[str, Any], page: lxml_html.HtmlElement) -> None:
    slices = section(page, "slices")
    for dimension, values in report["modes"]["hybrid"]["slices"].items():
        (details,) = slices.xpath(f'.//details[summary="By {dimension}, in figures"]')
        tables = [
            {words(row.find("th/span")): words(row.find("th/small")) for row in table.xpath(".//tbody/tr")}
            for table in details.xpath(".//table")
        ]
        expected = {value: f"n = {row['n']}{', few' if row['n'] < 20 else ''}" for value, row in values.items()}
        assert tables == [expected, expected]
        (drawing, _) = details.xpath("preceding-sibling::div[1]//*[local-name()='svg']")
        assert set(values) <= set(drawing.xpath(".//*[local-name()='text']/text()"))


def test_slices_of_few_questions_are_told_apart(report: dict[str, Any], page: lxml_html.HtmlElement) -> None:
    marked = page.xpath('//section[@id="slices"]//tr[@class="faint"]/th/small/text()')
    sizes = [row["n"] for values in report["modes"]["hybrid"]["slices"].values() for row in values.values()]
    assert len(marked) == 2 * sum(size < 20 for size in sizes) > 0
    assert all(note.endswith("few") for note in marked)


def test_every_question_opens_with_what_was_wanted_and_what_came(
    report: dict[str, Any], page: lxml_html.HtmlElement
) -> None:
    shown = page.xpath('//details[@class="q"]')
    for question, details in zip(report["questions"], shown, strict=True):
        text = words(details)
        assert question["question"] in text
        assert question["id"] in text
        for wanted in question["wanted"]:
            assert wanted["quote"] in text
            assert wanted["article"] in text
        columns = details.xpath('.//div[@class="results"]/section')
        for mode, column in zip(MODES, columns, strict=True):
            came = question["modes"][mode]["ranked"][:5]
            assert column.xpath("h4/text()") == [mode]
            assert column.xpath("ol/li/@class") == [item["hit"] or "none" for item in came]
            assert [words(title) for title in column.xpath('.//p[@class="title"]')] == [
                item["title"] for item in came
            ]


def test_ranks_in_the_list_are_those_of_the_report(report: dict[str, Any], page: lxml_html.HtmlElement) -> None:
    for question, details in zip(report["questions"], page.xpath('//details[@class="q"]'), strict=True):
        ranks = details.xpath("summary//span[@data-mode='hybrid']/@data-rank")
        assert ranks == [str(question["modes"]["hybrid"]["rank"] or "")]


def test_matched_words_are_marked_in_the_passages(page: lxml_html.HtmlElement) -> None:
    for item in page.xpath('//div[@class="results"]//li'):
        told = set(", ".join(item.xpath('.//p[@class="meta"]/span/text()')).split(", "))
        assert {mark.lower() for mark in item.xpath(".//mark/text()")} <= told


@pytest.mark.parametrize("hostile", [HOSTILE, "javascript:alert(1)", "' onmouseover='alert(1)", "</script><b>"])
def test_text_from_outside_comes_out_inert(hostile: str) -> None:
    report = small(8, "bm25", "hybrid")
    for key in ("name", "made"):
        report[key] = hostile
    report["settings"] = {hostile: hostile}
    for question in report["questions"]:
        question |= {"question": hostile, "lang": hostile, "kind": hostile, "answer": hostile, "id": hostile}
        question["wanted"] = [{"article": hostile, "quote": hostile}]
        for result in question["modes"].values():
            result["answer"] = {"status": hostile, "text": hostile}
            for item in result["ranked"]:
                item |= {
                    "article": hostile,
                    "title": hostile,
                    "text": hostile,
                    "matched": ["script", "alert", hostile],
                }
    for mode in report["modes"].values():
        mode["article"][hostile] = mode["article"]["success@1"]
        mode["slices"] = {hostile: {hostile: mode["slices"]["kind"]["fact"]}}
        mode["latency_ms"]["stages"][hostile] = {"p50": 1.0, "p95": 2.0}
    report["modes"][hostile] = report["modes"].pop("bm25")
    for row in report["comparisons"]:
        row |= {"first": hostile, "words": hostile, "measure": hostile}
    page = parsed(report, copy.deepcopy(report))
    assert len(page.xpath("//script")) == 1
    assert not page.xpath("//img | //iframe | //object | //b[text()='']")
    assert not page.xpath("//@*[starts-with(name(), 'on')]")
    assert all(link.startswith("#") for link in page.xpath("//@href | //@*[local-name()='href']"))
    assert len(page.xpath('//details[@class="q"]')) == 8
    assert " ".join(hostile.split()) in words(page)


def test_the_only_script_is_the_one_the_policy_names(page: lxml_html.HtmlElement) -> None:
    (script,) = page.xpath("//script/text()")
    (policy,) = page.xpath('//meta[@http-equiv="Content-Security-Policy"]/@content')
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy


def test_nothing_is_fetched_from_anywhere(page: lxml_html.HtmlElement) -> None:
    assert not page.xpath("//@src | //@srcset | //@data | //@action | //@poster | //link | //base")
    assert all(link.startswith("#") for link in page.xpath("//@href"))
    (style,) = page.xpath("//style/text()")
    assert not re.search(r"@import|url\(|https?:", style)
    assert not [value for value in page.xpath("//@style") if "url(" in value.replace("url(#", "")]


def test_links_within_the_page_lead_somewhere_and_ids_are_not_shared(page: lxml_html.HtmlElement) -> None:
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    targets = {link[1:] for link in page.xpath("//@href")}
    targets |= {name for value in page.xpath("//@clip-path") for name in re.findall(r"#([^)]+)", value)}
    assert targets <= set(ids)


def test_every_drawing_is_xml_with_a_title(written: str) -> None:
    drawings = re.findall(r"<svg.*?</svg>", written, re.DOTALL)
    assert len(drawings) == 2 * 6 + 4 + 2 + 1 + 2  # slices, comparisons, curves, times, answers
    for drawing in drawings:
        root = etree.fromstring(drawing)
        assert root.findtext("{http://www.w3.org/2000/svg}title")
        assert not root.xpath("//*[local-name()='style']")


def test_arabic_finds_its_own_direction(page: lxml_html.HtmlElement) -> None:
    arabic = [
        element
        for element in page.xpath("//body//*[text()]")
        if re.search("[\u0600-\u06ff]", "".join(element.xpath("text()")))
    ]
    assert arabic
    assert all(element.xpath("ancestor-or-self::*[@dir='auto']") for element in arabic)


def test_answers_that_are_not_scored_are_said_to_be_so() -> None:
    answers = section(parsed(small(6, "hybrid")), "answers")
    assert "Answers are not scored yet" in words(answers)
    assert not answers.xpath(".//*[local-name()='svg']")


def test_scored_answers_are_drawn_and_tabled(page: lxml_html.HtmlElement) -> None:
    answers = section(page, "answers")
    assert "not scored" not in words(answers)
    assert len(answers.xpath(".//*[local-name()='svg']")) == 2
    assert "abstention precision" in answers.xpath(".//th/small/text()")
    assert "31.4" in words(answers)


def test_one_mode_alone_needs_no_legend_and_no_comparison() -> None:
    page = parsed(small(12, "hybrid"))
    assert not page.xpath('//section[@id="differs"] | //ul[@class="legend"] | //td/b | //a[@href="#differs"]')
    assert len(page.xpath('//details[@class="q"]')) == 12


def test_a_collection_of_documents_has_figures_and_no_questions() -> None:
    page = parsed(beir_report())
    assert page.xpath('//section[@id="all"]//tbody//th/small/text()') == list(
        beir_report()["modes"]["bm25"]["article"]
    )
    assert not page.xpath('//section[@id="questions" or @id="slices" or @id="depth"] | //script')
    assert "document" in words(page.xpath("//h1")[0])


@pytest.mark.parametrize("report", [{}, {"modes": {}}, {"modes": {"bm25": {}}, "questions": [{}]}, {"modes": None}])
def test_a_report_that_lacks_nearly_everything_still_makes_a_page(report: dict[str, Any]) -> None:
    assert parsed(report, report).xpath("//h1")


def test_what_is_no_number_is_never_shown() -> None:
    report = small(12, "bm25", "hybrid")
    hybrid = report["modes"]["hybrid"]
    hybrid["article"]["success@1"] = {"value": math.nan, "low": math.nan, "high": math.nan}
    hybrid["passage"]["map"] = {"value": 0.5, "low": math.nan, "high": math.inf}
    hybrid["slices"]["kind"]["fact"]["article"]["success@1"] = {"value": math.nan, "low": 0.0, "high": 1.0}
    hybrid["curve"]["article"][3] = [4, math.nan]
    hybrid["latency_ms"]["p95"] = math.nan
    report["settings"]["weight"] = math.nan
    report["comparisons"][0] |= {"difference": {"value": math.nan, "low": math.nan, "high": math.nan}}
    report["comparisons"][0] |= {"words": "not significant: inf points", "detectable": math.inf, "p": math.nan}
    report["questions"][0]["modes"]["hybrid"]["ranked"][0] |= {"score": math.nan, "meaning": math.inf}
    report["questions"][0]["modes"]["hybrid"]["took_ms"] = math.nan
    written = html(json.loads(json.dumps(report)))
    assert not re.search(r"\b(?:nan|inf)\b", words(lxml_html.document_fromstring(written)), re.IGNORECASE)
    assert not re.search(r"\bnan\b", "".join(re.findall("<svg.*?</svg>", written, re.DOTALL)), re.IGNORECASE)


def test_half_characters_and_controls_do_not_break_the_file() -> None:
    report = small(3, "hybrid")
    report["questions"][0]["question"] = "lone \ud800 half, \x00 nul, \x0b tab"
    report["modes"]["hybrid"]["slices"] = {
        "kind": {"\x01\ud800 $x^2$ 日本": {"n": 30, "article": {"success@1": 0.5}}}
    }
    written = html(report)
    assert "half, " in written.encode().decode()
    assert "$x^2$ 日本" in written


def test_changes_since_another_run_are_told_question_by_question() -> None:
    report = small(24, "bm25", "hybrid")
    before = copy.deepcopy(report)
    moved = [question for question in before["questions"] if question["modes"]["hybrid"]["rank"] == 1][:3]
    for question in moved:
        question["modes"]["hybrid"]["rank"] = 4
        question["modes"]["hybrid"]["scores"]["article success@1"] = 0.0
    before["settings"]["words"] = 0.5
    since = section(parsed(report, before), "since")
    (won,) = since.xpath('.//details[starts-with(summary, "3 won, 0 lost by hybrid")]')
    assert {words(row) for row in won.xpath(".//li")} == {f"4 → 1 {question['question']}" for question in moved}
    assert "words" in words(since.xpath('.//ul[@class="ground"]')[0])


def test_wins_between_modes_link_to_their_questions(report: dict[str, Any], page: lxml_html.HtmlElement) -> None:
    comparison = next(row for row in report["comparisons"] if row["wins"] and row["measure"] == "article success@1")
    summary = f"{comparison['wins']} won, {comparison['losses']} lost by {comparison['second']}"
    details = section(page, "differs").xpath(f'.//details[summary="{summary}"]')[0]
    assert len(details.xpath(".//li")) == comparison["wins"] + comparison["losses"]
    assert all(page.get_element_by_id(link[1:]) is not None for link in details.xpath(".//a/@href"))


def test_hundreds_of_questions_make_a_file_of_a_few_megabytes() -> None:
    report = small(12, "bm25", "dense", "hybrid")
    for mode in report["modes"].values():
        mode["slices"] = mode["by_kind"] = {}
    report["comparisons"] = []
    report["questions"] = [
        {**question, "id": f"{question['id']}-{copied}"} for copied in range(50) for question in report["questions"]
    ]
    written = html(report)
    assert written.count('<details class="q"') == 600
    assert len(written.encode()) < 6_000_000


def test_the_same_report_gives_the_same_page() -> None:
    assert html(small(5, "bm25", "hybrid")) == html(small(5, "bm25", "hybrid"))
