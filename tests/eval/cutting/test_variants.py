"""What is tried, and what it makes of a release."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from corpus.article import Draft, Part
from eval.cutting.variants import CHOSEN, VARIANTS, Context, Variant, joined, leads, overlapped, sections

PROSE = "The harbour reopened after two years of work today. The first ships came in at nine. Nobody left."
TEXT = f"{PROSE}\n\nNext steps\n\n{PROSE}\n\nAbout us\n\nWe are a harbour."
ABOUT = TEXT.index("About us")
DRAFT = Draft(TEXT, title="Harbour reopens", parts=(Part("about", ABOUT, len(TEXT)),))


def test_names_are_told_apart_and_the_chosen_one_leads() -> None:
    assert VARIANTS[0] is CHOSEN
    assert len({variant.name for variant in VARIANTS}) == len(VARIANTS)


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.name)
def test_each_variant_covers_the_text_and_names_a_text_for_each_passage(variant: Variant) -> None:
    small = replace(variant, words=20)
    spans = small.spans(DRAFT)
    covered = {at for span in spans for at in range(span.start, span.end)}
    assert all(at in covered for at, character in enumerate(TEXT) if not character.isspace())
    texts = small.texts(DRAFT, spans)
    assert len(texts) == len(spans) + (variant.apart > 0)
    encoded = np.eye(len(texts), 16, dtype=np.float32)
    vectors = small.vectors(DRAFT, encoded)
    assert vectors.shape == (len(spans), 16)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)


def test_only_the_mixed_and_the_former_reach_over_parts() -> None:
    reach = {
        variant.name for variant in VARIANTS if any(span.start < ABOUT < span.end for span in variant.spans(DRAFT))
    }
    assert reach == {"former", "parts mixed"}


def test_parts_next_to_each_other_are_joined() -> None:
    text = "News.\n\nAbout us.\n\nCall Ada Roe today.\n\nMore news.\n\nNotice."
    edges = [("about", "About", "us."), ("contact", "Call", "today."), ("legal", "Notice.", "Notice.")]
    parts = [Part(kind, text.index(first), text.index(last) + len(last)) for kind, first, last in edges]
    assert [(part.kind, text[part.start : part.end]) for part in joined(text, parts)] == [
        ("contact", "About us.\n\nCall Ada Roe today."),
        ("legal", "Notice."),
    ]
    assert joined(text, []) == []


def test_overlap_takes_the_last_sentence_along() -> None:
    spans = replace(CHOSEN, words=20).spans(DRAFT)
    longer = list(overlapped(DRAFT, spans))
    assert longer[0] == spans[0]
    assert [span.end for span in longer] == [span.end for span in spans]
    assert longer[-1] == spans[-1]  # a part begins with itself
    assert longer[1].of(TEXT).startswith("Nobody left.\n\nNext steps")
    assert list(overlapped(DRAFT, [])) == []


def test_context_stands_before_the_passage() -> None:
    spans = replace(CHOSEN, words=20).spans(DRAFT)
    second = spans[1].of(TEXT)
    assert CHOSEN.texts(DRAFT, spans)[1] == f"Harbour reopens\n{second}"
    assert replace(CHOSEN, context=Context.NOTHING).texts(DRAFT, spans)[1] == second
    lead = "The harbour reopened after two years of work today."
    assert replace(CHOSEN, context=Context.LEAD).texts(DRAFT, spans)[1] == f"Harbour reopens\n{lead}\n{second}"
    assert CHOSEN.texts(replace(DRAFT, title=None), spans)[1] == second


def test_the_lead_is_not_put_before_itself() -> None:
    spans = replace(CHOSEN, words=20).spans(DRAFT)
    assert [bool(lead) for lead in leads(TEXT, spans)] == [False] + [True] * (len(spans) - 1)
    assert leads("Too short.", CHOSEN.spans(Draft("Too short."))) == [""]


def test_a_passage_that_goes_on_with_a_section_has_its_heading_before_it() -> None:
    text = f"{PROSE}\n\nNext steps\n\n{PROSE}\n\n{PROSE}"
    spans = replace(CHOSEN, words=18).spans(Draft(text))
    assert sections(text, spans) == ["", "", "Next steps"]


def test_a_title_apart_is_a_mean_of_vectors() -> None:
    apart = replace(CHOSEN, apart=0.25)
    encoded = np.array([[1, 0], [0, 1]], np.float32)
    assert np.allclose(apart.vectors(DRAFT, encoded), np.array([[0.75, 0.25]]) / np.hypot(0.75, 0.25))
    untitled = replace(DRAFT, title=None)
    assert apart.texts(untitled, apart.spans(untitled))[0].startswith("The harbour")
    assert apart.vectors(untitled, encoded) is encoded
