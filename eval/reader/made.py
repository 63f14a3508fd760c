"""Questions made by rule from the releases of a corpus: some that they answer, more that they look like answering.

People wrote too few questions that nothing answers for the reader to learn from, and none of them can be written by
rule and be like theirs. So rules make many that differ from an answerable one in little: what no release that names
the subject tells (`lacking`), and one thing exchanged for another (`exchanged`). Those of the rules for gold
questions (`eval.golddraft`), which a release does answer, keep their form from giving them away.
"""

from __future__ import annotations

import random
import re
from collections.abc import Collection, Iterator
from typing import Final

from corpus.article import Article
from eval.gold import Gold, Relevant, fold
from eval.golddraft import candidates
from eval.goldrules import english
from eval.goldrules.release import Release, of
from eval.reader.exchanged import exchanged, things
from eval.reader.lacking import Releases, Subject, made
from eval.reader.pools import Corpus
from eval.texts import Text

SAID, DRAFTED, LACKING, EXCHANGED = KINDS = ("said", "drafted", "lacking", "exchanged")
"""Kinds of questions made."""

ANSWERED = (SAID, DRAFTED)
"""Those that a release answers."""

LANGUAGE: Final = "en"
"""The rules are English."""

PER_KIND = 800
"""Drafts of each kind of answer, at most."""

PER_SUBJECT = {False: 4, True: 2}
"""Whether the subject is a person -> questions about it that nothing answers, at most."""

PER_QUESTION = 3
"""Things of a question that are exchanged, one at a time."""

MOST_DEED = 14
"""Words of what a subject did; a longer deed makes no question that anybody would ask."""

_DEED = re.compile(r"What did (?P<who>.+) (?P<verb>\w+) in \w+ \d{4}\?")
_SPEAKER = re.compile(r"What did (?P<who>.+) say about .+\?")
_TITLED = re.compile(
    r"\b(?:sens?|senators?|rep|congress\w*|gov\w*|mayor|president|mr|dr|ms|mrs|chairman|delegation)\b", re.IGNORECASE
)


def questions(corpus: Corpus, barred: Collection[str], seed: int) -> list[Gold]:
    """Make questions about a corpus.

    Args:
        corpus: its releases, and the questions that people asked about them.
        barred: releases that no question may be made of: they measure.
        seed: of all that is drawn.
    """
    chance = random.Random(seed)  # noqa: S311 - what is learned from, no secret
    texts = _texts(corpus)
    releases = Releases({path: _whole(text.article) for path, text in texts.items()})
    drafted = [
        one for one in candidates(texts, PER_KIND, seed) if not any(place.article in barred for place in one.places)
    ]
    found = [
        (DRAFTED, one.question, tuple(Relevant(place.article, place.quote) for place in one.places))
        for one in drafted
    ]
    own = {path: text for path, text in texts.items() if path not in barred and text.article.language == LANGUAGE}
    found += _of_subjects(own, releases, chance)
    answered = [pool.gold.question for pool in corpus.pools if pool.gold.relevant and pool.gold.lang == LANGUAGE]
    answered += [one.question for one in drafted]
    names = [words for one in answered for kind, words, _ in things(one) if kind == "name"]
    for one in answered:
        found += [(EXCHANGED, other, ()) for other in exchanged(one, names, releases, PER_QUESTION, chance)]
    return [
        Gold(f"{kind}-{at}", question, LANGUAGE, kind, relevant, "")
        for at, (kind, question, relevant) in enumerate(found)
    ]


def _of_subjects(
    texts: dict[str, Text], releases: Releases, chance: random.Random
) -> Iterator[tuple[str, str, tuple[Relevant, ...]]]:
    """Ask about everyone whom releases are about, once."""
    asked: set[str] = set()
    for path, text in texts.items():
        release = of(text)
        for subject in _subjects(text.article, release):
            if subject.who in asked:
                continue
            asked.add(subject.who)
            for one in made(subject, path, release.sentences, releases, PER_SUBJECT[subject.person], chance):
                relevant = (Relevant(path, one.quote),) if one.quote else ()
                yield (SAID if relevant else LACKING), one.question, relevant


def _subjects(article: Article, release: Release) -> Iterator[Subject]:
    """Name whom a release is about: who did what, who issued it, who speaks in it."""
    speakers = []
    for draft in english.drafts(release):
        if found := _SPEAKER.fullmatch(draft.question):
            speakers.append(Subject(found["who"], person=True))
        elif found := _DEED.fullmatch(draft.question):
            short = len(draft.answer.split()) <= MOST_DEED and found["verb"] != "announce"
            deed = f"{found['verb']} {draft.answer}" if short else ""
            yield Subject(found["who"], deed, _TITLED.search(found["who"]) is not None)
    if article.issuer:
        yield Subject(article.issuer)
    yield from speakers


def _texts(corpus: Corpus) -> dict[str, Text]:
    found = {}
    for path, article in corpus.articles.items():
        cut = tuple(article.text[one.start : one.end] for one in corpus.passages[path])
        found[path] = Text(path, article, cut, fold(article.text), tuple(map(fold, cut)))
    return found


def _whole(article: Article) -> str:
    """Give all that a release may be asked by: title, month and text."""
    month = f"{article.published:%B %Y}" if article.published else ""
    return "\n".join((article.title or "", month, article.text))
