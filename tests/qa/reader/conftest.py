"""Readers small enough to be made for a test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.qa.reader import tiny


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny.base(tmp_path_factory.mktemp("base") / "small")


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory, base: Path) -> Path:
    return tiny.shipped(tmp_path_factory.mktemp("weights"), base)


@pytest.fixture(scope="session")
def cross_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny.cross_encoder(tmp_path_factory.mktemp("own") / "small-cross")


@pytest.fixture(scope="session")
def question_answering(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny.question_answering(tmp_path_factory.mktemp("own") / "small-answers")


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")
