"""Requests made from the description of the service: no failure of ours, and no reply that it does not tell of."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from corpus.article import Document
from tests.api.doors import Door, served
from tests.api.routes.sending import TEXT

CONFIG = Path(__file__).with_name("schemathesis.toml")
ST = Path(sys.executable).with_name("st")
RELEASES = (
    Document("port", "reopens.txt", TEXT.encode(), "text"),
    Document("rail", "line.md", b"# Rail opens\n\nRIVAMAR, 15 March 2024 - The line opened on Friday.\n", "markdown"),
)
EXAMPLES = 5

pytestmark = pytest.mark.slow


def tried(door: Door, folder: Path, key: str | None, *words: str) -> None:
    """Send what schemathesis thinks up, always the same, and check every reply in every way it knows."""
    command = [str(ST), "--config-file", str(CONFIG), "run", f"{door.url}/openapi.json", "--no-color", *words]
    command += [f"--max-examples={EXAMPLES}", "--generation-deterministic"]
    command += ["--continue-on-failure", *(["-H", f"Authorization: Bearer {key}"] if key else [])]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout[-20_000:] + ran.stderr[-2_000:]
    assert " generated" in ran.stdout


def test_an_open_service(tmp_path: Path) -> None:
    with served(tmp_path, *RELEASES, sample=False, rate="", rate_key="") as door:
        tried(door, tmp_path, None)


@pytest.mark.parametrize("scope", ["admin", "write"])
def test_with_a_key(tmp_path: Path, scope: str) -> None:
    with served(tmp_path, *RELEASES, sample=False, rate="", rate_key="", access="keys") as door:
        # Who may not use a route is not told its methods: 403 comes before 405.
        unsaid = [] if scope == "admin" else ["--exclude-checks=unsupported_method"]
        tried(door, tmp_path, door.key(scope), *unsaid)


def test_with_a_key_restricted_to_sources(tmp_path: Path) -> None:
    with served(tmp_path, *RELEASES, sample=False, rate="", rate_key="", access="keys") as door:
        tried(door, tmp_path, door.key("ask", sources=("port",)), "--exclude-checks=unsupported_method")


def test_without_a_key_where_one_is_needed(tmp_path: Path) -> None:
    with served(tmp_path, *RELEASES, sample=False, access="keys") as door:
        door.key("ask")
        tried(door, tmp_path, None, "--exclude-checks=unsupported_method,positive_data_acceptance")
