"""Which sentences are one statement."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.passages.blocks import blocks
from corpus.passages.sentences import of_paragraph
from corpus.passages.speech import Heard, belong, heard


def told(text: str) -> list[Heard]:
    return [sentence for block in blocks(text) for sentence in heard(text, of_paragraph(text, block.span))]


def joined(*sentences: str) -> list[bool]:
    """Tell for sentences in a row, `¶` before one that begins a paragraph, which belong to the one before."""
    text = " ".join(sentences).replace(" ¶", "\n\n")
    found = told(text)
    assert len(found) == len(sentences), [each.span.of(text) for each in found]
    return [belong(text, before, after) for before, after in pairwise(found)]


@pytest.mark.parametrize(
    "sentences",
    [
        ("“We won.", "It was hard,” said Roe."),
        ('"We won.', 'It was hard," said Roe.'),
        ("« Nous avons gagné.", "C’était dur », a déclaré Mme Roy."),
        ("«فزنا اليوم.", "كان صعبا» قال المدير."),
        ("“We won,” said Roe.", "“It was hard.”"),
        ("“We won,” said Roe.", "“It was hard,” she added."),
        ("“We won,” said Roe.", "¶“It was hard,” he added."),
        ("« Nous avons gagné », a déclaré Mme Roy.", "« C’était dur », a-t-elle ajouté."),
        ("Roe said that the town had won.", "“It was hard.”"),
        ("“We won,” said Roe.", "¶She added that it was hard."),
        ("« Nous avons gagné », a dit M. Roy.", "¶Il a également souligné l’effort."),
        ("وقال المدير إن المدينة فازت.", "¶وأضاف أن العمل كان صعبا."),
        ("قال المدير: «فزنا اليوم.»", "¶«كان صعبا.»"),
        ("“We won.", "¶“It was hard.”"),
        ("“We won.”", "¶— Ada Roe, mayor"),
    ],
)
def test_one_statement(sentences: tuple[str, str]) -> None:
    assert joined(*sentences) == [True]


@pytest.mark.parametrize(
    "sentences",
    [
        ("The town won.", "The work was hard."),
        ("“We won,” said Roe.", "The town has 500 people."),
        ("“We won,” said Roe.", "“It was hard,” said Poe."),
        ("The town won.", "“It was hard,” said Poe."),
        ("The town won.", "She added a tower."),
        ("فازت المدينة.", "العمل كان صعبا."),
        ("It is 5' 10\" long.", "The rest is short."),
    ],
)
def test_two_statements(sentences: tuple[str, str]) -> None:
    assert joined(*sentences) == [False]


def test_a_quotation_left_open_ends_with_its_paragraph() -> None:
    assert joined("“We won.", "¶The town has 500 people.", "It is old.") == [True, False]


@settings(deadline=None)
@given(st.lists(st.sampled_from([*"aB. \n\"“”«»'-—", "said ", "he added ", "وأضاف "])))
def test_any_text_is_decided(pieces: list[str]) -> None:
    text = "".join(pieces)
    found = told(text)
    assert all(belong(text, before, after) in {True, False} for before, after in pairwise(found))
