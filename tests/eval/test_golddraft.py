from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from eval import golddraft
from eval.candidates import DRAFT, Candidate
from eval.texts import Text, Texts
from tests.eval.clean import text

HOUSES = "Brightfell Halvern Orlington Rivamar Ketterby Skerry Balsted Montclar".split()


def release(number: int, folder: str = "room", *more: str) -> Text:
    """Make a release of which rules can ask a fact, a quote, a number and a date."""
    house = HOUSES[number % len(HOUSES)]
    name = f"{house} House {'ABCDEFGH'[number // len(HOUSES)]}"
    return text(
        f"{folder}/{number}.txt",
        f"{name} announced a new school of number {number} for its town.",
        f"“We are proud of the {name} School today,” said Edda Marlowe. The {name} cost {number + 2} million crowns.",
        f"The {name} School will open on {number % 28 + 1} May 2024.",
        *more,
        title=f"News {number}",
        published=dt.date(2024, 3, 14),
    )


def corpus(*texts: Text) -> Texts:
    return {item.path: item for item in texts}


ROOM = corpus(*(release(number) for number in range(12)))


def questions(made: list[Candidate]) -> list[str]:
    return [item.question for item in made]


def test_every_kind_is_drafted_and_waits_for_a_person() -> None:
    made = golddraft.candidates(ROOM, per_kind=3, seed=0)
    assert Counter(item.kind for item in made) == {"fact": 3, "quote": 3, "number": 3, "date": 3}
    assert {item.status for item in made} == {DRAFT}
    assert {item.gold for item in made} == {None}
    assert all(item.rule and item.answer and item.lang == "en" for item in made)


def test_every_quote_is_in_the_clean_text_and_shown_in_its_passage() -> None:
    for item in golddraft.candidates(ROOM, per_kind=12, seed=0):
        for place in item.places:
            assert place.quote in place.passage
            assert ROOM[place.article].holding(place.quote)


def test_the_same_seed_drafts_the_same_and_another_seed_others() -> None:
    first = golddraft.candidates(ROOM, per_kind=3, seed=1)
    assert golddraft.candidates(dict(sorted(ROOM.items(), reverse=True)), per_kind=3, seed=1) == first
    assert questions(golddraft.candidates(ROOM, per_kind=3, seed=2)) != questions(first)


def test_candidates_are_spread_over_releases() -> None:
    made = golddraft.candidates(ROOM, per_kind=3, seed=0)
    assert max(Counter(place.article for item in made for place in item.places).values()) == 1


def test_candidates_are_spread_over_sources() -> None:
    small = [release(number, "small") for number in (20, 21)]
    made = golddraft.candidates({**ROOM, **corpus(*small)}, per_kind=4, seed=0)
    facts = Counter(item.places[0].article.partition("/")[0] for item in made if item.kind == "fact")
    assert facts == {"room": 2, "small": 2}


def test_a_source_that_runs_dry_leaves_its_turn_to_the_others() -> None:
    made = golddraft.candidates({**ROOM, **corpus(release(20, "small"))}, per_kind=10, seed=0)
    facts = Counter(item.places[0].article.partition("/")[0] for item in made if item.kind == "fact")
    assert facts == {"room": 9, "small": 1}


def test_a_question_that_two_quotes_answer_is_not_asked() -> None:
    one = text("one.txt", "Lake Capital was founded on 1 May 1999.")
    two = text("two.txt", "Lake Capital was founded on 2 May 1999.")
    assert golddraft.candidates(corpus(one, two), per_kind=9, seed=0) == []
    assert len(golddraft.candidates(corpus(one), per_kind=9, seed=0)) == 1


def test_a_quote_of_several_releases_lists_them_all_and_a_stock_phrase_is_left() -> None:
    same = [text(f"{number}.txt", "Lake Capital was founded on 1 May 1999.") for number in range(4)]
    (made,) = golddraft.candidates(corpus(*same[:3]), per_kind=9, seed=0)
    assert {place.article for place in made.places} == {"0.txt", "1.txt", "2.txt"}
    assert golddraft.candidates(corpus(*same), per_kind=9, seed=0) == []


def test_a_question_does_not_give_its_answer_away() -> None:
    own = text("own.txt", "Lake Capital announced Capital Lake.", title="Lake Capital announces Capital Lake")
    assert golddraft.candidates(corpus(own), per_kind=9, seed=0) == []


def test_a_sentence_cut_in_two_is_not_quoted() -> None:
    cut = text("cut.txt", "The Lake Capital School", "was founded on 1 May 1999.")
    assert golddraft.candidates(corpus(cut), per_kind=9, seed=0) == []


@pytest.mark.parametrize("language", ["es", None])
def test_a_language_without_rules_is_left(language: str | None) -> None:
    other = text("a.txt", "Lake Capital was founded on 1 May 1999.", language=language)
    assert golddraft.candidates(corpus(other), per_kind=9, seed=0) == []


def test_no_corpus_no_candidates() -> None:
    assert golddraft.candidates({}, per_kind=5, seed=0) == []
