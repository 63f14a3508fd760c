"""Our side of the process apart: one at a time, stopped when it takes too long, started again when it died."""

from __future__ import annotations

import atexit
import json
import os
import struct
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

from corpus.errors import TookTooLong

LENGTH = struct.Struct(">QQQ")
"""Head of a request: bytes that follow, pages and characters allowed."""

SECONDS = 20
"""Time for one PDF. Five hundred dense pages take two seconds."""

MEMORY = 1_000_000_000
"""Bytes of address space. A 10 MB file with pictures takes some 100 MB; a compression bomb takes all it gets."""

_ROOT = Path(__file__).resolve().parents[2]


class Reader:
    """A process that reads PDFs, started when first needed.

    Args:
        seconds: time for one document.
        memory: bytes of address space of the process.
    """

    def __init__(self, seconds: int = SECONDS, memory: int = MEMORY) -> None:
        self._seconds, self._memory = seconds, memory
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._forked)

    def read(self, data: bytes, pages: int, characters: int) -> dict[str, Any]:
        """Give the answer of `corpus.pdfium.lines.read`, or `{"refused": kind, "detail": ...}`.

        No answer within the limits is a refusal too; the next document gets a new process.
        """
        with self._lock:
            process = self._running()
            timer = threading.Timer(self._seconds, process.kill)
            timer.daemon = True
            timer.start()
            try:
                return _exchange(process, data, pages, characters)
            except (OSError, EOFError, ValueError):
                self._end()
                return {"refused": TookTooLong.kind, "detail": ""}
            finally:
                timer.cancel()

    def close(self) -> None:
        """End the process, if there is one."""
        with self._lock:
            self._end()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-m", "corpus.pdfium", str(self._memory), str(self._seconds)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=_ROOT,
            )
        return self._process

    def _forked(self) -> None:
        """Start afresh in a child made by fork: the pipes and the lock are its parent's."""
        self._lock, self._process = threading.Lock(), None

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with suppress(OSError):  # what was not yet sent cannot be any more
                    pipe.close()
        process.wait()


def _exchange(process: subprocess.Popen[bytes], data: bytes, pages: int, characters: int) -> dict[str, Any]:
    assert process.stdin is not None  # noqa: S101 - both are pipes
    assert process.stdout is not None  # noqa: S101
    process.stdin.write(LENGTH.pack(len(data), pages, characters) + data)
    process.stdin.flush()
    head = process.stdout.read(8)
    if len(head) < 8:
        raise EOFError("it died")
    body = process.stdout.read(size := struct.unpack(">Q", head)[0])
    if len(body) < size:
        raise EOFError("it died while it answered")
    answer: dict[str, Any] = json.loads(body)
    return answer


shared = Reader()
"""The process that this interpreter reads its PDFs with."""

atexit.register(shared.close)
