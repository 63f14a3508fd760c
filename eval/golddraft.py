"""Candidates for gold questions out of a corpus, by rules. None enters the gold without a person's word."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from eval import texts
from eval.candidates import Candidate
from eval.gold import fold
from eval.goldrules import arabic, english, french
from eval.goldrules.release import KINDS, Draft, Release, of
from eval.texts import Text, Texts
from index.analysis import terms

RULES: Mapping[str, Callable[[Release], Iterator[Draft]]] = {
    "en": english.drafts,
    "fr": french.drafts,
    "ar": arabic.drafts,
}
"""Language of a release -> the rules for it; other languages have none."""

MOST_QUESTION_WORDS = 30

MOST_HOLDERS = 3
"""A quote that stands in more releases than that is a stock phrase, and tells none of them apart."""


@dataclass(frozen=True, slots=True)
class _Drafted:
    draft: Draft
    text: Text
    lot: str


def candidates(corpus: Texts, per_kind: int, seed: int) -> list[Candidate]:
    """Draft candidates: so many of each kind, spread over sources, languages and releases.

    The same corpus and seed give the same candidates; another seed gives others.

    Args:
        corpus: the clean texts.
        per_kind: of each of `KINDS`, at most.
        seed: of the choice.
    """
    waiting = _unambiguous(_drafted(corpus, seed))
    used: Counter[str] = Counter()
    chosen: list[Candidate] = []
    for kind in KINDS:
        chosen += _spread([item for item in waiting if item.draft.kind == kind], per_kind, corpus, used, seed)
    return chosen


def _drafted(corpus: Texts, seed: int) -> Iterator[_Drafted]:
    for text in corpus.values():
        rules = RULES.get(text.article.language or "")
        for draft in rules(of(text)) if rules else ():
            if _sound(draft, text):
                yield _Drafted(draft, text, _lot(seed, text.path, draft.question))


def _sound(draft: Draft, text: Text) -> bool:
    """Tell whether the quote is in the text, and the question short and without its answer."""
    if not text.holding(draft.quote) or fold(draft.quote) not in text.folded:
        return False
    asked = frozenset(terms(draft.question))
    return len(draft.question.split()) <= MOST_QUESTION_WORDS and not asked >= frozenset(terms(draft.answer))


def _unambiguous(drafted: Iterator[_Drafted]) -> list[_Drafted]:
    """Leave out questions that two different quotes answer: the words do not say which is meant."""
    by_question: defaultdict[str, list[_Drafted]] = defaultdict(list)
    for item in drafted:
        by_question[fold(item.draft.question).casefold()].append(item)
    return [
        min(same, key=lambda item: item.text.path)
        for same in by_question.values()
        if len({fold(item.draft.quote) for item in same}) == 1
    ]


def _spread(waiting: list[_Drafted], most: int, corpus: Texts, used: Counter[str], seed: int) -> Iterator[Candidate]:
    """Choose by turns from every group, in each the release that has been used least."""
    groups: defaultdict[str, list[_Drafted]] = defaultdict(list)
    for item in sorted(waiting, key=lambda item: item.lot):
        groups[_group(item.text)].append(item)
    turn = sorted(groups, key=lambda name: _lot(seed, name))
    while most and turn:
        for name in list(turn):
            if not (candidate := _next(groups[name], corpus, used)):
                turn.remove(name)
            elif most:
                most -= 1
                yield candidate


def _next(group: list[_Drafted], corpus: Texts, used: Counter[str]) -> Candidate | None:
    while group:
        item = min(group, key=lambda item: used[item.text.path])
        group.remove(item)
        holders = texts.holders(corpus, item.draft.quote)
        if 1 <= len(holders) <= MOST_HOLDERS:
            used[item.text.path] += 1
            return Candidate(
                item.draft.question,
                item.text.article.language or "",
                item.draft.kind,
                tuple(texts.place(corpus[path], item.draft.quote) for path in holders),
                item.draft.answer,
                item.draft.rule,
            )
    return None


def _group(text: Text) -> str:
    """Name what candidates are spread over: source, first folder and language."""
    folder, _, rest = text.path.partition("/")
    return f"{text.article.source}/{folder if rest else ''}/{text.article.language}"


def _lot(*parts: object) -> str:
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()
