"""Whose words are asked for: what somebody else said is no answer, nor a release that never names the one asked for.

Rather silent about nobody's fault than sure of the wrong speaker, and rather unsure than silent: a sentence counts as
another's only where it names who said it, and the one asked for is known to be a person and stands nowhere beside.
`docs/answers.md` has what the rule was counted on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.article import Article
from corpus.names.folding import is_arabic
from corpus.passages.speech import SAID
from qa.answering.sentence import Sentence, paragraph
from qa.question import Understood
from qa.understanding.calendar import WORDS as CALENDAR
from qa.understanding.calendar import fold

_CAPITAL = r"[A-ZÀ-Þ][\w.'’-]*"
_NAME = (
    rf"(?:[a-zà-ÿ][\w'’-]*\s){{0,4}}?{_CAPITAL}"
    rf"(?:\s(?:(?:of|de|du|des|van|von|bin|al|the|la|le|and|et|y)\s){{0,2}}{_CAPITAL}){{0,8}}"
)
_TELLING = (
    r"(?:say|said|tell|think|call|describe|comment|explain|rate|express|warn|stress|write|state|argue|claim|suggest|see"
    r"|find|believe|expect|hope|want|blame|compare|liken|promise|advise|react|respond|praise|criticize|mention|add)"
)
_TOLD_FR = (
    r"(?:dit|déclaré|affirmé|expliqué|souligné|décrit|écrit|promis|pensé|estimé|commenté|ajouté|qualifié|réagi|comparé"
    r"|conseillé|annoncé|précisé|indiqué)"
)
_ENGLISH = re.compile(
    rf"\b(?:did|does|do|had|has|would)\s(?P<did>{_NAME})\s(?:\w+ly\s|also\s)?{_TELLING}\b"
    rf"|\b[Aa]ccording\sto\s(?P<by>{_NAME})|\b[Ii]n\sthe\s(?:words|view|opinion)\sof\s(?P<of>{_NAME})"
)
_FRENCH = re.compile(
    rf"\b[Qq]u?['’e]?\s?(?:a|avait|ont)\s{_TOLD_FR}\s(?P<did>{_NAME})|\b[Qq]ue\s(?:dit|pense|déclare)\s(?P<now>{_NAME})"
    rf"|(?P<it>{_NAME})\s(?:a|ont|avait)-(?:t-)?(?:ils?|elles?)\s{_TOLD_FR}\b"
    rf"|(?P<says>{_NAME})\s(?:dit|décrit|pense|voit|explique|qualifie)-(?:t-)?(?:ils?|elles?)\b"
    rf"|\b(?:[Ss]elon|[Dd]['’]après)\s(?P<by>{_NAME})"
)
_SPANISH = re.compile(
    rf"\b[Qq]ué\s(?:dijo|dice|opina|opinó|piensa|declaró|afirmó|explicó|respondió)\s(?P<did>{_NAME})"
    rf"|\b[Cc]ómo\s(?:describió|describe|calificó)\s(?P<how>{_NAME})|\b[Ss]egún\s(?P<by>{_NAME})"
)
_ARABIC = re.compile(
    r"(?<!\w)(?:قالت?|صرحت?|وصفت?|علقت?|أكدت?|ذكرت?|أوضحت?|رأي|بحسب|وفق|حسب)\s"
    r"(?P<did>(?:(?!عن\s|حول\s|بشأن\s|في\s|إن\s|أن\s|على\s|إنه|أنه)[\u0621-\u0652]+(?=[\s؟])\s?){2,6})"
)
_BY_LANGUAGE = {"en": _ENGLISH, "fr": _FRENCH, "es": _SPANISH, "ar": _ARABIC}
_ASKING = re.compile(r"\A(?:Comment|Pourquoi|Quand|Où|Combien|Que)\s")
_OF = re.compile(r"\s(?:of|de|du|des|from|at|chez)\s|,")
_AND = re.compile(r"\s(?:and|et|y|&)\s|\s(?=و\w)")
_WORD = re.compile(r"\w+")
_PROPER = re.compile(_CAPITAL)
_TITLES = frozenset(
    "senator sen senators rep representative congressman congresswoman president governor gov mayor chairman ceo cio"
    " cfo cto minister secretary dr mr mrs ms mme m sir lord lady professor prof judge justice general king queen"
    " prince princess chief jr sr ii iii sénateur sénatrice président présidente ministre maire senador"
    " senadora presidente the presidenta ministro ministra المدير العام"
    " الرئيس الدكتور الدكتورة السيد السيدة الوزير الوزيرة الأمير الشيخ معالي سعادة رئيس وزير مدير".split()
)
_TITLE = r"(?:Sens?|Rep|Gov|Dr|Mr|Mrs|Ms|Mme|Prof|Senators?|President|Governor|Mayor|Professor|Judge|Chairman)\.?"
_SPEAKER = rf"{_CAPITAL}(?:\s(?:(?:de|van|von|bin|al)\s)?{_CAPITAL}){{0,4}}"
_BEHIND = re.compile(rf"[\s,:]+(?:[\w.'’-]+\s){{0,4}}?(?P<who>{_SPEAKER})")
_AHEAD = re.compile(rf"(?P<who>{_SPEAKER})(?:,[^,\"“«]{{2,90}},)?\s(?:\w+ly\s|also\s|has\s)?\Z")
JOINED = 5
"""Letters from which a name may stand inside a longer word."""

_APART = re.compile(r"\W+")
_SHORT = re.compile(r"\b(?:[A-Z]\.?){2,6}\Z")
"""A short form, which a release may write in full."""

_REACH = 140
"""Code points beside a verb of speech in which its speaker is named."""

_NOBODY = frozenset("he she it they we i you the this that these those in on at as il elle nous on ce cette".split())
_POSSESSIVE = re.compile(r"['’]s\Z")
_ARABIC_REACH = re.compile(r"\s+((?:[\u0621-\u0652]+\s+){1,9})")


def speaker(asked: Understood) -> str | None:
    """Give the one whose words a question asks for, as it is typed; None where it asks for nobody's."""
    pattern = _BY_LANGUAGE.get(asked.language or "")
    found = pattern.search(asked.text) if pattern else None
    return _ASKING.sub("", next(filter(None, found.groups()))).strip() if found else None


def of_another(asked: Understood, release: Article, best: Sentence) -> str | None:
    """Give the one whose words are asked for where a sentence is not theirs; else None.

    Nothing is told of a release in another language than the question: there names may be written otherwise.
    """
    if asked.language is None or asked.language != release.language:
        return None
    who = speaker(asked)
    people = _people(who) if who else []
    if who is None or not people:
        return None
    text = f"{release.title or ''}\n{release.text}"
    folded = fold(text)
    if not any(_stands(names, folded) for names in people):
        return who
    asked_for = frozenset(word for names in people for word in names)
    if not is_arabic(who) and not any(_person(names[-1], who, release, text) for names in people):
        return None
    around = paragraph(release.text, best.span)
    for part in (best.text, release.text[around.start : around.end]):
        words = frozenset(_WORD.findall(fold(part)))
        if words & asked_for:
            return None
        if any(_speakers(part)):
            return who
    return None


def _people(who: str) -> list[tuple[str, ...]]:
    """Give the names of each one of `A and B`, folded, without titles and what follows `of`."""
    arabic = is_arabic(who)
    parts = [who] if arabic else _AND.split(who)
    found = []
    for part in parts:
        words = _WORD.findall(part) if arabic else _PROPER.findall(_OF.split(part)[0])
        names = tuple(
            name
            for word in words
            if fold(word) not in CALENDAR and (word.casefold().strip(".") not in _TITLES)
            for name in _WORD.findall(fold(_POSSESSIVE.sub("", word)))
            if len(name) > 1
        )
        if names and not (len(names) == 1 and _SHORT.search(part.strip())):
            found.append(names)
    return found


def _stands(names: tuple[str, ...], text: str) -> bool:
    """Tell whether a text has a name, both folded: its last word, or its initials; in Arabic any of its words.

    However the word is joined: `Al-Karim`, `Alkarim`.
    """
    if is_arabic(names[0]):
        return any(name.removeprefix("ال") in text for name in names)
    last = names[-1]
    if re.search(rf"\b{re.escape(last)}\b", text) or (len(last) >= JOINED and last in _APART.sub("", text)):
        return True
    return len(names) > 1 and re.search(rf"\b{''.join(name[0] for name in names)}\b", text) is not None


def _person(last: str, who: str, release: Article, text: str) -> bool:
    """Tell whether someone is known to be a person: by a title, or because the release quotes them."""
    if re.search(rf"\b{_TITLE}\s{_CAPITAL}", who):
        return True
    if any(last in _WORD.findall(fold(one.name)) for one in release.people):
        return True
    return re.search(rf"\b{_TITLE}\s(?:{_CAPITAL}\s){{0,2}}{re.escape(last)}\b", text, re.IGNORECASE) is not None


def _speakers(text: str) -> Iterator[str]:
    """Yield those whom a text names beside a verb of speech."""
    for verb in SAID.finditer(text):
        if is_arabic(verb.group()):
            if named := _ARABIC_REACH.match(text, verb.end()):
                yield named[1].strip()
            continue
        behind = _BEHIND.match(text, verb.end(), verb.end() + _REACH)
        ahead = _AHEAD.search(text, max(0, verb.start() - _REACH), verb.start())
        for found in (behind, ahead):
            if found and found["who"].split()[0].casefold() not in _NOBODY:
                yield found["who"]
