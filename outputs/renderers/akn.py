"""Akoma Ntoso 3.0, the XML of parliaments and of the United Nations; valid against the schema of OASIS."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lxml import etree

from ..akoma_ntoso.document import build
from ..akoma_ntoso.metadata import MEDIA_TYPE
from ..tree import Document
from . import ignore

media_type = MEDIA_TYPE
suffix = "xml"

#: Elements that hold text: blank space inside them would be part of it.
TEXT = ("p", "num", "heading", "crossHeading", "caption", "li", "listIntroduction")


def render(document: Document, *, on_progress: Callable[[int], None] = ignore) -> bytes:
    """The document as indented XML, the same bytes for the same document.

    Raises UnsuitedFormat for what is printed sheet by sheet (badges, signs, letters).
    """
    root = build(document)
    _indent(root, "\n")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _indent(element: Any, line: str) -> None:
    if not len(element) or etree.QName(element).localname in TEXT:
        return
    element.text = f"{line}  "
    for child in element:
        _indent(child, f"{line}  ")
        child.tail = f"{line}  "
    element[-1].tail = line
