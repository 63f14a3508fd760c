"""The protocol over HTTP, through its own client, against a real server."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from mcp import Client, MCPError, types

from api.mcp.tools import TOOLS
from tests.api.doors import QUESTION, Door, served
from tests.api.mcp.conftest import MODES, PORT, RAIL, called, release, spoken


@pytest.mark.parametrize("mode", MODES)
def test_the_example_question_has_the_citation_that_plain_http_gives(door: Door, mode: str) -> None:
    plain = door.asked(k=3)
    found = called(door.url, "ask", mode=mode, question=QUESTION, k=3)
    assert not found.is_error
    assert [one["citation"] for one in found.structured_content["passages"]] == [
        one["citation"] for one in plain["passages"]
    ]
    assert found.structured_content["answer"] == plain["answer"]
    cited = plain["passages"][plain["answer"]["sentences"][0]["citation"] - 1]["citation"]
    assert plain["answer"]["sentences"][0]["text"] in found.content[0].text
    assert f"[{cited['number']}]" in found.content[0].text
    assert cited["article_id"] in found.content[0].text


@pytest.mark.parametrize("mode", MODES)
def test_every_tool_is_told_to_read_only_and_has_its_schemas(door: Door, mode: str) -> None:
    tools = spoken(door.url, lambda client: client.list_tools(), mode).tools
    assert [tool.name for tool in tools] == list(TOOLS) == ["ask", "verify", "list_articles", "read_article"]
    for tool in tools:
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint
        assert tool.output_schema is not None
        assert tool.input_schema["additionalProperties"] is False


def test_words_are_verified_as_over_plain_http(door: Door) -> None:
    quote = door.asked(k=1)["passages"][0]["text"][:60]
    plain = httpx.post(f"{door.url}/v1/verify", json={"quote": quote}).json()
    found = called(door.url, "verify", quote=quote)
    assert found.structured_content == plain
    assert plain["places"][0]["article_id"] in found.content[0].text
    false = called(door.url, "verify", quote="The dragon of Halvern signed the treaty of the seven moons on Tuesday.")
    assert not false.structured_content["found"]
    assert false.content[0].text.startswith("These words were not published")


def test_articles_are_listed_in_pages_and_read(door: Door) -> None:
    first = called(door.url, "list_articles", limit=5).structured_content
    rest = called(door.url, "list_articles", limit=500, after=first["next"]).structured_content
    ids = [one["id"] for one in first["articles"] + rest["articles"]]
    assert len(set(ids)) == len(ids) == first["total"] == 46
    read = called(door.url, "read_article", article_id=ids[0])
    assert read.structured_content == httpx.get(f"{door.url}/v1/articles/{ids[0]}").json()
    assert read.content[0].text.endswith(read.structured_content["text"])


@pytest.mark.parametrize("mode", MODES)
def test_every_article_is_a_resource(door: Door, mode: str) -> None:
    async def walk(client: Client) -> list[Any]:
        found, cursor = [], None
        while True:
            page = await client.list_resources(cursor=cursor)
            found += page.resources
            if not (cursor := page.next_cursor):
                return found

    resources = spoken(door.url, walk, mode)
    assert len(resources) == 46
    (content,) = spoken(door.url, lambda client: client.read_resource(resources[0].uri), mode).contents
    assert isinstance(content, types.TextResourceContents)
    held = httpx.get(f"{door.url}/v1/articles/{resources[0].uri.rpartition('/')[2]}").json()
    assert content.text.endswith("\n\n" + held["text"])
    templates = spoken(door.url, lambda client: client.list_resource_templates(), mode).resource_templates
    assert [one.uri_template for one in templates] == ["dateline://article/{id}"]


@pytest.mark.parametrize("uri", ["dateline://article/nothing", "file:///etc/passwd", "dateline://secrets"])
def test_a_resource_that_is_not_there_is_refused_in_our_words(door: Door, uri: str) -> None:
    async def read(client: Client) -> str:
        with pytest.raises(MCPError) as refused:
            await client.read_resource(uri)
        return str(refused.value)

    assert spoken(door.url, read).startswith("There is no such article")


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("ask", {"question": "  "}, "The question is empty"),
        ("ask", {"question": "why? " * 1000}, "The question is too long"),
        ("ask", {}, "question: Field required"),
        ("ask", {"question": "when?", "k": 0}, "k: Input should be greater"),
        ("ask", {"question": "when?", "published_from": 2024}, "published_from: Input should be a date"),
        ("ask", {"question": "when?", "colour": "red"}, "colour: There is no argument of this name; there are "),
        ("verify", {"quote": ""}, "The quote is empty"),
        ("read_article", {"article_id": "nothing"}, "There is no such article"),
        ("list_articles", {"after": "nothing"}, "There is no such article"),
        ("erase", {}, "there is no tool 'erase'; there are ask, verify"),
    ],
)
def test_what_does_not_fit_is_told_as_the_tools_result(
    door: Door, tool: str, arguments: dict[str, Any], said: str
) -> None:
    found = called(door.url, tool, **arguments)
    assert found.is_error
    assert said in found.content[0].text


def test_nothing_is_found_that_the_archive_does_not_say(door: Door) -> None:
    found = called(door.url, "ask", question="what did ICESCO agree with FIFA?", caution="cautious")
    assert found.structured_content["answer"]["status"] == "unanswered"
    assert found.content[0].text.startswith("The archive does not answer this.")
    assert "[1]" not in found.content[0].text


def test_only_posts_are_answered(door: Door) -> None:
    for reply in (httpx.get(f"{door.url}/mcp"), httpx.delete(f"{door.url}/mcp")):
        assert (reply.status_code, reply.headers["allow"]) == (405, "POST")
        assert reply.headers["content-type"] == "application/problem+json"


def test_a_page_of_another_origin_is_kept_out(door: Door) -> None:
    sent = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    reply = httpx.post(f"{door.url}/mcp", json=sent, headers={"Origin": "https://evil.example"})
    assert (reply.status_code, reply.json()["type"]) == (403, "urn:dateline:problem:origin-forbidden")
    rebound = httpx.post(f"{door.url}/mcp", json=sent, headers={"Host": "evil.example"})
    assert rebound.status_code == 401


def test_a_key_is_needed_where_keys_are_and_one_of_a_source_sees_nothing_of_others(tmp_path: Path) -> None:
    with served(tmp_path, PORT, RAIL, sample=False) as opened:
        key = opened.key("ask", sources=("port",))
        refused = httpx.post(f"{opened.url}/mcp", json={"jsonrpc": "2.0", "id": 1, "method": "tools/list"})
        assert refused.status_code == 401
        listed = called(opened.url, "list_articles", key=key).structured_content
        assert ([one["source"] for one in listed["articles"]], listed["total"]) == (["port"], 1)
        resources = spoken(opened.url, lambda client: client.list_resources(), key=key).resources
        assert [one.description for one in resources] == ["port, 2024-03-14"]
        for tool, arguments in (
            ("ask", {"question": "how many people does the rail line to Elsen carry?"}),
            ("verify", {"quote": "The rail line to Elsen carries 4,000 people a day."}),
        ):
            found = called(opened.url, tool, key=key, **arguments)
            assert "4,000" not in str(found.structured_content).replace(arguments.get("quote", "-"), "")
            assert "rail" not in {one["citation"]["source"] for one in found.structured_content.get("passages", [])}
        hidden = called(opened.url, "read_article", key=key, article_id=RAIL.id)
        missing = called(opened.url, "read_article", key=key, article_id="0" * len(RAIL.id))
        assert hidden.is_error
        assert hidden.content[0].text.replace(RAIL.id, "") == missing.content[0].text.replace("0" * len(RAIL.id), "")


def test_what_was_removed_or_is_under_embargo_is_nowhere(tmp_path: Path) -> None:
    later = (dt.datetime.now(dt.UTC) + dt.timedelta(days=2)).strftime("%d %B %Y")
    text = f"EMBARGOED UNTIL {later}\n\nNew quay\n\nHALVERN - A quay of 9 berths opens in Halvern."
    secret = release("port", "secret.txt", text)
    with served(tmp_path, PORT, RAIL, secret, sample=False) as opened:
        opened.desk.remove(RAIL.id)
        listed = called(opened.url, "list_articles").structured_content
        assert [one["id"] for one in listed["articles"]] == [PORT.id]
        for gone in (RAIL.id, secret.id):
            assert called(opened.url, "read_article", article_id=gone).is_error
        for words in ("The rail line to Elsen carries 4,000 people a day.", "A quay of 9 berths opens in Halvern."):
            assert not called(opened.url, "verify", quote=words).structured_content["found"]


def test_two_clients_at_once_each_get_their_own_answer(door: Door) -> None:
    async def both(client: Client) -> list[Any]:
        found: list[Any] = [None, None]

        async def ask(place: int, question: str) -> None:
            found[place] = await client.call_tool("ask", {"question": question, "k": 1})

        async with anyio.create_task_group() as group:
            group.start_soon(ask, 0, QUESTION)
            group.start_soon(ask, 1, "who signed the agreement with the UNESCO regional centre?")
        return found

    first, second = spoken(door.url, both)
    assert first.structured_content["question"] == QUESTION
    assert second.structured_content["question"].startswith("who signed")


def test_a_client_that_leaves_does_not_hold_up_others(door: Door) -> None:
    async def leave(client: Client) -> None:
        with anyio.move_on_after(0.001):
            await client.call_tool("ask", {"question": QUESTION})

    for _ in range(5):
        spoken(door.url, leave)
    assert not called(door.url, "ask", question=QUESTION).is_error
