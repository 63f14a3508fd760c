from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis import terms
from qa.ranking.lexicon import Lexicon

SENTENCES = st.lists(
    st.sampled_from(
        "The port reopened, Ports reopens L'accord de الميناء والميناء 2,500 2500. harbour (harbours) Halvern's WHO"
        " who donation donated donors".split()
    ),
    max_size=30,
)


def test_a_term_is_found_in_every_form_that_was_met() -> None:
    same, _ = Lexicon().forms("The port reopened, and ports reopen. PORT!".split(), ["port", "reopen"])
    assert same == {
        "port": ("port",),
        "ports": ("port",),
        "PORT!": ("port",),
        "reopened,": ("reopen",),
        "reopen.": ("reopen",),
    }


def test_forms_met_in_earlier_texts_are_known() -> None:
    lexicon = Lexicon()
    lexicon.forms(["Ports,"], [])
    assert lexicon.forms(["a"], ["port"])[0] == {"Ports,": ("port",)}


def test_one_word_as_written_can_hold_several_terms() -> None:
    same, _ = Lexicon().forms(["port/harbour"], ["port", "harbour"])
    assert same == {"port/harbour": ("port", "harbour")}


def test_kin_share_their_first_letters_and_are_not_the_term_itself() -> None:
    (wanted,) = terms("manufacturer")
    same, kin = Lexicon().forms(["manufacturing", "manufacturer", "manual"], [wanted])
    assert "manufacturer" in same
    assert "manual" not in kin
    assert not set(same) & set(kin)


def test_short_terms_have_no_kin() -> None:
    assert Lexicon().forms(["ports", "portal"], ["port"])[1] == {}


@settings(deadline=None)
@given(st.lists(SENTENCES, min_size=1, max_size=4), SENTENCES)
def test_looking_up_finds_the_terms_that_analysing_finds(texts: list[list[str]], question: list[str]) -> None:
    lexicon = Lexicon()
    wanted = terms("a\n" + "\n".join(question))
    for words in texts:
        same, _ = lexicon.forms(words, wanted)
        # Word by word, so that capitals are seen alike on both sides.
        found = [term for word in words for term in same.get(word, ())]
        assert set(found) == set(wanted).intersection(terms("a\n" + "\n".join(words)))


def test_a_full_lexicon_begins_anew_and_goes_on_finding() -> None:
    lexicon = Lexicon(most=5)
    for at in range(20):
        words = [f"port{at}", "ports", "harbour"]
        assert lexicon.forms(words, ["port", f"port{at}"])[0].keys() >= {"ports", f"port{at}"}
    assert "port0" not in lexicon.forms([], ["port0"])[0]


def test_several_threads_may_ask_at_once() -> None:
    lexicon = Lexicon(most=300)

    def ask(number: int) -> bool:
        words = [f"word{at}" for at in range(number, number + 50)]
        return set(lexicon.forms(words, [f"word{number}"])[0]) == {f"word{number}"}

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(ask, range(200)))
