"""Text that was decoded wrongly before it came to us, made right again by ftfy: `cafÃ©` is `café`."""

from __future__ import annotations

import re

import ftfy
from ftfy.badness import is_bad

_CONFIG = ftfy.TextFixerConfig(
    unescape_html=False,  # entities are the business of the readers that know markup
    remove_terminal_escapes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,  # a quote is cited as it was printed
    fix_line_breaks=False,
    remove_control_chars=False,
    normalization=None,  # `tidy` brings every text to NFC
)
"""Only what undoes a wrong decoding. Whatever else ftfy could make prettier is the author's."""

ODD = re.compile(r"[^\x00-\x7féèêëàäùûüôöîïçÿœæÉÈÊËÀÙÛÜÔÖÎÏÇŒÆ’‘“”«»–—…•\u00a0\u202f\u0600-\u06ff\u200c-\u200f]")
"""A character that French, English and Arabic do without. What was decoded wrongly always has one, and looking
for it costs a hundredth of what ftfy's own look costs (0.2 µs a character)."""

_LEAD = re.compile(r"[ÂÃÄÅâØÙĂ√¬‚ÿŸ├┬Γ╪┘\x80-\x9f]")
"""What the first byte of a character in UTF-8 becomes, for the characters of our languages."""

_WINDOWS_1256 = {bytes([code]).decode("cp1256"): code for code in range(256)}
_CONTINUATION = "[" + "".join(re.escape(char) for char, code in _WINDOWS_1256.items() if 0x80 <= code < 0xC0) + "]"
_LETTER = rf"[\u0637\u0638\u0639\u063a]{_CONTINUATION}"
_ARABIC = re.compile(rf"(?:{_LETTER}){{3}}")
_LEADS = "\u0637\u0638\u0639\u063a"
"""UTF-8 read as Windows-1256. ftfy does not know it, and it is how Arabic is damaged most often: each letter
becomes one of four letters and a sign. No Arabic word has three such pairs in a row."""
_ARABIC_RUN = re.compile(rf"(?>(?:{_LETTER}|[\u0622\u0623]{_CONTINUATION}|â{_CONTINUATION}{_CONTINUATION})+)")


def mend(text: str) -> str:
    """Undo wrong decodings, line by line; a line that shows no sign of one is not touched.

    Correct English, French and Arabic come back as they are, curly quotes and joiners included.
    """
    arabic = any(lead in text for lead in _LEADS) and _ARABIC.search(text)
    if not arabic and not ODD.search(text):
        return text
    return "\n".join(map(_mend_line, text.split("\n")))


def _mend_line(line: str) -> str:
    if _ARABIC.search(line):
        line = _ARABIC_RUN.sub(_as_utf8, line)
    if not (odd := ODD.findall(line)) or not is_bad(line):
        return line
    mended = ftfy.fix_text(line, _CONFIG)
    better = _LEAD.search(line) and len(ODD.findall(mended)) < len(odd)
    return mended if better else line  # else it was chance, as in `À°`


def _as_utf8(match: re.Match[str]) -> str:
    run = bytes(map(_WINDOWS_1256.__getitem__, match.group()))
    return run.decode("utf-8", "replace")
