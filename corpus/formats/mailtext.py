"""What mail programs and press offices put around a release: forwarded headers, quote marks, signatures, notices."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

COVER_WORDS = 80
"""A note above a forwarded mail, or above attached releases, has fewer words."""

FORWARDED = 10
"""Times that a mail is forwarded, at most."""

SIGNATURE_LINES = 15
"""A signature has no more lines."""

_LABELS = {
    "from": "from|de|von|من|المرسل",
    "date": "sent|date|envoyé(?: le)?|gesendet|تاريخ(?: الإرسال)?|التاريخ|أرسلت?",
    "to": "to|à|an|cc|copie|pour|إلى|نسخة",
    "subject": "subject|objet|betreff|الموضوع",
}
_HEADER = re.compile(
    r"(?i)[\s>*_|]*+(?:"
    + "|".join(f"(?P<{key}>{names})" for key, names in _LABELS.items())
    + r")[\s*_]*+:[\s*_]*+(.*)"
)
_MARKER = re.compile(
    r"(?i)[\s>*_-]*+(?:(?:begin )?forwarded message|original message|message transféré|message d['’]origine"
    r"|début du message (?:réexpédié|transféré)|رسالة (?:معاد توجيهها|محولة)|الرسالة الأصلية)[\s:*_-]*+"
)
_PREFIX = re.compile(
    r"(?i)\s*+(?:(?:re|fwd?|tr|rép|réf|wg|aw|رد|إعادة توجيه|توجيه)\s?(?:\[\d+\])?\s?:"
    r"|\[(?:ext|external|externe|خارجي)\])"
)
_RELEASE = re.compile(
    r"(?i)\s*+(?:\[\s*+)?(?:for immediate release|(?:press|news|media) release|press statement|media advisory"
    r"|communiqué(?: de presse)?|pour diffusion immédiate|(?:بيان|خبر|بلاغ) صحفي|للنشر الفوري)"
    r"\s*+(?:\]\s*+[:–—|-]?|[:–—|]|-\s)"
)
_NOTICE = re.compile(
    r"(?i)\W*+(?:"
    r"(?:this|the (?:content|information)s? (?:of|in) this) (?:e-?mail|message|communication|transmission)\b.{0,200}?"
    r"\b(?:confidential|privileged|intended (?:only|solely))"
    r"|(?:ce|le présent) (?:message|courriel|e-?mail|mail)\b.{0,200}?(?:confidenti|destiné|destinataire)"
    r"|(?:إن )?(?:هذه الرسالة|هذا البريد|تحتوي هذه الرسالة).{0,200}?(?:سري|مخصص)"
    r"|if you (?:are not the intended|have received this (?:e-?mail|message) in error)"
    r"|caution: this e-?mail originated|external e-?mail\b"
    r"|sent from my \w|envoyé (?:de|depuis) mon |أُ?رسلت من (?:جهاز|هاتف)"
    r"|please consider the environment|(?:pensez|merci de penser) à l['’]environnement"
    r")"
)
_LISTED = re.compile(
    r"(?i)\bunsubscribe\b|\bdésabonn|\bdésinscri|إلغاء الاشتراك|manage (?:your )?(?:e-?mail )?preferences"
    r"|view (?:this|it|the) ?(?:e-?mail|message|newsletter)? ?(?:in|on) (?:your|a|the) (?:web )?browser|view online\b"
    r"|version en ligne|dans (?:votre|un) navigateur"
    r"|(?:عرض|اعرض|اقرأ|شاهد|لعرض|لقراءة) (?:هذه |هذا )?(?:ال)?(?:رسالة|بريد|نشرة)(?: الإلكتروني(?:ة)?)?"
    r" (?:في|على|عبر) (?:ال)?متصفح"
    r"|you(?:['’]re| are)? ?(?:receiving|received|receive) this (?:e-?mail|message)"
    r"|vous recevez ce(?:t e-?mail| message| courriel)"
)
_QUOTED = re.compile(r"(?m)^[ \t]{0,3}>[ \t]?")
_IMAGE = re.compile(r"\[(?:image|cid)\b[^\[\]\n]{0,200}+\]|<(?:https?|mailto):[^<>\s]{1,2000}+>")

LISTED_WORDS = 45
"""A block about the mailing itself has fewer words; a longer one may be the news about a newsletter."""


def subject_title(subject: str) -> str | None:
    """Take `Fwd:` and `PRESS RELEASE:` off a subject; null when nothing is left."""
    while match := _PREFIX.match(subject) or _RELEASE.match(subject):
        subject = subject[match.end() :]
    return subject.strip(" \t-–—|:") or None


def unforwarded(text: str) -> tuple[str, Mapping[str, str]]:
    """Part a release from the mails that carried it.

    Returns:
        The text and what the innermost header says (`from`, `date`, `subject`). A text that goes on above a header
        is the release itself, and what stands below it is what it answers: that is left out.
    """
    fields: dict[str, str] = {}
    for _ in range(FORWARDED):
        lines = text.split("\n")
        start, end, found = _header(lines)
        if not found:
            break
        above, below = "\n".join(lines[:start]), "\n".join(lines[end:])
        words = len(above.split())
        if words >= COVER_WORDS and words > len(below.split()) / 2:
            return above, MappingProxyType(fields)
        text, fields = below, fields | found
    return text, MappingProxyType(fields)


def _header(lines: list[str]) -> tuple[int, int, dict[str, str]]:
    """Find the first run of header lines; empty lines may stand between them."""
    run: dict[str, str] = {}
    start = end = 0
    for at, line in enumerate(lines):
        match = _HEADER.fullmatch(line[:2000])
        if match:
            if not run:
                start = at
            run[next(key for key, label in match.groupdict().items() if label)] = match.groups()[-1].strip()
            end = at + 1
        elif run and line.strip():
            if {"from", "subject"} <= run.keys() and run.keys() & {"date", "to"}:
                break
            run = {}
    if not ({"from", "subject"} <= run.keys() and run.keys() & {"date", "to"}):
        return 0, 0, {}
    while start and (not lines[start - 1].strip() or _MARKER.fullmatch(lines[start - 1][:200])):
        start -= 1
    return start, end, run


def unquoted(text: str) -> str:
    """Take the `>` off a text most of whose lines have one."""
    lines = [line for line in text.split("\n") if line.strip()]
    quoted = sum(_QUOTED.match(line) is not None for line in lines)
    return _QUOTED.sub("", text) if 2 * quoted > len(lines) else text


def unsigned(text: str) -> str:
    """Cut off the signature under the last `-- ` and the addresses behind the words of links."""
    lines = text.split("\n")
    for at in range(len(lines) - 1, max(len(lines) - SIGNATURE_LINES - 2, -1), -1):
        if lines[at] in {"--", "-- "}:
            lines = lines[:at]
            break
    return _IMAGE.sub("", "\n".join(lines))


def is_notice(block: str) -> bool:
    """Tell whether a block is about the mail and not from the release."""
    return _NOTICE.match(block) is not None or (
        len(block.split()) <= LISTED_WORDS and _LISTED.search(block) is not None
    )
