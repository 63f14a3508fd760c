"""A small invented release, and its reading."""

from __future__ import annotations

import datetime as dt

from corpus.article import Document, Draft
from corpus.reading import read

FIRST = (
    "The Halvern Institute opened a laboratory for bridges on Monday, and forty engineers will work there "
    "from the autumn onwards, its director said."
)
SECOND = (
    "Visitors may see the tanks on the first Sunday of each month, and schools can book a guided tour by "
    "writing to the office in the old town hall."
)
DAY = dt.date(2024, 6, 5)


def text(written: str, path: str = "a.txt", **fields: str) -> Draft:
    return read(Document("room", path, written.encode(), "text", fields=fields))
