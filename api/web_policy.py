"""What browsers are told about our pages: what may run there, who may show them, and what they say to others."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


def policy(framed_by: Iterable[str] = ()) -> str:
    """Write the `Content-Security-Policy` of a page of ours.

    Only our own files run or style anything, so a release's text never can.

    Args:
        framed_by: origins whose pages may show it in a frame; none: nobody may, so that no click is led astray.
    """
    pages = " ".join(sorted(framed_by)) or "'none'"
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        f"base-uri 'none'; form-action 'none'; frame-ancestors {pages}"
    )


POLICY = policy()
"""That of a page which stands in no frame."""

ALWAYS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
"""With every reply: nothing is taken for another type than it has, and no page tells the next what was asked."""


class Sheltered:
    """Sends with every reply what keeps browsers from guessing and telling.

    Args:
        app: what is behind; what it says itself stays.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""

        async def sheltered(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in ALWAYS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, sheltered)
