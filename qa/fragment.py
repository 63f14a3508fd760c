"""Deep links: to the very words of a page, by a text fragment.

`#:~:text=[prefix-,]start[,end][,-suffix]`, URL Fragment Text Directives (WICG, sections 3.2 and 3.5): a browser
looks for the words without regard to case, as whole words, and within one paragraph each. So a quote that is long or
goes over a line's end is named by its first and last words, and one that the text holds more than once by what
stands before and after it.
"""

from __future__ import annotations

import re
from urllib.parse import quote as percent_encoded
from urllib.parse import urlsplit

LONGEST = 200
"""Characters of a quote that is named in full."""

ENDS = 6
"""Words at either end by which a longer one is named."""

AROUND = (3, 6, 10)
"""Words before and after a quote that are tried, until they tell it from the same words elsewhere."""

_WORD = re.compile(r"\S+")


def link(url: str | None, text: str, start: int, end: int) -> str | None:
    """Give the address of words on their published page.

    Args:
        url: of the page.
        text: of the release.
        start, end: of the words, code points of `text`.

    Returns:
        The address; null where there is no page on the web, or no word.
    """
    page = _page(url)
    quoted = text[start:end].strip()
    if page is None or not quoted:
        return None
    before, after = _around(text, start, end) if _repeated(text, quoted) else ("", "")
    parts = [f"{_term(before)}-" if before else "", _named(quoted), f"-{_term(after)}" if after else ""]
    return f"{page}:~:text={','.join(part for part in parts if part)}"


def _page(url: str | None) -> str | None:
    """Give an address up to where the directive goes, with its own fragment; null where it is none of the web."""
    if not url or any(char <= " " for char in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        return None
    return url.partition(":~:")[0] if parts.fragment else f"{url.removesuffix('#')}#"


def _named(quoted: str) -> str:
    """Name a quote in full, or by its first words and its last."""
    if len(quoted) <= LONGEST and "\n" not in quoted:
        return _term(quoted)
    head, tail = quoted.partition("\n")[0].split(), quoted.rpartition("\n")[2].split()
    if "\n" not in quoted:
        head, tail = head[: len(head) // 2], tail[len(tail) // 2 :]
    return f"{_term(' '.join(head[:ENDS]))},{_term(' '.join(tail[-ENDS:]))}" if head and tail else _term(quoted)


def _term(words: str) -> str:
    """Encode what a directive may not hold as it is: `-`, `,`, `&` and all that an address does not carry."""
    return percent_encoded(" ".join(words.split()), safe="").replace("-", "%2D")


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _repeated(text: str, quoted: str) -> bool:
    """Tell whether a browser may find the words elsewhere too: they stand in the text more than once."""
    folded = quoted.casefold()
    longest = max(folded.split(), key=len)
    if text.casefold().count(longest) <= folded.count(longest):
        return False  # as nearly always; folding white space too takes ten times as long
    return _plain(text).count(_plain(quoted)) > 1


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """Give words before and after that tell a quote from the same words elsewhere, if any do."""
    found = list(_WORD.finditer(text))
    inside = [at for at, word in enumerate(found) if word.start() < end and word.end() > start]
    first, last = inside[0], inside[-1] + 1
    words = [word.group() for word in found]
    told = [_plain(word) for word in words]
    whole = " ".join(told)
    before = after = ""
    for count in AROUND:
        begin, end = max(0, first - count), last + count
        before, after = " ".join(words[begin:first]), " ".join(words[last:end])
        if whole.count(" ".join(told[begin:end])) == 1:
            break
    return before, after
