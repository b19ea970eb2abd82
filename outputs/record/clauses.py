"""The clauses of a document that recommend something, and where each comes from."""

from __future__ import annotations

from typing import Any

from django.utils import translation

from outputs import tree
from outputs.models import Output
from outputs.tree import Document

from .lineage import Family, Origin

CLAUSE = "recommendation-"


def clauses_of(document: Document) -> dict[int, str]:
    """The ids of its clauses, by the ids of the recommendations that they are."""
    return {
        int(node.id.removeprefix(CLAUSE)): node.id
        for node in tree.walk(document)
        if isinstance(node, tree.Paragraph | tree.Item) and node.recommendation and node.id.startswith(CLAUSE)
    }


def origins_of(output: Output, document: Document, user: Any) -> dict[str, Origin]:
    """By the id of each clause what `user` may read of its lineage, in the language of the document.

    The number of queries grows with the steps of the longest lineage alone.
    """
    clauses = clauses_of(document)
    if not clauses:
        return {}
    decided = {one.recommendation_id: one for one in output.dispositions.all()}
    with translation.override(document.language):
        family = Family(output.event, clauses, decided)
        found = family.origins(family.rights_of(user))
    return {clauses[pk]: origin for pk, origin in found.items()}
