"""Compares a list with the event as it stands: every row with every reason why it cannot be taken."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from cms.tables.table import Line, Table
from cms.tables.words import FAULTS, NOTES
from participants.domain.importing.kinds.base import Kind
from participants.models import ListImport, ParticipantCategory

from .columns import Column, Layout
from .plan import Fault, Plan, Row
from .values import READERS, Bad, Known


def plan_of(waiting: ListImport, kind: Kind) -> Plan:
    """What it would write now, in a number of statements that does not grow with the rows."""
    table = Table.from_json(waiting.table)
    layout = Layout(**waiting.columns)
    known = Known(waiting.event)
    default = _default_category(waiting, known)
    titles = headings(table, layout)
    rows = [_row(line, kind, layout, titles, known) for line in table.lines[layout.heading + 1 :]]
    for row in rows:
        if "category" in {column.key for column in kind.columns} and not row.values.get("category"):
            row.values["category"] = default
        _check_needed(row, kind, titles, layout)
    _check_twice(rows)
    kind.check(waiting.event, rows)
    return Plan(rows, list(_notes(table, layout, titles)))


def headings(table: Table, layout: Layout) -> list[str]:
    """The names of the file's columns; letters where it has none."""
    if layout.heading >= 0:
        return [cell[:60] or _letter(place) for place, cell in enumerate(table.lines[layout.heading].cells)]
    width = max((len(line.cells) for line in table.lines), default=0)
    return [_letter(place) for place in range(width)]


def _letter(place: int) -> str:
    return _("column %(letter)s") % {"letter": chr(ord("A") + place) if place < 26 else str(place + 1)}


def _row(line: Line, kind: Kind, layout: Layout, titles: list[str], known: Known) -> Row:
    row = Row(line.number)
    for column in kind.columns:
        place = layout.places.get(column.key, -1)
        cell = line.cells[place] if 0 <= place < len(line.cells) else ""
        title = titles[place] if 0 <= place < len(titles) else column.header
        _read(row, column, cell, title, line.faults.get(place, ""), known)
    if any(line.cells[len(titles) :]):
        row.faults.append(Fault("", _("The row has more cells than there are columns: a separator too many.")))
    return row


def _read(row: Row, column: Column, cell: str, title: str, code: str, known: Known) -> None:
    try:
        row.values[column.key] = _value(column, cell, code, known)
    except Bad as bad:
        row.values[column.key] = None
        row.faults.append(Fault(title, bad.words, cell[:80]))


def _value(column: Column, cell: str, code: str, known: Known) -> Any:
    if code:
        raise Bad(str(FAULTS[code]))
    if len(cell) > column.longest:
        raise Bad(_("This is longer than %(most)d characters.") % {"most": column.longest})
    return READERS[column.reads](cell, known)


def _check_needed(row: Row, kind: Kind, titles: list[str], layout: Layout) -> None:
    """An empty cell is named once: not where it could not even be read."""
    faulty = {fault.column for fault in row.faults}
    for column in kind.columns:
        place = layout.places.get(column.key, -1)
        title = titles[place] if 0 <= place < len(titles) else column.header
        if column.is_needed and not row.values.get(column.key) and title not in faulty:
            row.faults.append(Fault(title, _("This is missing.")))


def _check_twice(rows: list[Row]) -> None:
    first: dict[Any, int] = {}
    for row in rows:
        email = row.values.get("email")
        person = email or (row.values.get("name"), row.values.get("institution"), row.values.get("country"))
        if not email and not row.values.get("name"):
            continue
        if person in first:
            words = _("The same address as in row %(number)d.") if email else _("The same person as in row %(number)d.")
            row.faults.append(Fault("", words % {"number": first[person]}, email or ""))
        else:
            first[person] = row.number


def _default_category(waiting: ListImport, known: Known) -> ParticipantCategory | None:
    pk = waiting.options.get("category")
    return next((each for each in known.categories.values() if each.pk == pk and each.pk in known.offered), None)


def _notes(table: Table, layout: Layout, titles: list[str]) -> Iterator[str]:
    for code, detail in table.notes[:10]:
        yield str(NOTES[code]) % {"detail": detail}
    left_out = [title for place, title in enumerate(titles) if place not in layout.places.values()]
    if left_out and layout.heading >= 0:
        yield _("Columns that are left out: %(names)s") % {"names": ", ".join(left_out[:20])}
    if layout.heading < 0:
        yield _("No row names the columns: they were taken in the order of the empty table.")
