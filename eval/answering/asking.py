"""Questions asked for what speaks for their answers: as they are, and again with their releases taken out.

A question whose release is gone is one that nothing answers, in the words of one that something did: no other
unanswerable question is so much like those that people ask.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.article import Scope
from eval.answers import Given, contains_quote
from eval.gold import Gold
from qa import citation
from qa.answering import model as of_sentences
from qa.answering.composing import Composer
from qa.answering.evidence import weigh
from qa.answering.missing import missing
from qa.answering.standing import Archive, standing
from qa.desk import Desk
from qa.finding import Finder
from qa.models import Bound
from qa.question import EFFORTS, Question, understand
from qa.ranking.model import Model
from qa.reader.reader import Reader
from qa.remembering import Remembering
from qa.stories import Stories

ANSWERABLE, UNANSWERABLE, TAKEN_OUT, EXCHANGED = "answerable", "unanswerable", "taken out", "exchanged"
SORTS = (ANSWERABLE, UNANSWERABLE, TAKEN_OUT, EXCHANGED)

PASSAGES = 5
"""Passages of a reply, as a user sees them unasked."""

PER_ARTICLE = 2

SIZES = (1, 2, 4, 9, 19)
"""Releases beside those that a question needs, in an archive cut down to a few."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one question at one effort.

    Attributes:
        id: of the question.
        source: what it is about; left out of learning as one.
        story: name of its story: questions about one release are never learned from and judged at once.
        sort: one of `SORTS`.
        effort: `thorough` or `quick`.
        values: the evidence, in the order of `qa.answering.evidence.NAMES`.
        found: whether there was anything that could answer.
        right: whether the best sentences hold a wanted quote; false where nothing answers.
        words: of these sentences.
        reason: what would be said to be missing.
        releases: that the archive was cut down to; 0: it was asked whole.
    """

    id: str
    source: str
    story: str
    sort: str
    effort: str
    values: tuple[float, ...]
    found: bool
    right: bool
    words: int
    reason: str
    releases: int = 0


class Asker:
    """Asks a Desk as a user would, and tells what its answers were judged by.

    Args:
        desk: holds the releases.
        ranking: what ranking goes by.
        reader: who takes the second look; null: nobody, and only quick questions are asked.
        sentences: what sentences are chosen by; those that are shipped, unless others are given.
    """

    def __init__(
        self, desk: Desk, ranking: Model | None, reader: Reader | None, sentences: of_sentences.Models | None = None
    ) -> None:
        self._desk, self._reader = desk, Remembering(reader) if reader else None
        self._finder = Finder(desk.store, desk.config.blend, ranking, lambda: self._reader)
        self._composer = Composer(sentences)
        self.efforts = EFFORTS if reader else ("quick",)

    def ask(self, gold: Gold, scope: Scope, sort: str, source: str, story: str, effort: str) -> Outcome:
        """Ask one question at one effort, of those that this asker can make."""
        question = Question(gold.question, PASSAGES, effort=effort, per_article=PER_ARTICLE)
        asked = understand(question, scope.as_of or scope.now.date())
        bound = Bound(self._desk.embedder, self._desk.engine)
        finding = self._finder.find(question, asked, scope, bound, _unheard)
        stories = Stories(self._desk.store, scope, finding.filters, finding.terms)
        chosen = stories.spread(finding.candidates, PER_ARTICLE)
        proven, _ = citation.prove(chosen, PASSAGES, self._desk.store, scope)
        found = self._composer.sentences(finding, proven)
        names = standing(asked, finding, proven, Archive(bound.engine, self._desk.store, scope))
        evidence = weigh(asked, finding, proven, found, names)
        said = tuple(one.text for one in self._composer.chosen(finding, proven, found))
        return Outcome(
            gold.id,
            source,
            story,
            sort,
            effort,
            evidence.values,
            evidence.found,
            sort == ANSWERABLE and contains_quote(gold, Given(said, 1.0)),
            sum(len(one.split()) for one in said),
            missing(asked, finding, proven, found, names).reason,
        )


def scopes(desk: Desk, gold: Gold, ids: Mapping[str, str], scope: Scope) -> Iterator[tuple[str, Scope]]:
    """Yield the scopes in which a question is asked, each with the sort of question that it is there.

    Args:
        desk: holds the releases.
        gold: the question.
        ids: path of an article in the questions file -> its id.
        scope: of the question as it is.
    """
    if not gold.relevant:
        yield UNANSWERABLE, scope
        return
    yield ANSWERABLE, scope
    yield TAKEN_OUT, replace(scope, without=with_stories(desk, [ids[item.article] for item in gold.relevant], scope))


def small(ids: Sequence[str], wanted: frozenset[str], question: str) -> tuple[int, frozenset[str]]:
    """Draw an archive of a few releases around those that are wanted, the same for a question every time.

    Args:
        ids: of all releases.
        wanted: ids of those that the question needs.
        question: its id.

    Returns:
        How many releases there are beside the wanted ones, and the ids of all others, which are to be left out.
    """
    chance = random.Random(question)  # noqa: S311 - no secret
    size = chance.choice(SIZES)
    kept = frozenset(chance.sample([one for one in ids if one not in wanted], size))
    return size, frozenset(ids) - wanted - kept


def with_stories(desk: Desk, wanted: Sequence[str], scope: Scope) -> frozenset[str]:
    """Name articles and all that tell the same."""
    stories = desk.store.stories_of(wanted, scope)
    told = (member.article_id for one in wanted if one in stories for member in stories[one].members)
    return frozenset(wanted).union(told)


def _unheard(_stage: str) -> None:
    """Tell nobody how long a stage took."""
