"""A web page with all that stands around an article."""

from __future__ import annotations

import json

from corpus.article import Document
from corpus.formats import html
from corpus.formats.page import Page

FIRST = (
    "The Halvern Institute opened a laboratory for bridges on Monday, and forty engineers will work there "
    "from the autumn onwards, its director said."
)
SECOND = (
    "Visitors may see the tanks on the first Sunday of each month, and schools can book a guided tour by "
    "writing to the office in the old town hall."
)


def page(body: str = "", head: str = "", attributes: str = 'lang="en"') -> str:
    return f"""<!doctype html>
<html {attributes}><head><meta charset="utf-8"><title>Laboratory opens | Halvern</title>{head}</head><body>
<a href="#main">Skip to main content</a>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/news">Newsroom</a></li></ul></nav></header>
<main id="main"><article><h1>Laboratory opens in Halvern</h1>{body}<p>{FIRST}</p><p>{SECOND}</p></article>
<aside><h2>Latest articles</h2><ul><li><a href="/1">Harbour traffic grew by four per cent</a></li></ul></aside></main>
<footer><p>Copyright Halvern. <a href="/privacy">Privacy policy</a></p></footer>
<script>window.tracked = "never a word of this";</script></body></html>"""


def read(written: str | bytes, name: str = "a.html") -> Page:
    return html.read(Document("room", name, written if isinstance(written, bytes) else written.encode(), "html"))


def json_ld(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'
