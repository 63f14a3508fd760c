"""Settings from the environment, prefix `DATELINE_`; the README's table is compared with this class by a test."""

from __future__ import annotations

import difflib
import os
from pathlib import Path
from typing import Any, Literal

from platformdirs import user_cache_path, user_data_path
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from api.access.key import origin
from api.errors import KeyInvalid, SettingsError
from corpus.fetching.config import FetchConfig
from corpus.fetching.guard import Allowed
from index.encoding.models import default
from index.engine import Blend
from index.fusion import Method
from qa import weights
from qa.desk import DeskConfig
from qa.reader.reader import OWN

PREFIX = "DATELINE_"

NOT_SETTINGS = frozenset({"DATELINE_SHARED"})
"""Names with our prefix that only tests read."""


class Settings(BaseSettings):
    """Everything that can be set. Values come from arguments, then from the environment, then from here."""

    # An empty variable counts as unset: an empty path would be the folder we happen to stand in.
    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True, env_ignore_empty=True)

    data: Path = Field(default_factory=lambda: user_data_path("dateline"), description="folder of the store")
    cache: Path = Field(
        default_factory=lambda: user_cache_path("dateline"), description="folder of what can be made again"
    )
    model: str = Field(
        default_factory=default, description="embedding model: a packaged name, a folder, or owner/name on the hub"
    )
    reader: str = Field(
        OWN,
        description="what takes the second look: own, a folder of weights of that kind, a folder or hub name of a "
        "cross-encoder or question-answering model, or none",
    )
    effort: Literal["thorough", "quick"] = Field(
        "thorough", description="what a question is given that asks for nothing else: thorough takes the second look"
    )
    caution: Literal["cautious", "balanced", "eager"] = Field(
        "balanced", description="how sure an answer must be to be given, where a question does not say"
    )
    hub: bool = Field(False, description="whether a hub name may be fetched from the network")
    fusion: Method = Field(Method.MINMAX, description="how words and meaning are joined: minmax or rrf")
    weights: str = Field("", description="file of weights that `dateline tune` wrote, instead of those shipped")
    words: float = Field(
        default_factory=lambda: weights.load().words, ge=0, le=1, description="share of words (BM25) beside meaning"
    )
    title: float = Field(
        default_factory=lambda: weights.load().title,
        ge=0,
        le=10,
        description="weight of a title's BM25 score beside the body's",
    )
    aside: float = Field(
        0.8, ge=0, le=1, description='what a passage outside the news counts: "About us", contacts, legal notices'
    )
    candidates: int = Field(100, ge=1, le=10_000, description="passages that words and meaning may each name")
    per_article: int = Field(2, ge=1, le=100, description="passages of one article in an answer, at most")
    passage_words: int = Field(150, ge=20, le=350, description="words that a passage aims at")
    largest_mb: float = Field(10, gt=0, le=1000, description="megabytes of the largest document accepted")
    workers: int = Field(
        2,
        ge=0,
        le=64,
        description="processes that read documents, bounded in time and memory; 0 reads in the service itself",
    )
    fetch_allow: str = Field(
        "", description="hosts, addresses and networks that may be fetched although they are not the public web's"
    )
    fetch_contact: str = Field(
        "", max_length=200, pattern=r"^[!-'*-~ ]*$", description="mail address or page in the User-Agent of requests"
    )
    fetch_pause: float = Field(1.0, ge=0, le=3600, description="seconds between two requests to one server")
    schedule: bool = Field(True, description="whether `serve` syncs the sources that have a schedule")
    host: str = Field("127.0.0.1", description="address to listen on")
    port: int = Field(8000, ge=0, le=65535, description="port to listen on; 0 takes a free one")
    root_path: str = Field("", description="path under which a proxy publishes the service")
    access: Literal["auto", "keys", "open"] = Field(
        "auto",
        description="who needs a key: auto, all but this machine, and all once there is one; keys; open, nobody",
    )
    cors: str = Field("", description="origins of web pages, comma between, that may use the service")
    framed_by: str = Field("", description="origins of web pages, comma between, that may show /embed in a frame")
    rate: str = Field("120/minute", description="how often a key may be used from one address; empty: no limit")
    rate_key: str = Field("1200/minute", description="how often a key may be used from all addresses together")
    at_once: int = Field(
        0,
        ge=0,
        le=256,
        description="questions answered at once; 0: as many as processes answer, or as cores",
    )
    waiting: int = Field(
        64, ge=0, le=10_000, description="questions that may wait for their turn; others are sent off"
    )
    time_limit: float = Field(30.0, gt=0, le=3600, description="seconds within which a reply begins, or is given up")
    log: Literal["text", "json"] = Field("text", description="how the log of `serve` is written: text or json lines")
    log_questions: bool = Field(False, description="whether the log of `serve` holds the words of questions")

    @field_validator("fetch_allow")
    @classmethod
    def _readable(cls, value: str) -> str:
        Allowed.of(value.split(","))
        return value

    @field_validator("cors", "framed_by")
    @classmethod
    def _origins(cls, value: str) -> str:
        origins(value)
        return value

    @field_validator("rate", "rate_key")
    @classmethod
    def _rates(cls, value: str) -> str:
        from api.access.rates import parsed  # commands that serve nothing do not wait for its library

        parsed(value)
        return value

    def desk(self) -> DeskConfig:
        """Give what a Desk needs of these."""
        learned = weights.load(Path(self.weights).expanduser()) if self.weights else None
        words = learned.words if learned and "words" not in self.model_fields_set else self.words
        title = learned.title if learned and "title" not in self.model_fields_set else self.title
        shipped = learned or weights.load()
        return DeskConfig(
            data=self.data.expanduser(),
            model=self.model,
            hub=self.hub,
            blend=Blend(self.fusion, words, title, self.candidates, aside=self.aside),
            passage_words=self.passage_words,
            largest=int(self.largest_mb * 1e6),
            workers=self.workers,
            cache=self.cache.expanduser(),
            ranking=shipped.ranking,
            confidence=shipped.confidence,
            reader=self.reader,
            fetch=FetchConfig(
                contact=self.fetch_contact,
                allowed=Allowed.of(self.fetch_allow.split(",")),
                pause=self.fetch_pause,
                largest=int(self.largest_mb * 1e6),
            ),
        )


def origins(listed: str) -> frozenset[str]:
    """Read origins of web pages, comma between.

    Raises:
        ValueError: one of them is none.
    """
    try:
        return frozenset(origin(one) for one in listed.split(",") if one.strip())
    except KeyInvalid as error:
        raise ValueError(str(error)) from error


def load(**given: Any) -> Settings:
    """Read the settings; `given` values that are not None win over the environment.

    Raises:
        SettingsError: an unknown `DATELINE_` name in the environment, or a value that cannot be.
    """
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    for name in os.environ:
        if name.upper().startswith(PREFIX) and name.upper() not in known | NOT_SETTINGS:
            near = difflib.get_close_matches(name.upper(), known, n=1)
            hint = f"did you mean {near[0]}?" if near else "the README lists the settings"
            raise SettingsError(f"unknown setting {name}; {hint}")
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        # What our own validators raise is told in their words alone: pydantic puts "Value error, " before them.
        told = "; ".join(
            f"{PREFIX}{str(item['loc'][0]).upper()}: {item['msg'].removeprefix('Value error, ')}"
            for item in error.errors()
        )
        raise SettingsError(f"{told}; the README lists the settings") from error
