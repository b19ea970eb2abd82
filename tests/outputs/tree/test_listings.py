"""Timetables and lists of people as plain tables."""

from outputs.tree import (
    Break,
    Participant,
    ParticipantGroup,
    ParticipantList,
    Programme,
    ProgrammeDay,
    ProgrammeEntry,
    Span,
)
from outputs.tree.listings import participant_tables, programme_tables
from outputs.words import words


def shown(inlines):
    """Strong text in stars, emphasis in bars, lines parted by a slash."""
    signs = {"strong": "*", "emphasis": "|"}
    return "".join(
        "/"
        if isinstance(piece, Break)
        else f"{signs[piece.style]}{shown(piece.inlines)}{signs[piece.style]}"
        if isinstance(piece, Span)
        else piece.text
        for piece in inlines
    )


def rows(table):
    return [
        [column.heading for column in table.columns],
        *([shown(cell.inlines) for cell in row] for row in table.rows),
    ]


ENTRIES = (
    ProgrammeEntry(
        "a", "09:00", "10:00", "Opening", "Session I", "Plenary", "Hall 4", ("Ms. A", "Mr. B"), languages="English"
    ),
    ProgrammeEntry("b", "10:00", "", "Coffee", is_break=True),
    ProgrammeEntry("c", "11:00", "12:00", "Visit", cancelled=True, agenda_item="4"),
)


def programme(**options):
    return Programme("p", (ProgrammeDay("2014-06-23", "Monday", ENTRIES),), **options)


def test_a_timetable_has_a_table_for_each_day():
    (table,) = programme_tables(programme(), words("en"))
    assert (table.id, table.caption) == ("p-1", "Monday")
    assert rows(table) == [
        ["Time", "Programme", "Room"],
        ["09:00–10:00", "*Session I* Opening/Plenary/Ms. A/Mr. B", "Hall 4/English"],
        ["10:00", "|Coffee|", ""],
        ["11:00–12:00", "*Visit* *(Cancelled)*", ""],
    ]


def test_a_detailed_one_has_columns_for_people_and_items():
    (table,) = programme_tables(programme(detailed=True, with_items=True), words("fr"))
    assert rows(table)[:2] == [
        ["Heure", "Séance", "Point", "Orateurs et oratrices", "Salle"],
        ["09:00–10:00", "*Session I* Opening/Plenary", "", "Ms. A/Mr. B", "Hall 4/English"],
    ]


def test_people_have_a_table_for_each_group():
    people = ParticipantList(
        "l",
        (
            ParticipantGroup("States", (Participant("Ms. A", "Head", "Ministry", "Samoa"),)),
            ParticipantGroup("Others", (Participant("", "", "Union"),)),
        ),
    )
    tables = list(participant_tables(people, words("en")))
    assert [(table.caption, rows(table)[1:]) for table in tables] == [
        ("States", [["*Ms. A*", "Head/Ministry", "Samoa"]]),
        ("Others", [["", "Union", ""]]),
    ]
