"""The client against the real service."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from api.client import Client, Garbled, Problem
from api.client.events import events
from api.replies import Choice, Ending, Opening
from tests.api.doors import QUESTION, Door, served
from tests.api.routes.sending import NEWER, TEXT

CURL = shutil.which("curl") or "curl"


@pytest.fixture
def reader(door: Door) -> Iterator[Client]:
    with Client(door.url) as made:
        yield made


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Door, Client]]:
    """A service of its own, empty, that wants a key."""
    with served(tmp_path_factory.mktemp("own"), sample=False, access="keys") as door:
        key = door.key("admin")
        with Client(door.url, key) as made:
            yield door, made


def test_the_typed_client_and_curl_get_the_same_citation(door: Door, reader: Client) -> None:
    typed = reader.ask(QUESTION)
    assert typed.answer
    curled = subprocess.run(
        [CURL, "-sS", "--json", f'{{"question": "{QUESTION}"}}', f"{door.url}/v1/ask"],
        check=True,
        capture_output=True,
    ).stdout
    plain = httpx.Response(200, content=curled).json()
    assert typed.answer.model_dump(mode="json") == plain["answer"] == door.asked()["answer"]
    assert [one.model_dump(mode="json") for one in typed.passages] == plain["passages"]
    cited = typed.passages[typed.answer.sentences[0].citation - 1].citation
    article = reader.article(cited.article_id, cited.content_hash)
    assert article.text[cited.start : cited.end] == cited.quote


def test_a_stream_brings_passages_then_the_answer_then_the_end(reader: Client) -> None:
    opening, choice, ending = reader.stream(QUESTION, k=2)
    assert isinstance(opening, Opening)
    assert isinstance(choice, Choice)
    assert isinstance(ending, Ending)
    whole = reader.ask(QUESTION, k=2)
    assert (opening.passages, opening.understood, choice.answer) == (whole.passages, whole.understood, whole.answer)


def test_what_narrows_a_question_narrows_it(reader: Client) -> None:
    assert reader.ask(QUESTION, source="nowhere").passages == []
    with pytest.raises(Problem) as caught:
        reader.ask(QUESTION, published_from="2024-02-30")
    assert list(caught.value.fields) == ["filters.published_from"]
    with pytest.raises(Problem) as caught:
        next(reader.stream(" "))
    assert (caught.value.kind, caught.value.status) == ("question-empty", 422)


def test_words_are_verified(reader: Client) -> None:
    quote = reader.ask(QUESTION).passages[0].citation.quote[:80]
    assert reader.verify(quote).places[0].text == quote
    assert not reader.verify("Nobody ever wrote these very words", source="sample").found


def test_all_articles_come_page_by_page(reader: Client, door: Door) -> None:
    ids = [one.id for one in reader.articles(a_page=7)]
    assert len(ids) == len(set(ids)) == httpx.get(f"{door.url}/v1/articles").json()["total"]
    assert list(reader.articles(source="nowhere")) == []


def test_a_release_comes_changes_and_goes(own: tuple[Door, Client], tmp_path: Path) -> None:
    _, client = own
    added = client.add(TEXT, source="port", path="reopens.txt", published="2024-03-15")
    assert (added.outcome, str(added.article.published)) == ("added", "2024-03-15")
    assert client.add(NEWER, source="port", path="reopens.txt").outcome == "updated"
    assert client.difference(added.article.id).sentences["edited"] == 1
    file = tmp_path / "Lettre n°5.md"
    file.write_text("# La foire\n\nLa foire d'Orlington ouvre ses portes.\n")
    assert client.upload(file, "port").article.title == "La foire"
    assert {one.name: one.articles for one in client.sources()} == {"port": 2}
    client.remove(added.article.id, purge=True)
    with pytest.raises(Problem, match="no such article"):
        client.article(added.article.id)


def test_many_come_as_a_job_and_what_is_thought_of_answers_is_kept(own: tuple[Door, Client]) -> None:
    _, client = own
    job = client.bulk([{"text": "Rail opens\n\nThe line to Rivamar opened.", "source": "rail"}, {"text": ""}])
    ended = client.wait(job.id, 60)
    assert ([item.status for item in ended.items], ended.state, ended.total) == ([201, 422], "done", 2)
    assert ended.items[1].problem
    assert client.feedback("when did the line open?", "up", comment="thanks", source="rail")
    with pytest.raises(Problem) as caught:
        client.sync("nowhere")
    assert caught.value.kind == "source-missing"
    with pytest.raises(Problem) as caught:
        client.add_source("javascript:alert(1)")
    assert caught.value.status == 422
    client.remove_source("rail")
    assert "rail" not in {one.name for one in client.sources() if one.articles}


def test_without_its_key_it_is_told_so(own: tuple[Door, Client]) -> None:
    door, _ = own
    with Client(door.url) as stranger, pytest.raises(Problem) as caught:
        stranger.ask("x")
    assert (caught.value.kind, caught.value.status) == ("key-missing", 401)


def test_a_stream_may_hold_what_is_not_known_yet() -> None:
    lines = ["retry: 3", ": alive", "event: mood", "data: {}", "", "event: done", 'data: {"took_ms":', "data:{}}", ""]
    assert list(events(lines)) == [Ending(took_ms={})]


def test_a_stream_that_ends_early_or_fails_is_an_error() -> None:
    with pytest.raises(Garbled):
        list(events([": alive", ""]))
    failed = ["event: problem", 'data: {"type": "urn:dateline:problem:internal", "title": "t", "status": 500}', ""]
    with pytest.raises(Problem) as caught:
        list(events(failed))
    assert (caught.value.kind, caught.value.status) == ("internal", 500)


def test_nothing_of_the_house_that_is_heavy_is_loaded_for_it() -> None:
    heavy = "{'numpy', 'faiss', 'torch', 'openvino', 'sqlalchemy', 'fastapi', 'transformers'}"
    check = f"import sys, api.client; print(sorted({heavy} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", check], check=True, capture_output=True, text=True)
    assert ran.stdout.strip() == "[]"
