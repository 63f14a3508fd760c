"""The resources: every article at `dateline://article/ID`, listed in pages, newest first."""

from __future__ import annotations

from mcp import types

from api import schemas
from api.mcp import wording
from api.mcp.archive import Archive
from corpus.errors import ArticleUnknown

PREFIX = "dateline://article/"

PAGE = 100
"""Articles a page of the list."""

TEXT = "text/plain"

TEMPLATE = types.ResourceTemplate(
    name="article",
    title="A press release",
    uri_template=PREFIX + "{id}",
    description="The facts of a release, an empty line, and its text word for word.",
    mime_type=TEXT,
)


def listed(archive: Archive, cursor: str | None) -> types.ListResourcesResult:
    """List articles.

    Args:
        archive: as the visitor may see it.
        cursor: `next_cursor` of the page before.

    Raises:
        ArticleUnknown: there is no such page.
    """
    page = archive.articles(schemas.ListQuery(limit=PAGE, after=cursor))
    return types.ListResourcesResult(resources=[_entry(one) for one in page.articles], next_cursor=page.next)


def read(archive: Archive, uri: str) -> types.ReadResourceResult:
    """Read an article.

    Raises:
        ArticleUnknown: there is none at this address that may be seen.
    """
    if not uri.startswith(PREFIX):
        raise ArticleUnknown(uri)
    found = archive.article(uri.removeprefix(PREFIX))
    text = types.TextResourceContents(uri=uri, mime_type=TEXT, text=wording.article(found))
    return types.ReadResourceResult(contents=[text])


def _entry(found: schemas.ArticleSummary) -> types.Resource:
    day = f", {found.published}" if found.published else ""
    return types.Resource(
        uri=PREFIX + found.id,
        name=found.id,
        title=found.title,
        description=f"{found.source}{day}",
        mime_type=TEXT,
    )
