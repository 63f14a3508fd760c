"""The reply: highlights that are exact, and the shape that others rely on."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Document, Filters, Span
from index.analysis import terms, tokens
from qa.answer import Reply, highlights, record
from qa.answering.answer import Answer, Context, Missing, Said
from qa.desk import Desk
from qa.finding import Finding
from qa.question import Question, Understood
from qa.ranking.ranking import Why
from tests.conftest import examples


def marked(text: str, question: str) -> list[str]:
    runs, _ = highlights(text, frozenset(terms(question)))
    return [text[start:end] for start, end in runs]


@pytest.mark.parametrize(
    ("text", "question", "expected"),
    [
        ("ICESCO signed with NeLC.", "what did ICESCO sign?", ["ICESCO signed"]),
        ("🎉🎉 ICESCO 👩‍👩‍👧 signed", "icesco signed", ["ICESCO", "signed"]),
        ("Le cafe\u0301 — le CAFÉ", "café", ["cafe\u0301", "CAFÉ"]),
        ("وقّعت الإيسيسكو اتفاقية", "ايسيسكو", ["الإيسيسكو"]),
        ("كِتَابٌ جديد", "كتاب", ["كِتَابٌ"]),
        ("Center's plan", "center", ["Center"]),
        ("L’accord", "accord", ["accord"]),
        ("2,500 seats", "2500", ["2,500"]),
        ("port of Elsen", "Elsen port", ["port", "Elsen"]),
        ("port\n\nElsen", "Elsen port", ["port\n\nElsen"]),
        ("5G, 5 G", "5g", ["5G", "5 G"]),
        ("nothing here", "port", []),
        ("", "port", []),
    ],
)
def test_highlights_cut_out_the_words_that_match(text: str, question: str, expected: list[str]) -> None:
    assert marked(text, question) == expected


WORDS = st.sampled_from(
    "port Port’s cafe\u0301 CAFÉ 🎉 👩‍👩‍👧 الإيسيسكو كِتَاب 2,500 ٢٬٥٠٠ 5G l’accord — , the \n\n".split(" ")
)
TEXTS = st.one_of(st.text(max_size=50), st.lists(WORDS, max_size=15).map(" ".join), st.lists(WORDS).map("".join))


AMBIGUOUS = (
    "US",
    "us",
    "U.S.",
    "WHO",
    "who",
    "May",
    "may",
    "3",
    "l’accord",
    "Center's",
    "port,",
    "2,500",
    "الإيسيسكو",
    "IT",
)


@given(
    st.lists(st.sampled_from(AMBIGUOUS)),
    st.sampled_from([" ", "\n", "\u00a0", "-", ", "]),
    st.sets(st.sampled_from(AMBIGUOUS)),
)
@settings(max_examples=examples(300))
def test_words_read_one_by_one_are_those_of_the_text_read_whole(
    words: list[str], between: str, asked: set[str]
) -> None:
    text, wanted = between.join(words), frozenset(term for word in asked for term in terms(f"of {word} 3"))
    runs, matched = highlights(text, wanted)
    read = [token for token in tokens(text) if token.term in wanted]
    assert {place for start, end in runs for place in range(start, end) if not text[place].isspace()} == {
        place for token in read for place in range(token.start, token.end)
    }
    assert matched == tuple(dict.fromkeys(text[token.start : token.end].lower() for token in read))


@given(TEXTS, st.sets(st.sampled_from(["port", "cafe", "ايسيسكو", "كتاب", "2500", "5", "g", "accord", "a", "0"])))
@settings(deadline=None, max_examples=examples(300))
def test_highlights_are_ordered_apart_and_cover_exactly_what_matches(text: str, wanted: set[str]) -> None:
    runs, matched = highlights(text, frozenset(wanted))
    end = -1
    for start, stop in runs:
        assert max(end, 0) <= start < stop <= len(text)
        assert end < 0 or text[end:start].strip()  # else they were one run
        assert not text[start].isspace()
        assert not text[stop - 1].isspace()
        assert set(terms(text[start:stop])) <= wanted
        end = stop
    covered = {at for start, stop in runs for at in range(start, stop)}
    for token in tokens(text):
        assert {*range(token.start, token.end)} <= covered or token.term not in wanted
    hits = [text[token.start : token.end].lower() for token in tokens(text) if token.term in wanted]
    assert list(matched) == list(dict.fromkeys(hits))


@pytest.fixture
def asked(desk: Desk, release: Callable[..., Document]) -> Reply:
    desk.add(
        release(
            "a.txt", "ICESCO et NeLC", "🎉 ICESCO signed a café agreement with NeLC on Monday. اتفاقية الإيسيسكو."
        )
    )
    desk.add(Document("room", "b.txt", b"The port of Elsen opened a shore power station.", "text"))
    return desk.ask(Question("what did ICESCO sign?"))


def test_the_record_has_exactly_the_keys_of_the_contract(asked: Reply) -> None:
    data = record(asked)
    assert set(data) == {"question", "understood", "answer", "passages", "took_ms"}
    assert set(data["understood"]) == {"language", "published", "phrases", "also_searched", "did_you_mean"}
    assert set(data["took_ms"]) == {"understand", "embed", "search", "rank", "answer", "total"}
    assert len(data["passages"]) == 2
    for passage in data["passages"]:
        assert set(passage) == {"rank", "score", "text", "highlights", "why", "citation"}
        assert set(passage["why"]) == {*Why.__slots__, "matched"}
        assert set(passage["citation"]) == {
            *("number", "article_id", "title", "source", "issuer", "published", "url"),
            *("link", "start", "end", "quote", "content_hash", "also_in"),
        }


def test_the_record_is_json_and_comes_back_as_it_was(asked: Reply) -> None:
    data = record(asked)
    assert json.loads(json.dumps(data, allow_nan=False)) == data


def test_the_record_cites_what_was_found(desk: Desk, asked: Reply) -> None:
    data = record(asked)
    first = data["passages"][0]
    article = asked.passages[0].citation.article
    assert [passage["rank"] for passage in data["passages"]] == [1, 2]
    assert [passage["citation"]["number"] for passage in data["passages"]] == [1, 2]
    assert (
        first["text"]
        == first["citation"]["quote"]
        == article.text[first["citation"]["start"] : first["citation"]["end"]]
    )
    assert first["citation"]["article_id"] == Document("room", "a.txt", b"", "text").id
    assert first["citation"]["content_hash"] == article.content_hash
    assert first["citation"]["title"] == "ICESCO et NeLC"
    assert [first["text"][start:end] for start, end in first["highlights"]] == ["ICESCO signed"]
    assert first["why"]["matched"] == ["icesco", "signed"]
    assert first["score"] >= data["passages"][1]["score"]
    assert first["why"]["words"] + first["why"]["meaning"] == pytest.approx(first["score"], abs=1e-5)


def test_what_is_not_known_is_null(asked: Reply) -> None:
    data = record(asked)
    assert data["understood"]["language"] == "en"
    assert data["answer"]["sentences"][0]["link"] is None
    assert data["answer"]["sentences"][0]["context"] is None
    citation = data["passages"][1]["citation"]
    assert citation["title"] is citation["published"] is citation["url"] is citation["issuer"] is None


def test_the_answer_is_cut_out_of_the_release_that_it_cites(asked: Reply) -> None:
    data = record(asked)
    sentence = data["answer"]["sentences"][0]
    cited = asked.passages[sentence["citation"] - 1].citation
    assert cited.article.text[sentence["start"] : sentence["end"]] == sentence["text"]
    assert sentence["text"] in data["answer"]["text"]


def test_what_answers_is_sent_whole() -> None:
    said = Said(2, Span(10, 21), "in 2024, yes", ((3, 7),), Context(Span(0, 9), "Was it so"), "https://a.example/#b")
    gone = Missing("never_mentioned", ("FIFA",), "The archive never mentions FIFA.")
    nothing = Finding(Understood("who?", None), Filters(), (), ())
    data = record(Reply(nothing, (), 0, {}, Answer("unanswered", 0.123456, (said,), gone)))["answer"]
    assert data == {
        "status": "unanswered",
        "confidence": 0.1235,
        "text": "in 2024, yes",
        "sentences": [
            {
                "text": "in 2024, yes",
                "citation": 2,
                "start": 10,
                "end": 21,
                "marks": [[3, 7]],
                "context": {"text": "Was it so", "start": 0, "end": 9},
                "link": "https://a.example/#b",
            }
        ],
        "missing": {"reason": "never_mentioned", "names": ["FIFA"], "text": "The archive never mentions FIFA."},
    }


def test_the_time_of_the_stages_sums_to_the_total(asked: Reply) -> None:
    took = dict(asked.took_ms)
    assert sum(value for stage, value in took.items() if stage != "total") == pytest.approx(took["total"])
    assert all(value >= 0 for value in took.values())


def test_a_reply_without_passages_keeps_its_shape() -> None:
    nothing = Finding(Understood("who?", None), Filters(), (), ())
    data = record(Reply(nothing, (), 0, {"total": 1.23456}))
    assert data["passages"] == []
    assert data["answer"] is None
    assert data["understood"]["language"] is None
    assert data["took_ms"] == {"total": 1.235}
