"""What headings and lines of the parts of a release look like, in English, French, Spanish and Arabic."""

from __future__ import annotations

import re

from corpus.fields.issuers import source_line

ABOUT, CONTACT, LEGAL = "about", "contact", "legal"

HEADING_WORDS = 12
"""A block with more words is no heading."""

LEGAL_HEADING_WORDS = 20
"""Headings of legal statements name laws."""

PROFILE_WORDS = 15
PROFILE_WITHIN = 350
"""Words of a paragraph that says who an organisation is, and code points within which it says so."""

LINE_LONGEST = 250
"""Code points of a heading; a line of contact details has twice as many at most."""

CONTACT_WORDS = 30
"""A line of contact details has no more words; longer ones are sentences."""

_NOT_AN_ORGANISATION = (
    r"(?:the\s+|this\s+|these\s+|our\s+)?(?:[\w’'-]+\s+){0,2}(?:study|studies|survey|report|research|findings|data"
    r"|methodology|sample|index|event"
    r"|conference|summit|forum|webinar|agreement|deal|transaction|merger|acquisition|offering|project|programme"
    r"|program|initiative|campaign"
    r"|award|awards|prize|ranking|list|exhibition|tour|book|film|product|products|device|trial|test|technology"
    r"|partnership|disease|condition|case"
    r"|role|position|job|bill|act|law|legislation|amendment|grant|grants|funding)"
)
_ABOUT_HEADING = re.compile(
    r"(?i)\W*(?:"
    rf"about(?!\s+{_NOT_AN_ORGANISATION}\W*$)(?:\s+(?:us|our\b.*|the\b.*)"
    rf"|\s+(?!\d[\d,.]*+\s+[a-z])(?-i:[A-ZÀ-ÖØ-Þ\d“\"‘$@&(]).*)?"
    r"|à\s+propos(?:\s+(?:de\s+nous|d[eu]s?\b.*|d[’'].*))?|qui\s+sommes[- ]nous\s*\??"
    r"|acerca\s+de\b.*|sobre\s+(?:nosotros|(?-i:[A-ZÀ-ÖØ-Þ]).*)|quiénes\s+somos"
    r"|(?:نبذة|لمحة|معلومات|كلمة)\s+(?:عامة\s+|موجزة\s+|مختصرة\s+|تعريفية\s+)?(?:عن|حول)(?:\s.*)?|من\s+نحن|(?:حول"
    r"|عن)\s+(?:ال)?[\u0621-\u064a]+(?:\s+[\u0621-\u064a]+){0,5}"
    r"|boilerplate|company\s+(?:profile|overview|background)"
    r")\s*[:：]?\W*"
)
_CONTACT_HEADING = re.compile(
    r"(?i)\W*(?:for\s+)?(?:(?:company|corporate|media|press|news|investors?|investor\s+relations"
    r"|public(?:\s+(?:relations|affairs))?|pr|ir|general|sales|business"
    r"|analysts?|editorial|further|more|customer|agency)[\s,/&]*(?:and\s+|or\s+)?){0,4}"
    r"(?:contacts?|inquiries|enquiries|queries|relations|media\s+office|press\s+office|newsroom)(?:\s+(?:details?"
    r"|information|persons?|us|list|points?|for\s+(?:the\s+)?"
    r"(?:media|press|investors|journalists)))*\s*[:：]?\W*"
    r"|\W*for\s+(?:more|further|additional|any\s+\w+)\s+(?:details|information|queries|questions)\W*|\W*(?:further"
    r"|more)\s+information\W*"
    r"|\W*(?:contacts?|relations?|renseignements?|informations?|service|demandes?)\s*(?:de\s+la\s+|de\s+|des\s+"
    r"|avec\s+la\s+|pour\s+la\s+)?(?:presse|médias?|journalistes?"
    r"|investisseurs?)\W*|\W*(?:contacts?|contacter|renseignements|pour\s+(?:plus|toute|de\s+plus\s+amples"
    r"|en\s+savoir)[^.:]{0,40}(?:informations?|renseignements?|plus))\W*"
    r"|\W*contactos?(?:\s+(?:de|para(?:\s+la)?))?(?:\s+(?:prensa|medios))?\W*|\W*(?:para\s+)?más\s+información\W*"
    r"|\W*(?:لل?تواصل|للاتصال|للاستفسار(?:ات)?|لمزيد\s+من\s+المعلومات|للمزيد(?:\s+من\s+المعلومات)?|جه(?:ة"
    r"|ات)\s+الاتصال"
    r"|(?:بيانات|معلومات)\s+(?:الاتصال|التواصل)|المكتب\s+الإعلامي"
    r"|الاتصال\s+(?:الإعلامي|الصحفي)|تواصل\s+معنا|اتصل\s+بنا)(?:[^.:\d@]{0,50})\W*"
)
_CONTACT_LINE = re.compile(
    r"(?i)\W*(?:(?:company|media|press|news|investors?|ir|pr|primary|editorial)\s+)*(?:contacts?|inquiries"
    r"|enquiries)\b"
    r"(?:\s+(?:details?|information|name|email|person|phone|number))?\s*(?:[:：]|(?<=details)(?-i:(?=[A-Z])))"
    r"|\W*for\s+(?:(?:more|further|additional|media|press|any|investor|interview|all|other|general)\s+)+"
    r"(?:information|details|inquiries|enquiries|queries|questions|requests?|interviews?)\b[^.:;]{0,80}?"
    r"\b(?:contact|call|e-?mail|write|reach)\b"
    r"|\W*for\s+(?:media|press|public|investor|general)\s+(?:inquiries|enquiries|queries)\b|\W*company\s+website"
    r"|\W*note\s+to\s+investors\b"
    r"|\W*(?:contacts?|renseignements?)(?:\s+(?:presse|médias?))?\s*:"
    r"|\W*(?:tel|tél|phone|e-?mail|courriel|fax|mobile|website|site\s+web|téléphone|web|هاتف|الهاتف|بريد|البريد|جوال"
    r"|فاكس|الموقع)(?:\s+[\w-]+)?\s*[:.：]"
    r"|\W*pour\s+(?:plus|toute|en\s+savoir|de\s+plus)\b[^.]{0,60}(?:contact|écri|appel|:)"
    r"|\W*(?:لل?تواصل|للاستفسار(?:ات)?|لمزيد\s+من\s+المعلومات|للمزيد)(?:\s|[:،])"
)
_EMAIL = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_PHONE = re.compile(r"(?<![\d$€£.,/-])(?:\+|00|\()?\s?\d[\d\s().+/–-]{6,18}\d(?![\d,%])")
_DIAL_IN = re.compile(
    r"(?i)\b(?:dial(?:ed|ing)?[- ]?in|toll(?:[- ]free)?|replay|pass\s?code|access\s(?:id|code)|(?:conference"
    r"|meeting)\s(?:id|call)"
    r"|webcast|webinar)\b"
)
"""How to take part in what a release announces: news, though it holds numbers to call."""

_YEARS_ONLY = re.compile(r"[\s(]*(?:19|20)\d\d\s*[-–/]\s*(?:(?:19|20)\d\d|\d\d)[\s)]*$")
_ADDRESS = re.compile(
    r"(?i)^(?:[\w ]{0,20}:\s?)?(?:(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.(?:org|com|net|gov|edu"
    r"|int)(?:\s(?:and|or)\s\S+\.\w+)?)$"
)

_LEGAL_HEADING = re.compile(
    r"(?i)\W*(?:(?:cautionary|important|legal|safe\s+harbou?r|note|notice|special|additional|further|disclosure"
    r"|information|statements?|advisory|regarding|concerning"
    r"|on|about|under|the|of|and|for|to|investors?|u\.?s\.?|private|securities|litigation|reform|act|1995|use"
    r"|other)\s*[,:]?\s*)*"
    r"(?:forward[- ]looking\s+(?:statements?|information)(?:\s+(?:disclaimer|statements?|disclosure|and\s+\w+.*))?"
    r"|safe\s+harbou?r(?:\s+(?:statement|provisions?|notice)(?:\s+under\b.{0,80})?)?|disclaimers?(?:\s+statement)?"
    r"|cautionary\s+(?:statements?|notes?|language)\b.{0,80}|important\s+(?:notices?|legal\s+information"
    r"|disclosures?|cautions?)\b.{0,60}|legal\s+(?:notices?|disclaimers?|information|statement)"
    r"|risk\s+(?:disclosure|warning|disclaimer)|non-gaap\s+(?:financial\s+)?(?:measures?|information)"
    r"|no\s+offer\s+or\s+solicitation|disclosures?)\W*"
    r"|\W*(?:avertissements?(?:\s+.{0,60})?|(?:énoncés|déclarations|informations)\s+prospecti(?:f|ve)s"
    r"|mentions?\s+légales?|clause\s+de\s+non-responsabilité|aviso\s+legal"
    r"|descargo\s+de\s+responsabilidad|declaraciones\s+prospectivas)\W*"
    r"|\W*(?:إخلاء\s+(?:ال)?مسؤولية|تنويه(?:\s+قانوني)?|(?:ال)?بيانات\s+(?:ال)?تطلعية|إشعار\s+قانوني"
    r"|تحذير\s+قانوني)\W*"
)
_LEGAL_LINE = re.compile(
    r"(?i)\W*(?:disclaimers?|safe\s+harbou?r(?:\s+statement)?|forward[- ]looking\s+(?:statements?|information)"
    r"|cautionary\s+(?:statement|note)\b[^.:]{0,60}|avertissement|إخلاء\s+مسؤولية|تنويه)\s*[:：–—-]"
    r"|[^.]{0,160}\b(?:contains?|includes?|are|constitutes?|may\s+contain|comprend"
    r"|contient)\b[^.]{0,60}[“\"«]?\s?(?:forward[- ]looking\s+(?:statements?|information)|(?:énoncés|déclarations"
    r"|informations)\s+(?:prospecti|de\s+nature\s+prospecti))"
    r"|[^.]{0,120}\bforward[- ]looking\s+statements?\b[^.]{0,120}\b(?:within\s+the\s+meaning|are\s+(?:based|subject"
    r"|not)|involve|reflect|speak\s+only|can\s+be\s+identified)"
    r"|[^.]{0,140}\b(?:does|do|shall|is)\s+not\s+(?:constitute|an?)\b[^.]{0,60}\b(?:offer\s+to\s+(?:sell|buy"
    r"|purchase)|an\s+offer|solicitation|investment\s+advice|financial\s+advice|legal\s+advice|medical\s+advice)"
    r"|[^.]{0,100}\bfor\s+informational\s+purposes\s+only\b|[^.]{0,60}\bnot\s+(?:intended\s+(?:to\s+be"
    r"|as)\s+)?(?:investing|investment|financial)\s+advice\b"
    r"|neither\s+(?:the\s+)?(?:tsx|nasdaq|nyse|cse|sec\b|canadian)[^.]{0,160}\b(?:accepts?|has\s+reviewed|approved)"
    r"|\W*disseminated\s+on\s+behalf\s+of\b|[^.]{0,80}\b(?:disseminated|published"
    r"|issued)\s+on\s+behalf\s+of\b[^.]{0,120}\b(?:paid\s+advert|compensat)|[^.]{0,60}\bsponsored\s+content\b"
    r"|(?:please\s+)?see\s+full\s+terms\s+of\s+use\b"
    r"|all\s+(?:other\s+)?trademarks\b|copyright\s+(?:©|\(c\)|\d{4})|©\s*(?:copyright\s+)?\d{4}"
    r"|(?:an?|the)\s+(?:indictment|complaint|criminal\s+complaint|information|charges?)\b[^.]{0,60}\b(?:is|are"
    r"|contains?|contained)\b[^.]{0,50}\b(?:merely|only|simply)\b[^.]{0,60}\b(?:accusations?|allegations?"
    r"|charges?)\b"
    r"|the\s+(?:charges|allegations)[^.]{0,80}\b(?:merely|only)\b[^.]{0,40}\b(?:accusations?|allegations?)\b"
    r"|(?:all\s+|the\s+)?defendants?\s+(?:is|are)\s+presumed\s+innocent"
)

_SENTENCE = re.compile(r"[.!?؟:;،,](?:[\"”’»)]|\s»)*$")
_PROFILE = re.compile(
    r"(?:(?:Founded|Established|Headquartered|Based|Created)\s+(?:in|by)\b"
    r"|(?!He\b|She\b|It\b|This\b|There\b)(?:[A-ZÀ-ÖØ-Þ][^.]{1,90}?|The\s[A-Z][^.]{1,90}?)(?:\s\([^()]{1,60}\))?,?\s"
    r"(?:is|are)\s+(?:an?|the|one\s+of)\b|(?:Fondée?|Créée?|Basée?)\s+(?:en|à|par)\b"
    r"|[A-ZÀ-ÖØ-Þ][^.]{1,90}?\sest\s+(?:une?|le|la|l[’']|l[’']un)|(?:تأسس|أنشئ|أسس)(?:ت)?\s"
    r"|[A-ZÀ-ÖØ-Þ][^.]{1,90}?\ses\s+(?:una?|el|la)\b)"
)
_FOUNDED = re.compile(
    r"(?i)\b(?:founded|headquartered|established|incorporated|non-?profit|not-for-profit|(?:world[’']?s?\s|global\s"
    r"|a\s|the\s)?leading"
    r"|fondée?|créée?\s+en|basée?\s+à|siège|leader|à\s+but\s+non\s+lucratif|fundad[oa]|con\s+sede"
    r"|sin\s+fines\s+de\s+lucro)\b"
    r"|(?:تأسس|أنشئ|أسس)(?:ت)?\s.{0,60}(?:عام|سنة)"
)
_VERB = re.compile(r"\b(?:is|are|was|were|has|have|will|est|sont|es|son)\b")
_FULL_STOP = re.compile(r"[.!?؟](?:[\"”’»)]|\s»)*$")
_QUOTED = re.compile(r"^[\"“«„]")
_ITEM = re.compile(r"^(?:[-*•–]|\d{1,2}[.)])\s")


def ends(block: str) -> bool:
    """Tell whether a block ends in a mark: a sentence's, or the comma or colon of a line that goes on."""
    return _SENTENCE.search(block[-12:]) is not None


def ends_sentence(block: str) -> bool:
    """Tell whether a block ends as a sentence or a question does."""
    return _FULL_STOP.search(block[-12:]) is not None


def is_quoted(block: str) -> bool:
    """Tell whether a block begins with a quotation."""
    return _QUOTED.match(block) is not None


def is_item(block: str) -> bool:
    """Tell whether a block is an item of a list."""
    return _ITEM.match(block) is not None


def is_address(block: str) -> bool:
    """Tell whether a block is an address of the web and nothing else."""
    return _ADDRESS.match(block) is not None


def is_contact_heading(block: str) -> bool:
    """Tell whether a block is a heading such as `Media contact` or `للتواصل`."""
    return is_heading(block) and _CONTACT_HEADING.fullmatch(block) is not None


def is_legal_heading(block: str) -> bool:
    """Tell whether a block is a heading such as `Forward-Looking Statements` or `Avertissement`."""
    return is_heading(block, LEGAL_HEADING_WORDS) and _LEGAL_HEADING.fullmatch(block) is not None


def is_about(block: str) -> bool:
    """Tell whether a block is a heading such as `About Halvern` or `نبذة عن المعهد`."""
    return (
        is_heading(block)
        and _ABOUT_HEADING.fullmatch(block) is not None
        and not ends(block.rstrip(" :.?؟"))
        and _VERB.search(block) is None
    )


def is_heading(block: str, words: int = HEADING_WORDS) -> bool:
    """Tell whether a block is short enough for a heading."""
    return len(block) <= LINE_LONGEST and len(block.split()) <= words and not _ITEM.match(block)


def is_about_in_line(block: str) -> bool:
    """Tell whether a paragraph begins with its own heading: `About Halvern: The institute opened`."""
    match = re.match(
        r"(?i)\W*(?:about|à\s+propos\s+d(?:e\s+l[’']|e\s+la\s+|es?\s+|u\s+|[’'])|نبذة\s+عن)\s*(.{2,80}?)\s*(?::\s*|[–—]\s+)\S",
        block,
    )
    if (
        match
        and len(match[1].split()) <= 8
        and not re.fullmatch(rf"(?i){_NOT_AN_ORGANISATION}", match[1])
        and "." not in match[1][:-1]
    ):
        return match[1][:1].isupper() or not match[1].isascii() or match[1].lower().startswith(("the ", "our "))
    return (
        re.match(r"About\s+(?:the\s+)?(?P<name>[A-Z][^:]{1,70}?)\s?(?:The\s)?(?P=name)(?![a-z])", block) is not None
    )


def has_details(block: str) -> bool:
    """Tell whether a block is a line of contact details."""
    words = len(block.split()) if len(block) <= 2 * LINE_LONGEST else CONTACT_WORDS + 1
    if words > CONTACT_WORDS or _QUOTED.match(block) or _DIAL_IN.search(block):
        return False
    if _CONTACT_LINE.match(block):
        return True
    reachable = _EMAIL.search(block) or ((phone := _PHONE.search(block)) and not _YEARS_ONLY.match(phone.group()))
    if not reachable:
        return bool(_ADDRESS.match(block))
    return words <= 6 or not re.search(
        r"[a-zà-ÿ\u0621-\u064a]{2,}[.!?]\s+[A-ZÀ-Þ\u0621-\u064a]|\b(?:is|are|was|were|will|has|have|said|should|est"
        r"|sont|a été)\b",
        block,
    )


def alone(block: str) -> str | None:
    """Tell what part a block is that stands under no heading."""
    if source_line(block) or _LEGAL_LINE.match(block):
        return LEGAL
    if _ITEM.match(block):
        return None
    return (
        CONTACT
        if has_details(block) and (_CONTACT_LINE.match(block) or _EMAIL.search(block) or len(block.split()) <= 4)
        else None
    )


def is_paragraph(block: str) -> bool:
    """Tell whether a block is a full paragraph of prose."""
    return len(block.split()) > CONTACT_WORDS and ends_sentence(block)


def is_profile(block: str) -> bool:
    """Tell whether a paragraph says who an organisation is: `Halvern, founded in 1962, is a leading institute`."""
    head = block[:PROFILE_WITHIN]
    return (
        len(block.split()) >= PROFILE_WORDS and _PROFILE.match(head) is not None and _FOUNDED.search(head) is not None
    )
