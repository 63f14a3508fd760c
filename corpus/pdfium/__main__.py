"""The process apart: a length and a PDF on standard input, a length and an answer in JSON on standard output."""

from __future__ import annotations

import json
import signal
import struct
import sys
from typing import Any

from corpus.errors import Malformed, Refused, TookTooLong
from corpus.pdfium import lines
from corpus.pdfium.process import LENGTH


def main(memory: int, seconds: int) -> None:
    """Answer until the other side closes.

    Args:
        memory: bytes of address space.
        seconds: time for one document. Our side keeps it too, unless it was itself killed in the meantime.
    """
    _limit(memory)
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    while len(head := requests.read(LENGTH.size)) == LENGTH.size:
        size, pages, characters = LENGTH.unpack(head)
        data = requests.read(size)
        _alarm(seconds + 1)
        answer = json.dumps(_answer(data, pages, characters)).encode()
        _alarm(0)
        answers.write(struct.pack(">Q", len(answer)) + answer)
        answers.flush()


def _alarm(seconds: int) -> None:
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)


def _limit(memory: int) -> None:
    try:
        import resource
    except ImportError:  # not on Windows, where the time limit alone stands
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(data: bytes, pages: int, characters: int) -> dict[str, Any]:
    try:
        return lines.read(data, pages, characters)
    except Refused as refused:
        return {"refused": refused.kind, "detail": refused.reason}
    except MemoryError:
        return {"refused": TookTooLong.kind, "detail": ""}
    except Exception as error:  # noqa: BLE001 - whatever a hostile file brings about must not end this process
        return {"refused": Malformed.kind, "detail": f"{type(error).__name__}: {error}"}


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
