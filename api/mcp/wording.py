"""What the tools found, as text that a person or a model can read: every sentence with its number and its place.

The passages in full stand in the structured reply beside it.
"""

from __future__ import annotations

from api import replies, schemas, verdicts

NOTHING = "Nothing answers this question."

SHOWN = 12
"""Hexadecimal digits of a hash that are enough to tell texts apart at a glance."""

CLOSE = 0.3
"""Least similarity of a wording that is worth showing beside words which were never published."""


def answered(reply: replies.Reply) -> str:
    """Write a reply: the sentences that answer with the numbers of their passages, then these passages."""
    answer = reply.answer
    if answer is None or answer.status == "unanswered":
        said = answer.missing.text if answer and answer.missing else NOTHING
        nearest = [f"- {_named(one.citation)}" for one in reply.passages]
        near = ["", "Nearest releases, which do not answer it:", *nearest] if nearest else []
        return "\n".join([f"The archive does not answer this. {said}", *near])
    sentences = " ".join(f"{one.text} [{one.citation}]" for one in answer.sentences)
    sure = [] if answer.confidence is None else ["", f"Probability that this is right: {answer.confidence:.0%}."]
    cited = {one.citation for one in answer.sentences}
    sources = [_source(one) for one in reply.passages if one.citation.number in cited]
    return "\n".join([sentences, *sure, "", *sources])


def verified(verdict: verdicts.Verdict) -> str:
    """Write whether words were published: where and when, or what comes nearest."""
    if verdict.found:
        how = [_stands(place) for place in verdict.places]
        more = ["- and in more places"] if verdict.more else []
        return "\n".join(["These words were published:", *how, *more])
    if verdict.nearest is None or verdict.nearest.similarity < CLOSE:
        return "These words were not published, and nothing comes near."
    near = verdict.nearest
    where = f"{_title(near.title)}, {_day(near.published)}, article {near.article_id}"
    return f"These words were not published. Nearest wording ({where}):\n“{near.text}”"


def listed(page: schemas.ArticlePage) -> str:
    """Write a page of a list, one article a line."""
    lines = [f"- {one.id}: {_title(one.title)} ({_origin(one)})" for one in page.articles]
    more = [f"Go on with after={page.next}."] if page.next else []
    return "\n".join([f"{page.total} articles:" if page.total else "No articles.", *lines, *more])


def article(found: schemas.Article) -> str:
    """Write an article: what is known of it, an empty line, then its text as it stands."""
    facts = {
        "Title": found.title,
        "Published": _day(found.published),
        "Place": found.place,
        "Issuer": found.issuer,
        "Source": found.source,
        "Address": found.url,
        "Article": found.id,
        "Hash": found.content_hash,
    }
    return "\n".join([*(f"{name}: {value}" for name, value in facts.items() if value), "", found.text])


def _origin(found: schemas.ArticleSummary) -> str:
    return ", ".join(filter(None, (found.source, _day(found.published), found.language)))


def _source(passage: replies.Passage) -> str:
    cited = passage.citation
    url = f"\n    {cited.link or cited.url}" if cited.url else ""
    place = f"characters {cited.start} to {cited.end}, {cited.content_hash[: len('sha256:') + SHOWN]}"
    return f"[{cited.number}] {_named(cited)}, {place}{url}"


def _named(cited: replies.Citation) -> str:
    return f"{_title(cited.title)} ({cited.source}, {_day(cited.published)}, article {cited.article_id})"


def _stands(place: verdicts.Place) -> str:
    exact = "" if place.exact else ", up to white space and quotation marks"
    past = "" if place.standing == "current" else "; the release reads otherwise today"
    where = f"{_title(place.title)} ({place.source}, {_day(place.published)}, article {place.article_id})"
    return f"- {where}, in its {place.where}, characters {place.start} to {place.end}{exact}{past}"


def _title(title: str | None) -> str:
    return title or "Untitled"


def _day(day: object) -> str:
    return str(day) if day else "undated"
