"""Questions that want several releases, and the first places shared out among those releases.

Maximal marginal relevance (Carbonell and Goldstein, The Use of MMR, SIGIR 1998): each place goes to the passage that
is best beside those already placed. Likeness is plain here: two passages are alike if they are of one release, and a
passage tells something new if its release has a name or year of the question that none placed before has.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from index.engine import Candidate
from qa.question import Understood
from qa.ranking.features import Telling, forms_of, stands

PLACES = 5
"""Passages that are shown unasked; behind them all stand as they were ranked."""

LOOKED_AT = 40
"""Candidates that a place may go to."""

AGAIN = 2.0
"""What a passage loses for each of its release that was placed, in log odds."""

NEW = 8.0
"""What a passage gains whose release alone has all that the question names; a part of it for a part."""

_COMPARING = (
    r"compar(?:e|es|ed|ing|ison)|contrast|differences?|differs?|versus|vs|respectively|both|each"
    r"|compare[rz]|comparaison|différences?|diffèrent|respectivement|chacune?|(?:tous|toutes) les deux"
    r"|و?قارن(?:ي|وا)?|(?:ب|ال|بال)?مقارنة|الفرق|كلا|كلتا|كليهما|كلتيهما|كل من(?:هما|هم)?|على التوالي"
)
_FEW = r"two|three|four|five|several|other|different|major|new|main"
_PLURAL = (
    rf"(?:which|what)(?: (?:{_FEW}))? (?:people|men|women|children|(?!(?:news|series|does)\b)[a-z]+(?<![suia])s)"
    r"|(?:les)?quel(?:le)?s"
    r"|(?:ما هي|ما هم|من هم|أي) (?:ال)?(?:\w+(?:ات|ون|ين)|مدن|دول|مشاريع|بلدان|برامج|أسماء|جهات)"
)
_WANTED = re.compile(rf"(?<!\w)(?:{_COMPARING}|{_PLURAL})(?!\w)", re.IGNORECASE)
_AND = re.compile(
    r"\s*(?:,|&|,?\s(?:and|or|with|et|ou|avec)\s)\s*(?:(?:the|in|for|of|to|at|le|la|les|en|à|au|de|du)\s+){0,3}",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def wanted(asked: Understood) -> bool:
    """Tell whether a question's words want more than one release.

    They compare, ask for the plural (`which companies`), join two names or speak of two years. One release may hold
    the whole answer all the same: the words cannot tell.
    """
    if _WANTED.search(asked.text) or len(_years(asked)) > 1:
        return True
    places = sorted((asked.text.find(name), len(name)) for name in asked.named.names)
    return any(_AND.fullmatch(asked.text, at + size, after) for (at, size), (after, _) in pairwise(places))


def shared_out(
    ranked: Sequence[Candidate], asked: Understood, tellings: Mapping[str, Telling]
) -> Sequence[Candidate]:
    """Share the first places out among releases where a question wants several; otherwise all stays as it stands.

    Args:
        ranked: best first.
        asked: the question.
        tellings: article id -> the version that the candidates' places count in.
    """
    if not wanted(asked):
        return ranked
    left = list(ranked[:LOOKED_AT])
    has = {one.passage.article_id: _has(asked, tellings[one.passage.article_id]) for one in left}
    every = len(asked.named.names) + len(_years(asked))
    placed: list[Candidate] = []
    of_release: Counter[str] = Counter()
    told: frozenset[str] = frozenset()
    while left and len(placed) < PLACES:
        worth = [
            one.score
            - AGAIN * of_release[one.passage.article_id]
            + NEW * len(has[one.passage.article_id] - told) / max(every, 1)
            for one in left
        ]
        best = left.pop(worth.index(max(worth)) if placed else 0)
        placed.append(best)
        of_release[best.passage.article_id] += 1
        told |= has[best.passage.article_id]
    return [*placed, *left, *ranked[LOOKED_AT:]]


def _has(asked: Understood, told: Telling) -> frozenset[str]:
    """Give the names of the question that stand in a release, and its years if it was published in one."""
    text = f"{told.title or ''}\n{told.text}"
    names = {name for name in asked.named.names if stands(forms_of(name), text)}
    return frozenset(names | {year for year in _years(asked) if told.published and str(told.published.year) == year})


def _years(asked: Understood) -> frozenset[str]:
    return frozenset(_YEAR.findall(asked.text))
