"""Pools: what the index finds for a question, best first, with the release it stands in."""

from __future__ import annotations

from pathlib import Path

from corpus.article import Document, Scope
from eval.reader import pools
from eval.reader.pools import Pool
from qa.desk import Desk, DeskConfig
from tests.conftest import HashingEmbedder
from tests.eval.reader.making import gold

TEXTS = {
    "bridge.txt": "Bridge opens\n\nTOWN, March 7, 2024 - The mayor opened the harbour bridge on Monday.",
    "band.txt": "Band plays\n\nTOWN, March 8, 2024 - A band played for hours in the old square.",
}


def test_the_nearest_passage_comes_first(desk: Desk) -> None:
    for name, text in TEXTS.items():
        desk.add(Document("town", name, text.encode(), "text"))
    desk.ready()
    articles = {f"town/{one.path}": one for one in desk.store.oldest_first(Scope.everything())}
    places = {one.id: place for place, one in articles.items()}
    found = pools.search(desk, "Who opened the harbour bridge?", places, articles)
    assert found[0].place == "town/bridge.txt"
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert len(pools.search(desk, "Who opened the harbour bridge?", places, articles, depth=1)) == 1


def test_a_folder_is_searched_for_every_question(tmp_path: Path) -> None:
    folder = tmp_path / "town"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text)
    asked = [
        gold("Who opened the harbour bridge?", ("town/bridge.txt", "The mayor opened")),
        gold("Who?", name="q-2"),
    ]
    desk = Desk(DeskConfig(tmp_path / "data"), HashingEmbedder())
    desk.intake().paths([folder])
    desk.ready()
    corpus = pools.of_desk(desk, "town", asked, "town/")
    desk.close()
    assert set(corpus.articles) == {"town/bridge.txt", "town/band.txt"}
    assert [pool.gold.id for pool in corpus.pools] == ["q-1", "q-2"]
    assert corpus.pools[0].found[0].place == "town/bridge.txt"
    assert all(isinstance(pool, Pool) for pool in corpus.pools)
    for place, own in corpus.passages.items():
        assert [one.start for one in own] == sorted(one.start for one in own)
        assert all(one.article_id == corpus.articles[place].id for one in own)


def test_a_window_is_a_run_with_title_and_day(desk: Desk) -> None:
    desk.add(Document("town", "bridge.txt", TEXTS["bridge.txt"].encode(), "text"))
    desk.ready()
    (article,) = desk.store.oldest_first(Scope.everything())
    (found,) = pools.search(desk, "bridge", {article.id: "x"}, {"x": article})
    start = article.text.index("The mayor")
    window = found.window(start, start + 16)
    assert (window.text, window.title, window.published) == ("The mayor opened", article.title, article.published)
