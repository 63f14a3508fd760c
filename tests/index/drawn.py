"""What property tests of engines draw: releases, scopes, filters, blends, questions and steps."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from corpus.article import Filters, Scope
from index import fusion
from index.engine import Blend
from tests.index.oracle import (
    NOW,
    VOCABULARY,
    Release,
)

PATHS = st.sampled_from(["a.txt", "b.txt", "c.txt", "d.txt", "e.txt"])
RELEASES = st.builds(
    Release,
    PATHS,
    st.lists(st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=6).map(" ".join), min_size=1, max_size=4).map(
        lambda paragraphs: "\n\n".join(f"{paragraph}." for paragraph in paragraphs)
    ),
    st.none() | st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=3).map(" ".join),
    st.sampled_from(["room", "port"]),
    st.sampled_from([None, "en", "fr"]),
    st.none() | st.dates(dt.date(2024, 1, 1), dt.date(2024, 1, 4)),
)
DAYS = st.none() | st.dates(dt.date(2024, 1, 1), dt.date(2024, 1, 4))
SCOPES = st.builds(Scope, st.just(NOW), st.none() | st.frozensets(st.sampled_from(["room", "port"])), DAYS)
FILTERS = st.builds(
    Filters, DAYS, DAYS, st.sampled_from([None, None, "room", "port"]), st.sampled_from([None, None, "en", "fr"])
)
BLENDS = st.builds(
    Blend,
    # Reciprocal ranks turn on the order of equal scores, which rounding decides: they are compared by themselves.
    st.just(fusion.Method.MINMAX),
    st.sampled_from([0.0, 0.3, 0.7, 1.0]),
    st.sampled_from([0.0, 0.25, 1.0]),
    st.just(1000),
    st.sampled_from([0.0, 0.2]),
)
QUESTIONS = st.lists(st.sampled_from([*VOCABULARY, "unheard", "the"]), min_size=1, max_size=5).map(" ".join)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), RELEASES),
        st.tuples(st.just("remove"), st.integers(0, 9)),
        st.tuples(st.just("purge"), st.integers(0, 9)),
        st.tuples(st.just("restore"), st.integers(0, 9)),
        st.tuples(st.just("refresh"), st.none()),
        st.tuples(st.just("ask"), st.tuples(QUESTIONS, SCOPES, FILTERS, BLENDS)),
    ),
    min_size=3,
    max_size=16,
)
