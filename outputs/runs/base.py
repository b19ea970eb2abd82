"""What a kind of print run brings along."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cms.models import Event
from outputs.tree import Document

Options = Mapping[str, Any]


def nothing(event: Event, options: Options) -> None:
    """Nothing is to be noted."""


@dataclass(frozen=True)
class Run:
    """`options["ids"]` are the rows that it prints; what else they hold is the kind's own.

    `documents` are made of sheets alone (see `outputs.sheets.batches`), in a number of queries that does not grow;
    `printed` notes that they were made.
    """

    kind: str
    documents: Callable[[Event, Options], list[Document]]
    printed: Callable[[Event, Options], None] = nothing
