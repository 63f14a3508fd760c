from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.engine import Candidate
from qa.ranking.features import ENOUGH, GROUPS, HEAD, NAMES, WITHIN, prior
from tests.qa.ranking.making import Release, candidate, judged, passages

PORT = Release(
    "Port of Halvern reopens",
    "HALVERN, 14 March 2024 - The port of Halvern reopened to ships on Thursday.\n\n"
    "Harbour master Maren Oldfield said that dredging had cost $2.5 million.\n\n"
    "The harbour authority runs four harbours on the northern coast and employs many people there.",
    published=dt.date(2024, 3, 14),
)
FAIR = Release("Spring fair", "The spring fair of Orlington opens on the market square with forty stalls.")
ROOM = {"port": PORT, "fair": FAIR}


def column(
    name: str, question: str, releases: Mapping[str, Release] = ROOM, found: Sequence[Candidate] | None = None
) -> list[float]:
    values: list[float] = judged(question, releases, found).features.values[:, NAMES.index(name)].tolist()
    return values


def test_every_feature_belongs_to_one_group() -> None:
    assert len(set(NAMES)) == len(NAMES) == sum(len(names) for names in GROUPS.values())


def test_words_of_the_title_are_counted_apart() -> None:
    question = "what did dredging the port cost?"
    assert column("rest", question)[1] > column("rest", question)[0] == 0  # `port` stands in the title already
    assert column("cover", question)[0] > 0
    title = column("title", question)
    assert title[0] == title[1] == title[2] > title[3] == 0


def test_words_count_for_less_where_the_question_is_in_another_language() -> None:
    assert max(column("bm25_own", "qui a rouvert le port ?")) == 0
    assert max(column("bm25_own", "who reopened the port?")) == 1


def test_a_release_without_a_language_may_be_of_any() -> None:
    unknown = {"port": Release(PORT.title, PORT.text, language=None)}
    assert max(column("bm25_own", "qui a rouvert le port ?", unknown)) == 1


def test_cosines_are_stretched_whatever_their_range() -> None:
    def found(low: float, width: float) -> list[Candidate]:
        return [
            candidate(at, one.passage.article_id, one.passage.start, one.passage.end, 1.0, low + width * at)
            for at, one in enumerate(passages(ROOM))
        ]

    wide, bunched = found(0.0, 0.3), found(0.80, 0.02)
    for name in ("cosine", "cosine_z", "article_cosine", "article_lead"):
        np.testing.assert_allclose(column(name, "a port", ROOM, wide), column(name, "a port", ROOM, bunched))


def bunched(count: int, low: float, high: float) -> tuple[dict[str, Release], list[Candidate]]:
    """Make so many candidates, each of its own release, with cosines from `low` to `high`."""
    room = {str(at): FAIR for at in range(count)}
    cosines = np.linspace(low, high, count).tolist()
    return room, [candidate(at, str(at), 0, 10, 1.0, cosine) for at, cosine in enumerate(cosines)]


def test_a_small_difference_between_a_handful_counts_for_little() -> None:
    room, found = bunched(2, 0.86, 0.88)
    values = judged("a fair", room, found, unrelated=0.70).features.values
    for name in ("cosine", "article_cosine", "article_lead"):
        low, best = values[:, NAMES.index(name)]
        assert best == 1
        assert 0.8 < low < 1
    cosines = [judged("a fair", *bunched(count, 0.86, 0.88), unrelated=0.70).features.values for count in (2, 5, 19)]
    lows = [float(one[0, NAMES.index("cosine")]) for one in cosines]
    assert sorted(lows, reverse=True) == lows
    assert lows[-1] < 0.3


def test_among_enough_candidates_the_stretch_begins_at_the_least() -> None:
    room, found = bunched(ENOUGH, 0.86, 0.88)
    for unrelated in (0.0, 0.7, 0.87, 1.0):
        values = judged("a fair", room, found, unrelated).features.values[:, NAMES.index("cosine")]
        np.testing.assert_allclose(values, np.linspace(0, 1, ENOUGH), atol=1e-12)


@pytest.mark.parametrize("unrelated", [0.0, 0.7, 0.9])
def test_a_candidate_alone_is_the_best_of_them(unrelated: float) -> None:
    room, found = bunched(1, 0.88, 0.88)
    (value,) = judged("a fair", room, found, unrelated).features.values[:, NAMES.index("cosine")]
    assert value == (1 if unrelated < 0.88 else 0)


def test_a_release_lends_its_evidence_to_its_passages() -> None:
    found = [
        candidate(at, one.passage.article_id, one.passage.start, one.passage.end, bm25, cosine)
        for at, (one, bm25, cosine) in enumerate(
            zip(passages(ROOM), (2.0, 4.0, 0.0, 1.0), (0.9, 0.5, 0.7, 0.4), strict=True)
        )
    ]
    assert column("article_bm25", "a port", ROOM, found) == [1, 1, 1, 0.25]
    assert column("article_cosine", "a port", ROOM, found) == pytest.approx([1, 1, 1, 0])
    assert column("article_count", "a port", ROOM, found) == pytest.approx([np.log(3)] * 3 + [0])
    assert column("article_lead", "a port", ROOM, found) == pytest.approx([1, 1, 1, 0])
    assert column("article_cover", "dredging the port", ROOM, found)[:3] == pytest.approx([1, 1, 1])


def test_names_are_looked_for_in_passage_and_release() -> None:
    question = "what did Maren Oldfield say about $2.5 million?"
    assert column("names", question) == [0, 1, 0, 0]
    assert column("names_article", question) == [1, 1, 1, 0]


def test_a_name_in_capitals_is_the_same_name() -> None:
    assert column("names", "when did Halvern reopen?", {"a": Release(None, "HALVERN - Open.")}) == [1]


def test_the_day_of_publication_counts_only_where_a_period_is_asked_for() -> None:
    assert column("date", "what reopened in March 2024?") == [1, 1, 1, 0]
    assert column("date", "what reopened?") == [0, 0, 0, 0]


def test_the_kind_asked_for_is_looked_for() -> None:
    question = "how much did dredging cost?"
    assert column("kind", question) == [1, 1, 0, 0]  # a date has digits, too
    assert column("kind_near", question) == [0, 1, 0, 0]


def test_parts_beside_the_news_leads_and_depth() -> None:
    spans = [(one.passage.start, one.passage.end) for one in passages({"port": PORT})]
    parts = (None, "about", "legal")
    found = [
        candidate(at, "port", *span, part=part) for at, (span, part) in enumerate(zip(spans, parts, strict=True))
    ]
    assert column("about", "a port", ROOM, found) == [0, 1, 0]
    assert column("aside", "a port", ROOM, found) == [0, 0, 1]
    assert column("lead", "a port", ROOM, found) == [1, 0, 0]
    depth = column("depth", "a port", ROOM, found)
    assert depth[0] == 0 < depth[1] < depth[2] < 1
    assert spans[1][0] > HEAD


def test_the_prior_joins_both_scores_of_any_range() -> None:
    found = [
        candidate(0, "a", 0, 1, 8.0, 0.80),
        candidate(1, "a", 1, 2, 0.0, 0.90),
        candidate(2, "a", 2, 3, 4.0, 0.85),
    ]
    assert prior(found) == pytest.approx([0.3, 0.7, 0.5])
    assert prior([]).shape == (0,)


@settings(deadline=None)
@given(
    st.text(alphabet="aé م1.\n$%'A ", min_size=1, max_size=40).filter(lambda text: any(map(str.isalnum, text))),
    st.lists(st.tuples(st.floats(0, 50), st.floats(-1, 1)), min_size=4, max_size=4),
)
def test_every_value_is_a_finite_number(question: str, scores: list[tuple[float, float]]) -> None:
    found = [
        candidate(at, one.passage.article_id, one.passage.start, one.passage.end, *pair)
        for at, (one, pair) in enumerate(zip(passages(ROOM), scores, strict=True))
    ]
    values = judged(question, ROOM, found).features.values
    assert values.shape == (4, len(NAMES))
    assert np.isfinite(values).all()


def notices(count: int) -> dict[str, Release]:
    """As many releases of one passage, the later the longer, each with more of the words that are asked for."""
    return {f"n{at}": Release(None, "The pier opened. " + "The harbour pier. " * at) for at in range(count)}


def test_where_every_release_is_one_passage_its_words_count_once() -> None:
    question, room = "which harbour pier opened?", notices(ENOUGH)
    values = judged(question, room).features.values
    assert not values[:, WITHIN].any()
    assert np.ptp(column("article_cover", question, room)) > 0
    assert np.ptp(column("article_bm25", question, room)) == 0  # all found alike
    assert max(column("article_bm25", question, room)) == 1


def test_one_release_of_two_passages_is_enough_to_tell_passages_apart() -> None:
    question = "which harbour pier opened?"
    room = notices(ENOUGH - 1) | {"port": PORT}
    assert max(column("cover", question, room)) > 0
    assert np.ptp(column("length", question, room)) > 0


def test_a_handful_of_short_notices_is_ranked_as_ever() -> None:
    assert max(column("cover", "which harbour pier opened?", notices(ENOUGH - 1))) > 0
