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

LOOKS: dict[str, re.Pattern[str]] = {
    "who": re.compile(
        r"\b[A-ZÀ-Þ][\w’'-]{1,30} (?:[A-Z]\. ?)?[A-ZÀ-Þ][a-zà-ÿ]|\b(?:السيد|السيدة|الدكتور|الدكتورة|الأستاذ)\b"
    ),
    "when": re.compile(rf"\b(?:{_MONTHS})\b|\b(?:19|20)\d\d\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"),
    "where": re.compile(r"\b(?:in|at|near|from|to|à|en|au|aux|de) [A-ZÀ-Þ][a-zà-ÿ]|\b(?:في|إلى|مدينة) "),
    "how much": re.compile(r"[$€£¥%٪]|\d|\b(?:percent|million|billion|milliard|مليون|مليار)"),
    "how many": re.compile(rf"\d|\b(?:{_COUNTS})\b", re.IGNORECASE),
    "how long": re.compile(rf"(?:\d|\b(?:{_COUNTS}|an?|une?|un)) ?-?(?:{_SPANS})\b", re.IGNORECASE),
    "why": re.compile(rf"\b(?:{_REASONS})\b", re.IGNORECASE),
}
"""By kind of `qa.understanding.asking`; a `what` has no look."""


def holds(kind: str | None, text: str) -> bool:
    """Tell whether some words hold a thing of this kind; never of a kind that has no look."""
    look = LOOKS.get(kind or "")
    return look is not None and look.search(text) is not None
