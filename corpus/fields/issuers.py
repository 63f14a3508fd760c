"""Who issued a release, where the release or its page says so; null where two could have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

LEAD_BLOCKS = 4
"""The issuer of a release is named in its title or in so many of its first blocks."""

NAME_WORDS = 12
NAME_LONGEST = 120
"""Words and code points of a name; longer ones are sentences."""

_DISTRIBUTORS = re.compile(
    r"(?i)\b(?:pr\s?newswire|business\s?wire|globe\s?newswire|access\s?(?:news)?wire|ein\s?presswire|ein\s?news"
    r"|cision|newswire"
    r"|newswires?|presswire|newsfile|marketwired?|pr\s?web|24-7\s?press\s?release|newsworthy|news\s?direct|newsramp"
    r"|newmediawire|issuewire"
    r"|send2press|prlog|openpr|einpresswire|apo\s?group|zawya|mena\s?newswire|eurekalert|alphagalileo|prunderground"
    r"|yahoo|msn|google news|bloomberg|reuters|wordpress(?:\.com)?|blogger|wix|squarespace|medium|facebook|linkedin"
    r"|youtube|notified"
    r"|\w+newswire|\w+mediawire|investorbrandnetwork|ibn)\b"
)
_GENERIC = re.compile(
    r"(?i)\W*(?:the\s+)?(?:(?:press|media|news|newsroom|communications?|public affairs|public relations|information"
    r"|web|site|blog|home|homepage"
    r"|press (?:office|room|release|releases|service|centre|center)|news ?room|(?:media|news) (?:center|centre"
    r"|office|team|room|releases?)"
    r"|admin(?:istrator)?|web ?master|editor(?:ial)?(?: team| staff)?|staff|author|user|guest|team|marketing"
    r"|default|unknown|none|null|n/a"
    r"|service (?:de )?presse|espace presse|salle de presse|presse|actualités|accueil|communiqués?(?: de presse)?"
    r"|rédaction|communication"
    r"|noticias|prensa|sala de prensa|inicio|comunicados"
    r"|الرئيسية|الأخبار|أخبار|المركز الإعلامي|الصفحة الرئيسية|المكتب الإعلامي|العلاقات العامة|الإعلام))\W*"
)
_COMMON = re.compile(
    r"(?i)(?:the |our |le |la |l[’']|les |el )?(?:company|group|authority|agency|ministry|department"
    r"|organi[sz]ation|institute|museum|university"
    r"|council|association|foundation|bank|project|us|issuer|author|musée|ministère|groupe|société|agence|institut"
    r"|université|association"
    r"|fondation|entreprise|empresa|ministerio|fundación|universidad)"
    r"|ال(?:هيئة|وكالة|وزارة|مركز|منظمة|جامعة|مؤسسة|شركة|معهد|مجلس|متحف|مصرف|بنك|مشروع|جمعية|مبادرة)"
)
"""Words for organisations that name none."""

_SOURCE_LINE = re.compile(r"(?i:\W*(?:source|fuente))\s*(?::|\s)\s*(?P<name>[A-ZÀ-ÖØ-Þ\d][^\n]{1,118})")
_NOT_A_SOURCE = re.compile(r"(?i)https?:|www\.|@|\b(?:code|of the|for this|url|photo|image|version)\b")
_ABOUT = re.compile(
    r"(?i:\W*(?:about|à propos (?:de |du |des |de la |de l[’'])?|acerca (?:de |del )"
    r"|sobre\s+(?!la\b)))\s*(?P<name>[A-ZÀ-ÖØ-Þ\d](?:[^:(\n]|\([^()\n]*\)){1,100}?)\s*:?\s*"
    r"|(?:نبذة\s+عن|لمحة\s+عن|حول|عن)\s+(?P<ar>[\u0621-\u064a][^:\n.،]{2,80}?)\s*:?\s*"
)
_PLAIN = re.compile(r"[^\w\s]|_")
_COMPANY_ENDS = re.compile(
    r"(?i)[\s,]+(?:inc|incorporated|corp|corporation|co|company|ltd|limited|llc|llp|lp|plc|gmbh|ag|s\.?a|sas|sarl"
    r"|nv|bv|pty|holdings?|group)\b\.?$"
)
_TICKER = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")


def stated(*names: str | None) -> str | None:
    """Choose the first name a page states that can be an issuer's: no wire's, no "Press office"."""
    return next((name for name in names if name and is_name(name)), None)


def is_name(name: str) -> bool:
    """Tell whether a name can be an issuer's: not a distributor's, not a label, not a sentence or an address."""
    return (
        1 < len(name) <= NAME_LONGEST
        and len(name.split()) <= NAME_WORDS
        and any(map(str.isalpha, name))
        and not _GENERIC.fullmatch(name)
        and not _COMMON.fullmatch(name)
        and not _DISTRIBUTORS.search(name)
        and "@" not in name
        and "://" not in name
    )


def source_line(block: str) -> str | None:
    """Read the name in a line such as `SOURCE Halvern Institute`."""
    match = _SOURCE_LINE.fullmatch(block)
    if match is None or _NOT_A_SOURCE.search(block) or len(match["name"].split()) > NAME_WORDS:
        return None
    name = match["name"].strip(" .")
    label = block.lstrip(" -–—#*•|")
    upright = label.startswith(("SOURCE ", "SOURCE:", "Source:", "Source :", "FUENTE", "Fuente:"))
    return name if upright and is_name(name) else None


def about_heading(block: str) -> str | None:
    """Read the name in a heading such as `About Halvern Institute` or `نبذة عن المعهد`."""
    match = _ABOUT.fullmatch(block) if len(block) <= NAME_LONGEST else None
    if match is None:
        return None
    name = (match["name"] or match["ar"]).strip(" :")
    name = name if _COMPANY_ENDS.search(name) else name.rstrip(" .")
    return name if len(name.split()) <= NAME_WORDS else None


def read(title: str | None, news: Sequence[str], rest: Iterable[str]) -> str | None:
    """Find the issuer that a release names: in a source line, else in the "About" whose subject leads the news.

    Args:
        title: of the release.
        news: its first blocks.
        rest: all its blocks.
    """
    blocks = list(rest)
    sources = {name for block in blocks[-12:] if (name := source_line(block))}
    if len(sources) == 1:
        return sources.pop()
    lead = _folded(" ".join([title or "", *news[:LEAD_BLOCKS]]))
    told = [name for block in blocks if (name := about_heading(block)) and is_name(name)]
    leading = [name for name in dict.fromkeys(told) if _core(name) and f" {_core(name)} " in f" {lead} "]
    if len(leading) == 1:
        return leading[0]
    named = [name for name in leading if f" {_core(name)} " in f" {_folded(title or '')} "]
    return named[0] if len(named) == 1 else None


def _folded(text: str) -> str:
    return " ".join(_PLAIN.sub(" ", text.casefold()).split())


def _core(name: str) -> str:
    """Fold a name, without its legal form and what stands in brackets."""
    bare = _TICKER.sub("", name)
    while (shorter := _COMPANY_ENDS.sub("", bare)) != bare and len(shorter) > 2:
        bare = shorter
    return _folded(bare).removeprefix("the ")
