"""Rows that hang on a session or a contribution: roles, speakers, subjects."""

from collections.abc import Callable, Hashable, Iterable
from typing import Any

from django.db.models import QuerySet

from sessions.models import Confirmation

KEPT = ("position", "confirmation")


def make_rows(here: QuerySet[Any], wanted: Iterable[Any], *, key: Callable[[Any], Hashable]) -> None:
    """Makes the rows `here` those `wanted`, which are unsaved; `key` tells which are the same.

    Who stays keeps the row and the answer, unless the wanted row brings another; its empty `confirmation` brings none.
    """
    known = {key(row): row for row in here.select_for_update(of=("self",))}
    asked = {key(row): row for row in wanted}
    names = [name for name in KEPT if hasattr(here.model, name)]
    moved = [known[name] for name, row in asked.items() if name in known and _differs(known[name], row, names)]
    rows = here.model._default_manager
    rows.filter(pk__in=[row.pk for name, row in known.items() if name not in asked]).delete()
    if moved:
        rows.bulk_update(moved, names, batch_size=500)
    rows.bulk_create(_new(row) for name, row in asked.items() if name not in known)


def _differs(row: Any, wanted: Any, names: list[str]) -> bool:
    """Takes over what is wanted of `row`; whether that changed it."""
    before = [getattr(row, name) for name in names]
    for name in names:
        value = getattr(wanted, name)
        setattr(row, name, getattr(row, name) if value == "" else value)
    return before != [getattr(row, name) for name in names]


def _new(row: Any) -> Any:
    if getattr(row, "confirmation", None) == "":
        row.confirmation = Confirmation.OPEN
    return row
