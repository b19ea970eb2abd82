"""Words that stand for what is not known yet."""

import re
from collections.abc import Iterable
from typing import Any

PLACEHOLDER = re.compile(
    r"\b(?:TBC|TBA|TBD)\b"
    r"|\b(?:room|hall|floor|date|time)\W{1,3}XX+\b"
    r"|\bto be (?:confirmed|announced|determined|decided)\b"
    r"|\bà confirmer\b|\bpor confirmar\b"
    r"|\?\?\?|_{4,}|\blorem ipsum\b",
    re.IGNORECASE,
)


def placeholders(texts: Iterable[Any]) -> list[str]:
    """What is found in those of `texts` that are text, each once: "Room,XX"."""
    found = (match.group() for text in texts if isinstance(text, str) for match in PLACEHOLDER.finditer(text))
    return list(dict.fromkeys(found))
