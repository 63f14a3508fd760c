"""What stands in deploy/ can be read by what it is written for, and names only what there is."""

from __future__ import annotations

import html
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from markdown_it import MarkdownIt

from api.cli import COMMANDS, GROUPS
from api.settings import PREFIX, Settings, load
from tests.conftest import ROOT

DEPLOY = ROOT / "deploy"
FILES = sorted(
    str(path.relative_to(DEPLOY)) for path in DEPLOY.rglob("*") if path.is_file() and path.suffix != ".pyc"
)
SETTINGS = {PREFIX + name.upper() for name in Settings.model_fields}
INSTRUCTIONS = set("ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK RUN USER VOLUME WORKDIR".split())


def text(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


def instructions() -> list[tuple[str, str]]:
    joined = re.sub(r"\\\n", " ", re.sub(r"^#.*\n", "", text("Dockerfile"), flags=re.MULTILINE))
    return [(name, rest.strip()) for name, _, rest in (line.partition(" ") for line in joined.splitlines() if line)]


@pytest.mark.parametrize("name", FILES)
def test_only_settings_that_there_are_are_named(name: str) -> None:
    assert set(re.findall(r"DATELINE_[A-Z_]+", text(name))) <= SETTINGS


@pytest.mark.parametrize("name", FILES)
def test_only_commands_that_there_are_are_named(name: str) -> None:
    named = re.findall(r"(?:\bbin/dateline|-cache dateline|/dateline dateline) ([a-z]+)", text(name))
    assert set(named) <= {*COMMANDS, *GROUPS}


def test_the_settings_of_the_unit_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    stated = dict(re.findall(r"^Environment=(\w+)=(.*)$", text("dateline.service"), re.MULTILINE))
    assert stated["DATELINE_ACCESS"] == "keys"
    for name, value in stated.items():
        monkeypatch.setenv(name, value)
    assert load().access == "keys"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not here")
def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    unit = re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", text("dateline.service"), flags=re.MULTILINE)
    (tmp_path / "dateline.service").write_text(unit.replace("User=dateline", "User=root"))
    ran = subprocess.run(
        ["systemd-analyze", "verify", str(tmp_path / "dateline.service")],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, [line for line in ran.stderr.splitlines() if "dateline.service:" in line]) == (0, [])


def test_the_image_is_made_of_instructions_in_their_order() -> None:
    names = [name for name, _ in instructions()]
    assert names[0] == "FROM"
    assert set(names) <= INSTRUCTIONS
    assert names.index("USER") > max(at for at, name in enumerate(names) if name == "RUN")
    assert names[-2:] == ["ENTRYPOINT", "CMD"]


def test_what_the_image_copies_is_there_and_is_not_ignored() -> None:
    kept = {line[1:] for line in text("Dockerfile.dockerignore").splitlines() if line.startswith("!")}
    copied = {source for name, rest in instructions() if name == "COPY" for source in rest.split()[:-1]}
    assert copied == kept
    assert all((ROOT / source).exists() for source in copied)


def test_the_image_holds_every_package() -> None:
    copied = {rest.split()[0] for name, rest in instructions() if name == "COPY"}
    assert {"corpus", "index", "qa", "eval", "api"} <= copied


def test_the_proxy_is_written_in_whole_directives() -> None:
    bare = re.sub(r"#.*", "", text("nginx.conf"))
    depth = 0
    for line in filter(None, map(str.strip, bare.splitlines())):
        assert line[-1] in ";{}", line
        depth += line.count("{") - line.count("}")
        assert depth >= 0
    assert depth == 0


def test_the_proxy_sends_what_the_service_goes_by() -> None:
    sent = dict(re.findall(r"proxy_set_header (\S+) (\S+);", text("nginx.conf")))
    assert {"Host", "X-Forwarded-For", "X-Forwarded-Proto", "X-Request-ID"} <= set(sent)
    assert "location /press/ {" in text("nginx.conf")
    assert "proxy_pass http://dateline/;" in text("nginx.conf"), "with its slash, which takes the path off"


def test_the_proxy_lets_the_largest_document_through_and_waits_for_an_answer() -> None:
    conf = text("nginx.conf")
    (body,) = re.findall(r"client_max_body_size (\d+)m;", conf)
    (wait,) = re.findall(r"proxy_read_timeout (\d+)s;", conf)
    assert int(body) >= 2 * load().largest_mb
    assert int(wait) > load().time_limit


def test_the_chat_shows_the_words_of_a_quote_as_they_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    said = SimpleNamespace(on_message=lambda function: function)
    monkeypatch.setitem(sys.modules, "chainlit", said)
    chat = runpy.run_path(str(DEPLOY / "chat" / "app.py"))
    words = {"title": "**Not** [a](b) title", "quote": "# 1 *of* `two`\n    - <b>x</b> &amp; y_\n", "source": "a_b_"}
    place = {"start": 1, "end": 2, "article_id": "abc", "published": None, "link": None, "url": None}
    shown = MarkdownIt().render(chat["quoted"]({**words, **place}))
    text = html.unescape(re.sub(r"<[^>]*>", "", shown))
    assert " ".join(text.split()) == (
        "**Not** [a](b) title # 1 *of* `two` - <b>x</b> &amp; y_ a_b_ · undated characters 1 to 2 of article abc"
    )
