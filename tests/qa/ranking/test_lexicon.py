from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis import terms
from qa.ranking.lexicon import Lexicon, Reading

SENTENCES = st.lists(
    st.sampled_from(
        "The port reopened, Ports reopens L'accord de الميناء والميناء 2,500 2500. harbour (harbours) Halvern's WHO"
        ' who donation donated donors U.S. "US" May, ... Acme/Halvern, a'.split()
    ),
    max_size=30,
)


def found(lexicon: Lexicon, text: str, wanted: Sequence[str], kin: bool = False) -> list[tuple[str, ...]]:
    """Give of each word of a text the wanted terms in it, or those that it has kin of."""
    (reading,), *columns = lexicon.read([text], wanted)
    numbers = np.frombuffer(reading.words, np.int32).tolist()
    assert len(numbers) == len(reading)
    return [tuple(wanted[at] for at in columns[kin].get(number, ())) for number in numbers]


def test_a_term_is_found_in_every_form() -> None:
    text = "The port reopened, and (ports) reopen. PORT!"
    assert found(Lexicon(), text, ["port", "reopen"]) == [
        (),
        ("port",),
        ("reopen",),
        (),
        ("port",),
        ("reopen",),
        ("port",),
    ]


def test_one_word_as_written_can_hold_several_terms() -> None:
    assert found(Lexicon(), "port/harbour port", ["harbour", "port"]) == [("harbour", "port"), ("port",)]


def test_signs_alone_are_words_without_terms() -> None:
    assert found(Lexicon(), "... – () port", ["port"]) == [(), (), (), ("port",)]


def test_what_was_read_stays_as_it_was_however_much_is_learned() -> None:
    lexicon = Lexicon()
    before = found(lexicon, "the port of Halvern", ["port"])
    found(lexicon, "many other words, ports and harbours", ["harbour"])
    assert found(lexicon, "the port of Halvern", ["port"]) == before == [(), ("port",), (), ()]


def test_a_text_that_is_known_is_not_read_again() -> None:
    lexicon = Lexicon()
    (first,), *_ = lexicon.read(["the port"], [])
    (again, other), *_ = lexicon.read(["the port", "the Port"], [])
    assert again is first
    assert other is not first


def test_texts_that_are_asked_for_again_and_again_stay_and_others_go() -> None:
    lexicon = Lexicon(texts=2)
    (often, once), *_ = lexicon.read(["often", "once"], [])
    for at in range(9):
        lexicon.read([f"other {at}"], [])
        assert lexicon.read(["often"], [])[0][0] is often
    assert lexicon.read(["once"], [])[0][0] is not once


@given(st.lists(st.integers(0, 9), max_size=60), st.integers(1, 5))
def test_as_many_texts_as_it_is_told_to_keep_are_known(asked: list[int], kept: int) -> None:
    lexicon = Lexicon(texts=kept)
    last: dict[int, Reading] = {}
    for at in asked:
        (reading,), *_ = lexicon.read(["x" * at], [])
        known = last.pop(at, None)
        if known is not None:
            assert reading is known
        last[at] = reading
        while len(last) > kept:
            del last[next(iter(last))]


def test_a_text_without_words_is_kept_too() -> None:
    lexicon = Lexicon(texts=1)
    (empty,), *_ = lexicon.read([""], [])
    assert len(empty) == 0
    assert lexicon.read([""], [])[0][0] is empty


def test_more_texts_at_once_than_are_kept_are_all_read() -> None:
    readings, *_ = Lexicon(texts=2).read(["a port", "two ports", "three", "a port"], [])
    assert [len(one) for one in readings] == [2, 2, 1, 2]


def test_kin_share_their_first_letters_and_are_not_the_term_itself() -> None:
    (wanted,) = terms("manufacturer")
    text = "manufacturing manufacturer manual"
    assert found(Lexicon(), text, [wanted])[1:] == [(wanted,), ()]
    assert found(Lexicon(), text, [wanted], kin=True)[1:] == [(), ()]
    (pharmacy,) = terms("pharmacy")
    assert found(Lexicon(), "pharmaceutical", [pharmacy], kin=True) == [(pharmacy,)]


def test_short_terms_have_no_kin() -> None:
    assert found(Lexicon(), "ports portal", ["port"], kin=True) == [(), ()]


@settings(deadline=None)
@given(st.lists(SENTENCES, min_size=1, max_size=4), SENTENCES)
def test_looking_up_finds_the_terms_that_analysing_finds(texts: list[list[str]], question: list[str]) -> None:
    lexicon = Lexicon()
    wanted = list(dict.fromkeys(terms("\n\n\n".join(["", *question, ""]))))
    for words in texts:
        # Word by word, so that capitals are seen alike on both sides.
        alone = [set(terms(f"\n\n\n{word}\n\n\n")) for word in words]
        assert [set(one) for one in found(lexicon, " ".join(words), wanted)] == [
            one.intersection(wanted) for one in alone
        ]


def test_a_full_lexicon_begins_anew_and_goes_on_finding() -> None:
    lexicon = Lexicon(most=5)
    for at in range(20):
        assert found(lexicon, f"port{at} ports harbour", ["port", f"port{at}"]) == [(f"port{at}",), ("port",), ()]
    assert lexicon.read([], ["port0"])[1] == {}


def test_several_threads_may_ask_at_once() -> None:
    lexicon = Lexicon(most=300, texts=20)

    def ask(number: int) -> bool:
        text = " ".join(f"word{at}" for at in range(number, number + 50))
        return found(lexicon, text, [f"word{number}"]) == [(f"word{number}",), *[()] * 49]

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(ask, range(200)))
