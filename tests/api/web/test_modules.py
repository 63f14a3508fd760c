"""Modules that only reckon, run in the browser with many values at once and held against Python."""

from __future__ import annotations

import html
import random
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import examples

pytestmark = pytest.mark.browser

LETTERS = ["a", "é", "e\u0301", " ", "\n", "ش", "🚢", "👩‍👩‍👧", "𝔘", "\u200f", "<", "&", '"', "'"]


@pytest.fixture(scope="module")
def blank(browser: Browser, address: str) -> Iterator[Page]:
    """A page of the service without anything on it."""
    page = browser.new_page()
    page.goto(f"{address}healthz")
    yield page
    page.close()


def run(page: Page, module: str, body: str, *given: Any) -> Any:
    """Run the body of a function that sees a module as `module` and values as `given`."""
    imported = f"const module = await import('/static/{module}');"
    return page.evaluate(f"async (given) => {{ {imported} {body} }}", list(given))


def texts(count: int) -> list[str]:
    dice = random.Random(11)
    return ["".join(dice.choices(LETTERS, k=dice.randint(0, 40))) for _ in range(count)]


def test_offsets_cut_what_python_cuts(blank: Page) -> None:
    dice = random.Random(7)
    cut = [(text, sorted(dice.randint(0, len(text)) for _ in "ab")) for text in texts(examples(500))]
    cases = [(text, start, end) for text, (start, end) in cut]
    body = """return given[0].map(([text, ...places]) =>
      text.slice(...places.map((place) => module.toIndex(text, place))));"""
    assert run(blank, "offsets.js", body, cases) == [text[start:end] for text, start, end in cases]


def test_a_stream_cut_anywhere_gives_the_same_events(blank: Page) -> None:
    stream = ': still at work\n\nevent: passages\ndata: {"a": "ش🚢"}\n\n'
    stream += 'event: done\r\ndata: {"b":\r\ndata: 2}\r\n\r\nevent: x\nda'
    body = """
      const [stream] = given;
      const found = [];
      for (let cut = 0; cut <= stream.length; cut += 1) {
        const first = module.split(stream.slice(0, cut));
        const second = module.split(first.rest + stream.slice(cut));
        found.push(JSON.stringify([...first.events, ...second.events]));
      }
      return [...new Set(found)].map((one) => JSON.parse(one));
    """
    expected = [{"name": "passages", "data": {"a": "ش🚢"}}, {"name": "done", "data": {"b": 2}}]
    assert run(blank, "component/events.js", body, stream) == [expected]


def test_an_address_says_the_question_that_was_written_into_it(blank: Page) -> None:
    names = ["published_from", "published_to", "source", "language", "as_of", "effort", "caution"]
    cases = [(text.strip(), dict.fromkeys(names) | {"source": text or None}) for text in texts(examples(200))]
    body = """return given[0].map(([question, narrowed]) => {
      const read = module.readAddress(module.writeAddress(module.query(question, narrowed)));
      return [read.question, read.narrowed];
    });"""
    # Half an emoji cannot stand in an address, and JavaScript trims a few more characters than Python does.
    assert run(blank, "component/query.js", body, cases) == [[question, narrowed] for question, narrowed in cases]


def test_markup_of_a_citation_holds_any_words_escaped(blank: Page) -> None:
    body = """
      const say = { t: (key, values) => values?.id ?? key, day: String };
      return given[0].map((words) => module.asHtml({ quote: words, title: words, source: words, url: `https://a.example/${words}`,
        published: words, article_id: words }, say));
    """
    words = [text for text in texts(examples(100)) if text]
    for said, written in zip(words, run(blank, "component/citing.js", body, words), strict=True):
        inside = html.escape(said).replace("&#x27;", "&#39;")
        assert inside.replace("\n", "<br>") in written
        assert html.unescape(written.split('cite="')[1].split('"')[0]) == f"https://a.example/{said}"


def test_only_addresses_to_follow_become_links(blank: Page) -> None:
    bad = [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "JaVaScRiPt:x",
        "data:text/html,x",
        "//a.example",
        "vbscript:x",
        "",
    ]
    good = ["https://a.example", "HTTP://a.example", "mailto:press@a.example"]
    body = "return given[0].map((address) => module.linked(address, 'x').getAttribute('href'));"
    assert run(blank, "component/dom.js", body, [*bad, *good]) == [*[None] * len(bad), *good]


def test_an_element_takes_no_attribute_that_runs(blank: Page) -> None:
    body = """return given[0].map((name) => {
      try { module.el('p', { [name]: 'x' }); return 'made'; } catch (error) { return error.message; }
    });"""
    for told in run(blank, "component/dom.js", body, ["onclick", "onerror", "style", "srcdoc"]):
        assert told.startswith("no attribute for data")


def test_contrast_is_that_of_the_guidelines(blank: Page) -> None:
    body = "return given[0].map(([one, other]) => module.contrast(one, other));"
    pairs = [([0, 0, 0], [255, 255, 255]), ([255, 255, 255], [255, 255, 255]), ([119, 119, 119], [255, 255, 255])]
    assert run(blank, "component/colour.js", body, pairs) == pytest.approx([21, 1, 4.478], abs=0.001)


def test_every_colour_becomes_readable(blank: Page) -> None:
    dice = random.Random(3)
    colours = [[dice.randint(0, 255) for _ in "rgb"] for _ in range(examples(300))]
    body = """return given[0].flatMap((colour) => [[250, 248, 243], [33, 30, 27]].map((sheet) =>
      module.contrast(module.readable(colour, sheet), sheet)));"""
    assert min(run(blank, "component/colour.js", body, colours)) >= 4.5


@pytest.mark.parametrize("folder", ["texts", "desk/texts"])
def test_every_language_says_everything_with_the_same_values(blank: Page, folder: str) -> None:
    said = {lang: run(blank, f"{folder}/{lang}.js", "return module.default;") for lang in ("en", "fr", "ar")}
    values = {lang: {key: sorted(_names(words)) for key, words in texts.items()} for lang, texts in said.items()}
    assert values["fr"] == values["en"]
    assert values["ar"] == values["en"]
    same = {key for key in said["en"] if len({said[lang][key] for lang in said}) == 1}
    assert len(same) <= 3, f"not translated: {sorted(same)}"
    assert all(words.strip() for texts in said.values() for words in texts.values())


def _names(words: str) -> list[str]:
    return [part.split("}")[0] for part in words.split("{")[1:]]


def test_days_and_periods_are_said_as_people_say_them(blank: Page) -> None:
    body = """return ['en', 'fr', 'ar'].map((tag) => {
      const say = module.speaking(tag);
      return [say.day('2024-03-14'), say.day('2024'), say.day(null), say.period('2024-03-14', null), say.dir];
    });"""
    english, french, arabic = run(blank, "component/language.js", body)
    assert english == ["14 March 2024", "2024", "undated", "from 14 March 2024", "ltr"]
    assert french == ["14 mars 2024", "2024", "sans date", "à partir du 14 mars 2024", "ltr"]
    assert arabic == ["14 مارس 2024", "2024", "بلا تاريخ", "ابتداءً من 14 مارس 2024", "rtl"]


def test_a_question_stands_once_among_the_earlier_ones_and_they_stay_few(blank: Page) -> None:
    body = """
      const ask = (words) => ({ question: words, narrowed: {} });
      let earlier = [];
      for (const words of given[0]) earlier = module.recalled(ask(words), earlier);
      return earlier.map((one) => one.question);
    """
    assert run(blank, "component/history.js", body, ["a", "b", "a"]) == ["a", "b"]
    many = [str(number) for number in range(50)]
    assert run(blank, "component/history.js", body, many) == many[:19:-1]
