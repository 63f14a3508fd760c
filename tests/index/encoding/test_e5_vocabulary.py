"""e5's 250,000 pieces: cut with the few that stand in a text, every text is cut as with all of them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from index.encoding.conversion import TOKENIZER
from index.encoding.encoders import ConvertedEmbedder
from tests.conftest import examples
from tests.index.encoding.test_e5 import PASSAGES, TEXTS

pytestmark = pytest.mark.slow

ODD = st.sampled_from(
    ["<s>", "</s>", "<unk>", "<mask>", "▁", "  ", "\u200b", "～", "🈻", "\ue000", "ﬁ", "aaaaa", "......"]
)
ANY = st.lists(st.text(max_size=20) | ODD | st.sampled_from([*TEXTS, *PASSAGES]), max_size=5).map("".join)


@pytest.fixture(scope="module")
def whole(e5_converted: ConvertedEmbedder) -> Tokenizer:
    made = Tokenizer.from_file(str(e5_converted._files.folder / TOKENIZER))
    made.no_padding()
    made.enable_truncation(e5_converted._files.longest)
    return made


@settings(max_examples=examples(300), deadline=None)
@given(ANY, ANY)
def test_tokens_and_their_places_are_the_same(
    e5_converted: ConvertedEmbedder, whole: Tokenizer, one: str, other: str
) -> None:
    few = e5_converted._tokenizer
    single, pair = few.encode([one])[0], few.encode([(one, other)])[0]
    for found, wanted in ((single, whole.encode(one)), (pair, whole.encode(one, other))):
        assert found.ids == wanted.ids
        assert found.offsets == wanted.offsets
        assert found.sequence_ids == wanted.sequence_ids
    assert few.numbers(one) == whole.encode(one).ids
