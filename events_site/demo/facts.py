"""Reads the facts of the demonstration from the files beside this module."""

import tomllib
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, get_args

from .shape import Institution, Meeting, Person

FOLDER = Path(__file__).parent / "facts"
WEEKS_AHEAD = 9
UPCOMING = "egm-digital-inclusion"
FORUM = "public-service-forum-2014"


def email_of(key: str) -> str:
    return f"{key}@example.org"


@cache
def institutions() -> dict[str, Institution]:
    return {key: Institution(**row) for key, row in _read("institutions").items()}


@cache
def people() -> dict[str, Person]:
    return {row["key"]: _shape(Person, row) for row in _read("people")["people"]}


def meetings(today: date) -> list[Meeting]:
    """All events of the demonstration, parents before their children, the earlier first."""
    slugs = sorted(path.stem for path in FOLDER.glob("*.toml") if path.stem not in {"institutions", "people"})
    found = [_shape(Meeting, _read(slug)) for slug in slugs]
    return sorted(
        (_ahead(meeting, today) for meeting in found), key=lambda meeting: (bool(meeting.parent), meeting.first)
    )


def _ahead(meeting: Meeting, today: date) -> Meeting:
    """The upcoming meeting begins on a Tuesday about nine weeks from `today` and keeps its length."""
    if meeting.slug != UPCOMING:
        return meeting
    later = today + timedelta(weeks=WEEKS_AHEAD)
    first = later + timedelta(days=(1 - later.weekday()) % 7)
    return replace(meeting, first=first, last=first + (meeting.last - meeting.first))


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def _shape(form: Any, row: Any) -> Any:
    """`row` as the dataclass `form`, lists as tuples, all the way down."""
    if is_dataclass(form):
        types = {field.name: field.type for field in fields(form)}
        return form(**{name: _shape(types[name], value) for name, value in row.items()})
    if isinstance(row, list):
        inner = (*get_args(form), None)[0]
        return tuple(_shape(inner, value) for value in row)
    return row
