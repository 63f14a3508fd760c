"""The process that reads PDFs: what it cannot get through costs that document and no other."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.pdfium.process import Reader
from tests.corpus.formats.making import one_page, release_pdf

PAGES, CHARACTERS = 100, 100_000


@pytest.fixture
def reader() -> Iterator[Reader]:
    opened = Reader(seconds=5, memory=400_000_000)
    yield opened
    opened.close()


def blanks(megabytes: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(b" " * 1_000_000) for _ in range(megabytes)) + packer.flush()


def test_it_reads_lines_with_their_places(reader: Reader) -> None:
    answer = reader.read(release_pdf(), PAGES, CHARACTERS)
    assert answer["pages"] == [[pytest.approx(595.3, abs=0.1), pytest.approx(841.9, abs=0.1)]]
    first = answer["lines"][0]
    assert first["text"] == "PRESS RELEASE"
    assert first["left"] == pytest.approx(31, abs=1)
    assert first["size"] == pytest.approx(9, abs=0.1)
    bases = [line["base"] for line in answer["lines"]]
    assert bases == sorted(bases)


def test_what_is_wrong_with_a_file_is_an_answer(reader: Reader) -> None:
    assert reader.read(b"%PDF-1.4 broken", PAGES, CHARACTERS)["refused"] == "malformed"
    assert reader.read(release_pdf(), 0, CHARACTERS)["refused"] == "too large"
    assert reader.read(release_pdf(), PAGES, 10)["refused"] == "too large"
    assert reader.read(one_page(zlib.compress(b" ")), PAGES, CHARACTERS)["refused"] == "empty"


@pytest.mark.parametrize("twice", [False, True])
def test_a_compression_bomb_ends_the_process_and_the_next_document_gets_another(reader: Reader, twice: bool) -> None:
    packed = blanks(300)
    bomb = one_page(zlib.compress(packed, 9), b"[/FlateDecode/FlateDecode]") if twice else one_page(packed)
    assert reader.read(bomb, PAGES, CHARACTERS)["refused"] == "took too long"
    assert reader.read(release_pdf(), PAGES, CHARACTERS)["lines"]


def test_what_takes_too_long_is_stopped() -> None:
    slow = Reader(seconds=1)
    try:
        began = time.perf_counter()
        answer = slow.read(one_page(zlib.compress(b"BT /F1 9 Tf " + b"(words) Tj " * 4_000_000, 9)), PAGES, 10**9)
        assert answer["refused"] == "took too long"
        assert time.perf_counter() - began < 4
    finally:
        slow.close()


def test_a_process_that_was_killed_is_replaced(reader: Reader) -> None:
    reader.read(release_pdf(), PAGES, CHARACTERS)
    assert reader._process is not None
    os.kill(reader._process.pid, signal.SIGKILL)
    reader._process.wait()
    assert reader.read(release_pdf(), PAGES, CHARACTERS)["lines"]


def test_threads_take_turns(reader: Reader) -> None:
    raw, answers = release_pdf(), []

    def ask() -> None:
        answers.append(reader.read(raw, PAGES, CHARACTERS))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 8
    assert all(answer == answers[0] for answer in answers)


def test_it_ends_when_our_side_is_gone() -> None:
    reader = Reader()
    reader.read(release_pdf(), PAGES, CHARACTERS)
    process = reader._process
    assert process is not None
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(timeout=10) == 0
    reader.close()


def test_it_does_not_load_what_it_does_not_need() -> None:
    loaded = "import sys, corpus.pdfium.__main__; sys.exit('trafilatura' in sys.modules or 'torch' in sys.modules)"
    root = Path(__file__).parents[3]
    assert subprocess.run([sys.executable, "-c", loaded], cwd=root, check=False).returncode == 0
