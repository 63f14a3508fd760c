"""The year that a sentence is of: what it says of another is no answer, though its release may write the right one.

A sentence is of the years that it writes. If it sets none itself it is also of the year that the words before it set,
or its title; and if it writes none, of the time when it was published. What a question about 2019 is told by a
sentence on 2023 is wrong, however many words they share. `docs/answers.md` has what the rule was counted on.
"""

from __future__ import annotations

import re

from corpus.article import Article
from corpus.fields.dates import western
from qa.answering.sentence import Sentence, paragraph
from qa.answering.years import YEAR, untold, writes, year
from qa.question import Understood
from qa.understanding.periods import closeness

FAR = 300
"""Code points before a sentence, of its paragraph, in which a year still sets its time."""

OPENING = 45
"""Code points in which a sentence that opens with its year has it, with at most two words before its preposition."""

_NEXT_DOOR = re.compile(
    r"\b(?:last|past|previous|prior|preceding|next|coming|following|upcoming)"
    r" (?:(?:fiscal|calendar|school|academic) )?(?:year|season|spring|summer|fall|autumn|winter"
    r"|january|february|march|april|may|june|july|august|september|october|november|december)\b"
    r"|\byear[- ]over[- ]year\b|\byear[- ]ago\b|\b(?:a|one) year (?:ago|earlier|later)\b"
    r"|\b(?:an|année|exercice|saison) (?:derni[eè]re?|passée?|précédente?|prochaine?)\b|\bil y a un an\b"
    r"|\b(?:año|ejercicio) (?:pasado|anterior|próximo)\b|\bpróximo año\b"
    r"|(?<!\w)(?:ال)?(?:عام|سنة|موسم) ال(?:ماضية?|سابقة?|منصرمة?|مقبلة?|قادمة?)(?!\w)",
    re.IGNORECASE,
)
"""A time told by the year of publication: the year before it, or after."""

_LAST_YEAR = re.compile(
    r"\W*(?:\w+\W+){0,2}?(?:last year|l['’](?:an dernier|année dernière)|el año pasado|(?:في )?العام الماضي)(?!\w)",
    re.IGNORECASE,
)
_SETS = re.compile(
    r"(?:(?<!\w)(?:in|during|of|for|throughout|en|durant|pendant|pour|l['’]année|l['’]exercice|fiscal|FY|año|في|عام|لعام"
    r"|سنة|خلال)\s?(?:(?:early|late|mid|fiscal|the|calendar|year|spring|summer|fall|autumn|winter|Q[1-4]"
    r"|\w+ quarter of|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*\.?(?: of)?)[\s-]){0,3})\Z",
    re.IGNORECASE,
)
"""What stands before a year that sets a time; `since`, `by` and `before` only bound one."""

_OPENS = re.compile(r"\W*(?:[^\W\d]+\W+){0,2}\Z")
_SINCE = re.compile(r"(?<!\w)(?:since|depuis|desde|منذ)\s(?:\w+\s){0,2}\Z", re.IGNORECASE)
_AFTER = re.compile(r"['’]?s\b| or (?:earlier|before|later)\b")
_FISCAL = re.compile(
    r"(?:\bFY\s?|\b(?:fiscal(?: year)?|exercice|ejercicio)\s|السنة المالية\s)(?:(?:19|20)\d\d|\d\d)(?!\d)",
    re.IGNORECASE,
)


def of_another(asked: Understood, release: Article, best: Sentence) -> int | None:
    """Give the year that a question is about where a sentence of a release is of another; else None."""
    wanted = year(asked)
    if wanted is None or release.published is None:
        return None
    if untold(asked, release) is not None:
        return wanted
    said = western(best.text)
    if writes(said, wanted):
        return wanted if _only_since(said, asked.text, wanted) and not _near(asked, release, wanted) else None
    if _near(asked, release, wanted):
        return wanted if asked.asking != "when" and _opens_with_another(said, release, wanted) else None
    return None if _set_before(asked, release, best, said, wanted) else wanted


def _near(asked: Understood, release: Article, wanted: int) -> bool:
    """Tell whether what a release says without a year may be of the time that is asked about."""
    if release.published is None or asked.period is None:
        return False
    return release.published.year == wanted or closeness(asked.period, release.published) > 0


def _only_since(said: str, question: str, wanted: int) -> bool:
    """Tell whether a sentence writes a year only as the beginning of what lasts, or a bound, and none is asked for.

    `Serving Elsen since 1951` says nothing of 1951.
    """
    found = [one for one in YEAR.finditer(said) if int(one.group()) == wanted]
    at = YEAR.search(western(question))
    if not found or (at and _SINCE.search(question, 0, at.start())):
        return False
    return all(_SINCE.search(said, 0, one.start()) or _AFTER.match(said, one.end()) for one in found)


def _opens_with_another(said: str, release: Article, wanted: int) -> bool:
    """Tell whether a sentence begins by setting another year: `In 2022, …`, `Last year, …`."""
    if release.published and release.published.year == wanted and _LAST_YEAR.match(said):
        return True
    first = YEAR.search(said, 0, OPENING)
    setting = _SETS.search(said, 0, first.start()) if first else None
    return setting is not None and _OPENS.match(said, 0, setting.start()) is not None


def _set_before(asked: Understood, release: Article, best: Sentence, said: str, wanted: int) -> bool:
    """Tell whether the words before a sentence, or its title, say that it is of a year that it does not write."""
    text = western(release.text)
    start, around = best.span.start, paragraph(text, best.span)
    beside = release.published is not None and abs(wanted - release.published.year) == 1
    if beside and _NEXT_DOOR.search(text, around.start, around.end):
        return True
    budgets = _FISCAL.findall(text, 0, start)
    if budgets and int(budgets[-1][-2:]) == wanted % 100 and not _opens_with_another(said, release, wanted):
        return True  # lists stand under the year of their budget, however long they are
    # When-questions are answered by another year than theirs: `When was what burnt in 2019 built again?`
    if asked.asking == "when" and YEAR.search(said) and writes(text[max(0, start - FAR) : start], wanted):
        return True
    if any(_sets(said, one) for one in YEAR.finditer(said)):
        return False
    if writes(western(release.title or ""), wanted):
        return True
    setting = [one for one in YEAR.finditer(text, max(around.start, start - FAR), start) if _sets(text, one)]
    return bool(setting) and int(setting[-1].group()) == wanted


def _sets(text: str, found: re.Match[str]) -> bool:
    """Tell whether a year sets the time of what is said."""
    near = max(0, found.start() - OPENING)
    return _SETS.search(text, near, found.start()) is not None and _AFTER.match(text, found.end()) is None
