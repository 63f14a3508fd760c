from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from eval.folds import split, stories
from eval.gold import Gold, Relevant

GROUPS = st.dictionaries(st.text("abcdef", min_size=1, max_size=4), st.sampled_from("uvwxyz"), max_size=40)
COUNTS = st.integers(1, 6)


def _gold(name: str, *articles: str) -> Gold:
    return Gold(name, f"what of {name}?", "en", "fact", tuple(Relevant(article, "words") for article in articles), "")


def test_questions_over_one_article_are_one_story() -> None:
    told = stories([_gold("q1", "a"), _gold("q2", "a"), _gold("q3", "b")], {"a": ("A", ["one"]), "b": ("B", ["two"])})
    assert told["q1"] == told["q2"] != told["q3"]


def test_articles_of_one_title_are_one_story_however_it_is_typed() -> None:
    texts = {"a": ("Port’s  reopening", ["one"]), "b": ("PORT'S REOPENING", ["two"]), "c": ("Fair", ["three"])}
    told = stories([_gold("q1", "a"), _gold("q2", "b"), _gold("q3", "c")], texts)
    assert told["q1"] == told["q2"] != told["q3"]


def test_articles_that_share_a_passage_are_one_story() -> None:
    texts = {"a": ("A", ["one", "shared words"]), "b": ("B", ["shared words", "two"]), "c": ("C", ["three"])}
    told = stories([_gold("q1", "a"), _gold("q2", "b"), _gold("q3", "c")], texts)
    assert told["q1"] == told["q2"] != told["q3"]


def test_articles_without_a_title_or_with_blank_passages_are_no_copies() -> None:
    told = stories([_gold("q1", "a"), _gold("q2", "b")], {"a": (None, ["one", " "]), "b": ("", ["two", "", " "])})
    assert told["q1"] != told["q2"]


def test_a_chain_of_copies_is_one_story_even_through_an_article_that_nobody_asks_about() -> None:
    texts = {"a": ("A", ["one"]), "b": ("A", ["two"]), "c": ("C", ["two"]), "d": ("D", ["four"])}
    told = stories([_gold("q1", "a"), _gold("q2", "c"), _gold("q3", "d")], texts)
    assert told["q1"] == told["q2"] != told["q3"]


def test_a_question_about_two_articles_joins_their_stories() -> None:
    texts = {name: (name, [name]) for name in ("one", "two", "three")}
    told = stories([_gold("q1", "one"), _gold("q2", "two"), _gold("q3", "three"), _gold("q4", "one", "two")], texts)
    assert told["q1"] == told["q2"] == told["q4"] != told["q3"]


def test_an_article_whose_words_are_unknown_still_joins_its_questions() -> None:
    told = stories([_gold("q1", "a"), _gold("q2", "a"), _gold("q3", "b")], {})
    assert told["q1"] == told["q2"] != told["q3"]


@given(GROUPS, COUNTS)
def test_a_split_covers_every_question_and_divides_no_group(groups: dict[str, str], count: int) -> None:
    folds = split(groups, count)
    assert folds.keys() == groups.keys()
    assert set(folds.values()) <= set(range(count))
    assert len({(group, folds[name]) for name, group in groups.items()}) == len(set(groups.values()))


@given(GROUPS, COUNTS)
def test_folds_differ_by_no_more_than_the_largest_group(groups: dict[str, str], count: int) -> None:
    sizes = Counter(split(groups, count).values())
    counts = [sizes[number] for number in range(count)]
    assert max(counts) - min(counts) <= max(Counter(groups.values()).values(), default=0)


@given(GROUPS, COUNTS, st.randoms(use_true_random=False))
def test_the_order_of_lines_does_not_matter(groups: dict[str, str], count: int, rng: object) -> None:
    lines = list(groups.items())
    rng.shuffle(lines)  # type: ignore[attr-defined]
    assert split(dict(lines), count) == split(groups, count)


@given(GROUPS, COUNTS)
def test_the_names_of_groups_do_not_matter(groups: dict[str, str], count: int) -> None:
    assert split({name: f"story {group}" for name, group in groups.items()}, count) == split(groups, count)


def test_single_questions_are_dealt_out_evenly() -> None:
    folds = split({f"q{at}": f"s{at}" for at in range(50)}, 5)
    assert Counter(folds.values()) == dict.fromkeys(range(5), 10)
