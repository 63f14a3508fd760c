"""What a client of the service meets.

ClientError
├── Unreachable      no connection, or no reply in time: try later
├── Garbled          the reply is not one of this API: something else listens there, or another version
└── Problem          the service refused or failed, and says why
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

TYPE = "urn:dateline:problem:"


class ClientError(Exception):
    """Base of everything that goes wrong between client and service."""


class Unreachable(ClientError):
    """The service could not be reached, or did not answer in time."""


class Garbled(ClientError):
    """What came back is no reply of this API."""


class Problem(ClientError):
    """The service refused or failed (RFC 9457).

    Attributes:
        kind: problem type without what all have in common: `too-busy`, `article-unknown`; docs/http.md lists them.
        status: HTTP status.
        title, detail: what it is, and of what.
        fields: path of each field that did not fit -> why.
        retry_after: seconds after which it is worth trying again; null: not told.
        request_id: by which the service's log knows it.
    """

    def __init__(self, told: Mapping[str, Any], status: int, retry_after: float | None = None) -> None:
        self.kind = str(told.get("type", "")).removeprefix(TYPE)
        self.status = status
        self.title = str(told.get("title", f"HTTP status {status}"))
        self.detail = str(told.get("detail", ""))
        errors: Sequence[Mapping[str, Any]] = told.get("errors") or ()
        self.fields = {str(one.get("field")): str(one.get("message")) for one in errors}
        self.retry_after = retry_after
        self.request_id: str | None = told.get("request_id")
        super().__init__(f"{self.title} ({status}): {self.detail}")
