from __future__ import annotations

import pytest

from eval.page.series import ACCENT, VARIABLES, assign


@pytest.mark.parametrize("count", range(1, 12))
def test_modes_can_be_told_apart_and_one_has_the_accent(count: int) -> None:
    modes = [f"mode {number}" for number in range(count)]
    looks = assign(modes, modes[-1])
    assert [look.mode for look in looks] == modes
    assert [look.mode for look in looks if look.colour == ACCENT] == [modes[-1]]
    assert len({(look.colour, look.dash) for look in looks}) == count
    assert {look.variable for look in looks} <= set(VARIABLES.values())


def test_without_a_lead_no_mode_has_the_accent() -> None:
    assert assign([], None) == []
    assert ACCENT not in {look.colour for look in assign(["a", "b"], None)}
