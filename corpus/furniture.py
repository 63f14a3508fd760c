"""What stands on a page without being the release: notices, forms, share links, lists of other releases."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LINES = (
    # translation and cookie notices
    r"disclaimer:? you are using google translate\b.*",
    r"(?:this (?:web)?site|we) uses? cookies\b.*",
    r"(?:accept|reject|manage)(?: all)? cookies",
    r"(?:ce site|nous) utilis\w+ des cookies\b.*",
    r"(?:يستخدم هذا الموقع|نستخدم) ملفات (?:تعريف الارتباط|الكوكيز).*",
    # feedback forms
    r"your opinion|user feedback",
    r"overall,? how satisfied are you (?:about|with) th(?:e|is) (?:web)?site\??",
    r"extremely dissatisfied(?: extremely satisfied)?|extremely satisfied",
    r"was this (?:page|article) helpful\??(?: yes)?(?: no)?",
    # navigation and sharing
    r"skip to (?:main )?content|aller au contenu(?: principal)?|تخطي إلى المحتوى(?: الرئيسي)?",
    r"share(?: this)?(?: (?:page|article|story|release|on))?:?",
    r"partager(?: (?:cet article|sur))?\s*:?|شارك(?: (?:هذا )?(?:الخبر|المقال))?\s*:?",
    r"(?:(?:facebook|twitter|x|linkedin|whatsapp|email|e-mail|telegram|print|pinterest|copy link)[\s|,·•]*){2,}",
    r"(?:print|download pdf|back to (?:top|news|list)|read more|learn more|lire la suite|اقرأ المزيد)\W*",
    r"subscribe to our newsletter\b.*",
    # a distributor's notice
    r"this (?:curated )?news (?:story|summary|release) relied on content dist?ributed by\b.*",
    # notices of release, and a wire's mark on a line of its own
    r"--\s?[^-]{2,40}\s?--",
    r"(?:for immediate release|pour diffusion immédiate|للنشر الفوري)\W*",
)
_LINE = re.compile("|".join(f"(?:{line})" for line in _LINES), re.IGNORECASE)

_LIST_HEADING = re.compile(
    r"(?:latest|related|recent|more|other|popular)\s+(?:articles?|news|stories|releases|press releases|posts)"
    r"|you (?:may|might) also like|(?:articles?|actualités|communiqués)\s+(?:liée?s|connexes|récente?s|similaires)"
    r"|à lire aussi|dernières actualités|(?:آخر|أحدث) (?:الأخبار|المقالات)|(?:أخبار|مواضيع|مقالات) ذات صلة",
    re.IGNORECASE,
)

LIST_ITEM_WORDS = 25
"""What follows a heading such as "Latest articles" is a list when each of its blocks is this short."""


def strip(blocks: Sequence[str]) -> tuple[str, ...]:
    """Leave out the blocks that are furniture.

    A block goes only when the whole of it is a known notice or label, or when it stands in a list of other
    releases at the very end. Words inside the release are never touched.
    """
    kept = [block for block in blocks if not _LINE.fullmatch(block.strip(" :|•·"))]
    if len(kept) > 1 and _heads_list(kept[0]):  # the name of the page's section
        kept = kept[1:]
    return tuple(kept[: _tail(kept)])


def _tail(blocks: Sequence[str]) -> int:
    """Find where the closing lists of other releases begin; the number of blocks if there are none.

    They close a release: something longer than their items stands before them.
    """
    end = len(blocks)
    for at in range(len(blocks) - 1, -1, -1):
        if len(blocks[at].split()) > LIST_ITEM_WORDS:
            return end
        if _heads_list(blocks[at]):
            end = at
    return len(blocks)


def _heads_list(block: str) -> bool:
    return _LIST_HEADING.fullmatch(block.strip(" :")) is not None
