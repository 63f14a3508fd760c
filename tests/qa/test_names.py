"""Names of a question in their other forms: both ways, only what is supported, and never a word for a name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Filters, Scope
from corpus.names.folding import key
from corpus.store.names import Learned
from index.analysis import terms
from qa.names import FORMS_MOST, NAMES_MOST, Expansion, Names
from qa.namesfile import FILE, NamesFile

SCOPE = Scope(dt.datetime(2030, 1, 1, tzinfo=dt.UTC))
WORLD = "منظمة العالم الإسلامي للتربية"
TAUGHT = [
    ("NTA", "Northern Transit Authority", 9),
    ("NTA", "Nurses and Teachers Association", 3),
    ("NTA", "New Town Archive", 1),
    ("ICESCO", "Islamic World Educational Organization", 5),
    ("ICESCO", WORLD, 5),
    ("ICESCO", "إيسيسكو", 4),
    ("HEAT", "Halvern Energy Action Team", 2),
    ("WHO", "World Health Organization", 2),
    ("HR", "human resources", 2),
]


class Shelf:
    """Names in memory; like the store, it knows only what it is asked for."""

    def __init__(self, taught: Sequence[tuple[str, str, int]]) -> None:
        self.all = [Learned(short, long, key(short), key(long), count) for short, long, count in taught]
        self.scopes: set[tuple[Scope, Filters | None]] = set()

    def names_like(self, keys: Sequence[str], scope: Scope, filters: Filters | None = None) -> list[Learned]:
        self.scopes.add((scope, filters))
        return [one for one in self.all if one.short_key in keys or one.long_key in keys]


def expanded(
    question: str, folder: Path = Path("nowhere"), taught: Sequence[tuple[str, str, int]] = TAUGHT
) -> Expansion:
    return Names(Shelf(taught), NamesFile(folder)).expand(question, terms(question), SCOPE)


@pytest.mark.parametrize(
    ("question", "also"),
    [
        ("What did the NTA open?", ["Northern Transit Authority", "Nurses and Teachers Association"]),
        ("what did the nta open", ["Northern Transit Authority", "Nurses and Teachers Association"]),
        ("WHAT DID THE NTA OPEN", ["Northern Transit Authority", "Nurses and Teachers Association"]),
        ("What did the N.T.A. open?", ["Northern Transit Authority", "Nurses and Teachers Association"]),
        ("What did the northern transit authority open?", ["NTA"]),
        ("Que fait l’ICESCO ?", ["Islamic World Educational Organization", WORLD, "إيسيسكو"]),
        ("ماذا وقعت الإيسيسكو؟", ["ICESCO", "Islamic World Educational Organization", WORLD]),
        (f"ماذا وقعت {WORLD} اليوم؟", ["ICESCO", "Islamic World Educational Organization", "إيسيسكو"]),
        ("What does WHO advise?", ["World Health Organization"]),
        ("Does HEAT heat homes?", ["Halvern Energy Action Team"]),
    ],
)
def test_a_name_is_searched_in_its_other_forms(question: str, also: list[str]) -> None:
    assert expanded(question).also_searched == tuple(also)


@pytest.mark.parametrize(
    "question",
    [
        "who opened the line?",
        "WHO OPENED THE LINE?",
        "how do they heat homes?",
        "How do they Heat homes?",
        "What did bill H.R. 12 say?",
        "Which authority opened?",
        "Northern ... Authority Transit",
        "?",
        "12 345",
    ],
)
def test_ordinary_words_are_no_names(question: str) -> None:
    assert expanded(question) == Expansion()


def test_a_form_that_the_question_has_is_not_added() -> None:
    found = expanded("Is the Northern Transit Authority the same as NTA?")
    assert "Northern Transit Authority" not in found.also_searched
    assert "NTA" not in found.also_searched


def test_terms_are_those_that_the_question_lacks() -> None:
    found = expanded("Which authority is the NTA?")
    assert set(found.terms) == set(terms("Northern Transit Nurses Teachers Association"))


def test_the_question_is_encoded_with_the_other_forms_behind_it() -> None:
    assert (
        expanded("what does HEAT do").beside("what does HEAT do") == "what does HEAT do (Halvern Energy Action Team)"
    )
    assert Expansion().beside("what?") == "what?"


def test_a_name_inside_a_longer_one_is_not_searched_by_itself() -> None:
    taught = [("TA", "Transit Authority", 5), ("NTA", "Northern Transit Authority", 5)]
    assert expanded("the Northern Transit Authority", taught=taught).also_searched == ("NTA",)


def test_few_forms_of_a_name_and_few_names_are_searched() -> None:
    many = [("NTA", f"Northern Transit Authority {letter}", 5) for letter in "abcdefgh"]
    assert len(expanded("NTA", taught=many).also_searched) == FORMS_MOST
    names = [(f"N{letter}TA", f"Northern {letter} Authority", 5) for letter in "BCDEFGH"]
    found = expanded(" ".join(short for short, _, _ in names), taught=names)
    assert found.also_searched == tuple(long for _, long, _ in names[:NAMES_MOST])


def test_scope_and_filters_reach_the_store() -> None:
    shelf, filters = Shelf(TAUGHT), Filters(source="room")
    Names(shelf, NamesFile(Path("nowhere"))).expand("the NTA", terms("the NTA"), SCOPE, filters)
    assert shelf.scopes == {(SCOPE, filters)}


def test_staff_add_names_and_forbid_others(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(
        '[[pair]]\nshort = "ERB"\nlong = "Elsen Rail Board"\n'
        '[[forbid]]\nshort = "NTA"\nlong = "nurses and teachers association"\n[[forbid]]\nshort = "HEAT"\n'
    )
    assert expanded("the ERB", tmp_path).also_searched == ("Elsen Rail Board",)
    assert expanded("the Elsen Rail Board", tmp_path).also_searched == ("ERB",)
    assert expanded("the NTA", tmp_path).also_searched == ("Northern Transit Authority",)
    assert expanded("what does HEAT do", tmp_path) == Expansion()


@given(st.text(max_size=80))
def test_any_question_is_read(question: str) -> None:
    found = expanded(question)
    assert len(found.also_searched) <= FORMS_MOST * NAMES_MOST
    assert not set(found.terms) & set(terms(question))
