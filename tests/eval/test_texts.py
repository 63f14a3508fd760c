from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from corpus.article import Document
from eval import texts
from eval.texts import Text
from qa.desk import Desk
from tests.eval.clean import text


@pytest.fixture
def port() -> Text:
    return text(
        "port.txt", "The “port” of Halvern — closed.", "The port of Halvern\nreopened on Thursday.", "The port."
    )


def test_a_quote_is_found_in_the_passages_that_hold_it_folded(port: Text) -> None:
    assert port.holding('The "port" of Halvern - closed.') == (0,)
    assert port.holding("port of Halvern reopened") == (1,)
    assert port.holding("The port") == (1, 2)
    assert port.holding("The pier") == ()


def test_only_the_head_of_a_quote_is_looked_for_as_in_scoring(port: Text) -> None:
    long = text("long.txt", "x" * 60 + " and so on")
    assert long.holding("x" * 60 + " and otherwise") == (0,)


def test_holders_hold_the_whole_quote(port: Text) -> None:
    other = text("other.txt", "The port of Halvern reopened on Friday.")
    corpus = {item.path: item for item in (port, other)}
    assert texts.holders(corpus, "The port of Halvern reopened") == ("port.txt", "other.txt")
    assert texts.holders(corpus, "The port of Halvern reopened on Friday") == ("other.txt",)
    assert texts.holders(corpus, "The port of Elsen") == ()


def test_a_quote_across_a_cut_is_held_by_the_text_and_by_no_passage(port: Text) -> None:
    assert texts.holders({"port.txt": port}, "closed. The port") == ("port.txt",)
    assert port.holding("closed. The port") == ()
    assert texts.place(port, "closed. The port").passage == ""


def test_a_place_shows_the_quote_in_its_passage() -> None:
    dated = text("a.txt", "One.", "Two.", title="A title", published=dt.date(2024, 3, 14))
    place = texts.place(dated, "Two.")
    assert (place.article, place.quote, place.passage) == ("a.txt", "Two.", "Two.")
    assert (place.title, place.published) == ("A title", "2024-03-14")


def test_every_article_is_read_with_its_passages(desk: Desk, release: Callable[..., Document]) -> None:
    body = "\n\n".join(f"Paragraph {number} speaks of the port and of what it did that year." for number in range(60))
    desk.add(release("long.txt", "A long one", body))
    desk.add(release("short.txt", "A short one", "The port closed."))
    found = texts.read(desk, lambda source, path: f"{source}/{path}")
    assert set(found) == {"room/long.txt", "room/short.txt"}
    long = found["room/long.txt"]
    assert len(long.passages) > 1
    assert " ".join(long.folded_passages) == long.folded
    assert all(passage in long.article.text for passage in long.passages)
    assert found["room/short.txt"].passages == ("The port closed.",)
