"""Matplotlib's SVG made fit to stand inside a page: small, coloured by the style sheet, and with ids of its own."""

from __future__ import annotations

import re

from lxml import etree
from markupsafe import Markup

from eval.page.series import VARIABLES

_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_URL = re.compile(r"url\(#([^)]+)\)")
_FAMILY = re.compile(r"(font-family: |font: [^;']*px )[^;]+")
_LONG = re.compile(r"(\d\.\d{2})\d+")
_COLOUR = re.compile("|".join(VARIABLES))
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain(text: str, longest: int = 200) -> str:
    """Make a text fit for XML and for one line: white space collapsed, control characters gone, cut if long."""
    clean = " ".join(_UNFIT.sub("", text).split())
    return clean if len(clean) <= longest else clean[: longest - 1].rstrip() + "…"


def inline(drawn: bytes, name: str, title: str) -> Markup:
    """Give an SVG element for a page.

    Args:
        drawn: what matplotlib wrote.
        name: put before every id; other drawings in the page have other names.
        title: what the drawing shows, for those who do not see it.
    """
    root = etree.fromstring(drawn, etree.XMLParser(resolve_entities=False, no_network=True))
    for element in list(root.iter()):
        parent = element.getparent()
        if parent is not None and _unwanted(element):
            parent.remove(element)
    used = {found for element in root.iter() for found in _references(element)}
    for element in root.iter():
        _mend(element, name, used)
    for size in ("width", "height", "version"):
        if size in root.attrib:
            del root.attrib[size]
    root.set("class", "plot")
    root.set("role", "img")
    label = etree.Element(f"{_SVG}title")
    label.text = plain(title)
    root.insert(0, label)
    for element in root.iter():
        element.tail = None
        if element.tag not in (f"{_SVG}text", f"{_SVG}title"):
            element.text = None
    etree.cleanup_namespaces(root)
    return Markup(etree.tostring(root, encoding="unicode"))  # noqa: S704 - serialised, so its texts are escaped


def _unwanted(element: etree._Element) -> bool:
    """Tell what has no place in a page: comments, styles that would reach the page's elements, empty frames."""
    if not isinstance(element.tag, str) or element.tag in (f"{_SVG}metadata", f"{_SVG}style"):
        return True
    return element.tag == f"{_SVG}path" and element.get("style") == "fill: none"


def _references(element: etree._Element) -> list[str]:
    values = [str(value) for value in element.attrib.values()]
    found = [name for value in values for name in _URL.findall(value)]
    return [*found, *(value[1:] for value in values if value.startswith("#"))]


def _mend(element: etree._Element, name: str, used: set[str]) -> None:
    """Rename ids, round numbers, and put the style sheet's colours and typeface in."""
    if own := element.get("id"):
        del element.attrib["id"]
        if own in used:
            element.set("id", f"{name}-{own}")
    for key, raw in list(element.attrib.items()):
        value = str(raw)
        if key == _HREF:
            del element.attrib[_HREF]
            element.set("href", f"#{name}-{value[1:]}")
            continue
        value = _URL.sub(rf"url(#{name}-\1)", value)
        if key == "style":
            value = _COLOUR.sub(lambda found: f"var({VARIABLES[found.group()]})", value)
            value = _FAMILY.sub(r"\1var(--sans)", value)
        elif key != "id":
            value = _LONG.sub(r"\1", " ".join(value.split()))
        element.set(key, value)
    if str(element.get("transform")).startswith("rotate(-0 "):
        del element.attrib["transform"]
