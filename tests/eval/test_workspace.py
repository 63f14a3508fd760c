from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.article import Scope
from eval import workspace
from eval.errors import FolderInvalid
from eval.workspace import folder_digest
from index.encoding.embedding import Floats
from qa.desk import Desk, DeskConfig
from qa.question import Question
from tests.conftest import HashingEmbedder


class CountingEmbedder(HashingEmbedder):
    """Counts the passages that it encodes, and fails at the passage numbered `fail_at`."""

    def __init__(self) -> None:
        self.encoded: list[str] = []
        self.fail_at: int | None = None

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Floats:
        if self.fail_at is not None and len(self.encoded) >= self.fail_at:
            raise KeyboardInterrupt
        self.encoded += texts
        return super().encode_passages(texts, progress)


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> CountingEmbedder:
    embedder = CountingEmbedder()
    monkeypatch.setattr("qa.desk.quickest", lambda _model, _cache: embedder)
    return embedder


CONFIG = DeskConfig(Path("unused"))
Build = Callable[..., tuple[Desk, str]]


@pytest.fixture
def build(tmp_path: Path, counting: CountingEmbedder) -> Iterator[Build]:
    """Open the desk of a folder; all of them share one cache."""
    opened: list[Desk] = []

    def of(folder: Path, config: DeskConfig = CONFIG) -> tuple[Desk, str]:
        own = replace(config, data=tmp_path / "users-own-data")
        desk, digest = workspace.of_folder(folder, own, tmp_path / "cache", lambda done, total: None)
        opened.append(desk)
        return desk, digest

    yield of
    for desk in opened:
        desk.close()


def paths(desk: Desk) -> set[str]:
    return {article.path for article in desk.store.page(Scope.everything())}


def test_a_folder_is_taken_in_and_answers(build: Build, room: Path) -> None:
    desk, _ = build(room)
    assert paths(desk) == {"port/reopens.txt", "port/dredging.txt", "fair.md"}
    assert desk.ask(Question("spring fair of Orlington")).passages[0].citation.article.path == "fair.md"


def test_the_users_data_folder_is_left_alone(build: Build, room: Path, tmp_path: Path) -> None:
    build(room)
    assert not (tmp_path / "users-own-data").exists()


def test_what_other_rules_have_read_is_read_again_in_place(
    build: Build, room: Path, counting: CountingEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = build(room)
    for module in ("qa.ingest", "corpus.store.putting", "eval.workspace"):
        monkeypatch.setattr(f"{module}.CLEANER_VERSION", "next")
    second, _ = build(room)
    assert second.config.data == first.config.data
    assert second.store.behind("next") == []
    assert len(counting.encoded) == 3  # their texts are the same


def test_the_same_content_is_encoded_once(build: Build, room: Path, counting: CountingEmbedder) -> None:
    first, digest = build(room)
    assert len(counting.encoded) == 3
    second, again = build(room)
    assert len(counting.encoded) == 3
    assert (digest, first.config.data) == (again, second.config.data)


def test_a_copy_elsewhere_is_the_same_content(build: Build, room: Path, counting: CountingEmbedder) -> None:
    first, _ = build(room)
    copy = shutil.copytree(room, room.parent / "copy")
    second, _ = build(copy)
    assert first.config.data == second.config.data
    assert len(counting.encoded) == 3


def _edit(room: Path) -> None:
    (room / "fair.md").write_text("# Spring fair\n\nThe spring fair of Orlington is put off by a week.\n")


def _add(room: Path) -> None:
    (room / "new.txt").write_text("A new release\n\nIt says something that was not said before.\n")


def _rename(room: Path) -> None:
    (room / "fair.md").rename(room / "feast.md")


def _remove(room: Path) -> None:
    (room / "fair.md").unlink()


@pytest.mark.parametrize("change", [_edit, _add, _rename, _remove])
def test_changed_content_is_another_index(build: Build, room: Path, change: Callable[[Path], None]) -> None:
    first, digest = build(room)
    change(room)
    second, changed = build(room)
    assert digest != changed
    assert first.config.data != second.config.data
    assert paths(second) == {path.relative_to(room).as_posix() for path in room.rglob("*") if path.is_file()}


@pytest.mark.parametrize("config", [replace(CONFIG, passage_words=40), replace(CONFIG, largest=500)])
def test_settings_that_change_what_is_taken_in_give_another_index(
    build: Build, room: Path, config: DeskConfig
) -> None:
    assert build(room)[0].config.data != build(room, config)[0].config.data


def test_words_moved_from_one_file_to_the_next_change_the_digest(tmp_path: Path) -> None:
    for name, texts in {"one": ("ab", "c"), "two": ("a", "bc")}.items():
        (tmp_path / name).mkdir()
        for file, text in zip("xy", texts, strict=True):
            (tmp_path / name / file).write_text(text)
    assert folder_digest(tmp_path / "one") != folder_digest(tmp_path / "two")


def test_hidden_files_and_folders_do_not_count(build: Build, room: Path) -> None:
    _, digest = build(room)
    (room / ".notes.txt").write_text("Hidden notes\n\nNobody should ever find these words here.\n")
    (room / ".git").mkdir()
    (room / ".git" / "config.txt").write_text("Hidden settings\n\nNobody should ever find these words.\n")
    desk, again = build(room)
    assert again == digest
    assert len(paths(desk)) == 3


def let_go(folder: Path) -> bool:
    """Tell whether no store is open: the last connection takes its log away."""
    return not list(folder.rglob("*-wal"))


def test_an_interrupted_build_is_resumed_where_it_stopped(
    build: Build, tmp_path: Path, room: Path, counting: CountingEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.ingest.BATCH_PASSAGES", 1)
    counting.fail_at = 2
    with pytest.raises(KeyboardInterrupt):
        build(room)
    assert let_go(tmp_path)
    counting.fail_at = None
    desk, _ = build(room)
    assert len(paths(desk)) == 3
    assert len(set(counting.encoded)) == len(counting.encoded) == 3, "what was committed is not encoded again"


def test_a_file_that_cannot_be_read_does_not_stop_the_rest(build: Build, room: Path) -> None:
    (room / "gone.txt").symlink_to(room / "nowhere.txt")
    desk, _ = build(room)
    assert len(paths(desk)) == 3


def test_a_missing_or_empty_folder_is_refused(tmp_path: Path, room: Path) -> None:
    (tmp_path / "empty" / "deeper").mkdir(parents=True)
    (tmp_path / "empty" / ".hidden.txt").write_text("x")
    with pytest.raises(FolderInvalid, match="nothing in it"):
        folder_digest(tmp_path / "empty")
    with pytest.raises(FolderInvalid, match="no such folder"):
        folder_digest(tmp_path / "nowhere")
    with pytest.raises(FolderInvalid, match="no such folder"):
        folder_digest(room / "fair.md")


# Ready-made documents

DOCUMENTS = (
    ("d1", "Port", "The port of Halvern reopened. " * 100),
    ("d2", "", "The spring fair of Orlington opened."),
)


def _of_documents(tmp_path: Path, documents: Sequence[tuple[str, str, str]] = DOCUMENTS) -> Desk:
    config = DeskConfig(tmp_path / "users-own-data")
    return workspace.of_documents(documents, "abc", config, tmp_path / "cache", lambda done, total: None)


def test_each_document_is_one_passage_word_for_word(tmp_path: Path, counting: CountingEmbedder) -> None:
    desk = _of_documents(tmp_path)
    assert (desk.store.count(Scope.everything()), desk.store.count_passages()) == (2, 2)
    (first, *_) = desk.ask(Question("port of Halvern")).passages
    assert (first.citation.article.path, first.citation.article.title) == ("d1", "Port")
    assert first.text == DOCUMENTS[0][2]
    desk.close()


def test_the_language_of_each_document_is_told(tmp_path: Path, counting: CountingEmbedder) -> None:
    arabic = "أعيد افتتاح ميناء هالفرن للسفن يوم الخميس بعد أعمال التجريف التي استمرت عامين كاملين."
    french = "Le port de Halvern a rouvert jeudi aux navires, après deux ans de travaux dans le chenal."
    desk = _of_documents(tmp_path, (("ar", "", arabic), ("fr", "", french)))
    told = {article.path: article.language for article in desk.store.page(Scope.everything())}
    assert told == {"ar": "ar", "fr": "fr"}
    desk.close()


def test_documents_taken_in_by_other_rules_are_taken_in_again_with_the_vectors_they_have(
    tmp_path: Path, counting: CountingEmbedder
) -> None:
    _of_documents(tmp_path).close()
    for marker in (tmp_path / "cache").rglob("complete"):
        marker.write_text("of old", encoding="utf-8")
    desk = _of_documents(tmp_path)
    assert paths(desk) == {"d1", "d2"}
    assert len(counting.encoded) == 2
    desk.close()


def test_documents_are_encoded_once(tmp_path: Path, counting: CountingEmbedder) -> None:
    _of_documents(tmp_path).close()
    _of_documents(tmp_path).close()
    assert len(counting.encoded) == 2


def test_an_interrupted_build_of_documents_is_resumed(
    tmp_path: Path, counting: CountingEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eval.workspace.BATCH_PASSAGES", 1)
    counting.fail_at = 1
    with pytest.raises(KeyboardInterrupt):
        _of_documents(tmp_path)
    assert let_go(tmp_path)
    counting.fail_at = None
    desk = _of_documents(tmp_path)
    assert paths(desk) == {"d1", "d2"}
    desk.close()


# Several folders


def test_several_folders_are_named_by_their_names(tmp_path: Path, room: Path, counting: CountingEmbedder) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "fair.md").write_text("# Autumn fair\n\nThe autumn fair of Skerry opens with nine stalls.\n")
    folders = (room, other)
    assert workspace.roots(folders) == {"room": room, "other": other}
    assert workspace.roots((room,)) == {"": room}
    desk, digest = workspace.of_folders(folders, CONFIG, tmp_path / "cache", lambda done, total: None)
    name = workspace.path_in(folders)
    held = {name(article.source, article.path) for article in desk.store.page(Scope.everything())}
    assert held == {"room/port/reopens.txt", "room/port/dredging.txt", "room/fair.md", "other/fair.md"}
    desk.close()
    desk, alone = workspace.of_folder(room, CONFIG, tmp_path / "cache", lambda done, total: None)
    desk.close()
    assert digest != alone


def test_folders_of_one_name_are_refused(tmp_path: Path, room: Path) -> None:
    (tmp_path / "deeper" / "room").mkdir(parents=True)
    with pytest.raises(FolderInvalid, match="have one name"):
        workspace.roots((room, tmp_path / "deeper" / "room"))
