"""Bookmarks and addresses: what links of a document lead to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from ..tree import Document, Source, walk
from ..tree.text import SAFE_ADDRESSES, clean
from .xml import tag

LONGEST_NAME, LONGEST_ADDRESS = 40, 2000


@dataclass(slots=True)
class Bookmarks:
    """Names of the pieces of a document. Word allows forty letters, digits and underscores, none of them twice."""

    names: dict[str, str]

    def around(self, id: str, content: str) -> str:
        """`content` as the place to which links to the piece `id` lead."""
        if (name := self.names.get(id)) is None:
            return content
        number = int(name.rsplit("_", 1)[1])
        return tag("bookmarkStart", id=number, name=name) + content + tag("bookmarkEnd", id=number)


def bookmarks(document: Document) -> Bookmarks:
    """A name for each piece of a document that has an id: the id as far as Word allows, and a number."""
    ids = [node.id for node in walk(document) if hasattr(node, "id") and not isinstance(node, Source)]
    return Bookmarks({key: _name(key, number) for number, key in enumerate(ids, 1)})


def _name(id: str, number: int) -> str:
    end = f"_{number}"
    return "_" + re.sub(r"\W", "_", id, flags=re.ASCII)[: LONGEST_NAME - len(end) - 1] + end


@dataclass(slots=True)
class Addresses:
    """Outside addresses of one part of the package, each named by a relationship of that part."""

    found: dict[str, str] = field(default_factory=dict)

    def add(self, href: str) -> str:
        """The name of the relationship to `href`, or empty where Word could not open the file because of it."""
        address = quote(clean(href), safe="%/:=&?~#+!$,;'@()*[]")
        if not (href.lower().startswith(SAFE_ADDRESSES) and len(address) <= LONGEST_ADDRESS and _is_whole(address)):
            return ""
        return self.found.setdefault(address, f"link{len(self.found) + 1}")


def _is_whole(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return bool(parts.hostname and parts.port != 0) if parts.scheme.startswith("http") else "@" in parts.path
    except ValueError:
        return False
