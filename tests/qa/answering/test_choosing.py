"""Which sentences make the answer."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.answering.choosing import MOST, THIRD, WORDS, alike, choose, likely, told, words
from qa.answering.sentence import Sentence
from tests.conftest import examples
from tests.qa.answering.making import sentence

GAIN = 0.001


def test_the_best_sentence_is_always_there() -> None:
    long = sentence("word " * 300, 9.0)
    assert choose([long, sentence("no")], GAIN) == [long]


def test_nothing_comes_of_nothing() -> None:
    assert choose([], GAIN) == []


def test_a_second_sentence_comes_where_it_may_be_the_one() -> None:
    near = [sentence("The bridge opened.", 1.0), sentence("It cost much.", 0.9, start=20)]
    assert choose(near, GAIN) == near


def test_a_hopeless_sentence_is_not_worth_its_words() -> None:
    sure = [sentence("The bridge opened.", 9.0), sentence("It cost much.", 0.0, start=20)]
    assert choose(sure, GAIN) == sure[:1]


def test_a_long_sentence_has_to_be_likelier_than_a_short_one() -> None:
    best, long, short = sentence("Yes.", 5.0), sentence("on and on " * 40, 4.0), sentence("In March.", 4.0)
    assert choose([best, long, short], 0.005) == [best, short]
    assert choose([best, long, short], 0.0005) == [best, long, short]


def test_what_says_the_same_is_said_once() -> None:
    twice = [
        sentence("The bridge of Elsen opened in March.", 1.0),
        sentence("The bridge of Elsen opened in March!", 1.0, passage=1),
    ]
    assert choose(twice, GAIN) == twice[:1]


def test_the_same_words_with_other_figures_say_something_else() -> None:
    paid = [sentence("The port of Elsen paid 5 million.", 1.0), sentence("The port of Elsen paid 3 million.", 1.0, 1)]
    assert choose(paid, GAIN) == paid


def test_a_third_sentence_has_to_be_worth_twice_as_much_as_a_second() -> None:
    found = [sentence("a", 1.0), sentence("b", 0.9, 1), sentence("c", 0.9, 2)]
    share = likely([1.0, 0.9, 0.9])[1]
    assert len(choose(found, share / THIRD * 1.01)) == 2
    assert len(choose(found, share / THIRD * 0.99)) == 3


def test_the_best_is_read_first_and_the_others_as_they_stand() -> None:
    found = [sentence("c", 3.0, 1, 50), sentence("b", 2.9, 1, 10), sentence("a", 2.8, 0, 90)]
    assert [one.text for one in choose(found, GAIN)] == ["c", "a", "b"]


def test_what_the_best_leans_on_stands_before_it() -> None:
    named, best = sentence("Ada Holm spoke.", 1.0, 1, 0), sentence("She signed it.", 2.0, 1, 16)
    assert told([best, named]) == [named, best]
    apart = sentence("Ada Holm spoke.", 1.0, 0, 0)
    assert told([best, apart]) == [best, apart]
    plain = sentence("Ada Holm signed it.", 2.0, 1, 16)
    assert told([plain, named]) == [plain, named]


def test_what_goes_on_from_the_best_stands_behind_it() -> None:
    best, other, next_one = sentence("Ada Holm signed.", 2.0, 1, 0), sentence("a"), sentence("b", 0.0, 1, 17)
    assert told([best, other, next_one]) == [best, next_one, other]


def test_an_open_quotation_goes_on() -> None:
    opened = sentence("“We are glad.", 9.0)
    rest = sentence("And we are proud,” she said.", 0.0, start=14)
    assert choose([opened, sentence("Else.", 1.0, start=90), rest], 0.5) == [opened, rest]


def test_a_closed_quotation_does_not() -> None:
    closed = sentence("“We are glad.”", 9.0)
    assert choose([closed, sentence("And more.", 0.0, start=15)], 0.5) == [closed]


def test_every_party_has_its_sentence() -> None:
    one, other = sentence("Elsen paid 5 million.", 9.0, 0), sentence("Halvern paid 3 million.", 0.0, 2)
    assert choose([one, sentence("It rained.", 1.0, 1), other], 0.5, [{0}, {2}]) == [one, other]


def test_a_party_that_is_there_already_brings_nothing() -> None:
    one = sentence("Elsen and Halvern paid 5 million.", 9.0, 0)
    assert choose([one, sentence("Halvern is old.", 0.0, 2)], 0.5, [{0}, {0, 2}, set()]) == [one]


@given(st.lists(st.floats(-50, 50), max_size=20))
def test_chances_are_chances(scores: list[float]) -> None:
    found = likely(scores)
    assert len(found) == len(scores)
    assert not scores or found.sum() == pytest.approx(1)
    assert all(0 <= one <= 1 for one in found)


SENTENCES = st.builds(
    sentence,
    st.lists(st.sampled_from("“bridge harbour. ” March Elsen five".split()), min_size=1, max_size=60).map(" ".join),
    st.floats(-5, 5),
    st.integers(0, 3),
    st.integers(0, 500),
)


@given(st.lists(SENTENCES, min_size=1, max_size=12), st.floats(0.0001, 0.1), st.lists(st.sets(st.integers(0, 3))))
@settings(max_examples=examples(200))
def test_an_answer_is_short_and_without_repeats(found: list[Sentence], gain: float, parties: list[set[int]]) -> None:
    ranked = sorted(found, key=lambda one: -one.score)
    parties = [{at for at in places if any(one.passage == at for one in ranked)} for places in parties]
    chosen = choose(ranked, gain, parties)
    assert 1 <= len(chosen) <= MOST
    assert ranked[0] in chosen
    assert len(chosen) == 1 or sum(map(words, chosen)) <= WORDS
    assert chosen == told([ranked[0], *(one for one in chosen if one is not ranked[0])])
    assert not any(alike(one, other) for at, one in enumerate(chosen) for other in chosen[:at])
