"""The protocol over standard input and output: `dateline mcp`, as an assistant starts it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

from qa.desk import Desk, DeskConfig
from tests.api.doors import QUESTION, SAMPLE


def spoken(data: Path, question: str) -> tuple[list[str], Any]:
    """Start the command, list its tools, ask."""

    async def speak() -> tuple[list[str], Any]:
        environment = {**os.environ, "DATELINE_MODEL": "all-MiniLM-L6-v2", "DATELINE_READER": "none"}
        command = [sys.executable, "-c", "from api.cli import main; main()", "mcp", "--data", str(data)]
        started = StdioServerParameters(command=command[0], args=command[1:], env=environment)
        async with Client(stdio_client(started)) as client:
            tools = (await client.list_tools()).tools
            return [tool.name for tool in tools], await client.call_tool("ask", {"question": question, "k": 3})

    return anyio.run(speak)


@pytest.mark.slow
def test_an_assistant_starts_it_and_gets_the_answer_that_the_desk_gives(tmp_path: Path) -> None:
    desk = Desk(DeskConfig(tmp_path / "data", "all-MiniLM-L6-v2"))
    desk.intake().paths([SAMPLE])
    desk.close()
    tools, found = spoken(tmp_path / "data", QUESTION)
    assert tools == ["ask", "verify", "list_articles", "read_article"]
    assert not found.is_error
    cited = found.structured_content["passages"][0]["citation"]
    assert "ICESCO" in cited["title"]
    assert cited["quote"] == found.structured_content["passages"][0]["text"]


@pytest.mark.slow
def test_an_empty_folder_is_an_archive_that_says_nothing(tmp_path: Path) -> None:
    _, found = spoken(tmp_path / "data", QUESTION)
    assert not found.is_error
    assert found.structured_content["answer"]["missing"]["reason"] in {"nothing_found", "never_mentioned"}
