"""Mails (EML): the release in a mail's text; the releases attached to it are read by `corpus.containers`."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from email import header, policy, utils
from email.errors import HeaderParseError
from email.message import Message

from corpus.article import Document
from corpus.errors import EmptyDocument, Malformed, Refused
from corpus.fields import dates
from corpus.formats import byhand, text
from corpus.formats.decoding import decode
from corpus.formats.mailhtml import text_of
from corpus.formats.mailtext import COVER_WORDS, is_notice, subject_title, unforwarded, unquoted, unsigned
from corpus.formats.mojibake import mend
from corpus.formats.page import Page
from corpus.tidying import tidy

HEADER_LENGTH = 4_000
"""Letters of a header that are read. The standard library takes minutes over the parameters of longer ones."""

PARTS = 100
"""Parts of one mail, and parts inside parts: each costs time on every line of the mail."""

HTML_ENOUGH = 0.8
"""The HTML of a mail is read where it has this share of the words of its plain text: it keeps its paragraphs."""

_FLOWED = re.compile(r"(?<!\n--) \n(?=[^\n>])")
"""A line end behind a space is none: RFC 3676."""

_BOUNDARY = re.compile(rb"(?i)boundary\s{0,9}=")
_OFFICE = re.compile(
    r"(?i)\b(?:press|media|news|communications?)[ -]*"
    r"(?:office|team|room|desk|centre|center|relations|service|contact)?\b"
    r"|\bnewsroom\b|\b(?:service|bureau|contact) (?:de )?(?:la )?(?:presse|communication)\b|\bpresse\b"
    r"|(?:المكتب|المركز|القسم) (?:الإعلامي|الصحفي)|\bvia\b.*"
)
_ORGANISATION = re.compile(
    r"(?i)\b(?:ministry|department|council|university|agency|authority|institute|foundation|commission|office of|bank"
    r"|group|association|federation|union|society|museum|hospital|committee|cent(?:re|er)|corporation|company"
    r"|parliament|senate|inc|ltd|llc|plc|gmbh|s\.?a"
    r"|ministère|conseil|université|agence|autorité|institut|fondation|banque|groupe|fédération|société|musée|hôpital"
    r"|comité|mairie|préfecture|ville de|région)\b"
    r"|(?:وزارة|هيئة|جامعة|مؤسسة|منظمة|مجلس|بنك|شركة|جمعية|معهد|وكالة|اتحاد|متحف|بلدية)"
)
_ADDRESS = re.compile(r"<[^<>]*+>?|[^\s<>@]*+@\S*+")
_ACRONYM = re.compile(r"[A-Z][A-Z&.-]{2,11}")


class _Bounded(policy.Compat32):
    """Headers no longer than we read them. The newer policies parse addresses in time that grows with the square."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Read a header and cut it."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[:HEADER_LENGTH]

    def header_fetch_parse(self, name: str, value: str) -> str:  # noqa: ARG002 - the policy's signature
        """Give a header as it came: bytes above 127, which it should not have, are decoded by us."""
        return value


_POLICY = _Bounded()


def read(document: Document) -> Page:
    """Read a mail's own text.

    The subject is the title and the day it was sent the day of publication, unless the release was forwarded: then
    the header inside the text says both. The sender is the issuer only where the name is that of an organisation.

    Raises:
        Malformed: no mail.
        EmptyDocument: no words of its own, such as a note of pictures.
    """
    message = _innermost(parse(document))
    written, html = _body(message)
    inner, forwarded = unforwarded(unquoted(written))
    blocks = _blocks(inner, html)
    if not any(char.isalnum() for block in blocks for char in block):
        raise EmptyDocument(document.path, "this mail has no text of its own; nothing to quote")
    title = subject_title(forwarded.get("subject") or _header(message, "subject"))
    return Page.of(
        _without(title, blocks),
        title=title,
        published=_sent(forwarded["date"]) if forwarded.get("date") else _sent(_header(message, "date")),
        issuer=_issuer(forwarded.get("from") or _header(message, "from")),
        language=_header(message, "content-language").partition(",")[0],
    )


def parse(document: Document) -> Message:
    """Parse a mail.

    Raises:
        Malformed: no header that a mail has, or more parts than one has.
    """
    raw = document.raw.lstrip()
    if len(_BOUNDARY.findall(raw)) > PARTS:
        raise Malformed(document.path, f"more than {PARTS} parts in parts; forward it as a plain mail")
    try:
        message = email.message_from_bytes(raw, policy=_POLICY)
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError) as error:
        raise Malformed(document.path, f"no mail that can be parsed ({type(error).__name__}: {error})") from error
    if not {"from", "subject", "date", "received", "message-id", "mime-version"} & set(
        map(str.lower, message.keys())
    ):
        raise Malformed(document.path, "no mail: it has none of the headers From, Subject and Date")
    return message


def attachments(document: Document) -> tuple[bool, list[tuple[str, bytes]]]:
    """List the files attached to a mail, pictures inside its text left out.

    Returns:
        Whether the mail's own text is no more than a covering note; name and bytes of each file.

    Raises:
        Malformed: no mail.
    """
    message = _innermost(parse(document))
    files = [(name, _payload(part)) for part in _leaves(message) if (name := _file_name(part))]
    return sum(len(block.split()) for block in _blocks(*_body(message))) < COVER_WORDS, files


def _innermost(message: Message) -> Message:
    """Step into a mail that is attached, as a whole, to a covering note."""
    for _ in range(5):
        inner = next((part for part in _leaves(message) if part.get_content_type() == "message/rfc822"), None)
        inside = inner.get_payload() if inner else None
        if not isinstance(inside, list) or not inside or len(_body(message)[0].split()) >= COVER_WORDS:
            return message
        message = inside[0] if isinstance(inside[0], Message) else message
    return message


def _leaves(message: Message) -> Iterator[Message]:
    """Yield the parts that hold no parts, in order; an attached mail is one."""
    waiting = [message]
    for _ in range(20 * PARTS):
        if not waiting:
            return
        part = waiting.pop()
        inner = part.get_payload() if part.get_content_maintype() == "multipart" else None
        if isinstance(inner, list):
            waiting += [each for each in reversed(inner) if isinstance(each, Message)]
        else:
            yield part


def _file_name(part: Message) -> str | None:
    """Give the file name of an attachment; null for the mail's text and the pictures inside it."""
    picture = part.get_content_maintype() == "image" and part.get("content-id")
    try:
        name = part.get_filename()
    except (ValueError, LookupError):  # it names an encoding that cannot be one
        name = "attachment"
    return tidy(_decoded(str(name)))[-200:].replace("/", "-") or None if name and not picture else None


def _payload(part: Message) -> bytes:
    try:
        found = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError, TypeError):
        return b""
    return found if isinstance(found, bytes) else b""


def _body(message: Message) -> tuple[str, bool]:
    """Give the mail's own text and whether it comes from HTML, which it does unless the plain text says more."""
    plain: list[str] = []
    html: list[str] = []
    for part in _leaves(message):
        kind = part.get_content_type()
        if kind in {"text/plain", "text/html"} and not _file_name(part):
            (plain if kind == "text/plain" else html).append(_text(part))
    shown, written = "\n\n".join(map(text_of, html)), "\n\n".join(plain)
    read_html = bool(shown) and len(shown.split()) >= HTML_ENOUGH * len(written.split())
    return (shown, True) if read_html else (written, False)


def _text(part: Message) -> str:
    try:
        charset = part.get_content_charset()
    except (ValueError, LookupError):
        charset = None
    try:
        text = decode(_payload(part), "", charset)
    except Refused:  # an empty part, or a binary that calls itself text: nothing of this mail's words
        return ""
    if part.get_content_type() == "text/plain" and part.get_param("format") == "flowed":
        text = _FLOWED.sub(" ", text)
    return text


def _blocks(written: str, html: bool) -> list[str]:
    """Part the lines of a mail to paragraphs, without its signature and notices."""
    pieces = list(byhand.parted(unsigned(written))) if html else text.paragraphs(unsigned(written))
    return [block for block in map(tidy, pieces) if block and not is_notice(block)]


def _without(title: str | None, blocks: list[str]) -> list[str]:
    """Drop the line that repeats the title above the text."""
    wanted = tidy(title or "").casefold()
    at = next((at for at, block in enumerate(blocks[:5]) if wanted and block.casefold() == wanted), None)
    return blocks if at is None else blocks[:at] + blocks[at + 1 :]


def _header(message: Message, name: str) -> str:
    return tidy(_decoded(str(message.get(name) or "")))


def _decoded(value: str) -> str:
    """Decode the words of a header: RFC 2047, or bytes as they came."""
    try:
        pieces = header.decode_header(value)
    except (HeaderParseError, ValueError):
        pieces = [(value, None)]
    return mend("".join(_piece(piece, charset) for piece, charset in pieces))


def _piece(piece: bytes | str, charset: str | None) -> str:
    raw = piece.encode("utf-8", "surrogateescape") if isinstance(piece, str) else piece
    try:
        return decode(raw, "", charset) if raw.strip() else " "
    except Refused:
        return ""


def _sent(value: str) -> str | None:
    """Read the day of a mail's date, in the sender's time zone."""
    try:
        return utils.parsedate_to_datetime(value[:100]).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        found = next(dates.dates_in(value), None)
        return found.day.isoformat() if found else None


def _issuer(sender: str) -> str | None:
    """Read an organisation out of a sender's name; null for people and for `Press office` alone."""
    name = _ADDRESS.sub("", sender)
    for piece in re.split(r"\s*[|·•/–—]\s*|\s+-\s+|,\s+", _OFFICE.sub("|", tidy(name))):
        piece = piece.strip(" '\"()[]:-")
        if len(piece) < 80 and (_ORGANISATION.search(piece) or _ACRONYM.fullmatch(piece)):
            return piece
    return None
