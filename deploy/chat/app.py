"""A chat over Dateline, made with Chainlit: every `[1]` of an answer opens the words that it quotes.

    pip install -r requirements.txt
    ARCHIVE_URL=http://127.0.0.1:8000 ARCHIVE_KEY=... chainlit run app.py --port 8100

Chainlit keeps the conversation, and Dateline makes follow-up questions whole from it.
"""

from __future__ import annotations

import os
import re
from typing import Any

import chainlit as cl
import openai

client = openai.AsyncOpenAI(
    base_url=os.environ.get("ARCHIVE_URL", "http://127.0.0.1:8000").rstrip("/") + "/v1",
    api_key=os.environ.get("ARCHIVE_KEY") or "none",  # the client wants one even where the service does not
)
model = os.environ.get("ARCHIVE_MODEL", "dateline")

SAID = ("title", "quote", "source")
"""What of a citation is in a release's own words: signs have a backslash before them, as Markdown allows. Opening
brackets need none, and with one would begin a formula for some."""


@cl.on_message
async def answer(_: cl.Message) -> None:
    """Show the answer sentence by sentence, then what each of them is quoted from."""
    reply = cl.Message(content="")
    try:
        said = cl.chat_context.to_openai()
        async for chunk in await client.chat.completions.create(model=model, messages=said, stream=True):
            if chunk.choices:
                await reply.stream_token(chunk.choices[0].delta.content or "")
            for cited in getattr(chunk, "citations", None) or ():
                reply.elements.append(cl.Text(name=f"[{cited['number']}]", content=quoted(cited), display="side"))
    except openai.APIError as error:
        reply.content = f"There is no answer: {error.message}"
    await reply.send()


def quoted(cited: dict[str, Any]) -> str:
    """Write what a citation quotes and where it stands; of a release's words nothing counts as Markdown."""
    title, quote, source = (re.sub(r"[!-')-/:-@\\-`{-~]", r"\\\g<0>", cited[name] or "") for name in SAID)
    facts = [source, cited["published"] or "undated", cited["link"] or cited["url"]]
    place = f"characters {cited['start']} to {cited['end']} of article {cited['article_id']}"
    lines = "\n> ".join(map(str.strip, quote.splitlines()))
    return f"**{title}**\n\n> {lines}\n\n{' · '.join(filter(None, facts))}\n\n{place}"
