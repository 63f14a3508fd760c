from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval import evidence
from eval.evidence import Rarity
from tests.eval.clean import gold, text


def test_figures_are_the_numbers_of_a_text_as_terms() -> None:
    assert evidence.figures("In 2024, 1,200 ships and 3.5% of Q2's cargo") == {"2024", "1200", "3.5"}


@pytest.mark.parametrize("written", ["6.5 million", "6,500,000", "6 500 000", "65", "0.65", "٦٫٥"])
def test_a_number_keeps_its_significant_digits_however_it_is_written(written: str) -> None:
    assert evidence.significant(written) == {"65"}


@settings(deadline=None)
@given(st.integers(1, 10**12))
def test_separators_change_no_significant_digits(number: int) -> None:
    assert evidence.significant(f"{number:,}") == evidence.significant(f"{number:,}".replace(",", " "))
    assert evidence.significant(f"{number:,}") == evidence.significant(str(number))


def test_a_name_is_a_word_that_the_release_never_writes_small() -> None:
    where = "Troy Alarm serves over 150 hotels. Over the years Troy grew."
    assert evidence.names("Over 150 hotels of Troy Alarm", where) == {"troy", "alarm"}
    assert evidence.names("Over there", "nothing of it") == frozenset()


def test_keys_are_what_the_question_does_not_give_away() -> None:
    wanted = [text("a.txt", "RapidFire bought Troy Alarm of Riverside for 20 million in 2024.")]
    question = gold("What did RapidFire buy in 2024?", ("a.txt", "x"), answer="Troy Alarm, for 20 million in 2024")
    assert evidence.keys(question, wanted) == {"troy", "alarm", "20"}


def test_a_passage_with_every_key_holds_the_answer() -> None:
    assert evidence.holds_answer("what did it buy?", {"troy", "20"}, "Troy Alarm, for 20 million", "")
    assert not evidence.holds_answer("what did it buy?", {"troy", "20"}, "Troy Alarm, for 30 million", "")
    assert not evidence.holds_answer("what did it buy?", frozenset(), "Troy Alarm", "")


def test_a_single_key_wants_half_of_the_questions_words_beside_it() -> None:
    asked = "Within how many days does Hunan Fengsu answer complaints?"
    assert not evidence.holds_answer(asked, {"3"}, "The fair lasted 3 days.", "Autumn Lighting Fair")
    assert evidence.holds_answer(asked, {"3"}, "It answers complaints in 3 days.", "Hunan Fengsu")


def test_a_copy_shares_most_of_its_runs_of_terms() -> None:
    quote = "The installation of the new natural gas main is expected to be completed by mid-March"
    assert evidence.copied(quote, f"Before. {quote}, weather permitting.") == 1.0
    assert evidence.copied(quote, quote.replace("March", "May")) >= evidence.COPIED
    assert evidence.copied(quote, "A new gas main will be completed by mid-March, the installation firm said") < 0.3


def test_a_short_quote_is_never_a_copy() -> None:
    assert evidence.copied("by August 31, 2025", "due by August 31, 2025") == 0.0


def test_the_sentence_that_shares_most_is_given_and_the_first_of_equals() -> None:
    passage = "The port closed. The port\nreopened on Thursday. Ships reopened it."
    assert evidence.sentence_of(passage, "when did the port reopen?") == "The port reopened on Thursday."
    assert evidence.sentence_of(passage, "nothing of this") == "The port closed."
    assert evidence.sentence_of("  ", "port") == ""


@pytest.fixture
def rarity() -> Rarity:
    words = ["The port of Elsen handled cargo.", "The port of Halvern.", "The bridge of Orlington.", "A fair."]
    return Rarity([text(f"{number}.txt", words[number % 4]) for number in range(40)])


def test_rare_terms_weigh_more(rarity: Rarity) -> None:
    assert rarity.of(["never"]) > rarity.of(["elsen"]) > rarity.of(["port"]) > 0
    assert rarity.of(["elsen", "port"]) == pytest.approx(rarity.of(["elsen"]) + rarity.of(["port"]))
    assert rarity.of([]) == 0


@pytest.mark.parametrize(
    ("question", "passage", "found"),
    [
        ("How many containers did Elsen handle in 2024?", "Elsen handled 1,300 containers in 2024.", True),
        ("How many containers did Elsen handle in 2024?", "Elsen handled 1,300 containers in 2023.", False),
        ("How many containers did Elsen handle in 2024?", "Elsen handled many containers in 2024.", False),
        ("How much did the Elsen crane cost?", "The Elsen crane cost 7.4 million crowns.", True),
        ("How much did the Elsen crane cost?", "The Elsen crane, at a cost of 14 months of noise.", False),
        ("Who directs the Elsen harbour school?", "The Elsen harbour school is directed by Edda Marlowe.", True),
        ("Who directs the Elsen harbour school?", "The Elsen harbour school is directed with care.", False),
        ("Why did the Elsen crane fall?", "The Elsen crane fell in a storm. The crane fall of Elsen was loud.", True),
        ("How many containers did Elsen handle in 2024?", "The fair of 2024 had 12 stalls.", False),
    ],
)
def test_a_sentence_answers_that_says_what_is_asked_of_whom(
    rarity: Rarity, question: str, passage: str, found: bool
) -> None:
    assert (evidence.answering_sentence(question, passage, "", rarity) is not None) == found


def test_a_title_alone_does_not_make_a_sentence_an_answer(rarity: Rarity) -> None:
    asked, title = "How many pages does Warren Werbitt's book have?", "Warren Werbitt unveils his book"
    assert evidence.answering_sentence(asked, "MONTREAL, September 4, 2024", title, rarity) is None
    assert evidence.answering_sentence(asked, "It has 240 pages.", title, rarity) == "It has 240 pages."
