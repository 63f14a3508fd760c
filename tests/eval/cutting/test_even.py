"""The cutting that went before, kept to be compared with."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from eval.cutting.even import LONGEST_UNIT, cut

ODD = st.text(st.sampled_from([*"aB1.!? \n\t\u00a0“”-éو"]))


@settings(deadline=None)
@given(ODD, st.integers(1, 40))
def test_every_visible_character_is_in_exactly_one_passage_in_order(text: str, aim: int) -> None:
    spans = cut(text, aim)
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())


def test_the_shares_are_even() -> None:
    text = " ".join(["Five words are in here."] * 80)
    assert [len(span.of(text).split()) for span in cut(text, 150)] == [135, 130, 135]


def test_a_paragraph_end_nearby_is_preferred() -> None:
    first, second = " ".join(["Five words are in here."] * 27), " ".join(["Five words are in here."] * 33)
    text = f"{first}\n\n{second}"
    assert [span.of(text) for span in cut(text, 150)] == [first, second]


def test_it_tears_a_heading_from_its_text() -> None:
    text = (
        f"{' '.join(['Five words are in here.'] * 29)}\n\nNext steps\n\n{' '.join(['Five words are in here.'] * 31)}"
    )
    assert cut(text, 150)[0].of(text).endswith("Next steps")


def test_an_endless_run_is_cut_at_words() -> None:
    text = " ".join(["word"] * 1_000)
    assert max(len(span.of(text).split()) for span in cut(text, 150)) <= 150 + LONGEST_UNIT
