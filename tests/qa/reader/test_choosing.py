"""Which windows are read: those of the first passages, and those nearest to the question's words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qa.reader.choosing import choose, shared

QUESTION = "When did the mayor open the harbour bridge?"
WINDOWS = [
    ["Rain fell for days.", "The mayor opened the harbour bridge on Monday."],
    ["The harbour is old.", "Nothing else."],
]
CASES = st.lists(
    st.lists(st.sampled_from(["harbour", "bridge and rain", "mayor", ""]), min_size=1, max_size=3), max_size=6
)


def test_the_window_with_the_questions_words_is_read() -> None:
    assert choose(QUESTION, [1.0, 0.9], WINDOWS, 1) == [(0, 1)]


def test_passages_that_are_as_good_have_one_each_before_any_has_two() -> None:
    assert choose(QUESTION, [0.9, 0.9], WINDOWS, 2) == [(0, 1), (1, 0)]


def test_the_first_passage_is_read_whole_before_the_last_is_begun() -> None:
    assert choose(QUESTION, [1.0, 0.1], [["Rain."] * 2, ["Nothing."]], 2) == [(0, 0), (0, 1)]


def test_a_question_in_another_language_reads_first_windows() -> None:
    assert choose("متى افتتح الجسر؟", [0.9, 0.9], WINDOWS, 2) == [(0, 0), (1, 0)]


@given(CASES, st.integers(0, 20))
def test_no_more_than_asked_and_none_twice(windows: list[list[str]], most: int) -> None:
    chosen = choose(QUESTION, [-at / 3 for at in range(len(windows))], windows, most)
    assert len(chosen) == min(most, sum(map(len, windows)))
    assert len(set(chosen)) == len(chosen)
    assert chosen == sorted(chosen)
    assert all(window < len(windows[passage]) for passage, window in chosen)


def test_a_rare_word_counts_more_than_a_common_one() -> None:
    windows = [["the bridge", "the bridge", "the bridge", "the harbour"]]
    common, *_, rare = shared("harbour bridge", windows)[0]
    assert rare > common > 0


@given(CASES)
def test_shares_are_shares(windows: list[list[str]]) -> None:
    assert all(0 <= share <= 1 + 1e-9 for own in shared(QUESTION, windows) for share in own)


def test_all_words_are_one() -> None:
    assert shared("harbour bridge", [["A bridge over the harbour"]]) == [[1.0]]


@given(st.floats(0.01, 100), st.floats(-50, 50), st.integers(0, 6))
def test_the_scale_of_the_scores_does_not_matter(scale: float, shift: float, most: int) -> None:
    windows = [*WINDOWS, ["The harbour bridge.", "A band played."]]
    plain, other = [3.0, 2.0, 1.5], [3.0 * scale + shift, 2.0 * scale + shift, 1.5 * scale + shift]
    assert choose(QUESTION, plain, windows, most) == choose(QUESTION, other, windows, most)


def test_equal_scores_leave_the_choice_to_the_words() -> None:
    assert choose(QUESTION, [0.5, 0.5], [["Rain."], ["The harbour bridge."]], 1) == [(1, 0)]
