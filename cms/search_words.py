"""What somebody typed into a search box, made safe to search with."""

import re

MAX_LETTERS, MAX_WORDS = 100, 12


def words_of(query: object) -> list[str]:
    """At most 12 words of the first 100 letters; operators, quotes and NUL separate words and are never part of one.

    Wagtail's search fails on long queries, on NUL and, with SQLite, on single quotation marks.
    """
    return re.findall(r"\w+", str(query or "")[:MAX_LETTERS])[:MAX_WORDS]
