"""Wrong decodings undone, and nothing else."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.formats.mojibake import mend
from tests.conftest import examples
from tests.corpus.formats.making import ARABIC, FIRST, FRENCH, SECOND

CAPITALS = "ŒUVRE D’ÉTÉ : À L’ÎLE, « ÇA ET LÀ » – 5 000 € ; n° 12, “déjà” naïf, aiguë, Noël…"


@pytest.mark.parametrize("read_as", ["cp1252", "latin-1", "mac_roman", "cp437"])
@pytest.mark.parametrize("text", [FRENCH, CAPITALS, "It’s the Centre’s “café” – at last"])
def test_utf8_that_was_read_as_something_else(text: str, read_as: str) -> None:
    assert mend(text.encode().decode(read_as, "ignore")) == text or (read_as == "cp1252" and "”" in text)


@pytest.mark.parametrize("read_as", ["cp1256", "latin-1"])
def test_arabic_that_was_read_as_something_else(read_as: str) -> None:
    for text in (ARABIC, "إن «المختبر»، كما قال؟", "في الرباط – 12٪"):
        assert mend(text.encode().decode(read_as)) == text


def test_twice_damaged() -> None:
    assert mend("l’été".encode().decode("cp1252").encode().decode("cp1252")) == "l’été"


def test_one_damaged_line_among_whole_ones_and_one_word_in_a_line() -> None:
    text = f"{FRENCH}\ncafÃ© noir, l’été\n{ARABIC}\n"
    assert mend(text) == f"{FRENCH}\ncafé noir, l’été\n{ARABIC}\n"


def test_controls_of_windows_1252_inside_unicode() -> None:
    assert mend("The Centre\x92s \x93new\x94 caf\xe9 \x96 open") == "The Centre’s “new” café – open"


@pytest.mark.parametrize(
    "text",
    [
        FIRST,
        SECOND,
        FRENCH,
        ARABIC,
        CAPITALS,
        "“Straight” and ‘curly’ \"quotes\" 'stay'",
        "ﬁne oﬃce ｆｕｌｌ",
        "می‌خواهم \u200fنعم\u200e",
        "&eacute; &amp; <b>É</b> &lt;",
        "a\u0301 stays apart until it is tidied",
        "1 200,5 m² à 20 °C ½ × 3 ÷ 2 ± 5 µg",
        "© Orlington Council® ™ § 5 ¶",
        "Añadió: «¿Qué?» São Paulo, Größe, Übung, Åse, Ø, łódź, İstanbul",
        "طع ظغ عظ غط الموضوع؟ نوع، وضع» حفظ…",
        "",
        "\n\n",
    ],
)
def test_correct_text_stays_to_the_letter(text: str) -> None:
    assert mend(text) == text


LETTERS = {
    "en": "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ éïñ£€’‘“”—–…«»'\"-.,:;!?()0123456789\n",
    "fr": "abcdefghijklmnopqrstuvwxyz éèêëàâçùûüôöîïœæ ÉÈÊÀÇÔÎ ’«»“”–—…€°\u00a0\u202f'.,:;!?()0123456789\n",
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئىة ًٌٍَُِّْ ،؛؟«»“”–…٪٠١٢٣٤٥٦٧٨٩0123456789.:()\u200c\u200d\u200e\u200f\n",
}
WORD = {language: st.text(st.sampled_from(letters)) for language, letters in LETTERS.items()}


@settings(deadline=None, max_examples=examples(300))
@given(st.one_of(WORD["en"], WORD["ar"]))
def test_letters_of_english_and_arabic_in_any_order_are_never_changed(text: str) -> None:
    assert mend(text) == text


VOWELS = "éèêëàâçùûüôöîïœæÉÈÊÀÇÔÎ"
FRENCH_WORD = st.tuples(
    st.sampled_from(["", "« ", "“", "(", "l’", "«\u00a0", "D’"]),
    st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyz" + VOWELS), min_size=1, max_size=9),
    st.sampled_from(["", " »", "”", ")", ",", ".", "…", "\u00a0:", "\u202f!", " €", "\u00a0»", " –", "°"]),
).map("".join)


@settings(deadline=None, max_examples=examples(300))
@given(st.lists(FRENCH_WORD).map(" ".join))
def test_french_words_are_never_changed(text: str) -> None:
    assert mend(text) == text


@given(st.text())
def test_mending_twice_changes_no_more(text: str) -> None:
    assert mend(mend(text)) == mend(text)


UNITS = ["a", "Ã©", "Ã ", "â€™", "ط§", "ط", "é", "â", "ÂÃ", "\x92", "ï¿½", "Ã\n", "آ«ط§ظ„ع"]


@pytest.mark.parametrize("unit", UNITS)
def test_a_million_characters(unit: str, length: int) -> None:
    began = time.process_time()
    mend(unit * (length // len(unit)))
    assert time.process_time() - began < 4
