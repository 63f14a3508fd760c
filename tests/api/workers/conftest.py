from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.conftest import ROOT


@pytest.fixture(autouse=True, scope="session")
def _tests_are_found_by_other_processes() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep))
        yield
