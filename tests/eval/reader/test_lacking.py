"""Questions about what releases do not tell: asked only where no release has a sign of it."""

from __future__ import annotations

import random

import pytest

from eval.reader.lacking import SHARED, Made, Releases, Subject, made
from eval.reader.things import THINGS

PLAIN = "Elsen Ferries opened a pier in Norvik. The mayor thanked its crew."
TOLD = "Elsen Ferries opened a pier in Norvik. Founded in 1998, Elsen Ferries runs along the coast."
FERRIES = Subject("Elsen Ferries", "open a pier in Norvik")


def ask(subject: Subject, text: str, most: int = 99, *others: str) -> list[Made]:
    texts = {"a.txt": text, **{f"{at}.txt": other for at, other in enumerate(others)}}
    sentences = [f"{one.strip(' .')}." for one in text.split(". ")]
    return list(made(subject, "a.txt", sentences, Releases(texts), most, random.Random(1)))


def test_what_no_release_has_a_sign_of_is_asked() -> None:
    found = ask(FERRIES, PLAIN)
    assert found
    assert {one.quote for one in found} == {""}
    assert any("open a pier in Norvik" in one.question for one in found)
    assert any("open a pier" not in one.question for one in found)


@pytest.mark.parametrize("sign", ["It cost 3 million dollars.", "The price is known."])
def test_a_sign_in_any_release_that_names_the_subject_forbids_the_question(sign: str) -> None:
    def of_money(texts: tuple[str, ...]) -> list[str]:
        words = ("pay to", "cost", "money", "sum", "price", "charge", "budget", "invest", "spend")
        return [
            one.question for one in ask(FERRIES, PLAIN, 99, *texts) if any(word in one.question for word in words)
        ]

    assert of_money((f"Nobody is named. {sign}",))
    assert not [one for one in of_money((f"Elsen Ferries grows. {sign}",)) if "lent" not in one]


def test_what_a_sentence_tells_is_asked_with_its_answer() -> None:
    told = [one for one in ask(FERRIES, TOLD) if one.quote]
    assert told
    assert {one.quote for one in told} == {"Founded in 1998, Elsen Ferries runs along the coast."}
    assert all("Elsen Ferries" in one.question and one.article == "a.txt" for one in told)


def test_no_more_are_asked_than_wanted_and_deeds_come_first() -> None:
    found = ask(FERRIES, PLAIN, 2)
    assert len(found) == 2
    assert all(one.question.rstrip("?").endswith(FERRIES.did) for one in found)


def test_persons_are_asked_other_things() -> None:
    speaker = {one.question for one in ask(Subject("Ada Elsen", person=True), "Ada Elsen smiled.")}
    firm = {one.question for one in ask(Subject("Ada Elsen"), "Ada Elsen smiled.")}
    assert speaker
    assert not speaker & firm


def test_a_name_that_stands_everywhere_or_nowhere_is_no_subject() -> None:
    assert not ask(FERRIES, PLAIN, 99, *[PLAIN] * SHARED)
    assert not ask(Subject("Harbour Bank"), PLAIN)


def test_every_form_asks_about_the_subject_in_words_that_the_sign_would_find_told() -> None:
    for thing in THINGS:
        for form in thing.forms:
            assert form.endswith("?")
            assert "{who}" in form
            assert not {"{", "}"} & set(form.format(who="W", did="d", year="2024"))


def test_releases_know_which_names_stand_together() -> None:
    releases = Releases({"a": "Elsen and Norvik", "b": "Elsen alone"})
    assert len(releases.naming("Elsen")) == 2
    assert releases.together(["Elsen", "Norvik"])
    assert not releases.together(["Norvik", "alone"])
