"""French questions, by the shape of a sentence. Only forms that do not show the gender of what is asked about."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from corpus.fields.dates import dates_in
from eval.goldrules.release import DATE, FACT, NUMBER, QUOTE, Draft, Release, inside, speech

_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w’'.&-]*"
_PART = r"[A-ZÀ-ÖØ-Þ][\w’'-]+"
_PERSON = rf"(?:(?:Mme|M\.|Dr|Pr)\s)?{_PART}(?:\s(?:de|du|van|ben|el)\s{_PART}|\s{_PART}){{1,3}}"
_SAYS = "déclar|affirm|indiqu|soulign|expliqu|précis|rappel"
_DONE = "signé|lancé|inauguré|annoncé|publié|ouvert|rouvert|remporté|présenté|acquis|créé|dévoilé"
_MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()

_SAID = re.compile(
    rf"«\s?(?P<words>[^«»]{{30,400}}?)[,.]?\s?»,?\s(?P<verb>a\s(?:{_SAYS})é|(?:{_SAYS})l?e)\s(?P<who>{_PERSON})"
)
_DID = re.compile(
    rf"^(?P<who>(?:(?:Le|La|Les)\s|L[’'])?{_CAPITAL}[^,;«»]{{0,70}}?)(?:,\s[^,]{{3,120}},)?\s(?P<has>a|ont)\s"
    rf"(?P<done>{_DONE})\s(?:(?:aujourd[’']hui|ce\s\w+di)\s)?(?P<what>[^;«»]{{12,300}}?)[.]?$"
)
_COST = re.compile(
    r"^(?P<what>[^,;«»]{6,90}?)\s(?P<has>a|ont)\scoûté\s(?P<amount>(?:plus de |environ |près de )?\d+(?:[\s.,]\d+)*"
    r"(?:\s(?:millions?|milliards?))?\s?(?:d[’'])?(?:de\s)?(?:euros|€|dollars|francs|dirhams|couronnes))"
)
_EVENT = re.compile(
    r"(?P<what>[^,;«»]{6,90}?)\s"
    r"(?P<verb>aura lieu|se tiendra|a eu lieu|s[’']est tenue?|ouvrira|débutera|ouvre|débute)"
    r"(?:\sses portes)?(?:\s(?:à|au|dans|en)\s[^,;\d]{3,50}?)?\s(?:le\s|du\s)?"
    r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s)?"
)
_CLAUSE = re.compile(
    r"^(?:mais|et|ou|dans|en|à|au|si|quand|pour|par|avec|après|avant|il|elle|ils|elles|ce|cette|cela|nous|vous|je|on"
    r"|son|sa|ses|leur|leurs|notre|nos|qui|que)\b|\b(?:est|sont|qui|que|dont|ont|sera|était)\b|\sa\s|[:•|]",
    re.IGNORECASE,
)
_PROPER = re.compile(rf"(?<=[\s’'])(?!Le\b|La\b|Les\b){_CAPITAL}|^[A-ZÀ-Þ]{{2,}}")
_VOWELS = tuple("aeiouhâàéèêîôû")


def drafts(release: Release) -> Iterator[Draft]:
    """Make questions of a release."""
    if (found := _DID.match(release.lead)) and (who := _subject(found["who"], release)):
        question = f"Qu'{found['has']} {found['done']} {who}{_in_month(release.published)} ?"
        yield Draft("fr lead: what", FACT, question, found["what"], release.lead)
    for sentence in release.sentences:
        for said in _SAID.finditer(sentence):
            if words := speech(said["words"]):
                question = f"{_what(said['verb'])} {said['who']}{_in_month(release.published)} ?"
                yield Draft("fr speech: said", QUOTE, question, words, words)
        if (found := _COST.match(sentence)) and (what := _subject(found["what"], release)):
            question = f"Combien {found['has']} coûté {what} ?"
            yield Draft("fr figure: cost", NUMBER, question, found["amount"], sentence)
        yield from _of_dates(sentence, release)


def _of_dates(sentence: str, release: Release) -> Iterator[Draft]:
    for day in dates_in(sentence):
        found = _EVENT.fullmatch(sentence, 0, day.start)
        if found and (what := _subject(found["what"], release)):
            question = f"Quand {found['verb']} {what} ?"
            yield Draft("fr date: when", DATE, question, sentence[day.start : day.end], sentence)


def _what(verb: str) -> str:
    return f"Qu'{verb}" if verb.startswith(_VOWELS) else f"Que {verb}"


def _subject(phrase: str, release: Release) -> str:
    """Give a phrase as a question names it; empty if it does not stand by itself: no name in it, or a clause."""
    written = inside(phrase, release.text)
    if _CLAUSE.search(phrase) or not (_PROPER.search(phrase) or written == phrase):
        return ""
    return written


def _in_month(day: dt.date | None) -> str:
    """Name the month of publication, which tells one release of a house from its others."""
    return f" en {_MONTHS[day.month - 1]} {day.year}" if day else ""
