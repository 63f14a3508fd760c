"""What rules read, what they make, and what those of all languages share."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.passages.sentences import sentences
from eval.texts import Text

FACT, QUOTE, NUMBER, DATE = "fact", "quote", "number", "date"
KINDS = (FACT, QUOTE, NUMBER, DATE)

FEWEST_WORDS, MOST_WORDS = 5, 60
"""Words of a sentence, or of what somebody says, that a question is made of."""

LEAD_WORDS = 8
"""A shorter first sentence is a place and a day, or a heading."""

_SPACE = re.compile(r"\s+")
_OPENING = re.compile(r"^[^.!?]{0,140}?(?:\s(?:--|[-–—])|\)\s*[:-]|/)\s+(?=\S)")
_BULLET = re.compile(r"^(?:--|[-–—•*])\s+")
_WORD = re.compile(r"[^\W\d_]+")
_ARTICLE = re.compile(r"(?:The|A|An|Le|La|Les|Un|Une)\s|L['’]")


@dataclass(frozen=True, slots=True)
class Release:
    """A release as rules read it.

    Attributes:
        text: all of it, for how it writes its words.
        sentences: white space collapsed, without place, day or bullet before them.
    """

    title: str
    text: str
    published: dt.date | None
    sentences: Sequence[str]

    @property
    def lead(self) -> str:
        """The first sentence that tells something; empty if none does."""
        return next((sentence for sentence in self.sentences if len(sentence.split()) >= LEAD_WORDS), "")


@dataclass(frozen=True, slots=True)
class Draft:
    """A question that a rule made.

    Attributes:
        rule: its name.
        quote: words of the release that hold the answer, white space collapsed.
    """

    rule: str
    kind: str
    question: str
    answer: str
    quote: str


def of(text: Text) -> Release:
    """Prepare a text for the rules. Sentences that no passage holds whole are left out."""
    article = text.article
    found = [_SPACE.sub(" ", span.of(passage)) for passage in text.passages for span in sentences(passage)]
    if found and (opening := _OPENING.match(found[0])):
        found[0] = found[0][opening.end() :]
    bare = (_BULLET.sub("", sentence) for sentence in found)
    kept = tuple(sentence for sentence in bare if FEWEST_WORDS <= len(sentence.split()) <= MOST_WORDS)
    return Release(" ".join((article.title or "").split()), article.text, article.published, kept)


def speech(words: str) -> str:
    """Give what somebody says, if it is neither too short to tell something nor too long to be one answer."""
    return words.strip() if FEWEST_WORDS <= len(words.split()) <= MOST_WORDS else ""


def is_name(word: str, text: str) -> bool:
    """Tell whether a word is a name: a text writes it with a capital inside a sentence, or all of it in capitals."""
    return word.isupper() or re.search(rf"[a-zà-ÿ,]\s{re.escape(word)}\b", text) is not None


def inside(phrase: str, text: str) -> str:
    """Write a phrase that opened a sentence as it is written inside one: its first letter small unless in a name."""
    first = _WORD.match(phrase)
    if first is None:
        return phrase
    small = first.group().lower()
    is_word = not is_name(first.group(), text) and re.search(rf"\b{re.escape(small)}\b", text)
    return phrase[0].lower() + phrase[1:] if is_word or _ARTICLE.match(phrase) else phrase
