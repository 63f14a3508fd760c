"""Fuzz readers for a while: `python -m tests.corpus.fuzz [target ...] [--seconds N]`."""

from __future__ import annotations

import argparse
import faulthandler
import hashlib
import sys
import time
from pathlib import Path

from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings

from tests.corpus.fuzz.targets import TARGETS, Target

FINDS = Path(__file__).parent / "finds"
EXAMPLES = 200
"""Inputs of one round; the clock is looked at between rounds."""

HANGS = 120
"""Seconds after which an input that does not end stops the run, with a trace of where."""


def fuzz(name: str, target: Target, seconds: float) -> Path | None:
    """Try inputs for so many seconds; the first find ends it and is kept, as small as it was made."""
    until = time.monotonic() + seconds
    tried = 0
    last = b""

    def check(raw: bytes) -> None:
        nonlocal tried, last
        tried, last = tried + 1, raw
        faulthandler.dump_traceback_later(HANGS, exit=True)
        target.check(raw)
        faulthandler.cancel_dump_traceback_later()

    number = time.time_ns()
    quiet = settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        verbosity=Verbosity.quiet,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    while time.monotonic() < until:
        number += 1
        try:
            seed(number)(quiet(given(target.inputs())(check)))()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is the find
            faulthandler.cancel_dump_traceback_later()
            print(f"{name}: {tried:,} inputs, then {type(error).__name__}: {str(error)[:200]}")
            return _kept(name, last)
    print(f"{name}: {tried:,} inputs, nothing found")
    return None


def _kept(name: str, raw: bytes) -> Path:
    folder = FINDS / name
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{hashlib.sha256(raw).hexdigest()[:12]}.bin"
    path.write_bytes(raw)
    print(f"  kept as {path}")
    return path


def main() -> int:
    """Run the targets named, or all of them."""
    parser = argparse.ArgumentParser(prog="python -m tests.corpus.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="target", help=f"of {', '.join(TARGETS)}; all if none is named")
    parser.add_argument("--seconds", type=float, default=60.0, help="for each target (60)")
    asked = parser.parse_args()
    if unknown := set(asked.targets) - set(TARGETS):
        parser.error(f"no such target: {', '.join(sorted(unknown))}")
    found = [fuzz(name, TARGETS[name], asked.seconds) for name in asked.targets or TARGETS]
    return 1 if any(found) else 0


if __name__ == "__main__":
    sys.exit(main())
