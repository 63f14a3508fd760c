"""Do the quotes and answers of gold questions stand in the clean texts, and in theirs alone?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from eval import evidence, texts
from eval.gold import EVERY_ARTICLE, QUOTE_HEAD, Gold, Relevant, fold
from eval.goldcheck import Asked, Finding, Problem
from eval.texts import Text, Texts
from index.analysis import terms

NEAREST = 0.5
"""Share of a lost quote's terms that a sentence must hold to be told as what may have been meant."""


def findings(asked: Iterable[Asked], corpus: Texts, visible: Callable[[str], str]) -> Iterator[Finding]:
    """Check quotes and answers against the clean texts.

    Args:
        asked: the questions.
        corpus: the clean texts.
        visible: an article's path -> the visible text of its file before cleaning.
    """
    for item in asked:
        for wanted in item.gold.relevant:
            for problem, reason in _quote(wanted, corpus, visible):
                yield Finding(item.line, item.gold.id, problem, f"{wanted.article}: {reason}")
        for problem, reason in _answer(item.gold, corpus):
            yield Finding(item.line, item.gold.id, problem, reason)
        yield from _ambiguous(item, corpus)


def _quote(wanted: Relevant, corpus: Texts, visible: Callable[[str], str]) -> Iterator[tuple[Problem, str]]:
    text = corpus.get(wanted.article)
    if text is None:
        yield Problem.NOT_TAKEN_IN, "its file was refused or holds no release; `dateline ingest` says why"
        return
    quote, held = fold(wanted.quote), text.holding(wanted.quote)
    head = quote[:QUOTE_HEAD]
    if not held:
        yield _lost(quote, text, visible)
    elif len(held) > 1:
        yield Problem.QUOTE_LOOSE, f"{len(held)} passages hold {head!r}, and each counts as a hit; begin it elsewhere"
    if head in text.folded and quote not in text.folded:
        yield Problem.QUOTE_DIFFERS, f"the release goes on in other words after {head!r}; copy the quote again"


def _lost(quote: str, text: Text, visible: Callable[[str], str]) -> tuple[Problem, str]:
    head = quote[:QUOTE_HEAD]
    if head in text.folded:
        return Problem.QUOTE_LOST, f"cut: no single passage holds all of {head!r}; begin the quote at a sentence"
    if head in fold(text.article.title or ""):
        return Problem.QUOTE_LOST, f"{head!r} stands in the title, which is no passage; quote the release's text"
    if head in fold(visible(text.path)):
        return Problem.QUOTE_LOST, f"cleaned away: {head!r} is in the file and not in the clean text"
    nearest = evidence.sentence_of(text.article.text, quote)
    words = frozenset(terms(quote))
    if len(words & frozenset(terms(nearest))) < NEAREST * len(words) or not words:
        return Problem.QUOTE_MISSING, f"{head!r} is nowhere in the release"
    return Problem.QUOTE_MISSING, f"{head!r} is nowhere in the release; nearest: {nearest!r}"


def _answer(question: Gold, corpus: Texts) -> Iterator[tuple[Problem, str]]:
    """Hold an answer against the passages that its quotes stand in, and the days of their releases."""
    wanted = {item.article: corpus[item.article] for item in question.relevant if item.article in corpus}
    quoted = {
        path: "\n".join(text.passages[at] for item in question.relevant for at in _at(item, text))
        for path, text in wanted.items()
    }
    if not all(quoted.values()):
        return  # a quote is lost, which is told already
    dated = " ".join(
        f"{day.day} {day.month} {day.year}" for text in wanted.values() if (day := text.article.published)
    )
    words = " ".join([dated, question.question, *quoted.values()])
    there = evidence.significant(words) | evidence.significant(words.replace(" ", " / "))  # "2024 300" may be two
    if wanted and (absent := evidence.significant(question.answer) - there):
        told = ", ".join(sorted(absent))
        yield Problem.ANSWER_ELSEWHERE, f"the digits {told} of the answer are in none of the passages with its quotes"
    if question.kind == EVERY_ARTICLE and len(wanted) > 1:
        yield from _one_is_enough(evidence.keys(question, wanted.values()), quoted)


def _one_is_enough(keys: frozenset[str], quoted: Mapping[str, str]) -> Iterator[tuple[Problem, str]]:
    """Name the releases that hold an answer by themselves, if its keys come from each of them."""
    held = {path: keys & frozenset(terms(words)) for path, words in quoted.items()}
    whole = [path for path, own in held.items() if own == keys]
    if whole and all(held.values()) and len(keys) >= evidence.FEW_KEYS:
        told = ", ".join(sorted(keys))
        reason = f"{' and '.join(whole)} each by itself" if len(whole) > 1 else f"{whole[0]} by itself"
        yield Problem.ONE_IS_ENOUGH, f"{reason} holds the whole answer ({told}); is it {EVERY_ARTICLE!r}?"


def _at(item: Relevant, text: Text) -> tuple[int, ...]:
    return text.holding(item.quote) if item.article == text.path else ()


def _ambiguous(item: Asked, corpus: Texts) -> Iterator[Finding]:
    listed = {wanted.article for wanted in item.gold.relevant}
    for wanted in item.gold.relevant:
        others = [path for path in texts.holders(corpus, wanted.quote) if path not in listed]
        if others:
            reason = f"its words stand in {len(others)} more release(s), which count as wrong: {wanted.quote!r}"
            places = tuple(texts.place(corpus[path], wanted.quote) for path in others)
            yield Finding(item.line, item.gold.id, Problem.AMBIGUOUS, reason, places)
