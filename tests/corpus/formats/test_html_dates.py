"""Days of publication and update, and the issuer, as web pages state and show them."""

from __future__ import annotations

import pytest

from tests.corpus.formats.webpage import FIRST, SECOND, json_ld, page, read


@pytest.mark.parametrize(
    "head",
    [
        json_ld({"@type": "NewsArticle", "datePublished": "2024-06-05T09:00:00Z"}),
        json_ld([{"@type": "WebSite"}, {"@type": "NewsArticle", "datePublished": "2024-06-05"}]),
        json_ld({"@graph": [{"@type": "WebPage"}, {"datePublished": "2024-06-05"}]}),
        '<meta property="article:published_time" content="2024-06-05T23:59:00+09:00">',
        '<meta name="DC.date.issued" content="2024-06-05">',
        '<meta itemprop="datePublished" content="2024-06-05">',
    ],
)
def test_a_stated_date_is_found(head: str) -> None:
    assert read(page(head=head)).metadata["published"].startswith("2024-06-05")


@pytest.mark.parametrize(
    "body",
    [
        '<time datetime="2024-06-05T10:00">5 June</time>',
        '<p class="meta">Published on <time datetime="2024-06-05">5 June 2024</time></p>',
        '<span property="dc:date" content="2024-06-05">Wednesday</span>',
        '<div><span itemprop="datePublished" content="2024-06-05">5 June</span></div>',
    ],
)
def test_a_marked_up_date_is_found(body: str) -> None:
    assert read(page(body)).metadata["published"].startswith("2024-06-05")


def test_what_is_stated_wins_over_what_is_shown() -> None:
    both = page('<time datetime="2023-01-01">1 January</time>', json_ld({"datePublished": "2024-06-05"}))
    assert read(both).metadata["published"] == "2024-06-05"


def test_the_day_of_an_update_is_kept_apart() -> None:
    head = json_ld({"dateModified": "2024-06-07"}) + '<meta property="article:published_time" content="2024-06-05">'
    metadata = read(page(head=head)).metadata
    assert (metadata["published"], metadata["updated"]) == ("2024-06-05", "2024-06-07")


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (
            "",
            "<p>Copyright 2019-2024. Founded on 5 June 1950, the institute has tested bridges since 2024-01-01.</p>",
        ),
        ("", '<p>Tours begin on <time datetime="2025-10-01">1 October</time>.</p>'),
        ("", '<time datetime="2024-06-05">5 June</time><time datetime="2024-06-09">9 June</time>'),
        ('<meta name="viewport" content="2024-06-05">', ""),
        (json_ld({"@type": "Event", "startDate": "2025-10-01"}), ""),
        ('<link rel="stylesheet" href="/2024/06/05/style.css">', '<img src="/2024/06/05/x.jpg">'),
    ],
)
def test_a_date_is_never_invented(head: str, body: str) -> None:
    assert "published" not in read(page(body, head)).metadata


@pytest.mark.parametrize(
    "script",
    ['{"@graph": null}', '{"@graph": 5}', "[1, null, []]", "{broken", "", "[" * 100_000, '{"datePublished": ["x"]}'],
)
def test_broken_json_ld_harms_nothing(script: str) -> None:
    head = f'<script type="application/ld+json">{script}</script>'
    assert read(page(head=head)).blocks == (FIRST, SECOND)


def test_the_issuer_is_the_publisher_that_is_stated() -> None:
    assert (
        read(page(head=json_ld({"publisher": {"name": " Halvern\nInstitute "}}))).metadata["issuer"]
        == "Halvern Institute"
    )
    assert read(page(head='<meta name="dcterms.publisher" content="Halvern">')).metadata["issuer"] == "Halvern"
    assert "issuer" not in read(page(head=json_ld({"publisher": "a string", "author": {"name": "Jane"}}))).metadata


ORGANISATION = {"@type": "Organization", "name": "Halvern"}


@pytest.mark.parametrize(
    ("head", "issuer"),
    [
        (json_ld({"publisher": {"name": "PR Newswire"}, "author": ORGANISATION}), "Halvern"),
        (json_ld({"publisher": {"name": "GOV.NOR"}, "author": [{"@type": "Person", "name": "Jane"}]}), "GOV.NOR"),
        ('<meta property="og:site_name" content="Halvern Institute">', "Halvern Institute"),
        ('<meta property="og:site_name" content="Business Wire">', None),
        ('<meta property="og:site_name" content="Newsroom">', None),
    ],
)
def test_a_wire_is_no_issuer(head: str, issuer: str | None) -> None:
    assert read(page(head=head)).metadata.get("issuer") == issuer


def test_half_a_surrogate_pair_does_not_reach_the_store() -> None:
    issuer = read(page(head=json_ld({"publisher": {"name": "Halvern\ud800"}}))).metadata["issuer"]
    assert issuer == "Halvern"


def test_the_day_of_an_update_is_read_where_it_is_shown() -> None:
    written = page().replace("</article>", "</article><div class='note'>Last updated: 7 June 2024</div>")
    assert read(written).metadata["updated"] == "2024-06-07"


def test_times_of_publication_and_update_are_told_apart_by_class() -> None:
    published = "<time class='published' datetime='2024-06-05'>5 June</time>"
    updated = "<time class='updated' datetime='2024-06-07'>7 June</time>"
    metadata = read(page(f"<p>{published} {updated}</p>")).metadata
    assert (metadata["published"], metadata["updated"]) == ("2024-06-05", "2024-06-07")


def test_a_time_in_the_sites_header_dates_nothing() -> None:
    written = page().replace("<header>", "<header><time datetime='2024-05-30'>Today</time>")
    assert "published" not in read(written).metadata
