"""Who did not: a sentence that denies nothing tells who did, and is no answer."""

from __future__ import annotations

import re

from qa.answering.sentence import Sentence
from qa.question import Understood

_ASKED = re.compile(
    r"\bwho(?:\s+(?:else|all))?\s+(?:(?:did|does|do|is|are|was|were|has|have|had|will|would|can|could|should|may)"
    r"(?:n['’]t|\s+not(?!\s+only\b)|\s+never)|won['’]t|can['’]?t|cannot|never)\b"
    r"|\b(?:qui|quiconque)\s+(?:est-ce\s+qui\s+)?(?:ne\s|n['’])"
    r"|\bqui[eé]n(?:es)?\s+(?:no|nunca)\b"
    r"|(?<!\w)من\s+(?:(?:الذي|التي|الذين|هو|هي|هم)\s+)?(?:لم|لن|لا|ليس)(?!\w)",
    re.IGNORECASE,
)
"""A question for whoever something does not hold of."""

_DENIES = re.compile(
    r"\b(?:not?|never|none|nobody|neither|nor|without|except|excluding|only|unlike|against|unable|despite|instead)\b"
    r"|\b(?:refus|declin|reject|fail|absen|abst[ae]n|withdr|boycott|oppos|exclud|exclus)[a-z]*\b"
    r"|\b(?:miss(?:ed|ing|es)?|lack(?:s|ed|ing)?|bann?(?:ed|ing|s)?|barr(?:ed|ing))\b"
    r"|n['’]t\b|\bcannot\b"
    r"|\b(?:pas|jamais|aucune?s?|sans|ni|non|sauf|hormis|seule?s?|sin|nunca|ning[uú]n[oa]?)\b"
    r"|(?<!\w)[وف]?(?:لم|لن|لا|ليس\w*|ما|دون|غير|عدم|إلا|باستثناء|رفض\w*|امتنع\w*|غاب\w*|غياب)(?!\w)",
    re.IGNORECASE,
)
"""What denies, in a sentence: a negation, an exception, or a verb that holds one."""


def asked_for(asked: Understood) -> bool:
    """Tell whether a question is who did not."""
    return asked.asking == "who" and _ASKED.search(asked.text) is not None


def silent(asked: Understood, sentence: Sentence) -> bool:
    """Tell whether a question is who did not, and a sentence denies nothing."""
    return asked_for(asked) and _DENIES.search(sentence.text) is None
