"""What a document lacks that it cannot be adopted without."""

from __future__ import annotations

from django.utils.translation import gettext as _

from outputs import tree
from outputs.editing.corrections import BLOCK
from outputs.kinds import KINDS
from outputs.models import Output
from outputs.resolve import document_of
from outputs.tree import Document

from .text_gaps import gaps_of_text


def gaps_of(output: Output, document: Document) -> list[str]:
    """In words: what its kind asks for; of what adds to another document or corrects it, that it says something, and
    of what exists; then what any text lacks.
    """
    return [*_of_kind(output, document), *gaps_of_text(document)]


def _of_kind(output: Output, document: Document) -> list[str]:
    if not output.is_partial:
        return KINDS[output.kind].gaps(document)
    if not (document.opening or document.sections or document.annexes):
        return [_("There is no text yet.")]
    unknown = _unknown_paragraphs(output)
    if not all(unknown):
        return [_("A correction does not say which paragraph it corrects.")]
    if not unknown:
        return []
    words = _("There is no paragraph %(numbers)s in %(original)s.")
    original = output.modifies.symbol or output.modifies.title if output.modifies else ""
    return [words % {"numbers": ", ".join(unknown), "original": original}]


def _unknown_paragraphs(output: Output) -> list[str]:
    """Numbers that corrections name and that no paragraph of the corrected document has."""
    named = [block.value["paragraph"].strip() for block in output.body if block.block_type == BLOCK]
    if not (named and output.modifies):
        return []
    nodes = tree.walk(document_of(output.modifies))
    known = {node.number for node in nodes if isinstance(node, tree.Paragraph | tree.Attendance)} - {""}
    return [number for number in named if number not in known]
