"""A reply as a message: its sentences, their marks, and what is said where nothing answers."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.chat.content import Content, content
from api.chat.wording import why, wording
from api.replies import Answer, Citation, Context, Missing, Passage, Reply, Sentence, Understood, Why
from tests.conftest import examples

BASE = "http://127.0.0.1:8000/"


def passage(number: int, article: str = "a", quote: str = "It reopened.", url: str | None = None) -> Passage:
    cited = Citation(
        number=number, article_id=article, title=f"Release {article}", source="room", issuer=None, url=url,
        published=dt.date(2024, 3, 14), link=None, start=0, end=len(quote), quote=quote, content_hash="sha256:0",
        also_in=[],
    )  # fmt: skip
    parts: dict[str, Any] = dict.fromkeys(Why.model_fields, 0.0)
    why = Why(**{**parts, "matched": []})
    return Passage(rank=number, score=1.0, text=quote, highlights=[], why=why, citation=cited)


def reply(*said: tuple[str, int], passages: list[Passage], missing: Missing | None = None) -> Reply:
    sentences = [Sentence(text=words, citation=number, start=0, end=1, marks=[], context=None, link=None)
                 for words, number in said]  # fmt: skip
    understood = Understood(language="en", published=None, phrases=[], also_searched=[], did_you_mean=None)
    answer = Answer(
        status="answered" if said else "unanswered", confidence=0.5, text=None, sentences=sentences, missing=missing
    )
    return Reply(question="?", understood=understood, answer=answer, passages=passages, took_ms={})


def marked(told: Content) -> list[str]:
    return [told.text[mark.start : mark.end] for marks in told.marks for mark in marks]


def test_the_sources_stand_in_the_order_of_the_text_each_once() -> None:
    shown = [passage(1, "a"), passage(2, "b"), passage(3, "c")]
    told = content(reply(("It closed.", 3), ("It reopened.", 1), ("It closed again.", 3), passages=shown), BASE, "en")
    assert told.text == (
        "It closed. [3] It reopened. [1] It closed again. [3]\n\nSources:\n"
        "- [3] Release c · room · 2024-03-14\n- [1] Release a · room · 2024-03-14"
    )
    assert marked(told) == ["[3]", "[1]", "[3]"]
    assert [one.number for one in told.citations] == [3, 1]


def test_a_sentence_that_leans_has_the_one_before_it_in_brackets() -> None:
    leaning = reply(("It will open in May.", 1), passages=[passage(1)])
    assert leaning.answer is not None
    leaning.answer.sentences[0].context = Context(text="A port\nis built.", start=0, end=1)
    assert content(leaning, BASE, "en").text.startswith("(A port is built.) It will open in May. [1]")


def test_a_mark_leads_to_the_words_of_its_own_sentence() -> None:
    told = reply(("It reopened.", 1), ("It closed.", 1), passages=[passage(1, url="https://port.example/a")])
    assert told.answer is not None
    told.answer.sentences[1].link = "https://port.example/a#:~:text=closed"
    urls = [mark.url for marks in content(told, BASE, "en").marks for mark in marks]
    assert urls == ["https://port.example/a", "https://port.example/a#:~:text=closed"]


@settings(max_examples=examples(100), deadline=None)
@given(st.lists(st.tuples(st.text(max_size=30), st.integers(1, 12)), min_size=1, max_size=5))
def test_marks_stand_where_they_say_whatever_the_sentences_are(said: list[tuple[str, int]]) -> None:
    told = content(reply(*said, passages=[passage(number) for number in range(1, 13)]), BASE, "en")
    assert marked(told) == [f"[{number}]" for _, number in said]
    assert "".join(told.pieces) == told.text
    assert len(told.pieces) == len(told.marks)


@pytest.mark.parametrize("language", ["en", "fr", "ar", "es", None])
@pytest.mark.parametrize("reason", ["never_mentioned", "not_together", "not_in_period", "not_said", "nothing_found"])
def test_every_reason_can_be_said_in_every_language(language: str | None, reason: Any) -> None:
    missing = Missing(reason=reason, names=["Elsen", "Rivamar", "Sorval"], text="The archive does not.")
    told = content(reply(passages=[], missing=missing), BASE, language)
    words = wording(language)
    assert told.text == f"{words.unanswered} {why(missing, words)}"
    assert "{" not in told.text
    if reason in {"never_mentioned", "not_together"} and language in {"fr", "ar"}:
        joint = {"fr": " et ", "ar": " و"}[language or ""]
        assert f"Elsen, Rivamar{joint}Sorval" in told.text
    assert (told.citations, marked(told)) == ((), [])


def test_the_nearest_releases_are_named_once_and_not_quoted() -> None:
    near = [passage(number, article) for number, article in enumerate("aabcd", start=1)]
    missing = Missing(reason="not_said", names=[], text="The nearest releases do not say when it was.")
    assert content(reply(passages=near, missing=missing), BASE, "en").text == (
        "The archive does not say. The nearest releases do not say when it was.\n\n"
        "Nearest releases, which do not answer this:\n"
        "- Release a · room · 2024-03-14\n- Release b · room · 2024-03-14\n- Release c · room · 2024-03-14"
    )
