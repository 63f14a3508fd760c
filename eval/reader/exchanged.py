"""Questions with one thing exchanged for another of its kind: they look answerable and are not, as in SQuAD 2.0.

Rajpurkar, Jia and Liang, Know What You Don't Know (ACL 2018), section 3: people made theirs by negation, opposites
and exchanged entities; here a rule exchanges names, years, months and numbers.
"""

from __future__ import annotations

import calendar
import random
import re
from collections.abc import Iterator, Sequence

from eval.goldrules.english_words import NAME
from eval.reader.lacking import Releases

FIRST_YEAR = 2003

_MONTHS = tuple(calendar.month_name[1:])
_OPENING = frozenset(
    "what when where who whom whose which why how in on at by for from with did does is was the a".split()
)
_THING = re.compile(rf"(?P<year>\b(?:19|20)\d\d\b)|(?P<number>\b\d[\d.,]*\d\b|\b\d\b)|(?P<name>{NAME})")


def things(question: str) -> list[tuple[str, str, int]]:
    """Give kind, words and place of the names, months, years and numbers of a question; `inside` code points."""
    found = []
    for match in _THING.finditer(question):
        words, at = match.group(), match.start()
        while words and words.split()[0].lower() in _OPENING:
            first = words.split()[0]
            at += words.index(first) + len(first) + 1
            words = question[at : match.end()]
        words = words.removesuffix("'s").removesuffix("’s").rstrip(".,")
        if words:
            kind = "month" if words in _MONTHS else str(match.lastgroup)
            found.append((kind, words, at))
    return found


def exchanged(
    question: str, names: Sequence[str], releases: Releases, most: int, chance: random.Random
) -> Iterator[str]:
    """Yield a question with one of its things exchanged, at most so often.

    Nothing is yielded whose names, years and numbers stand together in one release: it might be answered.

    Args:
        names: of other questions of the same corpus.
        releases: all of the corpus, days in words included.
        most: questions.
        chance: decides what becomes of it.
    """
    held = things(question)
    if len(held) < 2:
        return
    for kind, words, at in chance.sample(held, min(most, len(held))):
        other = _other(kind, words, names, chance)
        rest = [one for _, one, place in held if place != at]
        if other and other != words and not releases.together([other, *rest]):
            yield question[:at] + other + question[at + len(words) :]


def _other(kind: str, words: str, names: Sequence[str], chance: random.Random) -> str:
    if kind == "year":
        return str(max(FIRST_YEAR, int(words) + chance.choice((-3, -2, -1, 1, 2))))
    if kind == "month":
        return chance.choice(_MONTHS)
    if kind == "number":
        return "".join(str(chance.randint(1, 9)) if sign.isdigit() else sign for sign in words)
    alike = [name for name in names if len(name.split()) == len(words.split())]
    return chance.choice(alike) if alike else ""
