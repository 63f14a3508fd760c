"""The archive as one visitor may see it: what tools and resources are made of."""

from __future__ import annotations

from dataclasses import dataclass, replace

from api import asking, reading, replies, schemas, verdicts
from api.access.visitor import Visitor
from api.settings import Settings
from qa import answer
from qa.desk import Desk
from qa.verifying import reply


@dataclass(frozen=True, slots=True)
class Archive:
    """The archive as one visitor may see it. Its replies are those of the HTTP routes, to the letter.

    Attributes:
        desk: what answers.
        settings: what holds where a question leaves something open.
        visitor: who asks.
    """

    desk: Desk
    settings: Settings
    visitor: Visitor

    def ask(self, asked: schemas.Ask) -> replies.Reply:
        """Answer a question.

        Raises:
            QuestionRefused: it is empty or too long.
        """
        scope = replace(self.visitor.scope(), as_of=asked.as_of)
        return replies.Reply.model_validate(
            answer.record(self.desk.ask(asking.question(asked, self.settings), scope))
        )

    def verify(self, asked: verdicts.Verify) -> verdicts.Verdict:
        """Say whether words were ever published.

        Raises:
            QuoteRefused: there are no words, or too many.
        """
        scope = replace(self.visitor.scope(), as_of=asked.as_of)
        found = self.desk.verify(asked.quote, scope, asked.filters.narrow(), asked.k)
        return verdicts.Verdict.model_validate(reply.record(found))

    def articles(self, query: schemas.ListQuery) -> schemas.ArticlePage:
        """List articles.

        Raises:
            ArticleUnknown: the list is to go on after one that is not there.
        """
        return reading.listed(query, self.desk, self.visitor, self.visitor.scope())

    def article(self, article_id: str, content_hash: str | None = None) -> schemas.Article:
        """Read an article.

        Raises:
            ArticleUnknown: there is none that may be seen.
        """
        return reading.full(self.desk, article_id, self.visitor.scope(), content_hash)
