"""A typed client of the HTTP API. It needs httpx, pydantic and tenacity, and loads no model."""

from api.client.asynchronous import AsyncClient
from api.client.client import Client
from api.client.errors import ClientError, Garbled, Problem, Unreachable

__all__ = ["AsyncClient", "Client", "ClientError", "Garbled", "Problem", "Unreachable"]
