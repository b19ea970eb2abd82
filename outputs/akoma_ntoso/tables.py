"""What is shown as a table or a list of figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ..tree import Chart, Figures, ParticipantList, Picture, Programme, ProgrammeEntry, Table
from ..tree.listings import chart_table
from . import inline
from .writer import Writer


def write_table(writer: Writer, parent: Any, table: Table) -> None:
    made = _begin(writer, parent, _caption(writer, table), [c.heading for c in table.columns] if table.has_head else [])
    for row in table.rows:
        line = writer.add(made, "tr")
        for place, cell in enumerate(row):
            spans = {name: str(getattr(cell, name)) for name in ("colspan", "rowspan") if getattr(cell, name) > 1}
            kind = "th" if table.head_column and place == 0 else "td"
            inline.write(writer, writer.add(writer.add(line, kind, **spans), "p"), cell.inlines)
    _complete(writer, made)


def _caption(writer: Writer, table: Table) -> str:
    return f"{writer.words['table']} {table.number}. {table.caption}" if table.number else table.caption


def write_chart(writer: Writer, parent: Any, chart: Chart) -> None:
    """The standard draws nothing: the numbers of a chart, after what they say."""
    writer.add(parent, "p", _figure(writer, chart), class_="caption")
    writer.add(parent, "p", chart.alt)
    write_table(writer, parent, chart_table(chart))
    if chart.note:
        writer.add(parent, "p", chart.note)


def write_picture(writer: Writer, parent: Any, picture: Picture) -> None:
    writer.add(parent, "p", _figure(writer, picture), class_="caption")
    size = {"width": str(picture.width), "height": str(picture.height)}
    if address := writer.pictures.get(picture.sha256):
        writer.add(writer.add(parent, "p"), "img", src=address, alt=picture.alt, **size)
    else:
        writer.add(parent, "p", picture.alt)
    if picture.credit:
        writer.add(parent, "p", picture.credit)


def _figure(writer: Writer, figure: Chart | Picture) -> str:
    return f"{writer.words['figure']} {figure.number}. {figure.caption}"


def write_participants(writer: Writer, parent: Any, people: ParticipantList) -> None:
    words = writer.words
    heads = [words["name"], f"{words['title']}, {words['organization']}", words["country"]]
    for group in people.groups:
        made = _begin(writer, parent, group.heading, heads)
        for one in group.participants:
            _row(writer, made, [[one.name], [one.title, one.organization], [one.country]])
        _complete(writer, made)


def write_programme(writer: Writer, parent: Any, programme: Programme) -> None:
    if programme.time_zone:
        writer.add(parent, "p", f"{writer.words['times']} {programme.time_zone}")
    for day in programme.days:
        made = _begin(writer, parent, day.heading, _programme_heads(writer, programme))
        for entry in day.entries:
            row = _row(writer, made, _programme_cells(writer, programme, entry), entry.id)
            if entry.cancelled:
                row.set("class", "cancelled")
        _complete(writer, made)


def _programme_heads(writer: Writer, programme: Programme) -> list[str]:
    names = ["time", "programme", "room"]
    if programme.detailed:
        names = ["time", "meeting", *(["item"] if programme.with_items else []), "speakers", "room"]
    return [writer.words[name] for name in names]


def _programme_cells(writer: Writer, programme: Programme, entry: ProgrammeEntry) -> list[Sequence[str]]:
    time = f"{entry.start}–{entry.end}" if entry.end else entry.start
    title = f"{entry.label} {entry.title}" if entry.label else entry.title
    what = [title, writer.words["cancelled"] if entry.cancelled else "", entry.kind]
    where = [entry.room, entry.languages]
    if not programme.detailed:
        return [[time], [*what, *entry.people], where]
    return [[time], what, *([[entry.agenda_item]] if programme.with_items else []), entry.people, where]


def write_figures(writer: Writer, parent: Any, figures: Figures) -> None:
    if not figures.figures:
        return
    made = writer.add(parent, "ul")
    for figure in figures.figures:
        writer.add(made, "li", f"{figure.value} {figure.label}")


def _begin(writer: Writer, parent: Any, caption: str, heads: Sequence[str]) -> Any:
    made = writer.named(parent, "table")
    if caption:
        writer.add(made, "caption", caption)
    if heads:
        row = writer.add(made, "tr")
        for head in heads:
            writer.add(writer.add(row, "th"), "p", head)
    return made


def _row(writer: Writer, table: Any, cells: Iterable[Sequence[str]], key: str = "") -> Any:
    """A row of plain cells, each with the lines that are not empty as paragraphs."""
    row = writer.named(table, "tr", key) if key else writer.add(table, "tr")
    for lines in cells:
        cell = writer.add(row, "td")
        for line in filter(None, lines):
            writer.add(cell, "p", line)
    return row


def _complete(writer: Writer, table: Any) -> None:
    """The schema wants a row in each table, and a cell in each row."""
    rows = [child for child in table if child.tag.endswith("}tr")] or [writer.add(table, "tr")]
    for row in rows:
        if not len(row):
            writer.add(row, "td")
