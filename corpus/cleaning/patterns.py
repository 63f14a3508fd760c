"""Long patterns, written over several lines so that they can be read."""

from __future__ import annotations


def written(lines: str, **named: str) -> str:
    """Join a pattern that is written over several lines: indentation and line breaks are no part of it.

    Spaces inside a line are, other than under `re.VERBOSE`: most patterns of phrases are full of them. So no line may
    begin or end at a space that counts.

    Args:
        lines: the pattern.
        named: patterns that stand in it under their names in angle brackets: `<network>`.
    """
    pattern = "".join(line.strip() for line in lines.splitlines())
    for name, other in named.items():
        pattern = pattern.replace(f"<{name}>", other)
    return pattern
