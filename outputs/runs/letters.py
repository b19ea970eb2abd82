"""Letters, each from the tree that was frozen when it was issued."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from cms.models import Event
from outputs.models import PrintRun
from outputs.tree import Document, canonical
from participants.models import OfficialLetter

from .base import Options, Run


def documents(event: Event, options: Options) -> list[Document]:
    """A document for each language among them."""
    found = OfficialLetter.objects.filter(event=event, pk__in=options["ids"]).order_by("number")
    by_language: dict[str, list[Document]] = {}
    for frozen in found.values_list("frozen", flat=True):
        document = canonical.loads(frozen.encode())
        by_language.setdefault(document.language, []).append(document)
    return [_joined(documents) for documents in by_language.values()]


def _joined(documents: list[Document]) -> Document:
    blocks: list[Any] = [document.opening[0] for document in documents]
    letters = tuple(letter for block in blocks for letter in block.letters)
    return replace(documents[0], opening=(replace(blocks[0], letters=letters),))


RUN = Run(PrintRun.Kind.LETTERS, documents)
