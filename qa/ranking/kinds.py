"""Whether words hold the kind of thing that a question asks for: a date, a sum, a person ... told by their look."""

from __future__ import annotations

import re

_MONTHS = (
    r"Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)|Apr(?:il|\.)|May|June?|July?|Aug(?:ust|\.)|Sept?(?:ember|\.)|Oct(?:ober|\.)"
    r"|Nov(?:ember|\.)|Dec(?:ember|\.)|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
    r"|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
    r"|يناير|فبراير|مارس|أبريل|إبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر"
)
_SPANS = (
    r"seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|secondes?|heures?|jours?|semaines?|mois|ans?|années?"
    r"|días?|semanas?|meses|años?|ساعات?|ساعة|أيام|يوما?|أسابيع|أسبوع|أشهر|شهرا?|سنوات|سنة|أعوام|عاما?"
)
_COUNTS = (
    r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|deux|trois|quatre|cinq|sept"
    r"|huit|neuf|dix|douzaine|centaines?|milliers?|dos|tres|cuatro|cinco|siete|ocho|nueve|diez"
    r"|ثلاثة|ثلاث|أربعة|أربع|خمسة|خمس|ستة|سبعة|سبع|ثمانية|تسعة|تسع|عشرة|عشر|عشرات|مئات|آلاف"
)
_REASONS = (
    r"because|since|so that|in order to|due to|owing to|aims? to|to ensure|as a result|reasons?|parce que?|car|afin"
    r"|grâce à|en raison|pour que|porque|para que|debido a|لأن|بسبب|بهدف|من أجل|نتيجة"
)


def _begun(words: str) -> str:
    """Open a pattern with the letters that its words begin with, in either case, so that others are passed by."""
    letters = {word[0] for word in words.split("|")}
    return rf"\W(?-i:(?=[{''.join(sorted(letters | {one.upper() for one in letters}))}]))(?:{words})"


# Each opens with a choice of characters, to which a search leaps; opened by `\b` it would stop at every place. What
# stands before a word is among them, so texts are looked through with a line's end in front.
LOOKS: dict[str, tuple[re.Pattern[str], ...]] = {
    "who": (
        re.compile(r"\W[A-ZÀ-Þ][\w’'-]{1,30} (?:[A-Z]\. ?)?[A-ZÀ-Þ][a-zà-ÿ]"),
        re.compile(rf"{_begun('السيد|السيدة|الدكتور|الدكتورة|الأستاذ')}\b"),
    ),
    "when": (
        re.compile(r"\W(?:19|20)\d\d\b"),
        re.compile(rf"{_begun(_MONTHS)}\b"),
        re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"),
    ),
    "where": (
        re.compile(rf"{_begun('in|at|near|from|to|à|en|au|aux|de')} [A-ZÀ-Þ][a-zà-ÿ]"),
        re.compile(rf"{_begun('في|إلى|مدينة')} "),
    ),
    "how much": (re.compile(r"[$€£¥%٪\d]"), re.compile(_begun("percent|million|billion|milliard|مليون|مليار"))),
    "how many": (re.compile(r"\d"), re.compile(rf"{_begun(_COUNTS)}\b", re.IGNORECASE)),
    "how long": (
        re.compile(rf"\d ?-?(?:{_SPANS})\b", re.IGNORECASE),
        re.compile(rf"{_begun(_COUNTS + '|an?|une?|un')} ?-?(?:{_SPANS})\b", re.IGNORECASE),
    ),
    "why": (re.compile(rf"{_begun(_REASONS)}\b", re.IGNORECASE),),
}
"""By kind of `qa.understanding.asking`; a `what` has no look."""


def holds(kind: str | None, text: str) -> bool:
    """Tell whether some words hold a thing of this kind; never of a kind that has no look."""
    for look in LOOKS.get(kind or "", ()):  # noqa: SIM110 - a generator takes as long to begin as a look
        if look.search("\n" + text):
            return True
    return False
