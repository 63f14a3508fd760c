"""Which reader takes the second look: our own, one of our kind, one that the user brings, or none."""

from __future__ import annotations

import logging
from pathlib import Path

from index.errors import ModelError, ModelMissing
from qa.reader import weights
from qa.reader.cross_encoder import CrossEncoderReader
from qa.reader.own import OwnReader
from qa.reader.question_answering import QuestionAnsweringReader, answers_questions
from qa.reader.reader import NONE, OWN, Reader

log = logging.getLogger("dateline")


def chosen(setting: str, cache: Path | None, allow_hub: bool = False) -> Reader | None:
    """Give the reader that a setting names, or none.

    Our own needs the package that carries e5 and a place to be unpacked in. Without them questions are answered by
    ranking alone, and that is said once.

    Args:
        setting: `own`; a folder of weights as `python -m eval.reader pack` writes one, told by its card; a folder or
            hub name of a cross-encoder or a question-answering model, told by its configuration; `none` or empty for
            none.
        cache: folder of what can be made again; null: our own cannot be had.
        allow_hub: whether a hub name is acceptable.

    Raises:
        ModelError: a reader was named that cannot be had.
    """
    if setting in ("", NONE):
        return None
    if setting != OWN:
        return _named(setting, cache, allow_hub)
    if cache is None:
        return None
    try:
        return OwnReader(cache)
    except (ModelError, ImportError, OSError, RuntimeError) as error:
        log.warning("no second look is taken: %s", error)
        return None


def _named(setting: str, cache: Path | None, allow_hub: bool) -> Reader:
    folder = Path(setting).expanduser()
    if not (folder / weights.CARD).is_file():
        made = QuestionAnsweringReader if answers_questions(setting, allow_hub) else CrossEncoderReader
        return made(setting, allow_hub)
    if cache is None:
        raise ModelMissing(f"the reader in {folder} has to be converted, and there is no cache to keep it in")
    return OwnReader(cache, folder)
