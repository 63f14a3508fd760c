"""Groups: what answers comes first, what nearly does is drawn more often, and everything has its turn."""

from __future__ import annotations

import random
from collections import Counter
from itertools import islice

from eval.reader.groups import Group, Reading, draw, forever

RIGHT = (Reading("yes", ((0, 3),)), Reading("indeed", ((0, 6),)))
WRONG = tuple(Reading(f"no {at}") for at in range(12))
GROUP = Group("really?", RIGHT, WRONG)


def test_what_answers_comes_first_and_nothing_comes_twice() -> None:
    for seed in range(20):
        drawn = draw(GROUP, 4, random.Random(seed))
        assert drawn.answered
        assert drawn.readings[0] in RIGHT
        assert len(drawn.readings) == 5
        assert len(set(drawn.readings)) == 5
        assert all(one in WRONG for one in drawn.readings[1:])


def test_harder_ones_are_drawn_more_often() -> None:
    chance = random.Random(0)
    counts = Counter(one for _ in range(500) for one in draw(GROUP, 3, chance).readings[1:])
    assert sum(counts[one] for one in WRONG[:4]) > 2 * sum(counts[one] for one in WRONG[-4:])
    assert all(counts[one] for one in WRONG)


def test_a_question_without_an_answer() -> None:
    drawn = draw(Group("really?", (), WRONG), 2, random.Random(0))
    assert not drawn.answered
    assert len(drawn.readings) == 2


def test_fewer_wrong_ones_than_asked_for() -> None:
    assert len(draw(Group("really?", RIGHT, WRONG[:2]), 4, random.Random(0)).readings) == 3


def test_every_group_has_its_turn_before_any_has_a_second() -> None:
    groups = [Group(str(at), RIGHT, WRONG) for at in range(7)]
    drawn = [one.question for one in islice(forever(groups, random.Random(0)), 14)]
    assert sorted(drawn[:7]) == sorted(drawn[7:]) == sorted(map(str, range(7)))


def test_no_groups_end() -> None:
    assert list(forever([], random.Random(0))) == []
