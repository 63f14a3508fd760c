"""Words to terms: offsets that cut the words out, and forms that must meet."""

from __future__ import annotations

import threading
import unicodedata

import pytest
import Stemmer
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from index.analysis import FRENCH_LEAST, SHORT_FORMS, STOPWORDS, terms, tokens

WORDS = st.sampled_from(
    "port Elsen café CAFÉ cafe\u0301 l’accord Center's 2,500 ٢٬٥٠٠ 20th 🎉 👩‍👩‍👧 الإيسيسكو كِتَاب ﻻ İstanbul straße"
    " x_y हिन्दी 東京 m² ½ 1️⃣ ℹ️ ' ’ . , - — \u200f \u00ad \n".split(" ")
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=12).map(" ".join), st.lists(WORDS).map("".join))
ARABIC_WORDS = st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآةىئؤ", min_size=3, max_size=8)


@given(TEXTS)
@settings(deadline=None, max_examples=300)
def test_tokens_stand_in_order_inside_the_text_and_do_not_overlap(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert end <= token.start < token.end <= len(text)
        end = token.end


@given(TEXTS)
@settings(deadline=None, max_examples=300)
def test_every_term_is_the_term_of_the_words_its_offsets_cut_out(text: str) -> None:
    for token in tokens(text):
        assert token.term
        assert terms(text[token.start : token.end]) == [token.term]


@given(st.lists(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=8), max_size=8))
@settings(deadline=None, max_examples=100)
def test_no_word_is_lost_but_stop_words(words: list[str]) -> None:
    text = ", ".join(words)
    assert [text[token.start : token.end] for token in tokens(text)] == [word for word in words if terms(word)]


def test_offsets_cut_the_words_out_exactly() -> None:
    text = "🎉 L’accord de 2,500 € entre l'ICESCO et كِتَاب (cafe\u0301)."
    cut = [text[token.start : token.end] for token in tokens(text)]
    assert cut == ["accord", "2,500", "entre", "ICESCO", "كِتَاب", "cafe\u0301"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Réouverture", "REOUVERTURE"),
        ("café", "cafe\u0301"),
        ("İzmir", "izmir"),
        ("Straße", "STRASSE"),
        ("ﬁnance", "finance"),
        ("agreements", "agreement"),
        ("الإيسيسكو", "ايسيسكو"),
        ("والإيسيسكو", "الايسيسكو"),
        ("للإيسيسكو", "إيسيسكو"),
        ("بالمدرسة", "مدرسه"),
        ("كِتَابٌ", "كتاب"),
        ("كـتـاب", "كتاب"),
        ("مستشفى", "مستشفي"),
        ("آثار", "اثار"),
        ("مسؤول", "مسوول"),
        ("وبمدرستهم", "مدرسة"),
        ("فالمدرسة", "مدرسة"),
        ("كالمدرسة", "مدرسة"),
        ("لجامعتنا", "جامعة"),
        ("اتفاقيات", "اتفاقية"),
        ("والاتفاقيتان", "اتفاقيتين"),
        ("مهندسون", "مهندسين"),
        ("شراكتها", "الشراكة"),
        ("افتتحوا", "افتتح"),
        ("européennes", "européen"),
        ("régionaux", "régionale"),
        ("coopérations", "coopérer"),
        ("directrices", "directeur"),
        ("chercheuse", "chercheurs"),
        ("publique", "publics"),
        ("éducatives", "éducatif"),
        ("annoncent", "annoncé"),
        ("cœur", "coeur"),
        ("educativos", "EDUCATIVO"),
        ("universidades", "universidad"),
        ("U.S.", "US"),
        ("A.I.", "ai"),
        ("p.m.", "pm"),
        ("É.N.A.", "E\u0301NA"),
        ("وزارة", "الوزارة"),
        ("وزارة", "والوزارة"),
        ("إلغاء", "الإلغاء"),
        ("التزام", "الالتزام"),
        ("\ufee3\ufeaa\ufead\ufeb3\ufe94", "مدرسة"),  # presentation forms, as texts copied out of PDFs have them
        ("2,500", "2500"),
        ("1,234,567", "1234567"),
        ("1,234.5", "1234.5"),
        ("2,5", "2.5"),
        ("٢٠٢٤", "2024"),
        ("٢٬٥٠٠", "2,500"),
        ("٢٫٥", "2.5"),
        ("۲۰۲۴", "2024"),
    ],
)
def test_forms_of_one_word_meet(one: str, other: str) -> None:
    assert terms(one) == terms(other) != []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2.5", "25"),
        ("2,50", "250"),
        ("12,34", "1234"),
        ("2024", "20,24"),
        ("port", "portal"),
        ("علم", "عمل"),
        ("plan", "plane"),
        ("US", "use"),
        ("بنك", "بنات"),
        ("لبنان", "بنان"),
    ],
)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert terms(one) != terms(other)


@given(ARABIC_WORDS)
@settings(deadline=None, max_examples=200)
def test_an_arabic_word_meets_itself_with_its_article(word: str) -> None:
    assume(terms(word) and terms("ال" + word))  # neither is a stop word
    assert terms("ال" + word) == terms(word)


@given(ARABIC_WORDS, st.lists(st.sampled_from("\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670"), min_size=8))
@settings(deadline=None, max_examples=100)
def test_arabic_vowel_signs_do_not_matter(word: str, signs: list[str]) -> None:
    assert terms("".join(letter + sign for letter, sign in zip(word, signs, strict=False))) == terms(
        word[: len(signs)]
    )


@given(st.text(max_size=40))
@settings(deadline=None, max_examples=200)
def test_unicode_normal_form_does_not_matter(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert terms(unicodedata.normalize("NFD", composed)) == terms(composed)


@given(st.integers(0, 10**12))
@settings(deadline=None, max_examples=100)
def test_grouping_and_script_of_a_number_do_not_matter(number: int) -> None:
    arabic = str.maketrans("0123456789,", "٠١٢٣٤٥٦٧٨٩٬")
    for written in (f"{number:,}", str(number).translate(arabic), f"{number:,}".translate(arabic)):
        assert terms(written) == [str(number)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("l'accord", ["accord"]),
        ("L’ACCORD", ["accord"]),
        ("qu'un lorsqu'il puisqu’elle jusqu'à", []),
        ("aujourd'hui", ["hui"]),
        ("d’Elsen", ["elsen"]),
        ("the Center's plan", ["center", "plan"]),
        ("ICESCO’s", ["icesco"]),
        ("don't", ["don"]),
        ("S class, L size", ["class", "l", "size"]),
    ],
)
def test_elisions_and_possessives_are_no_words(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


def test_stop_words_are_no_terms_in_either_case() -> None:
    assert [word for word in STOPWORDS - {"may"} if terms(word) or terms(word.title())] == []
    assert {word.upper() for word in STOPWORDS if terms(word.upper())} == SHORT_FORMS


@pytest.mark.parametrize("word", ["على", "إلى", "أين", "متى", "أن", "où", "À", "été"])
def test_stop_words_are_dropped_as_they_are_really_spelt(word: str) -> None:
    assert terms(word) == []


@pytest.mark.parametrize("word", ["والتي", "وفي", "فالذي", "وكانت"])
def test_stop_words_are_dropped_behind_an_arabic_and(word: str) -> None:
    assert terms(word) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a firm in the US", ["firm", "US"]),
        ("a firm in the U.S.", ["firm", "US"]),
        ("it told us who it is", ["told"]),
        ("It is WHO that told IT staff", ["WHO", "told", "IT", "staff"]),
        ("un accord avec l’UN à LA", ["accord", "UN", "LA"]),
        ("زار WHO المركز", ["زار", "WHO", "مركز"]),
        ("WHO", ["WHO"]),
        ("WHO TOLD US?", ["told"]),
        ("CONTACT US\nWrite to Anna Roe.", ["contact", "write", "anna", "roe"]),
        ("he did NOT and WILL not", []),
    ],
)
def test_short_forms_in_capitals_are_words_where_not_all_is_in_capitals(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("May 12", ["may", "12"]),
        ("on 12 may", ["12", "may"]),
        ("since May the port", ["sinc", "may", "port"]),
        ("MAY 12, 2030", ["may", "12", "2030"]),
        ("what was signed in May?", ["sign", "may"]),
        ("May", ["may"]),
        ("May we sail?", ["sail"]),
        ("It sails. May it return!", ["sail", "return"]),
        ("ships may sail", ["ship", "sail"]),
        ("SHIPS MAY SAIL", ["ship", "sail"]),
    ],
)
def test_the_month_of_may_is_a_word_and_the_verb_is_none(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


@pytest.mark.parametrize("text", ["x.com", "a.bc", "1.a", "U. S."])
def test_what_only_looks_like_an_initialism_is_not_joined(text: str) -> None:
    assert all(len(term) < len(text.replace(".", "").replace(" ", "")) for term in terms(text))


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=5))
@settings(deadline=None, max_examples=100)
def test_an_initialism_is_the_same_with_stops_and_without(letters: str) -> None:
    short = letters.upper()
    assert terms(f"the {'.'.join(short)}. port") == terms(f"the {short} port")


@given(st.sampled_from(sorted(SHORT_FORMS)), st.text("AB \n", max_size=200), st.text("AB \n", max_size=200))
@settings(deadline=None, max_examples=100)
def test_among_capitals_alone_a_short_form_stands_only_by_itself_on_its_line(
    short: str, before: str, after: str
) -> None:
    text = f"{before} {short} {after}"
    line = next(line for line in text.splitlines() if f" {short} " in f" {line} ")
    found = [token for token in tokens(text) if text[token.start : token.end] == short and token.term == short]
    # What stands further off than a line's usual length does not count.
    near = line.partition(short)[0][-79:] + line.rpartition(short)[2][:79]
    assert bool(found) == (not near.strip())


def test_long_words_are_stemmed_as_french_too_and_short_ones_are_left() -> None:
    stem = Stemmer.Stemmer("english", 0).stemWord
    assert stem("europeennes") != stem("europeen")
    assert terms("européennes") == terms("européen")
    assert len("plane") < FRENCH_LEAST
    assert terms("plane") == ["plane"]


def test_one_long_line_of_short_forms_is_read_in_linear_time() -> None:
    assert len(terms("US Us " * 10_000)) == 10_000
    assert terms("هما" * 20_000) != []


def test_repeats_are_kept_in_order() -> None:
    assert terms("port, rail, port") == ["port", "rail", "port"]


@pytest.mark.parametrize("text", ["", "   ", "…—!?", "🎉", "ـــ", "\u0301\u0302", "'", "the of and"])
def test_a_text_without_words_has_no_terms(text: str) -> None:
    assert terms(text) == []


def test_threads_share_the_stemmer_safely() -> None:
    words = [f"ratification{chr(97 + at % 26)}{chr(97 + at // 26)}lings" for at in range(600)]
    english, french = Stemmer.Stemmer("english", 0), Stemmer.Stemmer("french", 0)
    expected = [[word] for word in english.stemWords(french.stemWords(english.stemWords(words)))]
    found: list[list[list[str]]] = []
    threads = [threading.Thread(target=lambda: found.append([terms(word) for word in words])) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 4
