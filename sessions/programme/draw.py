"""A programme as a part of a page, in each of its views: all that costs time, and nothing that depends on the visitor.

Kept with a release: nothing here may depend on who asks, or on the hour.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from django.template.loader import get_template
from django.utils.safestring import SafeString

from .grid import Table, table_of
from .groups import GROUPINGS, Group, slots_of
from .rows import row
from .tree import Day, Programme, Session

#: By what the sessions are grouped, and how they are laid out → the exporter that keeps this view of a release.
VIEWS = {
    ("day", "list"): "html",
    ("room", "list"): "rooms",
    ("theme", "list"): "themes",
    ("day", "grid"): "grid",
    ("room", "grid"): "rooms_grid",
    ("theme", "grid"): "themes_grid",
}
#: Rows that were drawn before, by session and by what else makes them differ.
Drawn = dict[tuple[int, bool, bool, bool], str]

#: Icons stand under an address that changes from one version of the site to the next, and are decoration.
_ICON = re.compile(r'<svg class="icon.*?</svg>', re.DOTALL)
_INDENTATION = re.compile(r"\s*\n\s*")


def draw(
    programme: Programme,
    by: str,
    shape: str,
    *,
    only: date | None = None,
    drawn: Drawn | None = None,
    is_whole: bool = True,
    starred: bool = False,
) -> SafeString:
    """HTML of the sessions of `programme`, on the day `only` where that is given.

    In the active language and the event's time zone. `drawn` is where rows are taken from and left for the next time.
    `is_whole`: nothing was left out of `programme`. `starred`: all of it has its star.
    """
    groups = [_on(group, only) for group in GROUPINGS[by](programme)]
    rows = Rows(programme, {} if drawn is None else drawn, is_brief=by == "theme", starred=starred)
    make: Callable[[Group, Rows], dict[str, Any]] = {"list": _list, "grid": _grid}[shape]
    context = {"groups": [make(group, rows) for group in groups if group.days], "by": by, "is_whole": is_whole}
    return SafeString(_tidied(get_template(f"sessions/programme/{shape}.html").render(context)))


class Rows:
    """Draws sessions as rows of a list; `is_brief` ones without their presentations, since subjects repeat sessions."""

    def __init__(self, programme: Programme, drawn: Drawn, *, is_brief: bool, starred: bool) -> None:
        self.programme, self.drawn, self.is_brief, self.starred = programme, drawn, is_brief, starred
        self.template = get_template("sessions/programme/row.html")

    def of(self, session: Session, day: date) -> SafeString:
        key = (session.id, session.start.date() != day, self.is_brief, self.starred)
        if key not in self.drawn:
            self.drawn[key] = _tidied(self.template.render({"row": self.facts(session, day)}))
        return SafeString(self.drawn[key])

    def facts(self, session: Session, day: date) -> dict[str, Any]:
        found = row(self.programme, session, on=day) | {"is_starred": self.starred}
        return found | {"contributions": []} if self.is_brief else found


def _list(group: Group, rows: Rows) -> dict[str, Any]:
    days = [
        {"date": day.date, "slots": [[rows.of(session, day.date) for session in slot] for slot in slots_of(day)]}
        for day in group.days
    ]
    return _head(group) | {"days": days}


def _grid(group: Group, rows: Rows) -> dict[str, Any]:
    table: Table = table_of(group)
    lines = [
        {
            "time": line.time,
            "cells": [
                {
                    "rows": cell.rows,
                    "columns": cell.columns,
                    "sessions": [rows.facts(i.session, i.day) for i in cell.items],
                }
                for cell in line.cells
            ],
        }
        for line in table.lines
    ]
    return _head(group) | {"columns": table.columns, "lines": lines}


def _head(group: Group) -> dict[str, Any]:
    return {"id": group.id, "title": group.title, "date": group.day}


def _on(group: Group, day: date | None) -> Group:
    if day is None:
        return group
    days: tuple[Day, ...] = tuple(found for found in group.days if found.date == day)
    return Group(group.id, group.title, days, group.day)


def _tidied(html: str) -> str:
    return _INDENTATION.sub("\n", _ICON.sub("", html))
