"""Names of a question in the other forms that releases give them: short for long, long for short, in any script."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from corpus.article import Filters, Scope
from corpus.names.folding import is_arabic, key, words
from corpus.store.names import Learned
from index.analysis import SHORT_FORMS, STOPWORDS, terms
from qa.namesfile import NamesFile, Told

WEIGHT = 0.3
"""What a term of another form counts in BM25 beside a term of the question: chosen on training questions."""

FORMS_MOST = 3
"""Other forms of one name that are searched."""

SHARE_LEAST = 0.25
"""Of competing forms, one that fewer releases explain than this share of the best is left out."""

WORDS_MOST = 12
"""Words of a long form that is looked for in a question."""

NAMES_MOST = 4
"""Names of one question that are searched in other forms."""

ORDINARY = frozenset(
    "act aid aim aims amp apt arc arm arms art atlas base bat bear best bid big boost bridge build cap car"
    " care case cat chip cop cops cure cut dare dash deal dream drive ease east edge fact fair fast fire fit flag"
    " flex gain gap gas gate gem grace grant grow heal heat help here hero hire home hope house hub ice idea"
    " impact job joy keep key kids kind lab lamp land laser lead leap led lens life lift light line link live"
    " love made main map maps mark mass match mate men merit mind mine mint move nest net nice note oil open"
    " opt own pace pact pain pass path pay peak pet pin plan plus port post power price pride prime pro race"
    " raise rate reach read ready real red rent rest rice ride ring rise road rock role rose safe safer sage"
    " sail sand save scan score seal search seat seed set shape share shield ship shop smart snap soar soil"
    " sole son sort spa spark spot star start state steam stem step stop storm strong sun tap team tent test"
    " tie time tip top touch track trade train trip trust union unity use van vast vote war wash wave way web"
    " well wild win wind wise word work year zip".split()
)
"""Words that bodies like for short forms (HEAT, HELP); written in lower case they are the words."""

_WORD = re.compile(r"[^\W_]+(?:[.&][^\W_]+)*")


class Learning(Protocol):
    """What releases have taught; `ArticleStore` is one."""

    def names_like(self, keys: Sequence[str], scope: Scope, filters: Filters | None = None) -> list[Learned]:
        """Find the names of which the short or the long form is one of these."""


@dataclass(frozen=True, slots=True)
class Expansion:
    """What a question's names are also called.

    Attributes:
        also_searched: the other forms, as releases write them.
        terms: their terms that the question has not, each once. They count less than the question's own (`WEIGHT`).
    """

    also_searched: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()

    def beside(self, question: str) -> str:
        """Give a question with the other forms behind it, as it is encoded."""
        return f"{question} ({', '.join(self.also_searched)})" if self.also_searched else question


class Names:
    """Names as releases and staff explain them.

    Args:
        store: what releases have taught.
        file: what staff add and forbid.
    """

    def __init__(self, store: Learning, file: NamesFile) -> None:
        self._store, self._file = store, file

    def expand(
        self, question: str, question_terms: Sequence[str], scope: Scope, filters: Filters | None = None
    ) -> Expansion:
        """Find the other forms of the names in a question.

        Args:
            question: as asked, tidied.
            question_terms: its terms.
            scope, filters: releases that may not answer teach nothing either.
        """
        told = self._file.told()
        asked = dict.fromkeys(_keys(question))
        if not asked:
            return Expansion()
        found = self._explained(list(asked), told, scope, filters)
        mentioned = [name for name in asked if name in found]
        forms: dict[str, str] = {}
        for name in _longest(mentioned)[:NAMES_MOST]:
            forms.update(self._forms(name, found, told, scope, filters))
        also = {folded: form for folded, form in forms.items() if folded not in asked}
        new = dict.fromkeys(term for form in also.values() for term in terms(form))
        return Expansion(tuple(also.values()), tuple(term for term in new if term not in set(question_terms)))

    def _explained(
        self, keys: Sequence[str], told: Told, scope: Scope, filters: Filters | None
    ) -> dict[str, list[tuple[str, str, int]]]:
        """Give, by folded name, its other forms: folded, as written, and how many releases say so."""
        other: dict[str, list[tuple[str, str, int]]] = {}
        wanted = set(keys)
        for one in (*told.like(wanted), *self._store.names_like(keys, scope, filters)):
            if told.forbids(one):
                continue
            if one.short_key in wanted:
                other.setdefault(one.short_key, []).append((one.long_key, one.long, one.releases))
            if one.long_key in wanted:
                other.setdefault(one.long_key, []).append((one.short_key, one.short, one.releases))
        return {name: _supported(forms) for name, forms in other.items()}

    def _forms(
        self,
        name: str,
        found: Mapping[str, Sequence[tuple[str, str, int]]],
        told: Told,
        scope: Scope,
        filters: Filters | None,
    ) -> dict[str, str]:
        """Give the other forms of a name; also those that its short form has beside it, where they are of this name.

        One short form may stand for several bodies: of a long form only the names in another script and single words
        are taken for the same body's.
        """
        direct = {folded: form for folded, form, _ in found[name]}
        shorts = [folded for folded in direct if " " not in folded and folded != name]
        further = self._explained(shorts, told, scope, filters) if shorts else {}
        for short in shorts:
            for folded, form, _ in further.get(short, []):
                alias = " " not in name or " " not in folded or is_arabic(name) != is_arabic(folded)
                if folded != name and alias:
                    direct.setdefault(folded, form)
        return dict(list(direct.items())[:FORMS_MOST])


def _supported(forms: Sequence[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    """Give the best supported forms, each once."""
    once: dict[str, tuple[str, str, int]] = {}
    for form in sorted(forms, key=lambda form: -form[2]):
        once.setdefault(form[0], form)
    best = max(form[2] for form in once.values())
    return [form for form in once.values() if form[2] >= SHARE_LEAST * best][:FORMS_MOST]


def _longest(names: Sequence[str]) -> list[str]:
    """Leave out names that stand inside a longer one."""
    return [name for name in names if not any(name != other and f" {name} " in f" {other} " for other in names)]


def _keys(question: str) -> Iterator[str]:
    """Yield every run of words that may be a name, folded."""
    shouted, lower = question.isupper(), question == question.lower()
    said = [(match.group(), folded) for match in _WORD.finditer(question) for folded in words(match.group())]
    keys = [key(folded) for _, folded in said]
    little = [folded in STOPWORDS for _, folded in said]
    for at, (word, folded) in enumerate(said):
        if _may_be_short(word, folded, lower, shouted):
            yield keys[at]
        if not little[at]:
            for end in range(at + 2, min(len(said), at + WORDS_MOST) + 1):
                if not little[end - 1]:
                    yield " ".join(keys[at:end])


def _may_be_short(word: str, folded: str, lower: bool, shouted: bool) -> bool:
    """Tell whether a single word of a question may be a short form, by how it is written."""
    if len(folded) < 2 or folded.isdecimal() or ("." in word and len(folded) < 3):
        return False  # H.R. before a bill's number is no department
    if folded in STOPWORDS:
        return word.replace(".", "") in SHORT_FORMS and not shouted
    capitals = sum(map(str.isupper, word))
    uncased = word.upper() == word.lower()
    return uncased or (capitals > 1 and not shouted) or ((lower or shouted) and folded not in ORDINARY)
