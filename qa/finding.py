"""From a question to its candidates in order: what it means, what is searched for, what stands first and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from corpus.article import Filters, Scope
from corpus.records import Telling
from corpus.store import ArticleStore
from index.analysis import terms
from index.encoding.paired import foreign
from index.engine import Blend, Candidate, Query, pure
from qa import names
from qa.models import Bound
from qa.names import Names
from qa.namesfile import NamesFile
from qa.question import Question, Understood, narrowed
from qa.ranking.lexicon import Lexicon
from qa.ranking.model import Model
from qa.ranking.ranking import DEPTH, Judged, judge, promising
from qa.ranking.series import asked_first
from qa.ranking.several import shared_out
from qa.reader.look import Read
from qa.reader.reader import Reader
from qa.second_look import second_look
from qa.understanding.holding import holders
from qa.understanding.phrases import fold, held
from qa.understanding.spelling import Speller

QUOTED_DEPTH = 1_000
"""Candidates of each side where a phrase is quoted: the passage that holds it may use none of the other words."""

Lap = Callable[[str], None]
"""Told the name of each stage as it ends."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a question found, and what was searched for.

    Attributes:
        understood: what was read out of it; `period.explicit` only where the search was really bounded by it.
        filters: what the search was narrowed to.
        terms: what words were looked for, those of other forms of its names among them.
        candidates: best first; `Ranked` ones in mode `ranked`.
        also_searched: other forms of its names.
        did_you_mean: the question respelt, if a word of it stands nowhere.
        lost: phrases it quotes that were found word for word in no release.
        read: passage number -> what the reader said of it, of those that were read.
    """

    understood: Understood
    filters: Filters
    terms: tuple[str, ...]
    candidates: Sequence[Candidate]
    also_searched: tuple[str, ...] = ()
    did_you_mean: str | None = None
    lost: tuple[str, ...] = ()
    read: Mapping[int, Read] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was found, before anything learned puts it in order.

    Attributes:
        finding: its candidates in the order in which they were found.
        asked: the question as it was searched for: respelt, where a word of it stands nowhere.
        terms: of its own words.
        tellings: article id -> the version that the candidates' places count in.
        unrelated: cosine of texts that have nothing in common, by the model that found them.
    """

    finding: Finding
    asked: Understood
    terms: tuple[str, ...]
    tellings: Mapping[str, Telling]
    unrelated: float


class Finder:
    """Finds and orders candidates. Safe for several threads.

    Args:
        store: where releases are read.
        blend: how words and meaning are joined before anything is read.
        model: what ranking goes by; null: the joined scores alone.
        reader: gives what takes the second look, or null where there is none.
    """

    def __init__(
        self, store: ArticleStore, blend: Blend, model: Model | None, reader: Callable[[], Reader | None]
    ) -> None:
        self._store, self._blend, self._model, self._reader = store, blend, model, reader
        self._names = Names(store, NamesFile(store.folder))
        self._lexicon = Lexicon()

    def find(self, question: Question, asked: Understood, scope: Scope, bound: Bound, lap: Lap) -> Finding:
        """Find the candidates of a question in its mode.

        Args:
            question, scope: what was asked, and what may be seen.
            asked: what `understand` has read out of it.
            bound: the embedding model and its engine, brought up to the store.
            lap: told when each stage ends.
        """
        if question.mode != "ranked":
            return self._plain(question, asked, scope, bound, lap)
        gathered = self.gather(question, asked, scope, bound, lap)
        ranked, read = self._ranked(question, gathered)
        lap("rank")
        return replace(gathered.finding, candidates=ranked, read=read)

    def gather(self, question: Question, asked: Understood, scope: Scope, bound: Bound, lap: Lap) -> Gathered:
        """Find what `find` puts in order in mode `ranked`, which is also what weights are learned from."""
        filters = narrowed(question.filters, asked.period)
        respelt = Speller(bound.engine, self._store).did_you_mean(asked.text, asked.language, scope, question.filters)
        text = respelt.text if respelt else asked.text
        own = terms(text)
        also = self._names.expand(text, own, scope, question.filters)
        lap("understand")
        vector = bound.embedder.encode_question(also.beside(text))
        query = Query(tuple(own), vector, also.terms, names.WEIGHT, foreign(bound.embedder, vector))
        lap("embed")
        found, filters = self._search(query, asked, question.filters, filters, scope, bound)
        if filters == question.filters and asked.period:
            asked = replace(asked, period=replace(asked.period, explicit=False))
        kept, lost = self._quoted(found, asked, scope, filters, bound)
        lap("search")
        first = promising(kept, max(DEPTH, question.k))
        tellings = self._tellings(first, scope)
        standing = [one for one in first if _stands(one, tellings)]  # what changed since it was found is left out
        mean = respelt.text if respelt else None
        finding = Finding(asked, filters, (*own, *also.terms), standing, also.also_searched, mean, lost)
        return Gathered(finding, replace(asked, text=text), query.terms, tellings, bound.embedder.unrelated)

    def judge(self, gathered: Gathered) -> Judged:
        """Read everything about the candidates that ranking goes by."""
        found, tellings = gathered.finding.candidates, gathered.tellings
        return judge(gathered.asked, gathered.terms, found, tellings, self._lexicon, gathered.unrelated)

    def _plain(self, question: Question, asked: Understood, scope: Scope, bound: Bound, lap: Lap) -> Finding:
        """Search without anything learned: the modes that ranking is measured beside."""
        blend = self._of(bound, pure(self._blend, question.mode))
        lap("understand")
        vector = bound.embedder.encode_question(asked.text) if blend.words < 1 else None
        lap("embed")
        abroad = foreign(bound.embedder, vector) if vector is not None else None
        query = Query(tuple(terms(asked.text)), vector, foreign=abroad)
        candidates = bound.engine.search(query, scope, question.filters, blend)
        lap("search")
        return Finding(replace(asked, period=None), question.filters, query.terms, candidates)

    def _of(self, bound: Bound, blend: Blend) -> Blend:
        return replace(blend, low_cosine=bound.embedder.unrelated)

    def _search(
        self, query: Query, asked: Understood, given: Filters, narrowed: Filters, scope: Scope, bound: Bound
    ) -> tuple[list[Candidate], Filters]:
        """Search inside the period that the question names; if nothing is there, without it."""
        blend = self._of(bound, self._blend)
        if asked.phrases:
            blend = replace(blend, depth=max(blend.depth, QUOTED_DEPTH))
        found = bound.engine.search(query, scope, narrowed, blend)
        if found or narrowed == given:
            return found, narrowed
        return bound.engine.search(query, scope, given, blend), given

    def _quoted(
        self, found: Sequence[Candidate], asked: Understood, scope: Scope, filters: Filters, bound: Bound
    ) -> tuple[Sequence[Candidate], tuple[str, ...]]:
        """Keep the candidates whose release holds the quoted phrases; where none holds all, as many as can be.

        Returns:
            The candidates, and the phrases that were found in no release.
        """
        lost: list[str] = []
        wanted: frozenset[str] = frozenset()
        for phrase in asked.phrases:
            holding = holders(phrase, bound.engine, self._store, scope, filters)
            if holding is not None and not holding:
                lost.append(phrase)
            elif holding:
                wanted = (wanted & holding) or wanted or holding
        kept = [one for one in found if one.passage.article_id in wanted] if wanted else found
        if wanted and not kept:
            blend = self._of(bound, pure(self._blend, "bm25"))
            quoted = tuple(term for phrase in asked.phrases if phrase not in lost for term in terms(phrase))
            there = bound.engine.search(Query(quoted, None), scope, filters, blend)
            kept = [one for one in there if one.passage.article_id in wanted]
        return kept, tuple(lost)

    def _ranked(self, question: Question, gathered: Gathered) -> tuple[Sequence[Candidate], Mapping[int, Read]]:
        """Put the most promising candidates in order.

        Returns:
            The candidates, and what a reader said of those that were read, by passage number.
        """
        read: Mapping[int, Read] = {}
        if self._model is None or not gathered.finding.candidates:
            return gathered.finding.candidates, read
        asked, tellings = gathered.asked, gathered.tellings
        judged = self.judge(gathered)
        ranked: Sequence[Candidate] = judged.ranked(self._model)
        reader = self._reader() if question.effort == "thorough" else None
        if reader and ranked:
            read = second_look(reader, asked.text, ranked, tellings)
            ranked = judged.ranked(self._model, {number: one.score for number, one in read.items()})
        placed = asked_first(shared_out(ranked, asked, tellings), asked.text, tellings)
        return _holding_first(placed, asked.phrases, tellings), read

    def _tellings(self, candidates: Sequence[Candidate], scope: Scope) -> dict[str, Telling]:
        return self._store.tellings(list({one.passage.article_id for one in candidates}), scope)


def _stands(candidate: Candidate, tellings: Mapping[str, Telling]) -> bool:
    told = tellings.get(candidate.passage.article_id)
    return told is not None and told.version == candidate.passage.version


def _holding_first(
    ranked: Sequence[Candidate], phrases: Sequence[str], tellings: Mapping[str, Telling]
) -> Sequence[Candidate]:
    """Put the passages that hold the most of the quoted phrases first, otherwise as they stand."""
    if not phrases:
        return ranked

    def missing(candidate: Candidate) -> int:
        passage = candidate.passage
        folded = fold(tellings[passage.article_id].text[passage.start : passage.end])
        return sum(not held(folded, phrase) for phrase in phrases)

    return sorted(ranked, key=missing)
