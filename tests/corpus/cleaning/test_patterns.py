"""Patterns written over several lines are the patterns that they say."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.cleaning import labels
from corpus.cleaning.patterns import written


def test_line_breaks_and_indentation_are_no_part_of_it_and_spaces_are() -> None:
    pattern = written(
        r"""
        share (?:this|the) page
        |print(?:
            er|able
        )? version
        """
    )
    assert pattern == r"share (?:this|the) page|print(?:er|able)? version"


def test_a_named_pattern_takes_the_place_of_its_name() -> None:
    pattern = written("(?:<place>[ ,]*)+ or <place>", place="(?:a|b)")
    assert pattern == "(?:(?:a|b)[ ,]*)+ or (?:a|b)"
    assert written("(?P<place>a)<other>", other="b") == "(?P<place>a)b"


@given(st.lists(st.text("ab c|", min_size=1).map(str.strip), min_size=1), st.integers(0, 9))
def test_it_is_the_lines_one_after_the_other(lines: list[str], indent: int) -> None:
    assert written("".join(f"\n{' ' * indent}{line}" for line in lines)) == "".join(lines)


@pytest.mark.parametrize("at", range(len(labels.EVERY)))
def test_every_class_is_a_pattern_of_its_own_and_matches_no_empty_line(at: int) -> None:
    assert re.fullmatch(labels.EVERY[at], "", re.IGNORECASE) is None
    assert "<" not in labels.EVERY[at].replace("(?<", "").replace("< ?", ""), "every name was filled in"
