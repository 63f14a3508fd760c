"""The kind of thing that a question asks for, by its first question word in English, French, Arabic or Spanish."""

from __future__ import annotations

import re
from typing import Literal, get_args

Kind = Literal["who", "when", "where", "how much", "how many", "how long", "why", "what"]
KINDS: tuple[Kind, ...] = get_args(Kind)

_TIMES = "day|days|date|dates|year|years|month|months|time|times|hour|hours|week|deadline"
_PLACES = "city|cities|country|countries|town|state|place|venue|hotel|address|location"
_SUMS = "price|sum|amount|share|portion|percentage|per ?cent|proportion|cost|margin|revenue|fraction"
_QUALITIES = "much|big|large|high|low|far|deep|tall|wide|heavy|fast|costly|expensive"

# At one place the first pattern wins, so what says more stands before what says less.
_PATTERNS: tuple[tuple[Kind, str], ...] = (
    ("how long", "how long|how soon|how old|how many (?:seconds|minutes|hours|days|weeks|months|years)"),
    (
        "how long",
        "combien de (?:temps|jours|semaines|mois|années|ans|heures)|cuánto tiempo|cuántos (?:días|meses|años)",
    ),
    ("how long", "كم (?:من الوقت|يوما|يوم|أسبوعا|أسبوع|شهرا|شهر|سنة|عاما|عام|ساعة|دقيقة|مدة|استغرق|تستغرق|يستغرق)"),
    ("how much", "كم (?:المبلغ|مبلغ|قيمة|تكلفة|ثمن|سعر|بلغ|بلغت|تبلغ|يبلغ|كلف|كلفت|تكلف|يكلف|منح|منحت|أنفق|أنفقت)"),
    ("how many", "how many|how few|how often|what number|combien de|combien d(?=['’])|quel nombre|cuánt[oa]s|كم"),
    (
        "how much",
        f"how (?:{_QUALITIES})|(?:what|which) (?:(?:is|was|are|were) the )?(?:[a-z]+ )?(?:{_SUMS})",
    ),
    ("how much", "combien|quel(?:le)? (?:somme|part|pourcentage|montant|prix|coût|valeur|proportion)|cuánto|بكم"),
    ("how much", "ب?أي (?:نسبة|مبلغ|سعر)|ما (?:هي |هو )?(?:النسبة|نسبة|المبلغ|مبلغ|قيمة|تكلفة|سعر|حجم)"),
    ("when", f"when|(?:what|which) (?:{_TIMES})|what (?:is|was) the (?:last |first )?(?:day|date|deadline)"),
    ("when", "quand|quel(?:le)?s? (?:dates?|jours?|année|mois|heure)|cuándo|qué (?:día|fecha|año|mes)"),
    ("when", "متى|[بلف]?أي (?:يوم|عام|سنة|شهر|تاريخ|ساعة)|ما (?:هو )?(?:تاريخ|موعد)"),
    ("where", f"where|(?:what|which) (?:{_PLACES})|où|quel(?:le)?s? (?:villes?|pays|lieu|endroit|région|hôtel)"),
    ("where", "dónde|[مل]?أين|أي (?:مدينة|دولة|بلد|مكان|فندق|منطقة)"),
    ("why", "why|what reason|pourquoi|por qué|لماذا"),
    ("who", "who|whom|whose|qui|quién(?:es)?"),
    ("what", "what|which|how|qu(?=['’])|que|quoi|quel(?:le)?s?|comment|qué|cuál(?:es)?|ماذا|ما|[بلفوم]?أي|كيف|هل"),
)
_FIRST = re.compile(r"(?<!\w)(?:" + "|".join(f"({pattern})" for _, pattern in _PATTERNS) + r")(?!\w)")
_ARABIC_WHO = re.compile(r"\W*(?:مع |ل|ب)?مَ?ن(?= (?!أين|متى|أي|كم)\w)")  # elsewhere it is `from`


def asking(text: str) -> Kind | None:
    """Tell what a question asks for; None where it has no question word, as a row of keywords has none."""
    folded = text.casefold()
    if _ARABIC_WHO.match(folded):
        return "who"
    found = _FIRST.search(folded)
    return _PATTERNS[found.lastindex - 1][0] if found and found.lastindex else None
