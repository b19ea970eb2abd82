"""The tree as canonical JSON: what is frozen when a document is adopted.

Keys are sorted, fields at their default are left out (a field added later does not change old bytes), text is UTF-8
without escapes, and there is no blank space. What is kept apart (the bytes of pictures) is named by its digest. The
SHA-256 of these bytes names the document for good.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import MISSING, fields, is_dataclass, replace
from typing import Any

from outputs import tree
from outputs.tree import Document

SCHEMA = 1
TYPES = {name: kind for name, kind in vars(tree).items() if isinstance(kind, type) and is_dataclass(kind)}


class NotADocument(ValueError):
    """The bytes are no document tree of a schema this code reads."""


def dumps(document: Document) -> bytes:
    """Canonical bytes of a document: the same for equal documents, on every machine; without its own digest."""
    verification = replace(document.verification, sha256="")
    data = {"schema": SCHEMA, "document": encode(replace(document, verification=verification))}
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def loads(data: bytes) -> Document:
    """The document of canonical bytes. Raises NotADocument."""
    try:
        content = json.loads(data)
        if content["schema"] != SCHEMA:
            raise NotADocument(f"schema {content['schema']!r}")
        document = decode(content["document"])
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise NotADocument(str(error)) from error
    if not isinstance(document, Document):
        raise NotADocument("no document")
    return document


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def encode(node: Any) -> Any:
    if isinstance(node, tuple):
        return [encode(child) for child in node]
    if is_dataclass(node):
        own = (f for f in fields(node) if not f.metadata.get("apart"))
        kept = {f.name: encode(v) for f in own if (v := getattr(node, f.name)) != _default(f)}
        return {"type": type(node).__name__, **kept}
    return node


def decode(data: Any) -> Any:
    if isinstance(data, list):
        return tuple(decode(child) for child in data)
    if isinstance(data, dict):
        kind = TYPES[data["type"]]
        return kind(**{name: decode(value) for name, value in data.items() if name != "type"})
    return data


def _default(field: Any) -> Any:
    return field.default if field.default is not MISSING else MISSING
