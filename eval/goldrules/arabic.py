"""Arabic questions. Verbs come first, so a question keeps the verb as it was written, with its gender."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from corpus.fields.dates import dates_in
from eval.goldrules.release import DATE, FACT, QUOTE, Draft, Release, speech

_SAYS = "قال|قالت|صرح|صرحت|أكد|أكدت|أوضح|أوضحت|أضاف|أضافت"
_DOES = "افتتح|افتتحت|وقع|وقعت|أطلق|أطلقت|أعلن|أعلنت|نظم|نظمت|دشن|دشنت|عين|عينت|نشرت|أصدرت|استضافت|أبرمت|تنفذ"
_WORD = r"[\u0621-\u0652]+"
_MONTHS = "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split()

_SAID = re.compile(
    rf"(?:^|\s)و?(?P<verb>{_SAYS})\s(?P<who>{_WORD}(?:\s{_WORD}){{1,8}})(?:،[^«\":]{{0,80}})?\s?:\s?"
    r"[«\"“](?P<words>[^«»\"“”]{30,400}?)[.،]?(?:[»\"”]|$)"
)
_DID = re.compile(
    rf"^و?(?P<verb>{_DOES})\s(?P<who>{_WORD}(?:\s{_WORD}){{0,7}}?)\s"
    r"(?:\([^)]{2,40}\)(?:\sاليوم)?|اليوم)،?\s(?P<what>[^؛]{12,300}?)[.]?$"
)
_ON_DAY = re.compile(rf"و?(?P<verb>{_DOES})\s(?P<rest>[^،؛:«»\"]{{10,120}}?)\s(?:في|يوم|بتاريخ)\s")


def drafts(release: Release) -> Iterator[Draft]:
    """Make questions of a release."""
    if found := _DID.match(release.lead):
        question = f"ماذا {found['verb']} {found['who']}{_in_month(release.published)}؟"
        yield Draft("ar lead: what", FACT, question, found["what"], release.lead)
    for sentence in release.sentences:
        for said in _SAID.finditer(sentence):
            if words := speech(said["words"]):
                question = f"ماذا {said['verb']} {said['who']}{_in_month(release.published)}؟"
                yield Draft("ar speech: said", QUOTE, question, words, words)
        for day in dates_in(sentence):
            if found := _ON_DAY.fullmatch(sentence, 0, day.start):
                question = f"متى {found['verb']} {found['rest']}؟"
                yield Draft("ar date: when", DATE, question, sentence[day.start : day.end], sentence)


def _in_month(day: dt.date | None) -> str:
    """Name the month of publication, which tells one release of a house from its others."""
    return f" في {_MONTHS[day.month - 1]} {day.year}" if day else ""
