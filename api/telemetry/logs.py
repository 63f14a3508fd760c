"""The log of the service: lines for people, or JSON lines for machines, each with the id of its request."""

from __future__ import annotations

import datetime as dt
import json
import logging
from typing import Any, Literal

from api.telemetry.noted import current

_OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "request_id", "color_message"}
"""What every record has; the rest was given with it."""


class WithRequest(logging.Filter):
    """Puts the id of the request at hand on every record."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Mark a record; all pass."""
        noted = current.get()
        record.request_id = noted.request_id if noted else None
        return True


class Lines(logging.Formatter):
    """Lines for people: when, how grave, where, what, and the id of the request."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (its base has it so)
        """Write a record, without what an exception adds."""
        line = super().formatMessage(record)
        request = getattr(record, "request_id", None)
        return f"{line} [{request}]" if request else line


class JsonLines(logging.Formatter):
    """One JSON object a line: `at` (UTC), `level`, `logger`, `message`, `request_id`, and what was given with it."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record."""
        told: dict[str, Any] = {
            "at": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": getattr(record, "request_id", None),
        }
        told |= {name: value for name, value in vars(record).items() if name not in _OWN}
        if record.exc_info:
            told["exception"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False, default=str)


def configuration(form: Literal["text", "json"]) -> dict[str, Any]:
    """Describe the log to `logging.config.dictConfig`, as uvicorn takes it too: all of it on standard error.

    uvicorn's own lines about requests are left out: they hold whole addresses, and ours say more.
    """
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request": {"()": WithRequest}},
        "formatters": {"form": {"()": JsonLines if form == "json" else Lines}},
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "form",
                "filters": ["request"],
                "stream": "ext://sys.stderr",
            }
        },
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "dateline": {"level": "INFO"},
            "uvicorn": {"level": "INFO"},
            "uvicorn.access": {"level": "CRITICAL"},
        },
    }
