"""The library of documents over all events: by words, kind, event, year and language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Case, IntegerField, Value, When

from cms.facets import Found, narrow
from cms.full_text import asked, comparable, contains, having
from outputs import tree
from outputs.models import Output, OutputEntry
from outputs.tree import Document

FACETS = ("kind", "event", "language", "year")
SORTS = {"newest": ("-since", "output"), "oldest": ("since", "output"), "title": ("heading", "output")}


def enter(output: Output, document: Document) -> OutputEntry:
    """The entry of what is frozen, to be called in the transaction that freezes it."""
    codes = (
        f"kind:{output.kind}", f"event:{output.event_id}", f"language:{output.language}",
        f"year:{output.event.start_date.year}",
    )  # fmt: skip
    heading = comparable(f"{output.symbol} {document.title} {document.subtitle}")
    values = {
        "heading": heading,
        "words": comparable(" ".join((output.symbol, output.event.title, *_texts(document)))),
        "facets": " ".join(codes),
        "since": output.adopted_at,
    }
    return OutputEntry.objects.update_or_create(output=output, defaults=values)[0]


def supersede(outputs: Iterable[Output]) -> None:
    OutputEntry.objects.filter(output__in=[one.pk for one in outputs]).update(is_superseded=True)


def find(user: Any, *, text: str = "", chosen: Mapping[str, str] | None = None, sort: str = "newest") -> Found:
    """Adopted documents that `user` may read, with all the words of `text`, and of the values `chosen` by facet; what
    is superseded comes last. One statement.
    """
    words = asked(text)
    readable = Output.objects.visible_to(user).listed()
    entries = having(OutputEntry.objects.filter(output__in=readable), words)
    return narrow(entries.order_by("is_superseded", *_order(text, words, sort)), "output", chosen or {}, FACETS)


def _order(text: str, words: list[str], sort: str) -> list[Any]:
    """With words and no other wish, the one whose symbol they are comes first, then those with all in the title."""
    if words and sort not in SORTS:
        best = When(output__symbol__iexact=text.strip(), then=Value(0)), When(contains("heading", words), then=Value(1))
        return [Case(*best, default=Value(2), output_field=IntegerField()), *SORTS["newest"]]
    return list(SORTS.get(sort, SORTS["newest"]))


def _texts(document: Document) -> Iterator[str]:
    for node in tree.walk(document):
        if isinstance(node, Document):
            yield from (node.title, node.subtitle, node.masthead.organization)
        elif isinstance(node, tree.Section):
            yield node.heading
        elif isinstance(node, tree.Text):
            yield node.text
        elif isinstance(node, tree.Participant):
            yield from (node.name, node.organization)
