"""Jobs followed until they end."""

from __future__ import annotations

import time
from typing import Any

from fastapi.testclient import TestClient

PATIENCE = 60.0


def ended(client: TestClient, job: Any, **headers: str) -> Any:
    """Ask for a job until it has ended; takes a job's reply, or the reply that promised it."""
    name = job["id"] if isinstance(job, dict) else job.json()["id"]
    ends = time.monotonic() + PATIENCE
    while True:
        found = client.get(f"/v1/jobs/{name}", headers=headers).json()
        if found["state"] in {"done", "failed"}:
            return found
        assert time.monotonic() < ends, found
        time.sleep(0.02)


def statuses(job: Any) -> list[int | None]:
    return [item["status"] for item in job["items"]]


def outcomes(job: Any) -> list[str | None]:
    return [item["outcome"] for item in job["items"]]
