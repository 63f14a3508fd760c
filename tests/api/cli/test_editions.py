"""`dateline articles show` and `diff`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.api.conftest import Run
from tests.corpus.tellings import MAKTABA, QUAY

CORRECTED = QUAY.text.replace("31 million", "37 million").replace(" Children may try the harbour pilot's boat.", "")


@pytest.fixture
def ids(run: Run, tmp_path: Path) -> dict[str, str]:
    """Path -> id of a release, its correction, and another."""
    folder = tmp_path / "quay"
    folder.mkdir()
    for name, title, text in (
        ("first.txt", QUAY.title, QUAY.text),
        ("second.txt", f"CORRECTION: {QUAY.title}", CORRECTED.replace("3 June 2024", "4 June 2024")),
        ("other.txt", MAKTABA.title, MAKTABA.text),
    ):
        (folder / name).write_text(f"{title}\n\n{text}\n")
    run("ingest", folder)
    return {article["path"]: article["id"] for article in run("articles", "--json").json["articles"]}


def test_an_article_is_shown_with_its_versions_and_its_story(run: Run, ids: dict[str, str]) -> None:
    ran = run("articles", "show", ids["first.txt"])
    assert (ran.code, ran.err) == (0, "")
    assert QUAY.title is not None
    assert QUAY.title in ran.out
    assert "2024-06-03" in ran.out
    assert "sha256:" in ran.out
    (line,) = [line for line in ran.out.splitlines() if ids["second.txt"] in line]
    assert {"2024-06-04", "corrected", "quay"} <= set(line.split())
    assert "420 metres" not in ran.out
    assert "420 metres" in run("articles", "show", ids["first.txt"], "--text").out


def test_shown_as_json_it_has_the_record_and_the_other_releases(run: Run, ids: dict[str, str]) -> None:
    told = run("articles", "show", ids["second.txt"], "--json").json
    assert (told["id"], len(told["versions"])) == (ids["second.txt"], 1)
    assert [(one["article_id"], one["relation"]) for one in told["also_in"]] == [(ids["first.txt"], "corrected")]
    assert run("articles", "show", ids["other.txt"], "--json").json["also_in"] == []
    assert "also in" not in run("articles", "show", ids["other.txt"]).out


def test_a_difference_shows_what_changed_and_counts_the_rest(run: Run, ids: dict[str, str]) -> None:
    ran = run("articles", "diff", ids["first.txt"])
    assert (ran.code, ran.err) == (0, "")
    removed = [line for line in ran.out.splitlines() if line.startswith("− ")]
    added = [line for line in ran.out.splitlines() if line.startswith("+ ")]
    assert any("31 million" in line for line in removed)
    assert any("37 million" in line for line in added)
    assert any("Children may try" in line for line in removed)
    assert "Ferries to Rivamar" not in ran.out, "what stayed is counted"
    assert "as before" in ran.out
    assert ran.out.splitlines()[-1].startswith("corrected: ")
    assert "\x1b[" not in ran.out, "no colours where there is no terminal"
    assert "  Ferries to Rivamar" in run("articles", "diff", ids["first.txt"], "--full").out


def test_a_difference_as_json_has_spans(run: Run, ids: dict[str, str]) -> None:
    told = run("articles", "diff", ids["second.txt"], ids["first.txt"], "--json").json
    assert (told["before"]["article_id"], told["after"]["article_id"]) == (ids["second.txt"], ids["first.txt"])
    assert told["relation"] == "corrected"
    assert {step["kind"] for step in told["steps"]} == {"equal", "edited", "added"}
    assert sum(told["sentences"][kind] for kind in ("equal", "edited", "removed", "added")) == len(told["steps"])


def test_two_versions_of_the_past_are_compared(run: Run, tmp_path: Path) -> None:
    for cost in ("31", "37", "41"):
        (tmp_path / "quay.txt").write_text(f"{QUAY.title}\n\n{QUAY.text.replace('31 million', f'{cost} million')}\n")
        run("ingest", tmp_path / "quay.txt")
    (article,) = run("articles", "--json").json["articles"]
    hashes = [one["content_hash"] for one in run("articles", "show", article["id"], "--json").json["versions"]]
    told = run("articles", "diff", article["id"], hashes[1], "--from", hashes[0][:15], "--json").json
    assert [told[side]["content_hash"] for side in ("before", "after")] == hashes[:2]
    assert "37 million" in run("articles", "diff", article["id"], hashes[1], "--from", hashes[0]).out
    assert run("articles", "diff", article["id"], "--from", "nothing").code == 1


def test_a_single_text_has_nothing_to_compare(run: Run, ids: dict[str, str]) -> None:
    ran = run("articles", "diff", ids["other.txt"])
    assert ran.code == 1
    assert "name another article" in ran.err
    assert run("articles", "diff", "nothing").code == 1


def test_listing_keeps_its_options_beside_the_commands(run: Run, ids: dict[str, str]) -> None:
    assert run("articles", "--json", "--limit", "1").json["total"] == 3
    assert run("articles", "diff").code == 2
    assert run("articles", "nothing").code == 2


def test_an_answer_names_the_other_releases_of_its_story(run: Run, ids: dict[str, str]) -> None:
    ran = run("ask", "what did the quay of Elsen cost?")
    assert "also in quay 2024-06-03 (corrected)" in ran.out
    assert "37 million" in ran.out
    assert "31 million" not in ran.out


def test_of_many_other_releases_the_first_are_named(run: Run, tmp_path: Path) -> None:
    for name in ("one", "two", "three", "four", "five", "six"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "quay.txt").write_text(f"{QUAY.title}\n\n{QUAY.text}\n")
        run("ingest", folder)
    (line,) = [line for line in run("ask", "quay of Elsen").out.splitlines() if "also in" in line]
    assert line.count("2024-06-03") == 3
    assert line.rstrip().endswith("2 more")
