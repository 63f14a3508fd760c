"""Work that thousands of small services do alike, done once a process: none of it is what a test is about.

A test has a store, an index and a service of its own. The words of their SQL, the certificates that this machine
trusts, the version of the package and the types of a route's arguments are the same in all of them.
"""

from __future__ import annotations

import importlib.metadata
import ssl
from functools import cache, partial
from typing import Any

import pytest
from sqlalchemy import Compiled, create_engine

from corpus.store import schema

Key = tuple[Any, ...]


class Statements(dict[Key, Compiled]):
    """Statements as they were written for one store, found again by every other.

    SQLAlchemy keeps them for each engine, under keys that begin with the engine's dialect. The dialects of our stores
    differ in nothing but their identity; to write each statement anew for each store was half of adding a release.
    """

    def get(self, key: Key, default: Any = None) -> Any:
        return super().get(key[1:], default)

    def __setitem__(self, key: Key, compiled: Compiled) -> None:
        super().__setitem__(key[1:], compiled)


def once(patch: pytest.MonkeyPatch) -> None:
    """Do such work once from now on."""
    made = partial(create_engine, execution_options={"compiled_cache": Statements()})
    patch.setattr(schema, "create_engine", made)
    patch.setattr(ssl, "create_default_context", cache(ssl.create_default_context))
    patch.setattr(importlib.metadata, "version", cache(importlib.metadata.version))


def routes_once(patch: pytest.MonkeyPatch) -> None:
    """Read the types of a route's arguments once, not again for every service: half of what a first request took."""
    from fastapi.dependencies import utils

    patch.setattr(utils, "_get_signature", cache(utils._get_signature))
