"""Questions made by rule: of every kind, of no release that measures, and the same from the same seed."""

from __future__ import annotations

import pytest

from corpus.article import Passage
from eval.gold import Gold
from eval.reader import made
from eval.reader.pools import Corpus, Pool
from tests.eval.reader.making import article, gold

PIER = (
    "Elsen Ferries opened a new pier for small boats in Norvik on Monday. Elsen Ferries is based in Norvik.\n\n"
    "“The new pier of Norvik Harbour brings visitors back to the old town,” said Ada Brenner, director of the port."
)
YARD = (
    "Coast Line launched a new kind of ferry for short routes in Port Elis on Friday, after ten years of work.\n\n"
    "“A ferry like this needs no pilot at all on quiet days in spring,” said Jon Harlow, director of the yard."
)
ASKED = "What did Coast Line launch in Port Elis in 2024?"


@pytest.fixture
def corpus() -> Corpus:
    articles = {
        "town/pier.txt": article("pier.txt", PIER, "Elsen Ferries opens new pier"),
        "town/yard.txt": article("yard.txt", YARD, "Coast Line launches new kind of ferry"),
    }
    passages = {path: (Passage(at, one.id, 1, 0, len(one.text)),) for at, (path, one) in enumerate(articles.items())}
    return Corpus("town", articles, passages, (Pool(gold(ASKED, ("town/yard.txt", YARD[:60])), ()),))


def by_kind(asked: list[Gold], kind: str) -> list[Gold]:
    return [one for one in asked if one.kind == kind]


def test_every_kind_is_made_and_only_some_have_an_answer(corpus: Corpus) -> None:
    asked = made.questions(corpus, (), 1)
    for kind in made.KINDS:
        own = by_kind(asked, kind)
        assert own, kind
        assert all(bool(one.relevant) is (kind in made.ANSWERED) for one in own)
    assert len({one.id for one in asked}) == len(asked)


def test_what_answers_stands_in_the_release(corpus: Corpus) -> None:
    texts = {path: " ".join(one.text.split()) for path, one in corpus.articles.items()}
    found = [item for one in made.questions(corpus, (), 1) for item in one.relevant]
    assert found
    assert all(" ".join(item.quote.split()).strip("“”") in texts[item.article] for item in found)


def test_who_is_asked_about_is_named(corpus: Corpus) -> None:
    lacking = by_kind(made.questions(corpus, (), 1), made.LACKING)
    names = ("Elsen Ferries", "Coast Line", "Ada Brenner", "Jon Harlow")
    assert all(sum(name in one.question for name in names) == 1 for one in lacking)


def test_no_question_is_made_of_a_release_that_measures(corpus: Corpus) -> None:
    asked = made.questions(corpus, {"town/pier.txt"}, 1)
    assert by_kind(asked, made.LACKING)
    assert not any("Elsen" in one.question for one in asked if one.kind != made.EXCHANGED)
    assert not any(item.article == "town/pier.txt" for one in asked for item in one.relevant)


def test_a_seed_says_what_is_made(corpus: Corpus) -> None:
    assert made.questions(corpus, (), 1) == made.questions(corpus, (), 1)
    assert made.questions(corpus, (), 1) != made.questions(corpus, (), 2)
