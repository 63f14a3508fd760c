"""The language of a question: a few words, most of them little ones and names."""

from __future__ import annotations

import re

from corpus.fields import languages

_LITTLE_WORDS = {
    "en": frozenset(
        "what did does do who whom when where why how which is are was were the of with has have and"
        " a an any about for in there".split()
    ),
    "fr": frozenset(
        "que quoi qui quel quelle quels quelles quand où comment combien pourquoi est sont et les des".split()
    )
    | frozenset("du au aux avec dans l d une un a été".split()),
    "es": frozenset(
        "qué quién quiénes cuándo dónde cómo cuánto cuántos cuál por el los las y con del una fue ha".split()
    ),
}
"""Words of each language that questions can hardly do without."""

_ARABIC = re.compile(r"[\u0600-\u06ff]")
_LATIN = re.compile(r"[A-Za-zÀ-ÿ]")


def language(text: str) -> str | None:
    """Name the language of a question: by its script, by its little words, and only then by a classifier.

    A classifier of whole texts is unsure of a few words with names in them; "what did" is not.
    """
    if len(_ARABIC.findall(text)) > len(_LATIN.findall(text)):
        return "ar"
    words = re.findall(r"[^\W\d_]+", text.casefold())
    votes = {code: sum(word in little for word in words) for code, little in _LITTLE_WORDS.items()}
    first, second = sorted(votes.values(), reverse=True)[:2]
    if first > second:
        return max(votes, key=votes.__getitem__)
    return languages.language(text)
