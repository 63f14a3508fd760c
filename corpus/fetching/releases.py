"""Which of a site's pages are releases: what a person's pattern says, or else what their addresses look like.

An address looks like a release's when all of these hold:

- it is a page: not an image or a stylesheet, not a list by tag, category, author or page number, not a search;
- it is one page and not the section itself: its last part names something (`port-reopens`, `2024-117`, `?id=117`);
- and it is of the news: a part of the path is or holds one of `WORDS` (`/press-releases/`, `/news/`, `/actualites/`,
  `/بيانات/`), or its path is dated (`/2024/03/14/`, `/2024/03/`, `2024-03-14`).

Of a sitemap index only the sitemaps are read whose own name says posts, news or releases, if there are any; to the
pages in those only the first rule applies.
"""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from urllib.parse import unquote, urlsplit

from corpus.errors import SourceInvalid
from corpus.fetching.listing import Listed

Chooser = Callable[[str], bool]

WORDS = frozenset(
    "press presse prensa pressrelease pressreleases pressroom newsroom news newswire release releases statement "
    "statements announcement announcements communique communiques communiqué communiqués communiquepresse cp "
    "actualite actualites actualité actualités actu actus nouvelles nouvelle comunicado comunicados noticias noticia "
    "pressemitteilung pressemitteilungen comunicati imprensa newscenter newscentre pressoffice "
    "mediacenter mediacentre mediaroom mediarelease mediareleases bulletin dispatch dispatches briefing briefings "
    "بيان بيانات البيان البيانات خبر أخبار اخبار الأخبار الاخبار صحفي صحفية الصحفية تصريح تصريحات إعلامي".split()
)
"""Parts of an address that speak of releases: in English, French and Arabic, and the commonest of others."""

_MEDIA = frozenset("center centre room release releases advisory advisories statement statements".split())
_FILLERS = frozenset(
    "de des du la le les et and in of our the all latest recent media salle espace archive archives events official "
    "kit feeds rss subscribe alerts contact contacts "
    "el los las y en مركز المركز آخر".split()
)
_LISTS = frozenset(
    "tag tags category categories categorie catégorie author authors auteur auteurs topic topics feed feeds rss "
    "search recherche login signin account cart checkout wp-content wp-json wp-admin wp-login cdn-cgi print "
    "comments attachment embed تصنيف وسم".split()
)
_SITEMAPS = WORDS | {"post", "posts", "article", "articles", "story", "stories"}
_ASSETS = frozenset(
    "jpg jpeg png gif svg webp avif ico bmp tif tiff css js json xml rss atom zip gz rar 7z mp3 mp4 m4a mov avi wmv "
    "webm ogg wav woff woff2 ttf eot ics vcf xls xlsx ppt pptx csv exe apk dmg".split()
)
_PAGED = re.compile(r"(?:page|p|pg)?[-_]?\d{1,2}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTH = re.compile(r"0?[1-9]|1[0-2]|[a-z]{3,9}")
_DATED = re.compile(r"(?<!\d)(?:19|20)\d\d(?:[-_.]?(?:0[1-9]|1[0-2])[-_.]?(?:0[1-9]|[12]\d|3[01]))(?!\d)")
_ID = re.compile(r"(?i)(?:^|&)[a-z_]*(?:id|nid|no|num|ref|article|news|release|story|item|p|pr)=[^&]*\d")
_FRONT = frozenset({"index", "default", "home"})
_PARTS = re.compile(r"[-_.+ ~]++")


def chooser(pattern: str | None) -> Chooser:
    """Make what tells releases among the pages that are listed.

    Args:
        pattern: a glob over the whole address (`*/press-releases/*`; without `*`, `?` or `[` it may stand
            anywhere), or `re:` and a regular expression that is searched for; null for what addresses look like.

    Raises:
        SourceInvalid: the regular expression is none.
    """
    if pattern is None:
        return looks_like_release
    try:
        if pattern.startswith("re:"):
            wanted = re.compile(pattern[3:], re.IGNORECASE)
        else:
            glob = pattern if any(sign in pattern for sign in "*?[") else f"*{pattern}*"
            wanted = re.compile(fnmatch.translate(glob), re.IGNORECASE)
    except re.error as error:
        raise SourceInvalid(f"pattern {pattern!r} is no regular expression ({error}); correct it") from None
    return lambda url: bool(wanted.search(url) or wanted.search(unquote(url)))


def looks_like_release(url: str) -> bool:
    """Tell by its address whether a page is a release."""
    if not could_be_page(url):
        return False
    segments, last, query = _split(url)
    if _ID.search(query):
        return any(map(_speaks, [*segments, last])) or _dated(segments, last)
    if not last or _section(last):
        return False
    return any(map(_speaks, segments)) or _speaks(last) or _dated(segments, last)


def could_be_page(url: str) -> bool:
    """Tell whether an address is a page of its own: no image, no list by tag or author, no front page."""
    segments, last, query = _split(url)
    if any(segment in _LISTS for segment in [*segments, last]):
        return False
    if segments and segments[-1] == "page" and last.isdigit():
        return False
    suffix = urlsplit(url).path.lower().rpartition("/")[2].rpartition(".")
    return not (suffix[1] and suffix[2] in _ASSETS) and bool(last or query)


def sitemaps_to_read(children: Sequence[Listed]) -> tuple[list[Listed], bool]:
    """Choose among the sitemaps of an index.

    Returns:
        Those to read, and whether their names vouch for their pages.
    """
    named = [child for child in children if _sitemap_of_news(child.url)]
    return (named, True) if named else (list(children), False)


def _sitemap_of_news(url: str) -> bool:
    path = unquote(urlsplit(url).path).lower()
    parts = set(_PARTS.split(path.rpartition("/")[2])) | set(path.split("/")[:-1])
    return bool(parts & _SITEMAPS) and not parts & _LISTS


def _split(url: str) -> tuple[list[str], str, str]:
    """Give the parts of a path but the last, the last without its ending, and the query."""
    address = urlsplit(url)
    segments = [segment for segment in unquote(address.path).lower().split("/") if segment]
    last = _stem(segments.pop()) if segments else ""
    if last in _FRONT:  # `/press/port-reopens/default.aspx`
        last = segments.pop() if segments else ""
    return segments, last, unquote(address.query)


def _stem(name: str) -> str:
    """Take the ending off a file's name."""
    stem, dot, suffix = name.rpartition(".")
    return stem if dot and suffix.isalnum() and len(suffix) <= 5 and not suffix.isdigit() else name


def _speaks(segment: str) -> bool:
    parts = set(_PARTS.split(segment))
    return segment in WORDS or segment == "pr" or bool(parts & WORDS) or ("media" in parts and bool(parts & _MEDIA))


def _section(last: str) -> bool:
    """Tell whether the last part of a path names a section, a year or a page of a list, and no release."""
    if _PAGED.fullmatch(last) or _YEAR.fullmatch(last):
        return True
    return set(_PARTS.split(last)) <= WORDS | _MEDIA | _FILLERS


def _dated(segments: Sequence[str], last: str) -> bool:
    months = any(_YEAR.fullmatch(year) and _MONTH.fullmatch(month) for year, month in pairwise(segments))
    return months or bool(_DATED.search(last))


def speaks(url: str) -> bool:
    """Tell whether an address speaks of news, whatever it is the address of."""
    segments, last, _ = _split(url)
    return any(map(_speaks, [*segments, last]))
