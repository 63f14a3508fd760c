"""Two models as one: lengths, cosines, languages, and the name by which it is found again."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.encoding.conversion import damage, folder_of
from index.encoding.embedding import Floats
from index.encoding.encoders import ConvertedEmbedder, quickest
from index.encoding.kept import keep, listed
from index.encoding.models import E5, MINILM, Model, resolve
from index.encoding.paired import HALF, PairedEmbedder, foreign, halved
from index.encoding.questions import DistinctQuestions, means_of
from index.encoding.unrelated import unrelated
from index.errors import ModelMissing

ENGLISH = frozenset({"en"})
FOUR = frozenset({"en", "fr", "es", "ar"})


class Seeded:
    """A model that gives each text a vector of its own, the same every time."""

    def __init__(self, name: str, dimensions: int, unrelated: float) -> None:
        self.id, self.dimensions, self.unrelated = f"{name}@0123/plain/recipe", dimensions, unrelated
        self.asked: list[str] = []

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Floats:
        if progress:
            progress(len(texts))
        if not texts:
            return np.empty((0, self.dimensions), np.float32)
        return np.stack([self._of(text) for text in texts])

    def encode_question(self, question: str) -> Floats:
        self.asked.append(question)
        return self._of(question)

    def _of(self, text: str) -> Floats:
        row = np.random.default_rng([self.dimensions, *text.encode()]).normal(size=self.dimensions)
        return (row / np.linalg.norm(row)).astype(np.float32)


def pair(
    first: float = 0.65, second: float = 0.07, languages: frozenset[str] | None = ENGLISH
) -> tuple[PairedEmbedder, Seeded, Seeded]:
    one, other = Seeded("broad", 5, first), Seeded("english", 3, second)
    return PairedEmbedder(one, other, languages), one, other


@given(st.floats(0, 1), st.floats(0, 1), st.text(min_size=1), st.text(min_size=1))
def test_vectors_are_of_unit_length_and_their_cosine_is_both(
    first: float, second: float, question: str, passage: str
) -> None:
    both, one, other = pair(first, second, None)
    asked, kept = both.encode_question(question), both.encode_passages([passage])[0]
    assert asked.dtype == kept.dtype == np.float32
    assert len(asked) == len(kept) == both.dimensions == 8
    assert np.linalg.norm(asked) == pytest.approx(1, abs=1e-5)
    assert np.linalg.norm(kept) == pytest.approx(1, abs=1e-5)
    cosines = [model.encode_passages([passage])[0] @ model.encode_question(question) for model in (one, other)]
    shares = [np.linalg.norm(kept[:5]), np.linalg.norm(kept[5:])]
    assert asked @ kept == pytest.approx(HALF * np.dot(shares, cosines), abs=1e-5)


def test_a_model_whose_cosines_lie_close_together_counts_as_much_as_one_whose_lie_apart() -> None:
    kept = pair(0.75, 0.0)[0].encode_passages(["It was agreed to open the port."])[0]
    assert np.linalg.norm(kept[:5]) == pytest.approx(4 * np.linalg.norm(kept[5:]), rel=1e-5)


def test_unrelated_texts_are_as_far_apart_as_both_models_hold_them() -> None:
    both, one, other = pair(0.6, 0.2)
    kept = both.encode_passages(["It was agreed to open the port."])[0]
    floors = [np.linalg.norm(kept[:5]) * one.unrelated, np.linalg.norm(kept[5:]) * other.unrelated]
    assert both.unrelated == pytest.approx(HALF * sum(floors), abs=1e-5)


@pytest.mark.parametrize("question", ["Qui a été nommé directeur ?", "متى يفتتح الميناء الجديد؟"])
def test_what_the_second_does_not_understand_is_asked_of_the_first_alone(question: str) -> None:
    both, one, other = pair()
    asked, kept = both.encode_question(question), both.encode_passages(["The port opens in May."])[0]
    assert other.asked == []
    assert not asked[5:].any()
    first = one.encode_passages(["The port opens in May."])[0] @ one.encode_question(question)
    assert asked @ kept == pytest.approx(both.unrelated * first / one.unrelated, abs=1e-5)  # begins where all begin
    pair_of_all, _, understands = pair(languages=FOUR)
    assert pair_of_all.encode_question(question)[5:].any()
    assert understands.asked == [question]


def test_a_first_model_that_holds_unrelated_texts_for_unlike_keeps_its_share() -> None:
    asked = pair(0.0, 0.2)[0].encode_question("Qui a été nommé directeur ?")
    english = pair(0.0, 0.2)[0].encode_question("Who was named director?")
    assert np.linalg.norm(asked) == pytest.approx(np.linalg.norm(english[:5]), abs=1e-5)


@pytest.mark.parametrize("question", ["When does the new port open?", "Aster 7"])
def test_english_and_what_cannot_be_told_is_asked_of_both(question: str) -> None:
    both, one, other = pair()
    assert both.encode_question(question)[5:].any()
    assert one.asked == other.asked == [question]


def test_every_text_is_told_once_and_none_is_fine() -> None:
    told: list[int] = []
    both = pair()[0]
    assert both.encode_passages(["one", "two", "three"], told.append).shape == (3, 8)
    assert sum(told) == 3
    assert both.encode_passages([]).shape == (0, 8)


@given(st.lists(st.integers(0, 40), max_size=30))
def test_readings_by_two_are_told_as_texts_and_never_ahead(readings: list[int]) -> None:
    told: list[int] = []
    count = halved(told.append)
    assert count is not None
    for done, texts in enumerate(readings, 1):
        count(texts)
        assert sum(told) == sum(readings[:done]) // 2
    assert all(texts >= 0 for texts in told)
    assert halved(None) is None


def test_progress_comes_while_the_first_model_reads() -> None:
    told: list[int] = []
    read: list[list[int]] = []

    class Late(Seeded):
        def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Floats:
            read.append(list(told))
            return super().encode_passages(texts, progress)

    both = PairedEmbedder(Seeded("broad", 5, 0.65), Late("english", 3, 0.07), ENGLISH)
    both.encode_passages(["one", "two", "three", "four"], told.append)
    assert read == [[2]]
    assert sum(told) == 4


def test_the_same_comes_of_each_models_vectors_put_side_by_side() -> None:
    both, one, other = pair()
    texts = ["The port opens in May.", "Le port ouvre en mai."]
    made = both.joined(*(model.encode_passages(texts) for model in both.parts))
    assert both.parts == (one, other)
    assert made.dtype == np.float32
    np.testing.assert_array_equal(made, both.encode_passages(texts))


def test_its_name_finds_both_models_again() -> None:
    model = resolve(f"{MINILM}+{MINILM}")
    made = quickest(model, None)
    assert isinstance(made, PairedEmbedder)
    assert made.id.partition("@")[0] == f"{MINILM}+{MINILM}"
    assert resolve(made.id.partition("@")[0]) == model
    assert model.beside == resolve(MINILM)
    assert model.beside.languages == ENGLISH
    assert resolve(MINILM).beside is None


def test_damage_of_either_is_told_and_mended(tmp_path: Path) -> None:
    pair = Model("one", "one", "1" * 64, beside=Model("other", "other", "2" * 64))
    assert pair.beside is not None

    def made(part: Path) -> None:
        (part / f"{part.name[:3]}.xml").write_text("<net/>")

    for model in (pair, pair.beside):
        keep(folder_of(model, tmp_path), made, "making")
    assert damage(pair, tmp_path) == ()
    (folder_of(pair, tmp_path) / "one.xml").write_text("<nut/>")
    (folder_of(pair.beside, tmp_path) / "oth.xml").write_text("<nut/>")
    assert damage(pair, tmp_path) == ("one.xml", "oth.xml")
    assert not listed(folder_of(pair, tmp_path))
    assert not listed(folder_of(pair.beside, tmp_path))


@pytest.mark.parametrize("setting", [f"{MINILM}+nothing", f"nothing+{E5}", f"{MINILM}+", "+"])
def test_a_pair_of_which_one_is_missing_is_missing(setting: str) -> None:
    with pytest.raises(ModelMissing):
        resolve(setting)


@given(st.floats(0, 0.95), st.floats(0, 0.95), st.floats(0, 1))
def test_passages_that_the_second_does_not_understand_begin_and_end_where_all_others_do(
    first: float, second: float, way: float
) -> None:
    both, one, _ = pair(first, second)
    asked = both.encode_question("what was agreed at the port?")
    whole = both.encode_passages(["any"])[0]
    own = float(np.linalg.norm(whole[:5]))
    abroad = foreign(both, asked)
    assert abroad is not None
    assert abroad.understood == ENGLISH
    told = one.encode_question("what was agreed at the port?")
    across = one.encode_question("something else")
    across -= (across @ told) * told
    across /= np.linalg.norm(across)
    likeness = first + way * (1 - first)
    passage = np.zeros(both.dimensions, np.float32)
    passage[: one.dimensions] = own * (likeness * told + math.sqrt(max(0.0, 1 - likeness**2)) * across)
    top = HALF * (own + float(np.linalg.norm(whole[5:])))
    found = float(passage @ abroad.vector) + abroad.offset
    assert found == pytest.approx(both.unrelated + way * (top - both.unrelated), abs=1e-5)


def test_where_one_model_answers_all_passages_are_compared_alike() -> None:
    both, one, _ = pair()
    assert foreign(both, both.encode_question("Qui a signé l'accord avec le port ?")) is None
    assert foreign(one, one.encode_question("what was agreed?")) is None
    everywhere = pair(languages=None)[0]
    assert foreign(everywhere, everywhere.encode_question("what was agreed?")) is None


@pytest.mark.slow
def test_where_both_begin_is_where_their_cosines_do(
    e5_converted: ConvertedEmbedder, converted: ConvertedEmbedder
) -> None:
    means = means_of(e5_converted.model)
    assert means is not None
    both = PairedEmbedder(DistinctQuestions(e5_converted, means), converted, ENGLISH)
    assert unrelated(both) == pytest.approx(both.unrelated, abs=0.02)
