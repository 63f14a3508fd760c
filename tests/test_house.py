"""The house stands as its plan says: imports go down, files stay small, errors are drawn, versions are pinned."""

from __future__ import annotations

import importlib
import pkgutil
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from re import _constants, _parser  # type: ignore[attr-defined]  # no other way to read a compiled pattern
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.conftest import ROOT

PACKAGES = ["corpus", "index", "qa", "eval", "api"]
COMMANDS = ["ingest", "ask", "serve", "eval", "articles", "remove", "purge", "export"]
LONGEST_FILE = 400

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LISTS = [PROJECT["dependencies"], *PROJECT["optional-dependencies"].values()]
NEEDED = [Requirement(line) for lines in LISTS for line in lines]


def files() -> list[Path]:
    return [path for name in PACKAGES for path in sorted((ROOT / name).rglob("*.py"))]


def test_imports_only_go_down_the_house() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert re.search(r"Contracts: [1-9]\d* kept, 0 broken", ran.stdout)


@pytest.mark.parametrize("path", files(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_file_is_longer_than_one_can_read(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


def test_no_test_file_is_longer_either() -> None:
    long = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "tests").rglob("*.py")
        if len(path.read_text(encoding="utf-8").splitlines()) > LONGEST_FILE
    }
    assert long == set(), "part them by subject"


@pytest.mark.parametrize("package", PACKAGES)
def test_every_module_says_what_it_is(package: str) -> None:
    silent = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / package).rglob("*.py")
        if not path.read_text(encoding="utf-8").startswith('"""')
    ]
    assert silent == []


def patterns() -> Iterator[tuple[str, re.Pattern[Any]]]:
    for name in PACKAGES:
        package = importlib.import_module(name)
        for module in pkgutil.walk_packages(package.__path__, f"{name}."):
            if not module.name.endswith("__main__"):
                for held, value in vars(importlib.import_module(module.name)).items():
                    if isinstance(value, re.Pattern):
                        yield f"{module.name}.{held}", value


def possessive_groups(parsed: Any) -> Iterator[Any]:
    """Find in a parsed pattern what is repeated possessively and is more than one character."""
    single = {_constants.LITERAL, _constants.NOT_LITERAL, _constants.IN, _constants.ANY}
    for what, of in parsed:
        parts = of if isinstance(of, tuple | list) else [of]
        if what is _constants.POSSESSIVE_REPEAT and (len(of[2]) != 1 or of[2][0][0] not in single):
            yield of[2]
        for part in parts:
            for inner in part if isinstance(part, list) else [part]:
                if isinstance(inner, _parser.SubPattern):
                    yield from possessive_groups(inner)


def test_no_pattern_repeats_a_group_possessively() -> None:
    """Python before 3.11.5, which Debian 12 has, loops for ever in some `(…)*+`, where `(?>(…)*)` is right."""
    found = dict(patterns())
    assert len(found) > 300
    assert list(possessive_groups(_parser.parse(r"a(?:bc|d)?+")))
    read = {place: _parser.parse(one.pattern, one.flags) for place, one in found.items()}
    assert [place for place, parsed in read.items() if list(possessive_groups(parsed))] == []


def drawn(tree: str) -> dict[str, str | None]:
    """Read a tree of names: each name and its parent, by how far it is indented."""
    parents: dict[str, str | None] = {}
    above: list[tuple[int, str]] = []
    for line in tree.splitlines():
        if match := re.match(r"(?P<indent>[ │├└─]*)(?P<name>[A-Z]\w+)(?:\s{2,}.*)?$", line):
            depth = len(match["indent"])
            while above and above[-1][0] >= depth:
                above.pop()
            parents[match["name"]] = above[-1][1] if above else None
            above.append((depth, match["name"]))
    return parents


@pytest.mark.parametrize("package", PACKAGES)
def test_the_errors_of_a_package_are_drawn_as_they_are(package: str) -> None:
    module = importlib.import_module(f"{package}.errors")
    classes = {
        name: item
        for name, item in vars(module).items()
        if isinstance(item, type) and issubclass(item, Exception) and item.__module__ == module.__name__
    }
    actual = {
        name: item.__base__.__name__ if item.__base__ and item.__base__.__name__ in classes else None
        for name, item in classes.items()
    }
    assert drawn(module.__doc__ or "") == actual


@pytest.mark.parametrize("package", PACKAGES)
def test_no_error_is_defined_beside_the_tree(package: str) -> None:
    ours = [vars(importlib.import_module(f"{name}.errors")) for name in PACKAGES]
    bases = {name for names in ours for name, item in names.items() if isinstance(item, type)} | {"Exception"}
    for path in (ROOT / package).rglob("*.py"):
        if path.name != "errors.py":
            classes = re.findall(r"^class (\w+)\((?:\w+\.)?(\w+)\)", path.read_text(encoding="utf-8"), re.MULTILINE)
            assert [name for name, base in classes if base in bases] == [], path


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_plan_is_there(command: str) -> None:
    from typer.main import get_command

    from api.cli import app

    assert command in getattr(get_command(app), "commands", {})


def test_the_console_script_leads_to_the_commands() -> None:
    module, _, name = PROJECT["scripts"]["dateline"].partition(":")
    assert callable(getattr(importlib.import_module(module), name))


# Versions


def pinned() -> dict[str, Version]:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("==") for line in lines if line.strip() and not line.startswith("#"))
    return {canonicalize_name(name): Version(version) for name, version in pairs}


@pytest.mark.parametrize("needed", NEEDED, ids=lambda needed: needed.name)
def test_the_lock_pins_every_dependency_to_a_version_that_is_allowed(needed: Requirement) -> None:
    version = pinned().get(canonicalize_name(needed.name))
    assert version is not None, f"{needed.name} is not in requirements.lock"
    assert needed.specifier.contains(version, prereleases=True)


def test_the_lock_names_each_package_once_and_only_exactly() -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    packages = [line for line in lines if line.strip() and not line.startswith("#")]
    assert all(re.fullmatch(r"[\w.-]+==[\w.!+]+", line) for line in packages)
    assert len(pinned()) == len(packages)


def test_torch_stays_where_its_cpu_build_is() -> None:
    (torch,) = (needed for needed in NEEDED if needed.name == "torch")
    assert str(torch.specifier) == "==2.13.*"
