"""Figures, charts and timetables of the record as tables that people edit."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any, Protocol

from django.utils.translation import gettext as _

from outputs.tree import Chart, Figures, Programme, ProgrammeEntry, plain
from outputs.tree.listings import chart_table
from outputs.words import words
from outputs.words.phrases import span

#: The columns of a timetable, as `outputs.words` names them.
OF_TIMETABLE = ("date", "time", "meeting", "room")


class Piece(Protocol):
    @property
    def id(self) -> str: ...


def table_of(piece: Piece, language: str) -> dict[str, Any] | None:
    """What a table that people edit holds of a piece, in words of the `language` that is active; None where that can be
    no table. The people of a timetable are left out: what is written is not renewed when one of them withdraws.
    """
    match piece:
        case Figures(figures=figures):
            return _value(_("The meeting in numbers"), [(one.label, one.value) for one in figures], has_head=False)
        case Chart():
            table = chart_table(piece)
            rows = [[plain(cell.inlines) for cell in row] for row in table.rows]
            return _value(piece.caption, [piece.heads, *rows], head_column=table.head_column)
        case Programme(days=days):
            said = words(language)
            head = tuple(said[name] for name in OF_TIMETABLE)
            lines = [_line(day.heading, entry, said) for day in days for entry in day.entries]
            return _value(said["programme"], [head, *lines], head_column=False)
    return None


def _value(caption: str, rows: Any, *, has_head: bool = True, head_column: bool = True) -> dict[str, Any]:
    return {"caption": caption, "cells": _cells(rows), "has_head": has_head, "head_column": head_column}


def _cells(rows: Any) -> str:
    """As `outputs.editing.pasted` reads them."""
    target = StringIO()
    csv.writer(target, delimiter="\t", lineterminator="\n").writerows(rows)
    return target.getvalue().rstrip("\n")


def _line(day: str, entry: ProgrammeEntry, said: dict[str, str]) -> tuple[str, ...]:
    title = ": ".join(filter(None, [entry.label, entry.title]))
    title = f"{title} ({said['cancelled']})" if entry.cancelled else title
    return day, span(entry.start, entry.end), title, entry.room
