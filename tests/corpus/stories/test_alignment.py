"""What stayed, was edited, added and removed; every sentence of both texts stands in exactly one step."""

from __future__ import annotations

import time
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Span
from corpus.passages.sentences import sentences
from corpus.stories.alignment import GAP_MOST, Change, Step, align
from tests.conftest import examples
from tests.corpus.tellings import MAKTABA, MUSEE, QUAY, RELEASES

SENTENCES = [
    "The quay is open.",
    "The quay is open now.",
    "Ferries leave every two hours.",
    "Ferries leave every three hours.",
    "Le musée rouvre samedi.",
    "« Venez nombreux », a dit la maire.",
    "افتتحت الوزارة المكتبة اليوم.",
    "Yes.",
    "Nothing of this was said before in this place.",
]
TEXTS = st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5).map(" ".join), max_size=5).map(
    "\n\n".join
)


def kinds(steps: Iterable[Step]) -> list[str]:
    return [step.kind for step in steps]


def rebuilt(text: str, spans: Iterable[Span | None]) -> str:
    """Put a text together from the runs of its steps and what lies between them, which may only be white space."""
    at, out = 0, ""
    for span in spans:
        if span is not None:
            assert not text[at : span.start].strip(), "words that stand in no step"
            out += text[at : span.start] + span.of(text)
            at = span.end
    assert not text[at:].strip()
    return out + text[at:]


def changed(change: Change, before: str, after: str) -> tuple[str, str]:
    return change.before.of(before), change.after.of(after)


@given(TEXTS, TEXTS)
@settings(max_examples=examples(300), deadline=None)
def test_a_difference_holds_both_texts(before: str, after: str) -> None:
    steps = align(before, after)
    assert rebuilt(before, (step.before for step in steps)) == before
    assert rebuilt(after, (step.after for step in steps)) == after


@given(st.text(max_size=400), st.text(max_size=400))
@settings(deadline=None)
def test_so_it_does_of_any_texts(before: str, after: str) -> None:
    steps = align(before, after)
    assert [step.before for step in steps if step.before] == list(sentences(before))
    assert [step.after for step in steps if step.after] == list(sentences(after))


@given(TEXTS, TEXTS)
@settings(max_examples=examples(200), deadline=None)
def test_each_kind_has_the_sides_and_changes_it_should(before: str, after: str) -> None:
    for step in align(before, after):
        assert (step.before is None, step.after is None) == (step.kind == "added", step.kind == "removed")
        assert bool(step.changes) == (step.kind == "edited")
        if step.kind == "equal" and step.before and step.after:
            assert step.before.of(before) == step.after.of(after)


@given(TEXTS, TEXTS)
@settings(max_examples=examples(200), deadline=None)
def test_changes_lead_from_one_sentence_to_the_other(before: str, after: str) -> None:
    for step in align(before, after):
        if step.kind == "edited" and step.before and step.after:
            at, words = step.before.start, []
            for change in step.changes:
                words += before[at : change.before.start].split() + change.after.of(after).split()
                at = change.before.end
            words += before[at : step.before.end].split()
            assert "".join(words) == "".join(step.after.of(after).split())


@given(TEXTS)
@settings(deadline=None)
def test_a_text_and_itself_are_equal_throughout(text: str) -> None:
    steps = align(text, text)
    assert all(step.kind == "equal" and step.before == step.after for step in steps)


@given(*[st.lists(st.sampled_from(SENTENCES), unique=True).map(" ".join)] * 2)
@settings(max_examples=examples(200), deadline=None)
def test_the_other_way_round_as_much_is_equal(before: str, after: str) -> None:
    there, back = align(before, after), align(after, before)
    assert kinds(there).count("equal") == kinds(back).count("equal")


@pytest.mark.parametrize("told", RELEASES.values(), ids=RELEASES)
def test_a_paragraph_more_is_added_and_nothing_else(told: object) -> None:
    text = getattr(told, "text", "")
    first, rest = text.split("\n\n", 1)
    steps = align(text, f"{first}\n\nOne sentence that is new. And one more.\n\n{rest}")
    assert [kind for kind in kinds(steps) if kind != "equal"] == ["added", "added"]


@pytest.mark.parametrize(
    ("told", "was", "now"),
    [
        (QUAY, "31 million", "37 million"),
        (MUSEE, "6,4 millions", "4,6 millions"),
        (MAKTABA, "18 مليون", "81 مليون"),
    ],
)
def test_an_edited_sentence_shows_the_words_that_changed(told: object, was: str, now: str) -> None:
    before = str(getattr(told, "text", ""))
    after = before.replace(was, now)
    (step,) = [step for step in align(before, after) if step.kind != "equal"]
    assert step.kind == "edited"
    assert [changed(one, before, after) for one in step.changes] == [(was.split()[0], now.split()[0])]


def test_words_that_come_and_go_have_a_place() -> None:
    before, after = "The old quay is open again today.", "The quay is open again on Sunday today."
    (step,) = align(before, after)
    assert [changed(one, before, after) for one in step.changes] == [("old", ""), ("", "on Sunday")]
    assert step.changes[0].after == Span(after.index("quay"), after.index("quay"))


def test_signs_of_another_hand_do_not_count_but_others_do() -> None:
    before = "“It is open – at last”, she said.  It cost $5."
    assert kinds(align(before, '"It is open - at last", she said. It\u00a0cost $5.')) == ["equal", "equal"]
    assert kinds(align(before, "“It is open – at last”, she said. It cost €5.")) == ["equal", "edited"]


def test_only_the_runs_asked_for_are_compared() -> None:
    before, after = "DATE - The quay is open. Old tail.", "The quay is open. New tail, and more of it."
    steps = align(before, after, [Span(7, 24)], [Span(0, 17)])
    assert [(step.kind, step.before, step.after) for step in steps] == [("equal", Span(7, 24), Span(0, 17))]


def test_a_moved_sentence_is_removed_here_and_added_there() -> None:
    one, two, three = "The quay is open.", "Ferries leave every two hours.", "Children may try the boat."
    steps = align(f"{one} {two} {three}", f"{three} {one} {two}")
    assert kinds(steps) == ["added", "equal", "equal", "removed"]


def test_sentences_that_repeat_are_paired_from_both_ends() -> None:
    steps = align("Yes. Yes. No, not today. Yes.", "Yes. Yes. Yes.")
    assert sorted(kinds(steps)) == ["equal", "equal", "equal", "removed"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Yes. " * 20_000, "No. " * 20_000),
        ("Yes. " * 20_000, "Yes. " * 20_001),
        (
            " ".join(f"Line {at} here." for at in range(10_000)),
            " ".join(f"Line {at} here." for at in range(9_999, -1, -1)),
        ),
        ("word " * 200_000, "word " * 199_999),
        ("a" * 1_000_000, "b" * 1_000_000),
    ],
    ids=["nothing alike", "one more", "upside down", "no sentence ends", "no words"],
)
def test_hostile_texts_take_no_longer_than_they_are_long(before: str, after: str, length: int) -> None:
    began = time.process_time()
    steps = align(before[:length], after[: length + 1])
    assert time.process_time() - began < 10
    assert steps


def test_a_gap_too_large_to_compare_is_told_as_removed_and_added() -> None:
    many = int(GAP_MOST**0.5) + 2
    before = " ".join(f"Old line {at} is here." for at in range(many))
    after = " ".join(f"New line {at} is here." for at in range(many))
    assert kinds(align(before, after)) == ["removed"] * many + ["added"] * many
