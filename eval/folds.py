"""Splits that keep a story on one side: questions about the same release, or copies of it, go together."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from eval.gold import Gold, fold


def stories(questions: Sequence[Gold], texts: Mapping[str, tuple[str | None, Sequence[str]]]) -> dict[str, str]:
    """Group questions by story.

    Two articles are one story when they share a title or any passage; two questions when they want a common story.

    Args:
        questions: each wants at least one article.
        texts: article path -> its title and its passages.

    Returns:
        Question id -> name of its story, the same name for every question of one.
    """
    parent: dict[str, str] = {}

    def root(item: str) -> str:
        while parent.setdefault(item, item) != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    for path, (title, passages) in texts.items():
        for mark in [title or "", *passages]:
            if mark.strip():
                parent[root(f"article {path}")] = root(f"words {_digest(mark)}")
    for gold in questions:
        for item in gold.relevant:
            parent[root(f"question {gold.id}")] = root(f"article {item.article}")
    return {gold.id: root(f"question {gold.id}") for gold in questions}


def _digest(text: str) -> str:
    return hashlib.sha256(fold(text).casefold().encode()).hexdigest()[:16]


def split(groups: Mapping[str, str], count: int) -> dict[str, int]:
    """Deal groups into folds of about equal size, the same way every time.

    Args:
        groups: question id -> group.
        count: number of folds.

    Returns:
        Question id -> fold, 0 to count - 1; a group is never divided.
    """
    members: dict[str, list[str]] = {}
    for question, group in groups.items():
        members.setdefault(group, []).append(question)
    # Largest first, each to the emptiest fold; equals by a hash, so that the order of lines does not matter.
    order = sorted(members.values(), key=lambda ids: (-len(ids), _digest("\n".join(sorted(ids)))))
    sizes = [0] * count
    folds: dict[str, int] = {}
    for ids in order:
        emptiest = sizes.index(min(sizes))
        sizes[emptiest] += len(ids)
        folds.update(dict.fromkeys(ids, emptiest))
    return folds
