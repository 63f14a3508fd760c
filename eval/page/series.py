"""How each mode looks in every figure: one accent for the mode that is ahead, inks and dashes for the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

ACCENT, INK, SOFT, RULE, SHEET = "#8a2b20", "#1f1c18", "#665f55", "#dad3c6", "#fffefb"
MIDDLE, LIGHT = "#8f867a", "#bdb3a4"

VARIABLES = {
    ACCENT: "--accent",
    INK: "--ink",
    SOFT: "--soft",
    RULE: "--rule",
    SHEET: "--sheet",
    MIDDLE: "--middle",
    LIGHT: "--light",
}
"""Colours of drawings -> variables of the style sheet put in their place: dark pages and print change them."""

_OTHERS = ((INK, "s"), (MIDDLE, "^"), (LIGHT, "D"))
_DASHES = ("solid", "dashed", "dotted", "dashdot")


@dataclass(frozen=True, slots=True)
class Series:
    """One mode's look.

    Attributes:
        colour: a key of `VARIABLES`.
        dash, marker: line style and marker of matplotlib, which tell modes apart without colour.
    """

    mode: str
    colour: str
    dash: str
    marker: str

    @property
    def variable(self) -> str:
        """The style sheet's variable for the colour."""
        return VARIABLES[self.colour]


def assign(modes: Sequence[str], lead: str | None) -> list[Series]:
    """Give each mode its look, in order; more than four modes differ by dash where colours come round again."""
    others = [mode for mode in modes if mode != lead]
    looks = {lead: (ACCENT, "solid", "o")}
    for at, mode in enumerate(others):
        colour, marker = _OTHERS[at % len(_OTHERS)]
        again = at // len(_OTHERS)
        looks[mode] = (colour, _DASHES[(at % len(_OTHERS) + again) % len(_DASHES)], marker)
    return [Series(mode, *looks[mode]) for mode in modes]
