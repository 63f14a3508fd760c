"""What a web page states about itself."""

from __future__ import annotations

import json

import pytest
from lxml import html as lxml_html

from corpus.formats.webfacts import NODES_MOST, Stated, read, without_site


def stated(head: str, attributes: str = "") -> Stated:
    return read(lxml_html.document_fromstring(f"<html {attributes}><head>{head}</head><body>x</body></html>"))


def json_ld(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def test_a_page_that_says_nothing_states_nothing() -> None:
    assert stated("") == Stated()


def test_the_article_states_more_than_the_site() -> None:
    site = {"@type": "WebPage", "datePublished": "2020-01-01"}
    article = {"@type": ["NewsArticle"], "headline": "Bridges", "datePublished": "2024-06-05", "articleBody": "Text"}
    read_page = stated(json_ld({"@graph": [site, article]}))
    assert (read_page.published, read_page.titles, read_page.body) == ("2024-06-05", ("Bridges",), "Text")


@pytest.mark.parametrize(
    "name", ["article:published_time", "DC.date.issued", "citation_date", "publish-date", "date"]
)
def test_dates_of_many_names(name: str) -> None:
    assert stated(f'<meta name="{name}" content="2024-06-05">').published == "2024-06-05"


def test_titles_come_in_order_and_once() -> None:
    metas = '<meta name="twitter:title" content="B"><meta property="og:title" content="A">'
    read_page = stated(f"<title>Bridges | Halvern</title>{metas}" + json_ld({"@type": "Article", "headline": "A"}))
    assert (read_page.titles, read_page.heading) == (("A", "B"), "Bridges | Halvern")


def test_languages() -> None:
    assert stated("", 'lang="fr-CA"').language == "fr-CA"
    assert stated('<meta property="og:locale" content="ar_SA">').language == "ar_SA"


@pytest.mark.parametrize(
    "address", ["https://[broken/news", "javascript:alert(1)", "/news/1", "https://halvern.example/"]
)
def test_addresses_that_cite_nothing(address: str) -> None:
    assert stated(f'<link rel="canonical" href="{address}">').url is None


def test_endless_json_is_read_to_a_bound() -> None:
    nodes = [{"@type": "Thing"}] * (2 * NODES_MOST) + [{"@type": "NewsArticle", "headline": "late"}]
    assert stated(json_ld(nodes)).titles == ()


@pytest.mark.parametrize(
    "script", ["[" * 100_000, '{"a": ', "null", '"text"', "[[[{}]]]", "<!-- {} -->", '{"@type": 5}']
)
def test_broken_json_states_nothing(script: str) -> None:
    assert stated(f'<script type="application/ld+json">{script}</script>') == Stated()


@pytest.mark.parametrize(
    ("title", "site", "told"),
    [
        ("Laboratory opens | Halvern", "Halvern", "Laboratory opens"),
        ("Halvern | News | Laboratory opens in town", None, "Laboratory opens in town"),
        ("A new laboratory opens here - Halvern", None, "A new laboratory opens here"),
        ("Laboratory - open", None, "Laboratory - open"),
        ("Laboratory opens", "Laboratory opens", "Laboratory opens"),
        ("Halvern", "Halvern", "Halvern"),
    ],
)
def test_the_sites_name_comes_off_a_title(title: str, site: str | None, told: str) -> None:
    assert without_site(title, site) == told
