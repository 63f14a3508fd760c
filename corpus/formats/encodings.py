"""Which encoding bytes are in that name none and are not UTF-8.

The languages of most releases are tried first, by what their words are made of: for French of many accents and for
short Arabic that is surer than charset-normalizer, which judges what is in neither.
"""

from __future__ import annotations

import re

from charset_normalizer import from_bytes

from corpus.formats.mojibake import ODD

WINDOWS_1252 = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0)}
"""Code -> character. A page that says ASCII or Latin-1 means this: encoding.spec.whatwg.org, "labels"."""

HOME = {True: ("cp1252", "mac_roman"), False: ("cp1256", "iso8859_6")}
REST = {True: ("cp1250", "cp1254", "iso8859_2", "cp850"), False: ("cp1251", "cp1253", "koi8_r")}
"""Encodings tried, the likelier first. True: of Latin letters, where bytes above 127 stand between others; false: of
other alphabets, where they make words."""

ALPHABETS = frozenset(HOME[False] + REST[False])
"""What a text that claims to be Latin may be all the same."""

SAMPLE = 16_384
"""Bytes looked at: those around bytes above 127, which alone tell the encoding."""

UNLIKELY = 0.1
"""Share of such bytes that may be unlikely in the encoding taken: names, signs, and damage."""

ALEF_LAM = 0.1
"""Share of these two letters, at least, in any Arabic text: it is some 0.25."""

SPARSE = 0.02
"""Where no reading is likely, text with at most this share of bytes above 127 is read as Windows-1252: it stays
readable whatever they were."""

_HIGH = re.compile(rb"[\x80-\xff]++")
_LETTERS = re.compile(rb"[\xc0-\xff]++")
_UNUSED = bytes(code for code, char in WINDOWS_1252.items() if char == chr(code))
_EXPECTED = frozenset("áíóúñãõåøäöüßÁÍÓÚÑÅØÄÖÜ¿¡£©®™²³½°·§€÷×")
"""What names and figures in an English or French text have beside its own letters."""

_UPPER = "À-ÖØ-ÞŒŸŽŠ"
_MISPLACED = re.compile(
    r"[^\W\d_][\xa1-\xa9\xac-\xb6\xb8\xb9\xbb-\xbf\xd7\xf7][^\W\d_]"  # a sign inside a word
    rf"|[a-zß-öø-ÿ][{_UPPER}]|[{_UPPER}][A-Z]?[a-zß-öø-ÿ](?<=[^\W\d_]..)"  # a capital inside a word
    r"|[\u0600-\u06ff][A-Za-zÀ-ÿ]|[A-Za-zÀ-ÿ][\u0600-\u06ff]|[\u064b-\u0652]{2}"  # two alphabets in a word
)


def detect(raw: bytes) -> str | None:
    """Name the encoding of a text in single bytes, ASCII below 128; null if none is likely."""
    sample = _around_high(raw)
    high = sum(len(run.group()) for run in _HIGH.finditer(sample))
    runs = [len(run.group()) for run in _LETTERS.finditer(sample)]
    latin = 2 * sum(length for length in runs if length > 2) <= sum(runs)
    if latin and 50 * sum(sample.count(code) for code in _UNUSED) < high:  # so few that they are damage
        sample = sample.translate(None, _UNUSED)
    ranked = sorted(
        (unlikely, order, name)
        for order, name in enumerate(HOME[latin])
        if (unlikely := _unlikely(sample, name)) is not None
    )
    if ranked and ranked[0][0] <= UNLIKELY * high:
        return ranked[0][2]
    names = [*HOME[latin], *REST[latin]]
    found = from_bytes(sample, cp_isolation=names, preemptive_behaviour=False)
    judged = sorted(
        (len(_MISPLACED.findall(str(match))), round(match.chaos, 2), names.index(match.encoding)) for match in found
    )
    if judged:
        return names[judged[0][2]]
    sparse = sum(len(run.group()) for run in _HIGH.finditer(raw)) <= SPARSE * len(raw)
    return "cp1252" if sparse else None


def _unlikely(sample: bytes, name: str) -> int | None:
    """Count what a text in a home language would not have; null where the bytes are no text in this encoding."""
    try:
        text = sample.decode(name)
    except UnicodeDecodeError:
        return None
    letters = sum("\u0621" <= char <= "\u064a" for char in text)
    if ALEF_LAM * letters > text.count("ا") + text.count("ل"):
        return None
    odd = sum(char not in _EXPECTED for char in ODD.findall(text))
    return odd + len(_MISPLACED.findall(text))


def _around_high(raw: bytes) -> bytes:
    """Collect what stands around the bytes above 127."""
    pieces: list[bytes] = []
    at = 0
    while (match := _HIGH.search(raw, at)) and len(pieces) * 200 < SAMPLE:
        pieces.append(raw[max(at, match.start() - 100) : match.start() + 100])
        at = match.start() + 100
    return b"".join(pieces)
