"""What the programme can be filtered by: for each filter its values, with their names."""

import json
from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language_info

from sessions.kinds import KINDS
from sessions.programme.groups import is_pause, rooms_of, themes_of
from sessions.programme.tree import Programme

from .base import Exporter

Choices = list[tuple[str, str]]


def export(programme: Programme, language: str) -> bytes:
    return json.dumps(facets_of(programme), ensure_ascii=False, separators=(",", ":")).encode()


def facets_of(programme: Programme) -> dict[str, Choices]:
    """By name of filter; a filter that would leave everything as it is has no values."""
    sessions = list(programme.shown)
    spoken = {code for session in sessions if not is_pause(session) for code in programme.languages_of(session)}
    found = {
        "day": [(day.date.isoformat(), date_format(day.date, "l, j F")) for day in programme.days],
        "room": [(str(room.id), room.label) for room in rooms_of(sessions)],
        "theme": [(theme.slug, theme.name) for theme in themes_of(sessions)],
        "kind": _named({s.kind: capfirst(str(KINDS[s.kind].label)) for s in sessions if not is_pause(s)}.items()),
        "language": _named((code, name_of_language(code)) for code in spoken),
    }
    return {name: choices if len(choices) > 1 else [] for name, choices in found.items()}


def _named(choices: Iterable[tuple[str, str]]) -> Choices:
    return sorted(choices, key=lambda choice: choice[1])


def name_of_language(code: str) -> str:
    try:
        return capfirst(str(get_language_info(code)["name_translated"]))
    except KeyError:
        return code


EXPORTER = Exporter("facets", "application/json", export)
