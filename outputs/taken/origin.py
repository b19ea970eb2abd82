"""What a text or a table that was taken over keeps of where it is from."""

from __future__ import annotations

import json
from typing import Any

from outputs.editing.merging import meaning


def origin_of(value: Any) -> dict[str, Any]:
    """What is kept of where a taken text is from. It went through a form: whoever reads of it checks what it is."""
    try:
        origin = json.loads(value.get("origin") or "{}")
    except ValueError:
        return {}
    return origin if isinstance(origin, dict) else {}


def is_untouched(value: Any) -> bool:
    """Whether it still says what it said when it was taken over."""
    return meaning(_source(value)) == meaning(said_of(value))


def said_of(value: Any) -> str:
    """What the record said when it was taken over, or when it was last decided on."""
    return str(origin_of(value).get("said", ""))


def origin_saying(value: Any, said: str) -> str:
    """Its origin, once it was decided on what the record says now."""
    return json.dumps(origin_of(value) | {"said": said})


def _source(value: Any) -> str:
    text = value.get("text") or value.get("cells") or ""
    return str(getattr(text, "source", text))


def reads_of(value: Any) -> list[str]:
    """The keys of what it says of the record ("entry:5")."""
    reads = origin_of(value).get("reads")
    return [str(key) for key in reads] if isinstance(reads, list) else []


def source_of(value: Any) -> tuple[dict[str, Any], str]:
    """The live block that it was taken from, as `written_of` takes it, and the id of the paragraph."""
    origin = origin_of(value)
    options = origin.get("value")
    source = {"name": str(origin.get("name")), "prefix": str(origin.get("prefix"))}
    return source | {"value": options if isinstance(options, dict) else {}}, str(origin.get("id"))
