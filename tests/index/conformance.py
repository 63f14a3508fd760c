"""What every search engine must do, whatever it is built of.

A suite of its own: `class TestMyEngine(EngineConformance)` with a `make` runs an engine through all of it.
"""

from __future__ import annotations

import datetime as dt
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from corpus.article import Filters, Part, Scope, article_id
from corpus.store.articles import ArticleStore
from index import fusion
from index.engine import Blend, Query, SearchEngine
from index.errors import VectorsMissing
from tests.index.drawn import QUESTIONS, STEPS
from tests.index.oracle import (
    EMBEDDER,
    EVERY,
    EVERYTHING,
    NOW,
    NOWHERE,
    VOCABULARY,
    Release,
    assert_equals_the_oracle,
    embargo,
    found_ids,
    put,
    query,
)


class EngineConformance:
    """The suite. Subclasses say how an engine is made."""

    @staticmethod
    def make(store: ArticleStore, model: str, dimensions: int) -> SearchEngine:
        raise NotImplementedError

    def engine(self, store: ArticleStore) -> SearchEngine:
        return self.make(store, EMBEDDER.id, EMBEDDER.dimensions)

    def ids(self, engine: SearchEngine, text: str, scope: Scope = EVERYTHING, filters: Filters = NOWHERE) -> set[str]:
        engine.refresh()
        return found_ids(engine.search(query(text), scope, filters, EVERY))

    def test_nothing_is_found_in_an_empty_store(self, store: ArticleStore) -> None:
        engine = self.engine(store)
        assert self.ids(engine, "port") == set()
        assert engine.sequence == store.sequence() == 0

    def test_what_was_added_is_found_and_best_where_its_words_are(self, store: ArticleStore) -> None:
        engine = self.engine(store)
        port, rail = Release("p.txt", "The port of Elsen opened."), Release("r.txt", "The rail museum signed.")
        put(store, port)
        assert self.ids(engine, "Elsen port") == {port.id}
        put(store, rail)
        assert self.ids(engine, "Elsen port") == {port.id, rail.id}
        assert engine.search(query("Elsen port"), EVERYTHING, NOWHERE, EVERY)[0].passage.article_id == port.id
        assert engine.search(query("rail museum"), EVERYTHING, NOWHERE, EVERY)[0].passage.article_id == rail.id

    @pytest.mark.parametrize("take_out", [ArticleStore.remove, ArticleStore.purge])
    def test_what_was_taken_out_is_never_found(
        self, store: ArticleStore, take_out: Callable[[ArticleStore, str], None]
    ) -> None:
        engine = self.engine(store)
        gone, kept = Release("g.txt", "The port opened."), Release("k.txt", "The port council signed.")
        put(store, gone, kept)
        assert self.ids(engine, "port") == {gone.id, kept.id}
        take_out(store, gone.id)
        assert self.ids(engine, "port opened") == {kept.id}
        take_out(store, kept.id)
        assert self.ids(engine, "port") == set()
        put(store, gone)
        assert self.ids(engine, "port") == {gone.id}

    def test_what_was_added_and_taken_out_between_two_looks_is_not_found(self, store: ArticleStore) -> None:
        engine = self.engine(store)
        gone = Release("g.txt", "The port opened.")
        put(store, gone)
        store.remove(gone.id)
        assert self.ids(engine, "port") == set()
        put(store, gone)
        store.purge(gone.id)
        assert self.ids(engine, "port") == set()

    def test_replaced_words_are_found_no_more(self, store: ArticleStore) -> None:
        engine = self.engine(store)
        put(store, Release("a.txt", "The port opened."))
        engine.refresh()
        put(store, Release("a.txt", "The museum opened.", title="Launch"))
        engine.refresh()
        words = Blend(words=1.0)
        assert engine.search(query("port"), EVERYTHING, NOWHERE, words) == []
        assert len(engine.search(query("museum"), EVERYTHING, NOWHERE, words)) == 1
        assert len(engine.search(query("launch"), EVERYTHING, NOWHERE, words)) == 1
        assert len(engine.search(query("port"), EVERYTHING, NOWHERE, EVERY)) == 1

    def test_embargoed_articles_are_found_from_their_moment_on(self, store: ArticleStore) -> None:
        secret, plain = Release("s.txt", "The port opened."), Release("p.txt", "The port signed.")
        put(store, secret, plain)
        embargo(store, secret.id, NOW + dt.timedelta(seconds=1))
        engine = self.engine(store)
        assert self.ids(engine, "port") == {plain.id}
        assert self.ids(engine, "port", Scope(NOW + dt.timedelta(seconds=1))) == {secret.id, plain.id}

    @pytest.mark.parametrize(
        ("scope", "filters", "expected"),
        [
            (Scope(NOW, frozenset({"port"})), NOWHERE, {"2"}),
            (Scope(NOW, frozenset()), NOWHERE, set()),
            (Scope(NOW, frozenset({"nowhere"})), NOWHERE, set()),
            (Scope(NOW, as_of=dt.date(2024, 1, 31)), NOWHERE, {"1"}),
            (Scope(NOW, as_of=NOW.date()), NOWHERE, {"1", "2", "3"}),
            (Scope(NOW, without=frozenset({article_id("room", "1")})), NOWHERE, {"2", "3"}),
            (Scope(NOW, without=frozenset({article_id("port", "2"), "not here"})), NOWHERE, {"1", "3"}),
            (EVERYTHING, Filters(published_from=dt.date(2024, 2, 2)), {"2"}),
            (EVERYTHING, Filters(published_to=dt.date(2024, 2, 1)), {"1"}),
            (EVERYTHING, Filters(published_from=dt.date(2024, 1, 1), published_to=dt.date(2024, 1, 1)), {"1"}),
            (EVERYTHING, Filters(source="room"), {"1", "3"}),
            (EVERYTHING, Filters(language="fr"), {"2"}),
            (EVERYTHING, Filters(language="ar"), set()),
            (Scope(NOW, frozenset({"room"})), Filters(source="port"), set()),
        ],
    )
    def test_scope_and_filters_narrow_what_is_found(
        self, store: ArticleStore, scope: Scope, filters: Filters, expected: set[str]
    ) -> None:
        releases = [
            Release("1", "The port opened."),
            Release("2", "The port opened.", source="port", language="fr", published=dt.date(2024, 3, 1)),
            Release("3", "The port opened.", language=None, published=None),
        ]
        put(store, *releases)
        found = self.ids(self.engine(store), "port", scope, filters)
        assert {release.path for release in releases if release.id in found} == expected

    def test_what_is_allowed_is_found_behind_any_number_that_is_not(self, store: ArticleStore) -> None:
        crowd = [Release(f"{at}.txt", "The port of Elsen opened.", source="port") for at in range(30)]
        wanted = Release("w.txt", "The council of the port.")
        put(store, *crowd, wanted)
        engine = self.engine(store)
        engine.refresh()
        blend = Blend(depth=2)
        found = engine.search(query("Elsen port opened"), Scope(NOW, frozenset({"room"})), NOWHERE, blend)
        assert found_ids(found) == {wanted.id}

    def test_the_same_words_score_the_same_and_stand_in_passage_order(self, store: ArticleStore) -> None:
        put(store, *(Release(f"{at}.txt", "The port of Elsen opened on Monday.") for at in range(12)))
        engine = self.engine(store)
        engine.refresh()
        candidates = engine.search(query("Elsen port"), EVERYTHING, NOWHERE, EVERY)
        assert len({candidate.score for candidate in candidates}) == 1
        numbers = [candidate.passage.number for candidate in candidates]
        assert numbers == sorted(numbers)

    @pytest.mark.parametrize("words", [0.0, 0.3, 1.0])
    def test_of_equals_at_the_depth_the_first_passages_are_named(self, store: ArticleStore, words: float) -> None:
        put(store, *(Release(f"{at}.txt", "The port of Elsen opened on Monday.") for at in range(12)))
        engine = self.engine(store)
        engine.refresh()
        every = engine.search(query("Elsen port"), EVERYTHING, NOWHERE, Blend(words=words))
        few = engine.search(query("Elsen port"), EVERYTHING, NOWHERE, Blend(words=words, depth=5))
        assert [one.passage for one in few] == [one.passage for one in every[:5]]

    @pytest.mark.parametrize("words", [0.0, 1.0])
    def test_each_side_names_its_best(self, store: ArticleStore, words: float) -> None:
        texts = [" ".join(["port"] * (at * 5 % 8) + ["rail"] * 8) for at in range(8)]  # the best stand in no order
        texts += ["museum"] * 12  # so that a port is something rare
        put(store, *(Release(f"{at}.txt", text) for at, text in enumerate(texts)))
        engine = self.engine(store)
        engine.refresh()
        every = engine.search(query("port"), EVERYTHING, NOWHERE, Blend(words=words))
        few = engine.search(query("port"), EVERYTHING, NOWHERE, Blend(words=words, depth=3))
        assert len({one.score for one in every[:4]}) == 4
        assert [one.passage for one in few] == [one.passage for one in every[:3]]

    @pytest.mark.parametrize("method", fusion.Method)
    def test_each_method_of_fusion_is_the_fusion_of_both_scores(
        self, store: ArticleStore, method: fusion.Method
    ) -> None:
        put(store, Release("1", "port port port."), Release("2", "port rail."), Release("3", "rail.", "port"))
        put(store, Release("4", "museum."), Release("5", "launch."), Release("6", "schools."))
        engine = self.engine(store)
        engine.refresh()
        candidates = engine.search(query("port"), EVERYTHING, NOWHERE, Blend(method, 0.4, depth=1000))
        by_number = sorted(candidates, key=lambda one: one.passage.number)
        fused = fusion.fuse(
            np.array([one.bm25 for one in by_number]), np.array([one.cosine for one in by_number]), method, 0.4
        )
        np.testing.assert_allclose([one.score for one in by_number], fused.score)
        np.testing.assert_allclose([one.words for one in by_number], fused.words)
        assert len(candidates) == 6

    def test_the_news_stands_above_what_is_beside_it(self, store: ArticleStore) -> None:
        text = "The port opened."
        put(store, Release("1", text, parts=(Part("about", 0, len(text)),)), Release("2", text))
        engine = self.engine(store)
        engine.refresh()
        first, second = engine.search(query("port opened"), EVERYTHING, NOWHERE, Blend(aside=0.5))
        assert (first.passage.part, second.passage.part) == (None, "about")
        assert second.score == pytest.approx(first.score / 2)
        assert second.words + second.meaning == pytest.approx(second.score)
        alike = engine.search(query("port opened"), EVERYTHING, NOWHERE, Blend(aside=1))
        assert [one.passage.part for one in alike] == ["about", None]

    @pytest.mark.parametrize(("asked", "paths"), [("en", {"1", "2"}), ("ar", {"2", "3"}), ("e", set()), ('"', set())])
    def test_a_release_in_two_languages_is_found_in_both(
        self, store: ArticleStore, asked: str, paths: set[str]
    ) -> None:
        text = "The port opened."
        put(store, Release("1", text), Release("2", text, languages=("en", "ar")), Release("3", text, language="ar"))
        engine = self.engine(store)
        engine.refresh()
        filters = Filters(language=asked)
        found = engine.search(query("port"), EVERYTHING, filters, EVERY)
        assert found_ids(found) == {Release(path, "").id for path in paths}
        assert {article.id for article in store.page(EVERYTHING, filters)} == found_ids(found)

    def test_words_alone_need_no_vector_and_find_only_words(self, store: ArticleStore) -> None:
        put(store, Release("1", "The port opened."), Release("2", "The rail opened.", "Elsen"))
        engine = self.engine(store)
        engine.refresh()
        candidates = engine.search(Query(("elsen",), None), EVERYTHING, NOWHERE, Blend(words=1.0))
        assert [one.passage.article_id for one in candidates] == [Release("2", "").id]
        assert [one.meaning for one in candidates] == [0.0]

    def test_a_question_without_terms_is_answered_by_meaning(self, store: ArticleStore) -> None:
        put(store, Release("1", "The port opened."))
        engine = self.engine(store)
        engine.refresh()
        asked = Query((), EMBEDDER.encode_question("port"))
        assert len(engine.search(asked, EVERYTHING, NOWHERE, EVERY)) == 1
        assert engine.search(asked, EVERYTHING, NOWHERE, Blend(words=1.0)) == []

    def test_the_sequence_follows_the_store(self, store: ArticleStore) -> None:
        engine = self.engine(store)
        release = Release("a.txt", "The port opened.")
        changes: list[Callable[[], None]] = [
            lambda: put(store, release),
            lambda: store.remove(release.id),
            lambda: store.purge(release.id),
        ]
        for change in changes:
            change()
            assert engine.sequence < store.sequence()
            engine.refresh()
            assert engine.sequence == store.sequence()

    def test_articles_without_vectors_are_named_until_they_have_them(self, store: ArticleStore) -> None:
        new, old = Release("n.txt", "The port opened."), Release("o.txt", "The port signed. The rail too.")
        put(store, new)
        put(store, old, model="another/1")
        engine = self.engine(store)
        for _ in range(2):  # an answer without them would be incomplete, so it is said every time
            with pytest.raises(VectorsMissing) as missing:
                engine.refresh()
            assert missing.value.article_ids == (old.id,)
            assert found_ids(engine.search(query("port"), EVERYTHING, NOWHERE, EVERY)) == {new.id}
        with store.snapshot(EMBEDDER.id, [old.id]) as (_, stream):
            rows = list(stream)
        store.add_vectors(EMBEDDER.id, [(row, old.entry().vectors) for row in rows])
        assert self.ids(engine, "port") == {new.id, old.id}
        assert engine.sequence == store.sequence()
        assert_equals_the_oracle(engine, store, "port rail", EVERYTHING, NOWHERE, EVERY)

    def test_an_article_without_vectors_that_is_removed_is_missed_no_more(self, store: ArticleStore) -> None:
        old = Release("o.txt", "The port signed.")
        put(store, old, model="another/1")
        engine = self.engine(store)
        with pytest.raises(VectorsMissing):
            engine.refresh()
        store.remove(old.id)
        assert self.ids(engine, "port") == set()

    def test_an_engine_opened_later_agrees(self, store: ArticleStore) -> None:
        early = self.engine(store)
        releases = [Release(f"{at}.txt", f"The {word} of Elsen opened.") for at, word in enumerate(VOCABULARY)]
        for release in releases:
            put(store, release)
            early.refresh()
        for release in releases[::3]:
            store.remove(release.id)
            early.refresh()
        late = self.engine(store)
        late.refresh()
        for word in VOCABULARY:
            one = early.search(query(word), EVERYTHING, NOWHERE, EVERY)
            other = late.search(query(word), EVERYTHING, NOWHERE, EVERY)
            assert [candidate.passage for candidate in one] == [candidate.passage for candidate in other]
            np.testing.assert_allclose([c.score for c in one], [c.score for c in other], rtol=1e-9)

    @given(STEPS, QUESTIONS)
    @settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.differing_executors])
    def test_answers_equal_an_exhaustive_search_after_any_changes(
        self, steps: list[tuple[str, object]], question: str
    ) -> None:
        with tempfile.TemporaryDirectory() as folder:
            store = ArticleStore(Path(folder))
            try:
                self._walk(store, steps, question)
            finally:
                store.close()

    def _walk(self, store: ArticleStore, steps: list[tuple[str, object]], question: str) -> None:
        engine = self.engine(store)
        living: dict[str, Release] = {}
        removed: dict[str, Release] = {}
        ends: list[tuple[str, object]] = [("ask", (question, EVERYTHING, NOWHERE, Blend(depth=1000, words=0.5)))]
        for step, what in steps + ends:
            match step, what:
                case "put", Release() as release:
                    put(store, release)
                    living[release.id] = release
                    removed.pop(release.id, None)
                case "remove", int(at) if living:
                    name = sorted(living)[at % len(living)]
                    store.remove(name)
                    removed[name] = living.pop(name)
                case "purge", int(at) if living or removed:
                    name = sorted(living | removed)[at % len(living | removed)]
                    store.purge(name)
                    living.pop(name, None)
                    removed.pop(name, None)
                case "restore", int(at) if removed:
                    name = sorted(removed)[at % len(removed)]
                    put(store, removed[name])
                    living[name] = removed.pop(name)
                case "refresh", _:
                    engine.refresh()
                case "ask", (str(text), Scope() as scope, Filters() as filters, Blend() as blend):
                    engine.refresh()
                    assert engine.sequence == store.sequence()
                    assert found_ids(engine.search(query(text), EVERYTHING, NOWHERE, EVERY)) == set(living)
                    assert_equals_the_oracle(engine, store, text, scope, filters, blend)
                    fresh = self.engine(store)
                    fresh.refresh()
                    assert_equals_the_oracle(fresh, store, text, scope, filters, blend)

    def test_searches_beside_a_writer_never_see_what_was_removed_before_they_began(self, store: ArticleStore) -> None:
        engine = self.engine(store)
        kept = Release("kept.txt", "The port of Elsen stays.")
        put(store, kept)
        engine.refresh()
        gone: set[str] = set()
        done = threading.Event()
        wrong: list[object] = []

        def search() -> None:
            try:
                while not done.is_set():
                    before = set(gone)
                    engine.refresh()
                    found = found_ids(engine.search(query("port Elsen"), EVERYTHING, NOWHERE, EVERY))
                    if found & before or kept.id not in found:
                        wrong.append((found, before))
            except Exception as error:  # noqa: BLE001 - whatever it is, the test reports it
                wrong.append(error)

        threads = [threading.Thread(target=search) for _ in range(3)]
        for thread in threads:
            thread.start()
        try:
            for at in range(25):
                release = Release(f"{at}.txt", "The port of Elsen opened. It signed with the council of Sahrin.")
                put(store, release)
                store.remove(release.id) if at % 2 else store.purge(release.id)
                gone.add(release.id)
        finally:
            done.set()
            for thread in threads:
                thread.join()
        assert wrong == []
        assert self.ids(engine, "port") == {kept.id}
