from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from rich.console import Console

from api.cli.answer import panel

SENTENCE = {
    "text": "They will meet on 3 May in Rivamar.",
    "citation": 2,
    "start": 40,
    "end": 75,
    "marks": [[18, 23]],
    "context": {"text": "The two ports signed a charter.", "start": 8, "end": 39},
    "link": None,
}


def printed(answer: dict[str, Any], colours: bool = False) -> str:
    out = StringIO()
    Console(file=out, width=200, force_terminal=colours, color_system="standard" if colours else None).print(
        panel(answer)
    )
    return out.getvalue()


def answered(confidence: float | None = 0.9, *sentences: dict[str, Any]) -> dict[str, Any]:
    said = list(sentences or [SENTENCE])
    return {"status": "answered", "confidence": confidence, "text": "", "sentences": said, "missing": None}


def silent(missing: dict[str, Any] | None) -> dict[str, Any]:
    return {"status": "unanswered", "confidence": 0.1, "text": None, "sentences": [], "missing": missing}


def test_a_sentence_comes_with_what_it_leans_on_and_its_number() -> None:
    assert "(The two ports signed a charter.) They will meet on 3 May in Rivamar. [2]" in printed(answered())


def test_what_was_asked_for_is_bold_and_the_context_dim() -> None:
    out = printed(answered(), colours=True)
    assert "\x1b[1;4m3 May\x1b[0m" in out
    assert "\x1b[2m(The two ports signed a charter.) \x1b[0m" in out


def test_sentences_stand_in_one_text() -> None:
    first = {**SENTENCE, "text": "A first.", "citation": 1, "context": None, "marks": []}
    second = {**SENTENCE, "text": "A second.", "citation": 3, "context": None, "marks": []}
    assert "A first. [1] A second. [3]" in printed(answered(0.9, first, second))


@pytest.mark.parametrize(
    ("confidence", "told"),
    [
        (1.0, "answer · sure (100%)"),
        (0.85, "answer · sure (85%)"),
        (0.7, "answer · likely (70%)"),
        (0.6, "answer · likely (60%)"),
        (0.594, "answer · unsure (59%)"),
        (None, "answer ──"),
    ],
)
def test_confidence_is_told_in_words(confidence: float | None, told: str) -> None:
    assert told in printed(answered(confidence))


def test_silence_says_what_was_missing() -> None:
    out = printed(
        silent({"reason": "never_mentioned", "names": ["FIFA"], "text": "The archive never mentions FIFA."})
    )
    assert "the archive does not say" in out
    assert "The archive never mentions FIFA." in out


def test_silence_without_a_reason_is_told_all_the_same() -> None:
    assert "Nothing answers this question." in printed(silent(None))


def test_words_that_look_like_markup_stay_as_they_are() -> None:
    odd = "The [bold]odd[/] [/red] zeppelin [link=x]landed[/link]."
    told = {**SENTENCE, "text": odd, "marks": [], "context": {"text": odd, "start": 0, "end": 1}}
    assert f"({odd}) {odd} [2]" in printed(answered(0.9, told))
    assert odd in printed(silent({"reason": "not_said", "names": [], "text": odd}))
