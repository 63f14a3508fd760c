"""The language of a text, and all the languages of a text in several."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

LANGUAGE_SAMPLE = 1_000
LANGUAGE_SURE = 0.80
LANGUAGE_LEAST = 12
"""A language is stated when the classifier is this sure, of at least this many letters."""

RUN_LEAST = 60
RUN_SHARE = 0.05
"""A further language of a text has at least so many letters in its own paragraphs, and this share of the text's."""

PARAGRAPH_LEAST = 25
"""Letters; a shorter paragraph (a name, an address) counts for the language of those around it."""

FUNCTION_WORDS = 2
"""A paragraph is asked about when so many of its little words are of another language than the text's."""

_VARIETIES = {"arz": "ar", "ary": "ar"}
"""The classifier tells Egyptian and Moroccan Arabic apart; releases of all of them are in `ar`."""

_WORD = re.compile(r"[^\W\d_]+")
_ARABIC = re.compile(r"[\u0621-\u064a\u066e-\u06d3]")
_LITTLE_WORDS = {
    code: frozenset(words.split())
    for code, words in {
        "en": "the of and to in for with is that on by this from will be are has was its have an it",
        "fr": "le la les des et du une est dans pour que qui sur avec au aux par ce cette sont plus été nous ses",
        "es": "el los las del una que para con por es su sus se al más como este esta son fue ha entre",
        "de": "der die das und ist den von mit für auf dem ein eine im zu nicht des sich werden wird",
        "pt": "o os do da dos das uma que para com por em não mais como foi são ao pelo pela",
        "it": "il di che per una della dei con del sono nel alla gli più delle questo anche è",
    }.items()
}


def language(text: str) -> str | None:
    """Name the language of a text (ISO 639-1), or null where the classifier is not sure."""
    sample = text[:LANGUAGE_SAMPLE]
    if sum(map(str.isalpha, sample)) < LANGUAGE_LEAST:
        return None
    ranked = [(_VARIETIES.get(code, code), probability) for code, probability in _classifier().rank(sample)]
    best = str(ranked[0][0])
    return best if sum(probability for code, probability in ranked if code == best) >= LANGUAGE_SURE else None


def languages(paragraphs: Sequence[str]) -> tuple[str, ...]:
    """Name every language of a text, the one of most letters first.

    Paragraphs whose script or little words are of another language than the text's are put together and read
    again; a language that only shows in quotes, names or a line or two is none of the text's.
    """
    main = language("\n\n".join(paragraphs))
    odd: dict[str, list[str]] = {}
    for paragraph in paragraphs:
        likely = _likely(paragraph)
        if likely and likely != main:
            odd.setdefault(likely, []).append(paragraph)
    if not odd:
        return (main,) if main else ()
    letters: Counter[str] = Counter()
    for group in odd.values():
        text = " ".join(group)
        count = _letters(text)
        if count >= RUN_LEAST and (code := language(text)):
            letters[code] += count
    whole = sum(map(_letters, paragraphs))
    if main:
        letters[main] = max(whole - sum(count for code, count in letters.items() if code != main), 0)
    return tuple(code for code, count in letters.most_common() if count >= RUN_SHARE * whole)


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _likely(paragraph: str) -> str | None:
    """Guess a paragraph's language by its script, else by its little words; null if these do not decide."""
    paragraph = paragraph[:LANGUAGE_SAMPLE]
    if len(paragraph) < PARAGRAPH_LEAST:
        return None
    if not paragraph.isascii() and 2 * len(_ARABIC.findall(paragraph)) > _letters(paragraph):
        return "ar"
    words = set(_WORD.findall(paragraph.lower()))
    counts = sorted(((len(words & little), code) for code, little in _LITTLE_WORDS.items()), reverse=True)
    (most, best), (second, _) = counts[:2]
    return best if most >= FUNCTION_WORDS and most > 2 * second else None


@cache
def _classifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
