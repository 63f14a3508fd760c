"""Tags and text as they stand."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from corpus.fetching.tags import Tag, read


def told(text: str) -> list[str]:
    """Tags as `<a>`, `</a>` and `<a/>`, text as it is."""
    found = []
    for piece in read(text):
        if isinstance(piece, str):
            found.append(piece)
        else:
            name = f"{piece.prefix}:{piece.name}" if piece.prefix else piece.name
            found.append(f"<{'' if piece.opens else '/'}{name}{'/' if piece.opens and piece.closes else ''}>")
    return found


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", []),
        ("words", ["words"]),
        ("<a>b</a>", ["<a>", "b", "</a>"]),
        ("<A/>", ["<a/>"]),
        ("<dc:Date >x</dc:Date >", ["<dc:date>", "x", "</dc:date>"]),
        ('<a b="c>d" e=\'f"g\'/>x', ["<a/>", "x"]),
        ("a &amp; b &nbsp;&#233;", ["a & b \xa0é"]),
        ("<![CDATA[a <b> &amp;]]>c", ["a <b> &amp;", "c"]),
        ("<![CDATA[a", ["a"]),
        ("a<!-- <b> -->c", ["a", "c"]),
        ("a<!-- b", ["a"]),
        ('<?xml version="1.0"?><!DOCTYPE a><a/>', ["<a/>"]),
        ("1 < 2 <b>", ["1 ", "<", " 2 ", "<b>"]),
        ("<a<b>", ["<", "a", "<b>"]),
        ('<a b="c', ["<", 'a b="c']),
        ("</>", ["<", "/>"]),
    ],
)
def test_pieces(text: str, pieces: list[str]) -> None:
    assert told(text) == pieces


def test_attributes() -> None:
    (tag,) = read('<link REL="self" href=\'a?b=1&amp;c=2\' x:y="" z>')
    assert isinstance(tag, Tag)
    assert (tag.attribute("rel"), tag.attribute("href"), tag.attribute("x:y")) == ("self", "a?b=1&c=2", "")
    assert tag.attribute("z") is None
    assert tag.attribute("el") is None


NAMES = st.sampled_from(["a", "b", "item"])
LEAVES = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=8)


def tree(children: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.tuples(NAMES, LEAVES, st.lists(children, max_size=3))


def build(node: object) -> etree._Element:
    assert isinstance(node, tuple)
    made = etree.Element(node[0], note=node[1])
    made.text = node[1] or None
    made.extend(build(child) for child in node[2])
    return made


@given(st.recursive(st.tuples(NAMES, LEAVES, st.just([])), tree, max_leaves=8))
def test_well_formed_trees_are_read_as_lxml_wrote_them(node: object) -> None:
    root = build(node)
    pieces = list(read(etree.tostring(root, encoding="unicode")))
    opened = [piece.name for piece in pieces if isinstance(piece, Tag) and piece.opens]
    assert opened == [str(each.tag) for each in root.iter()]
    assert sum(piece.closes for piece in pieces if isinstance(piece, Tag)) == len(opened)
    assert "".join(piece for piece in pieces if isinstance(piece, str)) == "".join(map(str, root.itertext()))
    notes = [piece.attribute("note") for piece in pieces if isinstance(piece, Tag) and piece.opens]
    assert notes == [each.get("note") for each in root.iter()]


@given(st.text(alphabet="<>/!-[]CDATA?&;\"'=: ab", max_size=100))
def test_anything_is_read_to_its_end(text: str) -> None:
    for piece in read(text):
        assert piece if isinstance(piece, str) else piece.name


@pytest.mark.parametrize(
    "piece", ["<", "<a ", '<a b="', "<a b='c", "<a>", "&", "&#", "<!", "<?", "<!--", "<![CDATA[", "</", '"', "<a:"]
)
def test_hostile_text_is_read_in_no_time(piece: str, length: int) -> None:
    began = time.process_time()
    for _ in read(piece * (length // len(piece))):
        pass
    assert time.process_time() - began < 8
