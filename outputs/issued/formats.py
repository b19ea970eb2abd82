"""The formats in which a document is handed out, in the order in which they are offered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from outputs.kinds import KINDS
from outputs.models import Output, Rendition

#: By format, what people call it and the name of its address. The PDF has a place of its own in templates.
OFFERED = {
    "docx": (_("Word"), "docx"),
    "html": (_("Web page"), "html"),
    "markdown": (_("Markdown"), "markdown"),
    "akn": (_("Akoma Ntoso (XML)"), "xml"),
    "json": (_("JSON"), "json"),
    "archive": (_("PDF for archives"), "archive"),
}
LABELS = {"pdf": _("PDF"), "superseded": _("PDF, marked as superseded")} | {
    name: label for name, (label, _address) in OFFERED.items()
}


@dataclass(frozen=True, slots=True)
class File:
    """`size` in bytes; None of what is made when it is asked for."""

    format: str
    label: str
    url: str
    size: int | None = None


def files_of(output: Output, renditions: Mapping[str, Rendition]) -> list[File]:
    """Each file beside the PDF; of what is printed sheet by sheet the tree alone, of drafts no archive."""
    found = []
    for name, (label, address) in OFFERED.items():
        kept = None if output.is_draft else renditions.get(name)
        is_offered = name == "json" or (KINDS[output.kind].is_text and (name != "archive" or kept is not None))
        if is_offered:
            size = kept.size if kept else None
            found.append(File(name, str(label), reverse(f"outputs:{address}", args=[output.pk]), size))
    return found
