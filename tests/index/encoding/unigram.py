"""A Unigram tokenizer small enough to be made for a test, with everything around its pieces that the real one has."""

from __future__ import annotations

from pathlib import Path

from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")

WORDS = (
    "▁the",
    "▁harbour",
    "▁bridge",
    "▁opens",
    "▁pont",
    "▁ouvre",
    "▁ميناء",
    "وزير",
    "جسر",
    "港",
    "大橋",
    "мост",
    "ing",
    "our",
    "aa",
)

LETTERS = (*"▁abcdefghijklmnopqrstuvwxyz.,-é", *"ابتجحدرسصعفقكلمنهوي", *"абвгмост", "港", "🚢")
"""Single characters; what is not among them is unknown."""


def pieces() -> list[tuple[str, float]]:
    """Give the vocabulary: special pieces, words, letters, one piece that is longer than any, and the least one."""
    texts = [
        *SPECIAL,
        *WORDS,
        "<mask>",
        *(letter for letter in LETTERS if letter not in WORDS),
        "▁harbourmaster",
        "qz",
    ]
    scores = [0.0 if text.startswith("<") else -2.5 - at / 7 for at, text in enumerate(texts)]
    return list(zip(texts, scores, strict=True))


def whole() -> Tokenizer:
    """Make the tokenizer as the tokenizers library keeps it."""
    made = Tokenizer(models.Unigram(pieces(), 3, False))
    made.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    words = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    made.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), words])
    made.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    made.add_special_tokens([AddedToken(name, special=True) for name in SPECIAL])
    return made


def saved(folder: Path) -> Path:
    """Write it into a folder; returns the file."""
    whole().save(str(folder / "tokenizer.json"))
    return folder / "tokenizer.json"
