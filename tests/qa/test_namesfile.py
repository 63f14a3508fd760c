"""The staff's file of names: what it may say, what is wrong with it, and that a change counts at once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from corpus.store.names import Learned
from qa.errors import NamesInvalid
from qa.namesfile import CERTAIN, FILE, NamesFile, Told


def written(folder: Path, text: str) -> NamesFile:
    (folder / FILE).write_text(text, "utf-8")
    return NamesFile(folder)


def test_no_file_says_nothing(tmp_path: Path) -> None:
    assert NamesFile(tmp_path).told() == NamesFile(tmp_path).read() == Told()


def test_pairs_are_added_with_one_long_form_or_several(tmp_path: Path) -> None:
    told = written(tmp_path, '[[pair]]\nshort = "ICESCO"\nlong = ["ISESCO", "الإيسيسكو"]\n').told()
    assert [(one.short, one.long, one.releases) for one in told.pairs] == [
        ("ICESCO", "ISESCO", CERTAIN),
        ("ICESCO", "الإيسيسكو", CERTAIN),
    ]
    assert told.like({"isesco"}) == [told.pairs[0]]
    assert told.like({"icesco"}) == list(told.pairs)


@pytest.mark.parametrize(
    ("line", "kept"), [("", []), ('long = "New Town Archive"\n', ["Northern Transit Authority"])]
)
def test_one_long_form_is_forbidden_or_all(tmp_path: Path, line: str, kept: list[str]) -> None:
    told = written(tmp_path, f'[[forbid]]\nshort = "N.T.A."\n{line}').told()
    longs = ("Northern Transit Authority", "New Town Archive")
    pairs = [Learned("NTA", long, "nta", long.lower(), 1) for long in longs]
    assert [one.long for one in pairs if not told.forbids(one)] == kept


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[pair", "cannot be read"),
        ("[[names]]\nshort = 'a'", "'names' is unknown"),
        ("[pair]\nshort = 'NTA'", "write [[pair]]"),
        ("[[pair]]\nshort = 'NTA'", 'number 1: write short = "..." and long'),
        ("[[pair]]\nshort = 'NTA'\nlong = []", "number 1: write short"),
        ("[[pair]]\nshort = 'NTA'\nlong = [1]", "number 1: write short"),
        ("[[pair]]\nshort = '...'\nlong = 'b'", "number 1: write short"),
        ("[[pair]]\nshort = 'A'\nlong = 'b'\n[[pair]]\nshrt = 'NTA'", "number 2: only short and long are known"),
        ("forbid = ['NTA']", "number 1: only short and long are known"),
        ("[[forbid]]\nlong = 'NTA'", "number 1: write short"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(NamesInvalid) as refused:
        written(tmp_path, text).read()
    assert said in str(refused.value)
    assert str(tmp_path / FILE) in str(refused.value)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes("[[forbid]]\nshort = 'é'".encode("latin-1"))
    with pytest.raises(NamesInvalid):
        NamesFile(tmp_path).read()


def test_a_change_counts_at_once_and_a_mistake_leaves_what_was_said_before(tmp_path: Path) -> None:
    file = written(tmp_path, '[[forbid]]\nshort = "NTA"\n')
    assert file.told().forbidden == {("nta", None)}
    for at, (text, said) in enumerate([('[[forbid]]\nshort = "ERB"\n', "erb"), ("[[", "erb")]):
        file.path.write_text(text)
        os.utime(file.path, ns=(at, at))
        assert file.told().forbidden == {(said, None)}
    file.path.unlink()
    assert file.told() == Told()


def test_a_mistake_is_told_once_with_what_counts_until_it_is_mended(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for before, counts in (("", "none of it counts"), ('[[forbid]]\nshort = "NTA"\n', "what it said before counts")):
        file = written(tmp_path, before)
        file.told()
        file.path.write_text("[[pair")
        caplog.clear()
        file.told()
        file.told()
        (record,) = caplog.records
        assert record.getMessage().startswith(f"{file.path} cannot be read (")
        assert record.getMessage().endswith(f"mend or remove it; until then {counts}")
