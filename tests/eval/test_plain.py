from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import faiss
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.bench import plain
from eval.bench.plain import CHUNK, OVERLAP, Plain, Vectors, cut, minilm, read, tokens
from eval.errors import FolderInvalid, RivalMissing
from eval.measures import Retrieved
from tests.conftest import HashingEmbedder

PAGE = """<html><head><title>Port</title></head><body><nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>The port reopens</h1><p>The port of Halvern reopened on Thursday after eleven weeks of repairs.</p>
<p>Ferries sail again from the second quay, the authority said on Friday.</p></article></body></html>"""

SUBJECTS = ("port harbour ferry", "museum river mask", "league football table", "rail train line", "budget council")


class Counting:
    """Counts the texts that it encodes."""

    def __init__(self, embedder: HashingEmbedder) -> None:
        self.embedder = embedder
        self.texts = 0

    def __call__(self, texts: Sequence[str]) -> Vectors:
        self.texts += len(texts)
        return self.embedder.encode_passages(texts)


@pytest.fixture
def encode(embedder: HashingEmbedder) -> Counting:
    return Counting(embedder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    room = tmp_path / "room"
    (room / "2024").mkdir(parents=True)
    for at, subject in enumerate(SUBJECTS):
        text = f"# Release {at}\n\n" + " ".join(f"{subject} number{at}x{line}." for line in range(60))
        (room / "2024" / f"{at}.md").write_text(text, encoding="utf-8")
    (room / "note.txt").write_text("A **note** on quinces.", encoding="utf-8")
    return room


@given(st.integers(0, 3 * CHUNK), st.sampled_from([" ", "x"]))
def test_chunks_are_every_500_characters_and_reach_50_back(length: int, character: str) -> None:
    text = "".join(character if at % 700 < 600 else "y" for at in range(length))
    pieces = [text[at : at + CHUNK] for at in range(0, len(text), CHUNK - OVERLAP)]
    # What lies in the overlap altogether stands in the chunk before already.
    wanted = [piece for at, piece in enumerate(pieces) if at == 0 or len(piece) > OVERLAP]
    assert list(cut(text)) == [piece for piece in wanted if piece.strip()]


def test_no_character_is_lost_between_chunks() -> None:
    text = "".join(chr(0x4E00 + at) for at in range(1_234))
    pieces = list(cut(text))
    assert [len(piece) for piece in pieces] == [500, 500, 334]
    assert pieces[0] + "".join(piece[OVERLAP:] for piece in pieces[1:]) == text


def test_pages_are_read_by_trafilatura_and_texts_as_they_are(tmp_path: Path) -> None:
    for name, text in {
        "b/page.html": PAGE,
        "a.md": "# Title\n\n**bold** [link](x)",
        "c.TXT": "caf\u00e9",
        "d.pdf": "no",
        ".hidden/e.md": "no",
        ".f.md": "no",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    texts = dict(read(tmp_path))
    assert list(texts) == ["a.md", "b/page.html", "c.TXT"]
    assert (texts["a.md"], texts["c.TXT"]) == ("# Title\n\n**bold** [link](x)", "caf\u00e9")
    assert "reopened on Thursday" in texts["b/page.html"]
    assert "News" not in texts["b/page.html"]


def test_a_damaged_byte_and_a_page_without_an_article_do_not_stop_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"caf\xe9")
    (tmp_path / "b.html").write_text("", encoding="utf-8")
    assert dict(read(tmp_path)) == {"a.txt": "caf\ufffd", "b.html": ""}


def test_the_release_with_the_questions_words_comes_first(folder: Path, tmp_path: Path, encode: Counting) -> None:
    rival = Plain.build(folder, tmp_path / "cache", encode)
    found = rival.ask("museum river mask number1x30.", 3)
    assert [item.article for item in found] == ["2024/1.md"] * 3
    assert "number1x30." in found[0].text
    (note,) = rival.ask("quinces", 1)
    assert note == Retrieved("note.txt", "A **note** on quinces.", score=note.score)


def test_ranks_of_both_are_joined_as_the_paper_has_it(folder: Path, tmp_path: Path, encode: Counting) -> None:
    rival = Plain.build(folder, tmp_path / "cache", encode)
    question = "ferry number0x3. council train"
    words = rival.lexical.get_scores(question.split())
    meaning = rival.vectors @ encode([question])[0]
    rows = range(len(rival.chunks))
    joined = dict.fromkeys(rows, 0.0)
    for rank, row in enumerate((row for row in sorted(rows, key=lambda row: -words[row]) if words[row] > 0), start=1):
        joined[row] += 1 / (60 + rank)
    for rank, row in enumerate(sorted(rows, key=lambda row: -meaning[row]), start=1):
        joined[row] += 1 / (60 + rank)
    expected = sorted(rows, key=lambda row: -joined[row])
    found = rival.ask(question, len(rows))
    assert [item.text for item in found] == [rival.chunks[row].text for row in expected]
    assert [item.score for item in found] == pytest.approx([joined[row] for row in expected])


def test_without_a_common_word_the_order_is_that_of_a_flat_faiss_index(folder: Path, tmp_path: Path) -> None:
    rng = np.random.default_rng(7)

    def encode(texts: Sequence[str]) -> Vectors:
        rows = rng.standard_normal((len(texts), 16)).astype(np.float32)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)

    rival = Plain.build(folder, tmp_path / "cache", encode)
    vector = encode(["zzz"])
    asked = Plain(rival.chunks, rival.vectors, rival.lexical, lambda _: vector)
    flat = faiss.IndexFlatIP(16)
    flat.add(rival.vectors)
    _, rows = flat.search(vector, 10)
    assert [item.text for item in asked.ask("zzz", 10)] == [rival.chunks[row].text for row in rows[0]]


def test_equals_stand_in_order_of_their_files(tmp_path: Path, encode: Counting) -> None:
    (tmp_path / "room").mkdir()
    for at in range(90):
        (tmp_path / "room" / f"{at:02}.txt").write_text(f"the release about {('museum', 'port', 'rail')[at % 3]}")
    found = Plain.build(tmp_path / "room", tmp_path / "cache", encode).ask("museum", 30)
    assert [item.article for item in found] == [f"{at:02}.txt" for at in range(0, 90, 3)]


def test_tokens_are_lower_case_words_between_white_space() -> None:
    assert tokens("The PORT's\n re-opening,  2024.") == ["the", "port's", "re-opening,", "2024."]


@pytest.mark.parametrize("k", [-1, 0])
def test_asking_for_nothing_gives_nothing(folder: Path, tmp_path: Path, encode: Counting, k: int) -> None:
    assert Plain.build(folder, tmp_path / "cache", encode).ask("museum", k) == ()


def test_more_than_the_candidates_can_be_asked_for(
    folder: Path, tmp_path: Path, encode: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plain, "CANDIDATES", 2)
    rival = Plain.build(folder, tmp_path / "cache", encode)
    assert len(rival.chunks) > 20
    assert len(rival.ask("museum river mask", 20)) == 20
    assert 2 <= len(rival.ask("museum river mask", 1_000)) <= len(rival.chunks)


def test_vectors_are_kept_until_the_folder_changes(folder: Path, tmp_path: Path, encode: Counting) -> None:
    cache = tmp_path / "cache"
    first = Plain.build(folder, cache, encode)
    assert encode.texts == len(first.chunks)
    again = Plain.build(folder, cache, encode)
    assert encode.texts == len(first.chunks)
    assert (again.vectors == first.vectors).all()
    assert again.ask("museum", 5) == first.ask("museum", 5)
    (folder / "new.txt").write_text("A new one.", encoding="utf-8")
    encode.texts = 0
    assert len(Plain.build(folder, cache, encode).chunks) == encode.texts
    assert sorted(kept.suffix for kept in (cache / "plain").iterdir()) == [".npz", ".npz"]


def test_progress_is_told_by_chunks(
    folder: Path, tmp_path: Path, encode: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plain, "GROUP", 10)
    told: list[tuple[int, int]] = []
    rival = Plain.build(folder, tmp_path / "cache", encode, lambda done, every: told.append((done, every)))
    every = len(rival.chunks)
    assert told == [(10, every), (20, every), (every, every)]
    assert (rival.vectors == encode([chunk.text for chunk in rival.chunks])).all()


def test_vectors_of_other_chunks_are_not_taken(
    folder: Path, tmp_path: Path, encode: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    Plain.build(folder, tmp_path / "cache", encode)
    encode.texts = 0
    monkeypatch.setattr(plain, "CHUNK", 300)
    rival = Plain.build(folder, tmp_path / "cache", encode)
    assert encode.texts == len(rival.vectors) == len(rival.chunks)


@pytest.mark.parametrize("damage", [b"", b"not a zip", b"PK\x03\x04 half of one"])
def test_a_damaged_cache_is_made_again(folder: Path, tmp_path: Path, encode: Counting, damage: bytes) -> None:
    first = Plain.build(folder, tmp_path / "cache", encode)
    (kept,) = (tmp_path / "cache" / "plain").iterdir()
    kept.write_bytes(damage)
    encode.texts = 0
    assert (Plain.build(folder, tmp_path / "cache", encode).vectors == first.vectors).all()
    assert encode.texts == len(first.chunks)


def test_without_rank_bm25_it_says_what_to_install(
    folder: Path, tmp_path: Path, encode: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "rank_bm25", None)
    with pytest.raises(RivalMissing, match=r"pip install -e '\.\[dev\]'"):
        Plain.build(folder, tmp_path / "cache", encode)
    assert encode.texts == 0


@pytest.mark.parametrize("name", ["picture.png", "blank.md"])
def test_a_folder_without_a_text_is_refused(tmp_path: Path, encode: Counting, name: str) -> None:
    room = tmp_path / "room"
    room.mkdir()
    (room / name).write_text(" \n", encoding="utf-8")
    with pytest.raises(FolderInvalid, match=r"no text in any \.md, \.txt or \.html file"):
        Plain.build(room, tmp_path / "cache", encode)


@pytest.mark.slow
def test_the_real_encoder_gives_unit_vectors_and_says_nothing(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "environ", os.environ.copy())
    vectors = minilm(["the port reopened", "the harbour is open again", "a football league"])
    assert vectors.shape == (3, 384)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-5)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]
    assert capfd.readouterr() == ("", "")
