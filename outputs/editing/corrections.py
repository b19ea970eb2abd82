"""Corrections of a corrigendum, each by the number of a paragraph of what it corrects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from outputs.tree import Block, Break, Inlines, Paragraph, Span, Subheading, Text
from outputs.tree.text import paragraphs

BLOCK = "correction"


def correction(value: Mapping[str, Any], prefix: str) -> list[Block]:
    """The paragraph as a heading, and "For … read …" as corrigenda of the United Nations have it."""
    heading = _("Paragraph %(number)s") % {"number": value["paragraph"].strip()}
    said = [
        (label, value.get(field) or "")
        for label, field in (
            (pgettext("corrigendum", "For"), "instead_of"),
            (pgettext("corrigendum", "Read"), "read"),
        )
    ]
    lines = (_line(label, text) for label, text in said if text.strip())
    texts = (Paragraph(f"{prefix}-{place}", line, numbered=False) for place, line in enumerate(lines, 1))
    return [Subheading(prefix, (Text(heading),)), *texts]


def _line(label: str, text: str) -> Inlines:
    first, *rest = paragraphs(text)
    more = (piece for part in rest for piece in (Break(), Text(part)))
    return (Span("emphasis", (Text(label),)), Text(f" {first}"), *more)
