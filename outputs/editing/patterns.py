"""Texts with placeholders for facts of an event: made from what a kind delivers, and filled for an event."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.html import escape
from django.utils.text import capfirst
from wagtail.rich_text import RichText

from cms import wording
from cms.models import Country, Event, EventKind, Objective, Organization, Organizer, Series, Venue
from outputs.kinds.base import Body, Marked
from outputs.words.wording import days, goal_of_report

from .placeholders import OF_EVENT, filled

#: Blocks whose text is HTML.
RICH = {"text", "plain", "closing"}
#: Days of no meeting, so that what a kind says of them is known in its text.
FIRST, LAST = date(1583, 1, 1), date(1583, 1, 2)
_PIECE = re.compile(r"<(p|li|h[2-6])\b[^>]*>.*?</\1>", re.DOTALL)
_NAMED = re.compile(r"\{(" + "|".join(sorted(OF_EVENT)) + r")\}")
_IN_LIST = re.compile(r"(<li\b[^>]*>\s*)\{objectives\}")
_EMPTY_LIST = re.compile(r"<(ol|ul)\b[^>]*>\s*</\1>")


def pattern_event() -> Event:
    """An event whose facts are placeholders, not saved: what a kind writes of it is the pattern of its text."""
    names = {field.name: "{place}" for field in Country._meta.fields if field.name.startswith("name_")}
    event = Event(
        pk=0, title="{event}", short_title="{event}", theme="{theme}", goal="{goal}", start_date=FIRST, end_date=LAST,
        kind=EventKind(name="{kind}"), parent=Event(title="{parent}"), series=Series(name="{series}"),
        venue=Venue(city="{place}", country=Country(**names)),
    )  # fmt: skip
    event.objectives = [Objective(text="{objectives}")]
    roles = {Organizer.Role.ORGANIZER: "{organizer}", Organizer.Role.HOST: "{host}"}
    event.organizers = [Organizer(organization=Organization(name=name), role=role) for role, name in roles.items()]
    return event


def as_pattern(value: Any) -> Any:
    """What a kind wrote of `pattern_event`, in the active language: its days as their placeholder, too."""
    match value:
        case Marked():
            return Marked(_undated(value), mandatory=value.mandatory, guidance=value.guidance)
        case str():
            return _undated(value)
        case list():
            return [as_pattern(each) for each in value]
        case Mapping():
            return {name: as_pattern(each) for name, each in value.items()}
    return value


def _undated(text: str) -> str:
    return text.replace(days(FIRST, LAST), "{days}").replace(wording.date_range(FIRST, LAST), "{dates}")


def facts_of(event: Event) -> dict[str, str]:
    """The value of each placeholder, in the active language; empty where the event does not say it. The
    objectives are a line each.

    Three queries at most, one each for place, objectives and organizers.
    """
    by_role = {one.role: one.organization.name for one in reversed(event.organizers.all())}
    return {
        "event": event.title,
        "kind": event.kind.name.lower(),
        "parent": event.parent.title if event.parent else event.outside_parent,
        "series": event.series.name if event.series else "",
        "place": event.venue.place if event.venue else "",
        "dates": wording.date_range(event.start_date, event.end_date),
        "days": days(event.start_date, event.end_date),
        "year": str(event.start_date.year),
        "theme": event.theme,
        "goal": goal_of_report(event.goal),
        "objectives": "\n".join(_objective(one) for one in event.objectives.all()),
        "host": by_role.get(Organizer.Role.HOST, ""),
        "organizer": by_role.get(Organizer.Role.ORGANIZER, ""),
        "participants": wording.participants_of(event),
        "states": wording.states_of(event),
        "attendance": wording.attendance(event),
    }


def _objective(objective: Objective) -> str:
    return capfirst(" ".join(objective.text.split()).rstrip(".;"))


def fill(blocks: Body, facts: Mapping[str, str]) -> Body:
    """The blocks with their placeholders replaced. A paragraph that names a fact which the event does not have is left
    out, and so is a block of which nothing remains, and a heading under which nothing stands any more.
    """
    kept: Body = []
    emptied = False
    for name, value in blocks:
        if emptied and name == "heading":
            _drop_heading(kept)
        full = _rich(_html(value), facts) if name in RICH else _plain(value, facts)
        if full in ("", None):
            emptied = True
            continue
        emptied = False if name != "heading" else emptied
        kept.append((name, full))
    if emptied:
        _drop_heading(kept)
    return kept


def _drop_heading(kept: Body) -> None:
    if kept and kept[-1][0] == "heading":
        kept.pop()


def fill_line(pattern: str, facts: Mapping[str, str]) -> str:
    """One line; what the event does not have is left out of it."""
    return " ".join(filled(pattern, _in_line(facts)).split())


def _in_line(facts: Mapping[str, str]) -> dict[str, str]:
    return {**facts, "objectives": facts["objectives"].replace("\n", "; ")}


def _html(value: Any) -> str:
    return value.source if isinstance(value, RichText) else str(value)


def _rich(html: str, facts: Mapping[str, str]) -> str:
    def piece(found: re.Match[str]) -> str:
        return "" if _lacks(found[0], facts) else found[0]

    items = escape(facts["objectives"]).replace("\n", ";</li><li>")
    text = _IN_LIST.sub(lambda found: found[1] + items, _PIECE.sub(piece, html))
    escaped = {name: escape(value) for name, value in _in_line(facts).items()}
    return _EMPTY_LIST.sub("", filled(text, escaped)).strip()


def _plain(value: Any, facts: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return "" if value and _lacks(value, facts) else filled(value, _in_line(facts))
    if isinstance(value, Mapping):
        return {name: _plain(each, facts) for name, each in value.items()}
    if isinstance(value, Sequence):
        return [_plain(each, facts) for each in value if not _is_lacking(each, facts)]
    return value


def _is_lacking(value: Any, facts: Mapping[str, str]) -> bool:
    """An entry of a list goes as a whole."""
    texts = value.values() if isinstance(value, Mapping) else [value]
    return any(isinstance(text, str) and _lacks(text, facts) for text in texts)


def _lacks(text: str, facts: Mapping[str, str]) -> bool:
    return any(not facts[name] for name in _NAMED.findall(text))
