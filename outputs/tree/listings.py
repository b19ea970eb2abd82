"""Timetables and lists of people as plain tables, for formats that know tables alone."""

from __future__ import annotations

from collections.abc import Iterator

from outputs.tree import (
    Break,
    Cell,
    Chart,
    Column,
    Inlines,
    Participant,
    ParticipantList,
    Programme,
    ProgrammeEntry,
    Span,
    SpanStyle,
    Table,
    Text,
)
from outputs.words.phrases import span

Words = dict[str, str]


def programme_tables(programme: Programme, words: Words) -> Iterator[Table]:
    """A table for each day, its heading the caption. The numbers of a document's own tables are not touched."""
    columns = _columns(programme, words)
    for number, day in enumerate(programme.days, 1):
        rows = tuple(_entry(entry, programme, words) for entry in day.entries)
        yield Table(f"{programme.id}-{number}", columns, rows, caption=day.heading)


def participant_tables(people: ParticipantList, words: Words) -> Iterator[Table]:
    """A table for each group."""
    heads = (words["name"], f"{words['title']}, {words['organization']}", words["country"])
    columns = (Column(heads[0]), Column(heads[1], "wide"), Column(heads[2], "medium"))
    for number, group in enumerate(people.groups, 1):
        rows = tuple(_participant(one) for one in group.participants)
        yield Table(f"{people.id}-{number}", columns, rows, caption=group.heading)


def chart_table(chart: Chart) -> Table:
    """What the bars of a chart show, in numbers; the caption is the chart's. Rows have heads where these are fewer than
    the numbers: in a table that is mostly heads, readers read too much aloud.
    """
    columns = (Column(chart.heads[0], "wide"), *(Column(head, numeric=True) for head in chart.heads[1:]))
    rows = tuple(_bar(bar.label, (bar.shown, bar.share)[: len(columns) - 1]) for bar in chart.bars)
    heads, numbers = len(columns) + len(rows), (len(columns) - 1) * len(rows)
    return Table(f"{chart.id}-data", columns, rows, head_column=heads < numbers)


def _bar(label: str, numbers: tuple[str, ...]) -> tuple[Cell, ...]:
    return Cell(_text(label)), *(Cell(_text(number), numeric=True) for number in numbers)


def lines(*texts: Inlines) -> Inlines:
    """Those that are not empty, one under the other."""
    shown = [text for text in texts if text]
    return tuple(piece for place, text in enumerate(shown) for piece in ((Break(), *text) if place else text))


def _columns(programme: Programme, words: Words) -> tuple[Column, ...]:
    if not programme.detailed:
        return Column(words["time"], "narrow"), Column(words["programme"]), Column(words["room"], "medium")
    item = (Column(words["item"], "narrow"),) if programme.with_items else ()
    room = Column(words["room"], "medium")
    return Column(words["time"], "narrow"), Column(words["meeting"]), *item, Column(words["speakers"]), room


def _entry(entry: ProgrammeEntry, programme: Programme, words: Words) -> tuple[Cell, ...]:
    people = tuple(_text(person) for person in entry.people)
    what = lines(_title(entry, words), _text(entry.kind), *(() if programme.detailed else people))
    item = (Cell(_text(entry.agenda_item)),) if programme.with_items else ()
    detail = (*item, Cell(lines(*people))) if programme.detailed else ()
    where = lines(_text(entry.room), _text(entry.languages))
    return Cell(_text(span(entry.start, entry.end))), Cell(what), *detail, Cell(where)


def _title(entry: ProgrammeEntry, words: Words) -> Inlines:
    """Bold is the label, or the title where there is none."""
    label = (Span("strong", _text(entry.label)), Text(" ")) if entry.label else ()
    style: SpanStyle = "emphasis" if entry.is_break else "strong"
    title = Text(entry.title) if entry.label else Span(style, _text(entry.title))
    cancelled = (Text(" "), Span("strong", _text(f"({words['cancelled']})"))) if entry.cancelled else ()
    return *label, title, *cancelled


def _participant(one: Participant) -> tuple[Cell, ...]:
    name = (Span("strong", _text(one.name)),) if one.name else ()
    return Cell(name), Cell(lines(_text(one.title), _text(one.organization))), Cell(_text(one.country))


def _text(content: str) -> Inlines:
    return (Text(content),) if content else ()
