"""Beside the question: a best sentence that speaks of something else is no answer, however sure its evidence."""

from __future__ import annotations

from corpus.article import Article
from qa.answering import dated, denial, speakers
from qa.answering.opposites import opposite
from qa.answering.sentence import Sentence
from qa.question import Understood


def unsaid(asked: Understood, release: Article, best: Sentence) -> str | None:
    """Give what the nearest releases `do not say` where the best sentence is beside the question; else None.

    Args:
        asked: the question.
        release: that the sentence stands in.
        best: the sentence.
    """
    if denial.silent(asked, best):
        return "who did not"
    if (wanted := dated.of_another(asked, release, best)) is not None:
        return f"it of {wanted}"
    if who := speakers.of_another(asked, release, best):
        return f"what {who} said"
    if told := opposite(asked, release, best):
        return f"that: they write “{told.written}”, not “{told.asked}”"
    return None
