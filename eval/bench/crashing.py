"""`python -m eval.bench.crashing --seconds N`: kill writing processes over and over, and judge what each one left.

What is done, and what must hold after it, stands in `tests/faults`: this runs from a checkout.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import time
from typing import Any

SECONDS = 600.0

AT_RANDOM_OF = 2
"""One kill in so many comes at a random moment, the others at named ones in turn."""


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=SECONDS, help="how long to go on")
    parser.add_argument("--seed", type=int, default=1, help="of everything that is chosen")
    parser.add_argument("--json", action="store_true", help="print JSON")
    chosen = parser.parse_args()
    try:
        figures = measure(chosen.seconds, chosen.seed)
    except ModuleNotFoundError as error:
        sys.exit(f"{error.name} is not there; run this in a checkout with the packages of `.[dev]`")
    print(json.dumps(figures, indent=2) if chosen.json else table(figures))


def measure(seconds: float, seed: int) -> dict[str, Any]:
    """Kill processes for some time; each data folder is worked on by many of them in turn.

    Args:
        seconds: about how long.
        seed: of everything that is chosen.

    Returns:
        The machine, the kills by where they came, restarts, articles checked, and the longest recovery in seconds.

    Raises:
        AssertionError: something that was acknowledged is lost, or something that was taken out is found.
        ModuleNotFoundError: this is no checkout.
    """
    from tests.faults.crasher import MOMENTS
    from tests.faults.trial import FOLDER_LIVES, Figures, trial

    figures, folders, named = Figures(), 0, 0
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        with trial(seed + folders, figures) as room:
            folders += 1
            for at in range(FOLDER_LIVES):
                if at % AT_RANDOM_OF:
                    room.kill_at(MOMENTS[named % len(MOMENTS)])
                    named += 1
                else:
                    room.kill_at_random()
                if time.monotonic() - began > seconds:
                    break
    return {
        "machine": {"cores": os.cpu_count(), "python": platform.python_version()},
        "run": {
            "seconds": round(time.monotonic() - began),
            "data folders": folders,
            "restarts": figures.restarts,
            "articles checked": figures.articles,
            "longest recovery, seconds": round(figures.longest, 3),
        },
        "kills": {"in all": figures.kills.total(), **dict(figures.kills.most_common())},
    }


def table(figures: dict[str, Any]) -> str:
    """Lay figures out for people."""
    lines = []
    for group, values in figures.items():
        lines.append(group)
        lines += [
            f"  {name:26} {value:>9,}" if name != "python" else f"  python {value}" for name, value in values.items()
        ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
