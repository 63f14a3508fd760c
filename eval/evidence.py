"""Does this passage look like it answers? Signs for a person to judge; nothing here decides what is gold."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable

from corpus.passages.sentences import sentences
from eval.gold import Gold
from eval.texts import Text
from index.analysis import terms, tokens

SHINGLE = 3
"""Terms in a row that two texts must share to count as copied. Broder, On the Resemblance and Containment of
Documents, 1997, calls such a run a shingle; copies of one sentence share most of theirs, others few."""

COPIED = 0.6
"""Share of a quote's shingles in a passage from which the passage is a near copy of it."""

FEWEST_SHINGLES = 5
"""A quote with fewer is too short for its copies to be told from chance."""

FEW_KEYS = 2
"""With fewer, the question's words must be there too: one figure or name alone stands in many passages."""

SHARED = 0.5
"""Share that is enough to count as held: of a question's terms beside a single key, of those that a title lacks in a
sentence, of an answer's keys in a copy."""

COVERED = 0.7
"""Weight of a question's terms, inverse document frequencies summed, from which a sentence seems to answer it."""

_THOUSANDS = re.compile(r"(?<=\d)\s(?=\d{3}(?!\d))")
_WORDS = re.compile(r"\w+")
_ARABIC = re.compile(r"[\u0621-\u064a]")
_WHO = re.compile(r"\b(?:who|whom|whose|qui|quién|quiénes)\b|^\s*من\s", re.IGNORECASE)
_MONEY_ASKED = re.compile(
    r"\b(?:how much|price|costs?|pay|paid|rent|wage|revenue|turnover|dividend)\b", re.IGNORECASE
)
_MONEY = re.compile(
    r"[$€£¥]|\b(?:USD|EUR|GBP|euros?|dollars?|crowns?|pounds?|cents?|million|billion)\b", re.IGNORECASE
)
_FIGURE_ASKED = re.compile(
    r"\b(?:how (?:many|much|large|long|old|high|far|fast)|when|percent|rate|date|which (?:day|year)"
    r"|combien|quand|quel(?:le)? (?:taux|date|jour)|cuántos|cuándo)\b|(?:^|\s)(?:كم|متى)\s",
    re.IGNORECASE,
)


def figures(text: str) -> frozenset[str]:
    """Give the terms of a text that are numbers."""
    return frozenset(token.term for token in tokens(text) if text[token.start].isdigit())


def significant(text: str) -> frozenset[str]:
    """Give the digits of numbers without separators and outer zeros: 6.5 million is 6,500,000 is 6 500 000."""
    bare = (re.sub(r"\D", "", figure).strip("0") for figure in figures(_THOUSANDS.sub("", text)))
    return frozenset(digits for digits in bare if digits)


def names(text: str, where: str) -> frozenset[str]:
    """Give the terms of a text that are names, judging by how another text writes them.

    A word is a name if `where` writes it with a capital and never without: so the first word of an answer is
    not taken for one.
    """
    written = frozenset(_WORDS.findall(where))
    found = set()
    for token in tokens(text):
        word = text[token.start : token.end]
        if word[0].isupper() and word in written and word.lower() not in written:
            found.add(token.term)
    return frozenset(found)


def keys(gold: Gold, wanted: Iterable[Text]) -> frozenset[str]:
    """Give the figures and names of an answer that its question does not give away.

    Args:
        gold: the question.
        wanted: the texts that it wants; they tell names from other words.
    """
    where = " ".join(text.article.text for text in wanted)
    return (figures(gold.answer) | names(gold.answer, where)) - frozenset(terms(gold.question))


def holds_answer(question: str, answer_keys: Collection[str], passage: str, title: str) -> bool:
    """Tell whether a passage holds every key of an answer; a single key wants the question's words beside it."""
    held = frozenset(terms(f"{title}\n{passage}"))
    if not answer_keys or not held.issuperset(answer_keys):
        return False
    asked = frozenset(terms(question))
    return len(answer_keys) >= FEW_KEYS or len(asked & held) >= SHARED * len(asked)


def copied(quote: str, passage: str) -> float:
    """Give the share of a quote's shingles that a passage holds, 0 for a quote too short to tell."""
    wanted = _shingles(quote)
    return len(wanted & _shingles(passage)) / len(wanted) if len(wanted) >= FEWEST_SHINGLES else 0.0


def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    row = terms(text)
    return frozenset(tuple(row[at : at + SHINGLE]) for at in range(len(row) - SHINGLE + 1))


def sentence_of(passage: str, about: str) -> str:
    """Give the sentence of a passage that shares most with `about`, white space collapsed; the first of equals."""
    wanted = frozenset(terms(about))
    found = [" ".join(span.of(passage).split()) for span in sentences(passage)]
    return max(
        found, key=lambda sentence: len(wanted & frozenset(terms(sentence))), default=" ".join(passage.split())
    )


class Rarity:
    """How rare a term is in a corpus: inverse document frequency, counted by article.

    Args:
        texts: the corpus.
    """

    def __init__(self, texts: Collection[Text]) -> None:
        self._articles = len(texts)
        self._in: Counter[str] = Counter()
        for text in texts:
            self._in.update(set(terms(f"{text.article.title or ''}\n{text.article.text}")))

    def of(self, wanted: Iterable[str]) -> float:
        """Sum the weights of terms, each ln(1 + N / (1 + df))."""
        return sum(math.log(1 + self._articles / (1 + self._in[term])) for term in wanted)


def answering_sentence(question: str, passage: str, title: str, rarity: Rarity) -> str | None:
    """Give the sentence of a passage that seems to answer a question whose answer is not known, if one does.

    With the title it holds every figure of the question and `COVERED` of the weight of its terms, itself `SHARED` of
    those that the title lacks, and beside them what was asked for: a name for "who", an amount for "how much", a
    figure for "how many" and "when".
    """
    asked, titled, wanted_figures = frozenset(terms(question)), frozenset(terms(title)), figures(question)
    for span in sentences(passage):
        sentence = span.of(passage)
        own = frozenset(terms(sentence))
        if not asked or not wanted_figures <= titled | own or not _gives(question, asked, sentence):
            continue
        adds = len(asked & own - titled) >= SHARED * len(asked - titled)
        if adds and rarity.of(asked & (titled | own)) >= COVERED * rarity.of(asked):
            return " ".join(sentence.split())
    return None


def _gives(question: str, asked: Collection[str], sentence: str) -> bool:
    """Tell whether a sentence has something of the kind that a question asks for."""
    new = [token for token in tokens(sentence) if token.term not in asked]
    has_figure = any(sentence[token.start].isdigit() for token in new)
    if _WHO.search(question):
        return bool(_ARABIC.search(sentence)) or any(sentence[token.start].isupper() and token.start for token in new)
    if _MONEY_ASKED.search(question):
        return has_figure and _MONEY.search(sentence) is not None
    return has_figure or not _FIGURE_ASKED.search(question)
