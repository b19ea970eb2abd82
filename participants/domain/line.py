"""A waiting line: rows with `waiting_since`, first come first, and free places that go to whoever is next."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

ORDER = ("waiting_since", "pk")
Row = TypeVar("Row", bound=Model)


def hand_out(next_in_line: Callable[[], Row | None], give: Callable[[Row], None]) -> list[Row]:
    """Calls `give` for the next in line, as long as `next_in_line` finds a free place and somebody for it.

    Under the lock that the places are counted under. Returns those who were given one, in order.
    """
    given = []
    while (row := next_in_line()) is not None:
        give(row)
        given.append(row)
    return given


def position_in(line: QuerySet, row: Any) -> int:
    """The place of `row` in the line, from 1; `row` need not be read again."""
    since = row.waiting_since
    return line.filter(Q(waiting_since__lt=since) | Q(waiting_since=since, pk__lt=row.pk)).count() + 1
