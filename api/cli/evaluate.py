"""`dateline eval`."""


def evaluate() -> None:
    """Eval."""
