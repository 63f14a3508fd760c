"""Members joined into stories along the links that a reader may see."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.stories.likeness import Relation
from corpus.stories.story import Link, Member, assemble, reach

SEEN = dt.datetime(2024, 6, 3, 9, tzinfo=dt.UTC)


def member(name: str, day: int | None = 1, seen: int = 0, marked: bool = False) -> Member:
    published = dt.date(2024, 6, day) if day else None
    return Member(name, "room", f"{name}.txt", name, None, published, SEEN + dt.timedelta(hours=seen), marked)


def ids(members: tuple[Member, ...]) -> list[str]:
    return [one.article_id for one in members]


def test_linked_members_are_a_story_and_others_are_none() -> None:
    found = assemble(map(member, "abcd"), [("a", "b", "same"), ("b", "c", "edited")])
    assert set(found) == {"a", "b", "c"}
    assert found["a"] is found["c"]


def test_a_link_to_a_member_that_is_not_there_joins_nothing() -> None:
    assert assemble([member("a"), member("c")], [("a", "b", "same"), ("b", "c", "same")]) == {}


def test_the_newest_comes_first_and_the_first_seen_gives_the_name() -> None:
    told = [member("a", 3, seen=5), member("b", 9, seen=1), member("c", 6, seen=2)]
    found = assemble(told, [("a", "b", "same"), ("a", "c", "same")])["a"]
    assert (ids(found.members), found.id) == (["b", "c", "a"], "b")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (member("x", 2), member("y", 3)),
        (member("x", 2, seen=9), member("y", 3)),
        (member("y", 3), member("x", 3, marked=True)),
        (member("x", 3), member("y", 3, seen=4)),
        (member("y", None), member("x", 4)),
        (member("x", 3), replace(member("y", None), first_seen=SEEN + dt.timedelta(days=3))),
    ],
    ids=[
        "a later day",
        "a day before arrival",
        "a correction of that day",
        "later seen",
        "undated first",
        "undated last",
    ],
)
def test_which_is_newer(one: Member, other: Member) -> None:
    assert assemble([one, other], [("x", "y", "edited")])["x"].members == (other, one)


def test_relations_go_along_the_links() -> None:
    links: list[Link] = [("a", "b", "same"), ("b", "c", "edited"), ("c", "d", "corrected"), ("d", "e", "same")]
    story = assemble(map(member, "abcde"), links)["a"]
    assert [story.relation("a", other) for other in "bcde"] == ["same", "edited", "corrected", "corrected"]
    assert {one.article_id: relation for one, relation in story.others("c")} == {
        "a": "edited",
        "b": "edited",
        "d": "corrected",
        "e": "corrected",
    }


LINKS = st.lists(
    st.tuples(st.integers(0, 7), st.integers(0, 7), st.sampled_from(["same", "edited", "corrected"])).filter(
        lambda link: link[0] < link[1]
    ),
    max_size=12,
)


@given(LINKS, st.integers())
def test_the_order_of_members_and_links_makes_no_difference(
    drawn: list[tuple[int, int, Relation]], seed: int
) -> None:
    links = list(
        {(str(one), str(other)): (str(one), str(other), relation) for one, other, relation in drawn}.values()
    )
    members = [member(str(at), seen=at % 3) for at in range(8)]
    found = assemble(members, links)
    chance = random.Random(seed)
    assert assemble(chance.sample(members, 8), chance.sample(links, len(links))) == found
    for story in found.values():
        assert len(story.members) > 1
        for one, other in combinations(ids(story.members), 2):
            assert story.relation(one, other) == story.relation(other, one)


def test_of_two_ways_the_better_counts_and_a_link_of_their_own_most() -> None:
    links: list[Link] = [("a", "b", "corrected"), ("b", "d", "same"), ("a", "c", "edited"), ("c", "d", "same")]
    story = assemble(map(member, "abcd"), links)["a"]
    assert story.relation("a", "d") == "edited"
    assert story.relation("a", "b") == "corrected"
    with pytest.raises(ValueError, match="not both of this story"):
        story.relation("a", "z")


def test_everything_within_reach_is_listed_once() -> None:
    near = {"a": {"b"}, "b": {"a", "c"}, "c": {"b", "a"}, "d": set[str]()}
    assert sorted(reach("a", near)) == ["a", "b", "c"]
    assert reach("d", near) == ["d"]
    assert reach("unknown", near) == ["unknown"]
