"""`python -m eval.facts --shared ../shared`: hold the reader against facts read by hand.

Words of the shared files are shown only on request (`--words`): they are not ours to spread.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from eval.errors import EvaluationError
from eval.facts import report, truth
from eval.facts.folders import survey
from eval.facts.measure import measure


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 when it measured, 1 when it could not."""
    chosen = _parser().parse_args(arguments)
    data = chosen.shared / "data"
    try:
        if chosen.folders:
            outcomes = survey(data)
            record, text = report.folders_record(outcomes), report.folders_table(outcomes)
        else:
            measured = measure(data, truth.pages(data), truth.datelines(data))
            record = report.record(measured)
            text = report.table(measured)
            if chosen.failures:
                text += "\n\n" + report.failures(measured.failures(), words=chosen.words)
    except EvaluationError as error:
        print(error, file=sys.stderr)
        return 1
    print(json.dumps(record, indent=2) if chosen.json else text)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval.facts", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder of the shared releases")
    parser.add_argument("--folders", action="store_true", help="read whole folders instead of checking facts")
    parser.add_argument("--failures", action="store_true", help="name what did not hold, by file and kind")
    parser.add_argument("--words", action="store_true", help="with --failures: show what was wanted and found")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


if __name__ == "__main__":
    sys.exit(main())
