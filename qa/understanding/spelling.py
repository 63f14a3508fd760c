"""Words of a question that may be mistyped: those that no release has, with one that a visible release has instead.

A suggestion is never a guess from outside: its word stands in a passage that the asker may see. It is shown, and used
for the search in place of what finds nothing.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from corpus.article import Filters, Scope
from corpus.records import Telling
from corpus.store import ArticleStore
from index.analysis import tokens
from index.engine import Blend, Query, SearchEngine, pure
from index.lexical.vocabulary import Near, Vocabulary, edits
from qa.understanding.calendar import fold
from qa.written import places

SHORTEST = 4
"""Letters of the shortest word that is respelt; in a shorter one, one letter makes another word."""

LONG = 8
"""Letters of the shortest word in which two may be wrong."""

SHORTEST_NAME = 7
"""Letters of the shortest name that is respelt, by one letter: shorter ones are too often another one's name."""

SHORTEST_FOREIGN = 6
"""Letters of the shortest word that is respelt, by one letter, where no list of the language's words is at hand."""

MOST_UNKNOWN = 0.5
"""Share of unknown words above which none is mistyped: the question is in a language that no release is in."""

_TRIED = 3
"""Terms that are looked up for a word."""

_LOOKED_AT = 5
"""Passages that are looked at for how a term is written."""

_EDIT = 2.0
"""What an edit weighs against the logarithm, to base 10, of a document frequency."""

_ENDINGS = (2, 3, 4)
"""Letters that a stemmer takes off an English or French word."""

_WORDS = pure(Blend(depth=_LOOKED_AT), "bm25")
_ELSEWHERE = frozenset(
    # Little words of Spanish, German, Italian and Portuguese; those of English, French and Arabic are no terms.
    "para como pero este esta esto estos estas cuando donde sobre entre desde hasta segun quien quienes cual cuanto"
    " cuantos cuantas tiene fueron eine einer eines einen nicht auch wird werden sind wurde haben sich uber nach beim"
    " welche welcher wann della delle dello degli sono quando perche quale quali nella onde quais pelo pela".split()
)
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Respelt:
    """A question with words in place of those that no release has.

    Attributes:
        text: the whole question, respelt.
        words: what was typed and what stands there now.
    """

    text: str
    words: tuple[tuple[str, str], ...]


class Speller:
    """Finds what an asker may have meant, among words that they may see.

    Args:
        engine: whose terms are known.
        store: where its passages are read.
    """

    def __init__(self, engine: SearchEngine, store: ArticleStore) -> None:
        self._engine, self._store = engine, store

    def did_you_mean(self, text: str, language: str | None, scope: Scope, filters: Filters) -> Respelt | None:
        """Respell a question; None where every word is known or nothing visible is near.

        Args:
            text: the question.
            language: of the question, ISO 639-1, if it can be told: then a word is taken from releases in it only, as
                a foreign word that is no mistake is often near a word of another language.
            scope, filters: what the asker may see and has narrowed the search to.
        """
        vocabulary = self._engine.vocabulary()
        meant: dict[tuple[int, int], str] = {}
        for place, terms in unknown(text, vocabulary).items():
            word = text[slice(*place)]
            if (allowed := allowance(word, language)) == 0:
                continue
            for likely in _likely(word, terms[0], allowed, vocabulary):
                written = self._written(likely, language, scope, filters)
                if chosen := [found for forms in written if (found := _chosen(word, forms, allowed))]:
                    meant[place] = min(chosen, key=lambda found: _unlike(word, found))
                    break
        if not meant:
            return None
        return Respelt(_replaced(text, meant), tuple((text[slice(*place)], word) for place, word in meant.items()))

    def _written(
        self, terms: Sequence[str], language: str | None, scope: Scope, filters: Filters
    ) -> list[Counter[str]]:
        """Count how visible passages and their titles write each term."""
        found = [self._engine.search(Query((term,), None), scope, filters, _WORDS) for term in terms]
        passages = [[candidate.passage for candidate in candidates] for candidates in found]
        told = self._store.tellings(sorted({one.article_id for group in passages for one in group}), scope)
        written = []
        for term, group in zip(terms, passages, strict=True):
            forms: Counter[str] = Counter()
            for passage in group:
                release = told.get(passage.article_id)
                if release and release.version == passage.version and language in (None, release.language):
                    forms.update(_forms(term, release, passage.start, passage.end))
            written.append(forms)
        return written


def unknown(text: str, vocabulary: Vocabulary) -> dict[tuple[int, int], list[str]]:
    """Find the words that no release has: their places and terms. None, where more than half of them are unknown."""
    words: dict[tuple[int, int], list[str]] = {}
    for token in tokens(text):
        words.setdefault((token.start, token.end), []).append(token.term)
    found = [term for terms in words.values() for term in terms]
    df = dict(zip(found, vocabulary.df(found).tolist(), strict=True))
    lost = {place: terms for place, terms in words.items() if not any(df[term] for term in terms)}
    return lost if len(lost) <= MOST_UNKNOWN * len(words) else {}


def allowance(word: str, language: str | None) -> int:
    """Tell how many letters of a word may be wrong; 0: it is left alone.

    Left alone are short words, those with digits or inner capitals (short forms), English words that are none of the
    corpus but well spelled, and little words of other languages.
    """
    inner = word[1:]
    if len(word) < SHORTEST or not _LETTERS.fullmatch(word) or inner != inner.lower():
        return 0
    if word.lower() in _english() or fold(word) in _ELSEWHERE:
        return 0
    if word[0].isupper():
        return int(len(word) >= SHORTEST_NAME)
    if language not in (None, "en") or not word.isascii():
        return int(len(word) >= SHORTEST_FOREIGN)
    return 2 if len(word) >= LONG else 1


@cache
def _english() -> frozenset[str]:
    """List the 83,000 English words that symspellpy carries, with their British spellings and inflections."""
    listed = resources.files("symspellpy") / "frequency_dictionary_en_82_765.txt"
    return frozenset(line.partition(" ")[0] for line in listed.read_text(encoding="utf-8-sig").splitlines())


def _chosen(word: str, forms: Mapping[str, int], allowed: int) -> str | None:
    """Choose how a word is written among the forms of one term: the nearest, then the most frequent."""
    near = {form: count for form, count in forms.items() if _distance(word, form) <= allowed}
    if word[0].isupper() or len(word) < SHORTEST_NAME:
        # A name stands for a name only, and a short word for none.
        near = {form: count for form, count in near.items() if form[0].isupper() == word[0].isupper()}
    if not near:
        return None
    form = min(near, key=lambda form: (*_unlike(word, form), -near[form], form))
    return form.lower() if word.islower() and form.lower() in forms else form


def _likely(word: str, term: str, allowed: int, vocabulary: Vocabulary) -> Iterator[list[str]]:
    """Yield the terms that are worth looking up, first those near the word's own.

    A stemmer cuts a mistyped word elsewhere than the right one, often not at all. So terms may be one letter farther
    apart than words; and if none of those is meant, one may be that the word begins with, or that is near the word
    without its last letters.
    """
    yield _best(vocabulary.near(term, allowed + 1))
    plain = fold(word)
    if len(plain) >= LONG:
        heads = [plain[:length] for length in range(len(plain) - 2, 2, -1)]
        held = [head for head, df in zip(heads, vocabulary.df(heads).tolist(), strict=True) if df]
        yield held[:1] + _best(near for ending in _ENDINGS for near in vocabulary.near(plain[:-ending], 1))


def _best(found: Iterable[Near]) -> list[str]:
    """Keep near and frequent terms, an edit weighed as a hundredth of the document frequency."""
    score = {near.term: _EDIT * near.distance - math.log10(near.df) for near in found}
    return sorted(score, key=score.__getitem__)[:_TRIED]


def _forms(term: str, release: Telling, start: int, end: int) -> Iterator[str]:
    for text in (release.title or "", release.text[start:end]):
        yield from (text[begin:stop] for begin, stop in places(text, {term}))


def _distance(one: str, other: str) -> int:
    return edits(fold(one), fold(other))


def _unlike(one: str, other: str) -> tuple[int, int]:
    """Compare by distance, then by letters that only one has: letters doubled or swapped are the commonest slips."""
    return _distance(one, other), len(set(fold(one)) ^ set(fold(other)))


def _replaced(text: str, words: Mapping[tuple[int, int], str]) -> str:
    parts, at = [], 0
    for (start, end), word in sorted(words.items()):
        parts += [text[at:start], word]
        at = end
    return "".join([*parts, text[at:]])
