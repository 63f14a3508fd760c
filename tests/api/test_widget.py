from __future__ import annotations

import gzip
import re
import subprocess
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.widget import WEB, joined

LARGEST = 40 * 1024
"""Bytes of the component as a browser receives it."""

NODE = "/usr/bin/node"

MODULES = sorted((WEB / "component").glob("*.js"))


def write(folder: Path, **modules: str) -> Path:
    for name, text in modules.items():
        (folder / f"{name}.js").write_text(text, encoding="utf-8")
    return folder / "first.js"


def test_the_component_is_small() -> None:
    assert len(gzip.compress(joined().encode(), 5)) <= LARGEST


@pytest.mark.parametrize("path", MODULES, ids=[path.name for path in MODULES])
def test_every_module_of_the_component_is_in_it(path: Path) -> None:
    text = re.sub(r"^(export default|export|import) .*$", "", path.read_text("utf-8"), flags=re.MULTILINE)
    longest = max(text.splitlines(), key=len)
    assert longest in joined()


def test_no_module_is_in_it_twice(tmp_path: Path) -> None:
    entry = write(
        tmp_path,
        first="import { two } from './second.js';\nimport { three } from './third.js';\nconsole.log(two, three);\n",
        second="import { three } from './third.js';\nexport const two = three - 1;\n",
        third="export const three = 3;\n",
    )
    assert joined(entry).count("const three = 3;") == 1


def run(script: str) -> str:
    return subprocess.run([NODE, "-e", script], capture_output=True, text=True, check=True, timeout=30).stdout


@pytest.mark.skipif(not Path(NODE).exists(), reason="no node here; a browser runs the component itself")
def test_what_is_joined_says_what_the_modules_say(tmp_path: Path) -> None:
    entry = write(
        tmp_path,
        first="import words from './words.js';\nimport * as all from './second.js';\nimport { two as pair, Third,\n"
        "  later } from './second.js';\nconst two = 'mine';\n"
        "later().then((said) => console.log(words.one, all.two, pair, two, new Third().is, said));\n",
        second="export const two = 2;\nexport class Third { is = 3; }\nexport async function later() { return 4; }\n",
        words="export default { one: 'import and export stay words' };\n",
    )
    assert run(joined(entry)) == "import and export stay words 2 2 mine 3 4\n"


@pytest.mark.parametrize(
    "text",
    [
        "import './second.js';\n",
        "export { two };\n",
        "export let two = 2;\n",
        'import { two } from "./second.js";\n',
        "export * from './second.js';\n",
    ],
)
def test_a_form_that_is_not_understood_is_refused_by_name(tmp_path: Path, text: str) -> None:
    entry = write(tmp_path, first=text, second="export const two = 2;\n")
    with pytest.raises(ValueError, match=re.escape(text.strip())):
        joined(entry)


def test_modules_that_import_each_other_are_refused(tmp_path: Path) -> None:
    entry = write(
        tmp_path,
        first="import { two } from './second.js';\nexport const one = two;\n",
        second="import { one } from './first.js';\nexport const two = one;\n",
    )
    with pytest.raises(ValueError, match=r"first\.js again"):
        joined(entry)


def test_a_module_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"gone\.js"):
        joined(write(tmp_path, first="import { two } from './gone.js';\n"))


def test_pages_of_every_origin_may_load_it(client: TestClient) -> None:
    reply = client.get("/widget.js", headers={"Origin": "https://elsewhere.example"})
    assert reply.status_code == 200
    assert reply.headers["access-control-allow-origin"] == "*"
    assert reply.headers["cross-origin-resource-policy"] == "cross-origin"
    assert reply.headers["content-type"].startswith("text/javascript")
    assert reply.text == joined()


def test_whoever_holds_it_is_not_sent_it_again(client: TestClient) -> None:
    tag = client.get("/widget.js").headers["etag"]
    again = client.get("/widget.js", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/widget.js", headers={"If-None-Match": '"another"'}).status_code == 200
