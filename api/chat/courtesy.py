"""Greetings and thanks: what people say to a chat that is no question. No release is searched for it.

Only a message of nothing else counts, of a few words that every one knows: whatever has another word is a question.
"""

from __future__ import annotations

import re

from qa.understanding.calendar import fold

_WORDS = {
    "en": "hello hi hey greetings good morning afternoon evening day welcome thanks thank you very much many ok okay"
    " great bye goodbye please there",
    "fr": "bonjour bonsoir salut coucou merci beaucoup bien d'accord au revoir s'il vous plait bonne journee soiree",
    "ar": "مرحبا مرحبًا أهلا أهلًا وسهلا سهلا السلام عليكم صباح مساء الخير شكرا شكرًا جزيلا جزيلًا لك لكم حسنا طيب",
}
_ALONE = frozenset("good day much many very you there please morning au bien لك لكم".split())
"""Of these words those that greet nobody by themselves: `you?` is a question."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_KNOWN = {language: frozenset(map(fold, words.replace("'", " ").split())) for language, words in _WORDS.items()}
_WEAK = frozenset(map(fold, _ALONE))

MOST = 6
"""Words of the longest greeting."""


def courtesy(text: str) -> str | None:
    """Tell the language of a message that only greets or thanks, ISO 639-1; null: it says something else."""
    said = [fold(word) for found in _WORD.findall(text) for word in re.split("['’]", found)]
    if not 0 < len(said) <= MOST or any(char.isdigit() for char in text):
        return None
    if len(said) == 1 and said[0] in _WEAK:
        return None
    return next((language for language, words in _KNOWN.items() if words.issuperset(said)), None)
