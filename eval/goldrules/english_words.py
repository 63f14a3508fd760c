"""What the English rules share: how names, amounts and subjects are written, and forms of verbs."""

from __future__ import annotations

import re

from eval.goldrules.release import Release, inside
from index.analysis import terms

NAME = r"[A-Z][\w’'.&-]*(?:\s+(?:(?:of|the|and|de|du|von|van|&)\s+){0,2}[A-Z][\w’'.&-]*)*"
PERSON = r"(?:(?:Dr|Prof|Mr|Ms|Mrs|Sir)\.?\s+)?[A-Z][\w’'-]+(?:\s+(?:[A-Z]\.|de|van|von|bin|al|[A-Z][\w’'-]+)){1,3}"
_ABOUT = r"(?i:(?:more than|over|about|some|nearly|almost|around|approximately|up to)\s+)?"
_DIGITS = r"\d+(?:[.,]\d+)*(?:[MBKmbk](?!\w)|(?!\w|[.,]\d))(?:\s(?i:thousand|million|billion|trillion))?"
AMOUNT = rf"{_ABOUT}{_DIGITS}"
MONEY = rf"{_ABOUT}(?:(?:[$€£]|US\$|USD\s|EUR\s){_DIGITS}|{_DIGITS}\s(?:euros|dollars|crowns|pounds))"
ADVERB = r"(?:(?:also|now|[a-z]+ly) )?"

MOST_SUBJECT_WORDS = 12

_NO_SUBJECT = re.compile(
    r"^(?:but|and|or|in|on|at|if|when|while|as|for|from|with|by|after|before|it|this|that|these|those|they|he|she|we|i|you"
    r"|his|her|our|their|its|there|here|what|which|who|to|today|also|since|under|about|how|why|having|according|all|both|more|none|some|many|most|no|nothing)\b"
    r"|\b(?:is|are|was|were|that|which|who|whose|has|have|had|will|would|can|said|says|we|our|i|you|your|my)\b"
    r"|[:•*|]|--|^\W",
    re.IGNORECASE,
)
_PROPER = re.compile(r"(?<=\s)[A-Z]\w+|^(?!The\b|A\b|An\b)[A-Z]\w+(?=\s+(?:of|&|[A-Z]))")

_GENERIC = frozenset(
    "company group corporation partnership agency board bank fund trust association foundation committee department"
    " council university center centre project program agreement offering transaction event conference".split()
)
"""Words that a release writes with a capital for itself or its matter: no names."""


def pairs(listed: str) -> dict[str, str]:
    """Read `a/b c/d` as a -> b, c -> d."""
    return dict(pair.split("/", 1) for pair in listed.split())


PAST = pairs(
    "acquire/acquired launch/launched open/opened sign/signed win/won unveil/unveiled introduce/introduced"
    " complete/completed receive/received select/selected publish/published announce/announced buy/bought build/built"
    " establish/established"
)
BASE = {past: base for base, past in PAST.items()}
PRESENT = {f"{base}es" if base.endswith("sh") else f"{base}s": base for base in PAST}


def stands_alone(phrase: str) -> bool:
    """Tell whether a phrase names something by itself: no pronoun, no clause, not too long, no heading."""
    return len(phrase.split()) <= MOST_SUBJECT_WORDS and not _NO_SUBJECT.search(phrase)


def subject(phrase: str, release: Release) -> str:
    """Give a phrase as a question names it; empty if it does not stand alone, or has no name in it.

    A single word is a name enough if the title has it.
    """
    is_one = " " not in phrase
    if not stands_alone(phrase) or (phrase.isupper() and not is_one):
        return ""
    titled = is_one and phrase[0].isupper() and frozenset(terms(phrase)) <= frozenset(terms(release.title))
    named = any(word.lower() not in _GENERIC for word in _PROPER.findall(phrase))
    return inside(phrase, release.text) if titled or named else ""
