"""Passages: every word in exactly one, cut where a reader would."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Part, Span
from corpus.passages.cohesion import ENDLESS_UNIT, LONGEST_UNIT
from corpus.passages.cutting import LONGEST_PASSAGE, PASSAGE_WORDS, cut, part_of
from corpus.passages.sentences import paragraphs, sentences

SENTENCE = st.integers(1, 20).map(lambda words: " ".join(["Word"] * words) + ".")
PARAGRAPH = st.lists(SENTENCE, min_size=1, max_size=12).map(" ".join)
BLOCK = st.one_of(
    PARAGRAPH,
    st.sampled_from(
        ["A heading", "The list:", "- One thing", "2. One thing", "a | b", "“We won,” said Roe.", "“It was hard.”"]
    ),
)
PROSE = st.lists(PARAGRAPH, min_size=1, max_size=12).map("\n\n".join)
RELEASE = st.lists(BLOCK, min_size=1, max_size=30).map("\n\n".join)
ODD = st.text(st.sampled_from([*"aB1.!? \n\t\u00a0\u2003“”-é\u200bو👍|:;•"]))


def words(text: str) -> int:
    return len(text.split())


def shown(text: str, aim: int = PASSAGE_WORDS) -> list[str]:
    return [span.of(text) for span in cut(text, aim)]


def prose(count: int, word: str = "harbour") -> str:
    """Write sentences of ten words, `count` words in all."""
    return " ".join([f"Then {' '.join([word] * 8)} ends."] * (count // 10))


@st.composite
def parted(draw: st.DrawFn) -> tuple[str, list[Part]]:
    """Draw a release with parts, each some of its paragraphs."""
    text = draw(RELEASE)
    each = list(paragraphs(text))
    edges = sorted(draw(st.sets(st.integers(0, len(each)), max_size=6)))
    return text, [
        Part("about", each[first].start, each[behind - 1].end)
        for first, behind in zip(edges[::2], edges[1::2], strict=False)
    ]


@settings(deadline=None)
@given(RELEASE | ODD, st.integers(1, 40))
def test_every_visible_character_is_in_exactly_one_passage_in_order(text: str, aim: int) -> None:
    spans = cut(text, aim)
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())
    for before, after in pairwise(spans):
        assert before.end <= after.start
    for span in spans:
        assert span.of(text) == span.of(text).strip() != ""
    assert cut(text, aim) == spans


@settings(deadline=None)
@given(parted(), st.integers(1, 60))
def test_a_passage_holds_the_news_or_one_part(drawn: tuple[str, list[Part]], aim: int) -> None:
    text, parts = drawn
    spans = cut(text, aim, parts)
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())
    for span in spans:
        inside = part_of(span, parts)
        if inside is None:
            assert not any(each.start < span.end and span.start < each.end for each in parts)
        else:
            assert inside.start <= span.start
            assert span.end <= inside.end


@settings(deadline=None)
@given(PROSE, st.integers(30, 200))
def test_passages_of_prose_have_a_sensible_size(text: str, aim: int) -> None:
    sizes = [words(span.of(text)) for span in cut(text, aim)]
    assert max(sizes) <= LONGEST_PASSAGE * aim
    if sum(sizes) >= aim:
        assert min(sizes) >= aim / 4
        assert abs(len(sizes) - sum(sizes) / aim) <= 1 + len(sizes) / 4


@settings(deadline=None)
@given(RELEASE, st.integers(30, 200))
def test_no_sentence_is_cut_in_two(text: str, aim: int) -> None:
    starts = {span.start for span in sentences(text)}
    assert {span.start for span in cut(text, aim)} <= starts


@pytest.mark.parametrize("text", ["", " ", "\n\n\t\n"])
def test_nothing_has_no_passages(text: str) -> None:
    assert cut(text) == []
    assert cut(text, parts=[Part("about", 0, len(text))]) == []


@pytest.mark.parametrize("count", [10, 100, 200])
def test_a_short_release_is_one_passage(count: int) -> None:
    text = f"{prose(count)}\n\nAnother one."
    assert shown(text) == [text]


def test_the_last_passage_is_as_full_as_the_others() -> None:
    sizes = [words(passage) for passage in shown(prose(400))]
    assert len(sizes) == 3
    assert max(sizes) - min(sizes) <= 10


def test_a_paragraph_end_nearby_is_preferred() -> None:
    text = f"{prose(130)}\n\n{prose(160)}"
    assert shown(text) == [prose(130), prose(160)]


def test_a_heading_stays_with_what_it_heads() -> None:
    heads = "Next steps\n\nOpening hours"
    text = f"{prose(150)}\n\n{heads}\n\n{prose(150)}"
    assert shown(text) == [prose(150), f"{heads}\n\n{prose(150)}"]
    text = f"{prose(180)}\n\n{heads}\n\n{prose(120)}"
    assert shown(text) == [prose(180), f"{heads}\n\n{prose(120)}"]


def test_a_list_stays_with_its_introduction_where_both_fit() -> None:
    items = "\n\n".join(f"- {prose(10)}" for _ in range(8))
    text = f"{prose(130)}\n\nThe winners are:\n\n{items}\n\n{prose(130)}"
    assert any(f"The winners are:\n\n{items}" in passage for passage in shown(text))


def test_a_long_list_is_cut_between_items() -> None:
    items = [f"- {prose(20)}" for _ in range(30)]
    passages = shown("The winners are:\n\n" + "\n\n".join(items))
    assert passages[0].startswith("The winners are:\n\n- ")
    assert all(passage.startswith("- ") for passage in passages[1:])
    assert all(set(passage.split("\n\n")) <= {items[0], "The winners are:"} for passage in passages)


def test_the_first_rows_of_a_table_stay_with_its_head_and_introduction() -> None:
    rows = "\n\n".join(f"{year} | {year * 3} | {year * 7} | steady" for year in range(2000, 2012))
    text = f"{prose(140)}\n\nVisitors a year:\n\nYear | Adults | Children | Trend\n\n{rows}"
    assert shown(text)[1].startswith("Visitors a year:\n\nYear | Adults | Children | Trend\n\n2000")


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("“We won,” said Ada Roe.", "“It was hard and it took two years of work by everybody in the town.”"),
        (
            "« Nous avons gagné », a déclaré Mme Roy.",
            "« C’était dur, et tout le monde a travaillé », a-t-elle ajouté.",
        ),
        ("قال المدير: «فزنا اليوم.»", "«كان العمل صعبا واستمر عامين كاملين.»"),
    ],
)
@pytest.mark.parametrize("gap", [" ", "\n\n"])
def test_speech_is_not_cut_from_its_speaker(first: str, then: str, gap: str) -> None:
    text = f"{prose(140)}\n\n{first}{gap}{then}\n\n{prose(140)}"
    assert any(f"{first}{gap}{then}" in passage for passage in shown(text))


def test_speech_longer_than_a_passage_is_cut_between_sentences() -> None:
    text = f"“{prose(600)}” said Ada Roe."
    sizes = [words(passage) for passage in shown(text)]
    assert len(sizes) == 4
    assert max(sizes) <= 170


def test_parts_are_cut_apart_however_short() -> None:
    news, about, contact = prose(40), "About us\n\nWe are a harbour.", "Ada Roe, 555"
    text = "\n\n".join([news, about, contact])
    at, behind = text.index("About"), text.index("Ada")
    parts = [Part("about", at, behind - 2), Part("contact", behind, len(text))]
    assert [span.of(text) for span in cut(text, parts=parts)] == [news, about, contact]
    assert [part.kind if part else None for part in (part_of(span, parts) for span in cut(text, parts=parts))] == [
        None,
        "about",
        "contact",
    ]


def test_parts_beyond_the_text_do_no_harm() -> None:
    assert cut("One. Two.", parts=[Part("about", 5, 99), Part("legal", 3, 4)]) == [Span(0, 4), Span(5, 9)]


def test_an_endless_run_without_sentences_is_cut_at_words() -> None:
    text = " ".join(f"word{number}" for number in range(1_000))
    spans = cut(text)
    sizes = [words(span.of(text)) for span in spans]
    assert max(sizes) - min(sizes) <= 2 * ENDLESS_UNIT
    assert " ".join(span.of(text) for span in spans) == text


def test_an_endless_run_is_cut_behind_a_clause() -> None:
    text = " ".join([f"{'word ' * 10}word;"] * 60)
    passages = shown(text)
    assert len(passages) > 3
    assert all(passage.endswith("word;") for passage in passages)


def test_a_long_sentence_is_kept_where_it_fits() -> None:
    long = "Then " + "harbour " * (LONGEST_UNIT + 20) + "ends."
    text = f"{prose(100)} {long} {prose(100)}"
    assert any(long in passage for passage in shown(text))


def test_a_giant_word_is_not_broken() -> None:
    text = "a" * 10_000
    assert shown(text) == [text]


@pytest.mark.parametrize(
    "hostile",
    [
        "A. " * 100_000,
        "A\n\n" * 70_000,
        "- a\n\n" * 50_000,
        "a | b\n\n" * 40_000,
        "so:\n\n" * 50_000,
        "“" * 1_000_000,
        '"a." ' * 70_000,
        "word; " * 160_000,
        " •" * 100_000,
        "a " * 500_000,
    ],
)
def test_hostile_texts_take_a_second_or_two(hostile: str, length: int) -> None:
    began = time.process_time()
    cut(hostile[:length])
    assert time.process_time() - began < 8  # some tenths of a second each; a quadratic cut would take hours
