"""The figures of an event: a table for each dimension, with a number for each column."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cms.models import Event
from participants.figures.columns import Alike, Column, columns
from participants.figures.dimensions import DIMENSIONS, UNKNOWN, Dimension, Lists, read_lists


@dataclass(frozen=True, slots=True)
class Row:
    """`counts` stand in the order of the columns; `target` is the wished share in per cent, if there is one."""

    value: str
    label: str
    counts: tuple[int, ...]
    target: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    dimension: Dimension
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Figures:
    """`totals` are people, whatever is known of them; `countries` and `members` how many States they come from."""

    columns: list[Column]
    totals: tuple[int, ...]
    countries: tuple[int, ...]
    tables: list[Table]


def figures_of(event: Event, targets: Mapping[tuple[str, str], int] | None = None) -> Figures:
    """One query for each column and two for the names, whatever the number of people.

    `targets` are shares in per cent by dimension and value; where they are given, values that are wished for or may be
    are listed even if nobody has them.
    """
    found, lists = columns(), read_lists()
    people = [column.read(event) for column in found]
    tables = [_table(dimension, people, lists, targets) for dimension in DIMENSIONS]
    return Figures(
        found,
        tuple(sum(each.count for each in column) for column in people),
        tuple(len({each.country for each in column if each.country}) for column in people),
        [table for table in tables if table.rows],
    )


def _table(
    dimension: Dimension, people: Sequence[list[Alike]], lists: Lists, targets: Mapping[tuple[str, str], int] | None
) -> Table:
    counted = [_counts(dimension, column, lists) for column in people]
    names = dimension.values(lists) | {UNKNOWN: _("not known")}
    wished = targets if targets is not None and dimension.has_targets else None
    rows = [
        Row(value, label, tuple(column[value] for column in counted), (wished or {}).get((dimension.slug, value)))
        for value, label in names.items()
    ]
    return Table(dimension, [row for row in rows if any(row.counts) or (wished is not None and row.value)])


def _counts(dimension: Dimension, people: Iterable[Alike], lists: Lists) -> Counter[str]:
    counts: Counter[str] = Counter()
    for each in people:
        for value in dimension.of(each, lists):
            counts[value] += each.count
    return counts
