"""Placeholders in texts that people write: {name} and the like. Nothing else of a text is ever interpreted."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

FOUND = re.compile(r"\{([^{}\n]{1,40})\}")
KNOWN = frozenset(
    {"name", "honorific", "title", "institution", "country", "category", "event", "dates", "place", "reference"}
)
#: Facts of an event that the parts of a document name; see `outputs.editing.patterns`.
OF_EVENT = frozenset(
    {
        "event",
        "kind",
        "parent",
        "series",
        "place",
        "dates",
        "days",
        "year",
        "theme",
        "goal",
        "objectives",
        "host",
        "organizer",
    }
    | {"participants", "states", "attendance"}
)
IN_PATTERNS = frozenset({"event", "year", "number"})


def unknown(text: str, known: Collection[str] = KNOWN) -> list[str]:
    """What stands in braces and is no placeholder, in its order."""
    return [found for found in dict.fromkeys(FOUND.findall(text)) if found not in known]


def filled(text: str, values: Mapping[str, str]) -> str:
    """`text` with each known placeholder replaced once; a value with braces in it stays as it is."""
    return FOUND.sub(lambda found: values.get(found[1], found[0]), text)
