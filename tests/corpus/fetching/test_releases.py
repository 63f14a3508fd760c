"""Which addresses look like a release's."""

from __future__ import annotations

import time
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import SourceInvalid
from corpus.fetching.listing import Listed
from corpus.fetching.releases import chooser, could_be_page, looks_like_release, sitemaps_to_read, speaks

HOME = "https://orlington.example"

RELEASES = """
/press-releases/port-reopens
/press-releases/port-reopens/
/en/press-release/2024/port-reopens
/pressreleases/117
/press_releases/port-reopens.html
/news/port-reopens
/news/2024/03/14/port-reopens
/news/2024/march/port-reopens
/about/news/port-reopens-to-ships
/government/news/port-reopens
/newsroom/press-releases/press-release-details/2024/Port-Reopens-to-Ships/default.aspx
/news-releases/news-release-details/port-reopens
/investors/press-releases/detail/117/port-reopens
/content/press-release-port-reopens
/press-release-117
/opa/pr/port-reopens
/media-center/port-reopens
/media/news/port-reopens
/News/Pages/news-14-3-2024.aspx
/latest-news/port-reopens
/news_events/port-reopens.php
/statements/2024-117
/2024/03/14/port-reopens/
/2024/03/port-reopens/
/room/2024-03-14-port-reopens
/room/20240314-port.html
/docs/news/port-reopens.pdf
/news.php?id=117
/news/article?newsid=117
/press/index.php?id=117
/presse/reouverture-du-port
/fr/salle-de-presse/communiques-de-presse/reouverture-du-port
/espace-presse/communiques/reouverture-du-port
/communiqué-de-presse/réouverture-du-port
/actualites/reouverture-du-port
/actualités/2024/réouverture
/actu/reouverture-du-port.html
/nouvelles/2024/reouverture
/sala-de-prensa/comunicados/reabre-el-puerto
/noticias/reabre-el-puerto
/ar/بيانات/إعادة-فتح-الميناء
/أخبار/إعادة-فتح-الميناء
/ar/المركز/بيان-صحفي-إعادة-فتح-الميناء
/الأخبار/117
""".split()

OTHERS = """
/
/index.html
/about
/contact
/press
/press-releases
/press-releases/
/news/index.html
/en/newsroom/
/newsroom/press-releases
/media-center/press-releases/
/news-and-events
/salle-de-presse/communiques-de-presse
/ar/أخبار
/news/2024
/news/2024/03
/2024/03/14/
/news/page/2
/news/2
/news/page-3
/news/rss
/news/feed/
/news.rss
/news/feed.xml
/tag/news/
/category/press/port
/author/press/port
/press/logo.png
/press/kit
/press/press-kit.zip
/news/print/port-reopens
/wp-content/uploads/2024/03/port.pdf
/wp-json/wp/v2/news/117
/search/news?q=port
/newsletter/subscribe
/privacy-policy
/products/pressing-machine
/espresso/newspaper
/careers/graduate-programme
/shop?id=117
/media/video.mp4
/assets/news/site.css
""".split()


@pytest.mark.parametrize("path", RELEASES)
def test_releases_are_known_by_their_address(path: str) -> None:
    assert looks_like_release(HOME + path)
    assert looks_like_release(HOME + quote(path, safe="/?=&%"))


@pytest.mark.parametrize("path", OTHERS)
def test_other_pages_are_not(path: str) -> None:
    assert not looks_like_release(HOME + path)
    assert not looks_like_release(HOME + quote(path, safe="/?=&%"))


@pytest.mark.parametrize("path", RELEASES)
def test_a_release_could_be_a_page(path: str) -> None:
    assert could_be_page(HOME + path)


@pytest.mark.parametrize("path", ["/", "/tag/port/", "/a/page/2", "/photo.JPG", "/feed/", "/data.json", "/author/x"])
def test_what_could_be_no_release(path: str) -> None:
    assert not could_be_page(HOME + path)


@given(st.text(max_size=60))
def test_any_address_is_one_or_not(path: str) -> None:
    for url in (f"{HOME}/{path}", f"{HOME}/news/{path}"):
        assert not looks_like_release(url) or could_be_page(url)


@pytest.mark.parametrize("piece", ["a-", "/", "news/", "2024/", "2", "-", "%D8", "id=", "&id=1", ".", "20240"])
def test_hostile_addresses_are_judged_in_no_time(piece: str) -> None:
    began = time.process_time()
    for start in (f"{HOME}/", f"{HOME}/news?"):
        looks_like_release(start + piece * (1_000_000 // len(piece)))
    assert time.process_time() - began < 5


# Patterns


@pytest.mark.parametrize(
    ("pattern", "url", "wanted"),
    [
        ("*/pr/*", f"{HOME}/pr/117", True),
        ("*/pr/*", f"{HOME}/news/117", False),
        ("/pr/", f"{HOME}/pr/117", True),
        ("/PR/", f"{HOME}/pr/117", True),
        (f"{HOME}/item-?.html", f"{HOME}/item-7.html", True),
        (f"{HOME}/item-?.html", f"{HOME}/item-77.html", False),
        (r"re:/item-\d+\.html$", f"{HOME}/item-77.html", True),
        (r"re:/item-\d+\.html$", f"{HOME}/item-77.html?x", False),
        ("/بيانات/", f"{HOME}/{quote('بيانات')}/7", True),
        ("*", f"{HOME}/", True),
    ],
)
def test_a_pattern_says_which(pattern: str, url: str, wanted: bool) -> None:
    assert chooser(pattern)(url) is wanted


def test_without_a_pattern_the_address_says_it() -> None:
    assert chooser(None) is looks_like_release


@pytest.mark.parametrize("pattern", ["re:(", "re:[", "re:*"])
def test_a_pattern_that_is_none_is_refused(pattern: str) -> None:
    with pytest.raises(SourceInvalid, match="regular expression"):
        chooser(pattern)


# Sitemaps of an index


def named(*names: str) -> tuple[list[str], bool]:
    chosen, vouched = sitemaps_to_read([Listed(f"{HOME}/{name}") for name in names])
    return [page.url.removeprefix(f"{HOME}/") for page in chosen], vouched


def test_sitemaps_named_after_news_are_read_and_vouch_for_their_pages() -> None:
    wordpress = ["post-sitemap.xml", "page-sitemap.xml", "post_tag-sitemap.xml", "category-sitemap.xml"]
    assert named(*wordpress, "press_release-sitemap2.xml.gz") == (
        ["post-sitemap.xml", "press_release-sitemap2.xml.gz"],
        True,
    )
    assert named("en/news/sitemap.xml", "en/shop/sitemap.xml") == (["en/news/sitemap.xml"], True)


def test_without_such_names_all_are_read() -> None:
    assert named("sitemap-1.xml", "sitemap-2.xml") == (["sitemap-1.xml", "sitemap-2.xml"], False)
    assert named() == ([], False)


def test_an_address_speaks_of_news_or_not() -> None:
    assert speaks(f"{HOME}/press/feed.xml")
    assert speaks(f"{HOME}/feeds/news.rss")
    assert not speaks(f"{HOME}/comments/feed")
