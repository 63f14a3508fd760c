"""Which sentences lean on the one before: what a pronoun stands for, or which agreement "the agreement" is."""

from __future__ import annotations

import re

from corpus.article import Article, Span
from corpus.passages.sentences import sentences
from qa.answering import tables
from qa.answering.answer import Context
from qa.understanding.naming import named

FAR = 2_000
"""Characters before a sentence in which the sentence before it is looked for."""

LONGEST = 40
"""Words of the longest sentence that is shown before another: the title says much of it, and few read so far."""

_ENGLISH = (
    r"it(?! (?:is|was|has been|had been|will be) (?:\w+ly )?(?:agreed|announced|decided|noted|said|reported|expected"
    r"|estimated|believed|understood|possible|important|clear|necessary)\b)"
    r"|there(?! (?:is|are|was|were|has|have|had|will|would|can|could|may|might|must)\b)"
    r"|he|she|they|this|that|these|those|his|her|its|their|both|such|here|the (?:two|three|four|former|latter"
    r"|same|other|\w+ (?:sides|parties|partners|companies|countries|organi[sz]ations)|move|deal|agreement|memorandum"
    r"|accord|initiative|programme?|project|partnership|event|meeting|conference|ceremony|company|organi[sz]ation"
    r"|award|report|study|plan|bill|law|act|fund|funding|grant|acquisition|transaction|products?|service|platform"
    r"|facility|site|team|group|centre|center|sides|parties)"
)
_FRENCH = (
    r"il(?! (?:y (?:a|avait|aura)|faut|(?:a été|est|était) (?:convenu|décidé|annoncé|prévu|possible|important))\b)"
    r"|elle|ils|elles|celui-ci|celle-ci|ceux-ci|celles-ci|ce|cet|cette|ces|ceci|cela|son|sa|ses|leur|leurs"
    r"|l['’](?:accord|organisation|entreprise|initiative|événement|opération)|les deux"
    r"|la (?:convention|réunion|société)|le (?:projet|programme|mémorandum|partenariat|centre)"
    r"|les (?:parties|partenaires)"
)
_ARABIC = (
    r"هذا|هذه|هذان|هاتان|هؤلاء|ذلك|تلك|هو|هي|هم|وهو|وهي|وهم|كما|ويأتي|وتأتي|ويهدف|وتهدف|ويشمل|وتشمل|ويتضمن|وتتضمن"
    r"|(?:و|ف)?ب?(?:هذا|هذه|ذلك|تلك)|(?:و)?(?:الطرفان|الجانبان|الاتفاقية|المذكرة|الاتفاق|البرنامج|المشروع|المبادرة)"
)
_LEANING = re.compile(rf"\W*(?:{_ENGLISH}|{_FRENCH}|{_ARABIC})(?!['’]?\w)", re.IGNORECASE)
_UNNAMED_SPEAKER = re.compile(
    r"\W*و(?:قال|أضاف|أكد|أوضح|أشار|ذكر|تابع|شدد|لفت|صرح|بين)(?:ت|وا)? ?(?:إلى )?(?::|[أإ]نه?ا?\b|«|\")"
)
"""In Arabic the verb of speech stands first; what follows says whether its speaker is named."""


def leans(text: str) -> bool:
    """Tell whether a sentence says something of what only the sentence before it names."""
    if _UNNAMED_SPEAKER.match(text):
        return True
    found = _LEANING.match(text)
    return found is not None and (" " not in found.group().strip() or not _named_early(text[found.end() :]))


def _named_early(behind: str) -> bool:
    """Tell whether a name stands beside the thing that leans: "The agreement with the Port of Halvern"."""
    near = " ".join(behind.split(None, 4)[:4])
    return bool(named(f"x {near}").names)


def context(article: Article, span: Span) -> Context | None:
    """Give the sentence before, where a sentence leans on it and both are of the same part of the release.

    "It was agreed that" and "there are" lean on nothing, though they begin like what does. Before the row of a table
    stands its head.

    Args:
        article: as it was just read.
        span: of the sentence.
    """
    text = article.text
    bounds = [end for part in article.parts for end in (part.start, part.end) if end <= span.start]
    start = max([0, span.start - FAR, *bounds])
    if (head := tables.head(text, span, start)) and len(head.of(text).split()) <= LONGEST:
        return Context(head, head.of(text))
    if not leans(span.of(text)):
        return None
    before = list(sentences(text, Span(start, span.start)))
    if not before or (len(before) == 1 and start == span.start - FAR):  # begun inside of a sentence
        return None
    words = before[-1].of(text)
    return Context(before[-1], words) if len(words.split()) <= LONGEST else None
