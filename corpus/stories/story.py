"""A story: the releases that tell the same, newest first, and how any two of them are related. No I/O."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus.stories.likeness import Relation

Link = tuple[str, str, Relation]
"""Ids of two articles, the lesser first, and how they are related."""

_BEST_FIRST: Sequence[Relation] = ("same", "edited", "corrected")


@dataclass(frozen=True, slots=True)
class Member:
    """One release of a story.

    Attributes:
        marked: whether it says that it corrects or replaces another.
        fit: whether it may answer; false where the asker's filters leave it out.
    """

    article_id: str
    source: str
    path: str
    title: str | None
    url: str | None
    published: dt.date | None
    first_seen: dt.datetime
    marked: bool = False
    fit: bool = True

    @property
    def age(self) -> tuple[dt.date, bool, dt.datetime, str]:
        """What members are ordered by: the day, and of one day the correction after what it corrects.

        An undated member counts from the day it was first seen.
        """
        return (self.published or self.first_seen.date(), self.marked, self.first_seen, self.article_id)


@dataclass(frozen=True, slots=True)
class Story:
    """Members that may be seen, at least two, newest first.

    Attributes:
        id: of its first member: the one that was first seen.
    """

    id: str
    members: tuple[Member, ...]
    links: Mapping[str, Mapping[str, Relation]]

    def relation(self, one: str, other: str) -> Relation:
        """Tell how two members are related: by their own link, or else by the best way over the links of others.

        A way is as good as the weakest link on it.
        """
        if other in self.links[one]:
            return self.links[one][other]
        for at, relation in enumerate(_BEST_FIRST):
            good = frozenset(_BEST_FIRST[: at + 1])
            near = {name: [to for to, how in links.items() if how in good] for name, links in self.links.items()}
            if other in reach(one, near):
                return relation
        raise ValueError(f"{one} and {other} are not both of this story")

    def others(self, article_id: str) -> list[tuple[Member, Relation]]:
        """List the other members, newest first, each with its relation to this one."""
        rest = (member for member in self.members if member.article_id != article_id)
        return [(member, self.relation(article_id, member.article_id)) for member in rest]


def assemble(members: Iterable[Member], links: Iterable[Link]) -> dict[str, Story]:
    """Join members into stories along their links.

    Returns:
        By article id the story it is in; those without a link to another of these members are left out.
    """
    by_id = {member.article_id: member for member in members}
    near: dict[str, dict[str, Relation]] = {article_id: {} for article_id in by_id}
    for one, other, relation in links:
        if one in by_id and other in by_id:
            near[one][other] = near[other][one] = relation
    found: dict[str, Story] = {}
    for article_id in by_id:
        if near[article_id] and article_id not in found:
            told = [by_id[one] for one in reach(article_id, near)]
            told.sort(key=lambda member: member.age, reverse=True)
            first = min(told, key=lambda member: (member.first_seen, member.article_id))
            story = Story(first.article_id, tuple(told), {one.article_id: near[one.article_id] for one in told})
            found.update(dict.fromkeys((member.article_id for member in told), story))
    return found


def reach(start: str, near: Mapping[str, Iterable[str]]) -> list[str]:
    """List everything that is linked with `start`, over any number of links, itself included."""
    waiting = [start]
    seen = {start}
    for at in waiting:
        for one in near.get(at, ()):
            if one not in seen:
                seen.add(one)
                waiting.append(one)
    return waiting
