"""Sites with listings and releases, and looks at what a sync made of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from corpus.article import Article, Scope
from corpus.store.articles import ArticleStore
from tests.corpus.fetching.site import Answer, Site, release, reply, validated

DAY = dt.timedelta(days=1).total_seconds()


def feed(site: Site, *entries: tuple[str, str] | str, etag: str | None = None) -> Answer:
    """An RSS feed of pages with a day each."""
    items = ""
    for number, entry in enumerate(entries):
        path, day = (entry, f"{number + 1:02} Mar 2024") if isinstance(entry, str) else entry
        items += f"<item><title>Title of {path}</title><link>{site.url}{path}</link><pubDate>{day}</pubDate></item>"
    text = f'<rss version="2.0"><channel><title>Press</title>{items}</channel></rss>'
    return validated(text, etag=etag) if etag else reply(200, text, "application/rss+xml")


def urlset(site: Site, *paths: str, stamps: Sequence[str] = ()) -> bytes:
    marks = [f"<lastmod>{stamp}</lastmod>" for stamp in stamps] or [""] * len(paths)
    urls = "".join(f"<url><loc>{site.url}{path}</loc>{mark}</url>" for path, mark in zip(paths, marks, strict=True))
    return reply(200, f"<urlset>{urls}</urlset>", "application/xml")


def stock(site: Site, *paths: str) -> None:
    """Put a release at each path, with a validator."""
    for path in paths:
        site.answers[path] = validated(
            release(f"Release {path.strip('/').replace('/', ' ')} of the day"), etag=f'"{path}"'
        )


def held(store: ArticleStore) -> dict[str, Article]:
    return {article.path: article for article in store.page(Scope.everything())}


def since(site: Site, count: int) -> list[str]:
    return site.paths[count:]
