import pytest

pytest.register_assert_rewrite("tests.index.conformance", "tests.index.oracle")
