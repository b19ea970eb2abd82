"""Giving the skeleton of a programme to a new event, in a number of statements that does not grow with it."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.utils.translation import ngettext

from cms.models import Event, Objective, Theme
from cms.parts import moments
from participants.models import Person
from sessions.domain.programme import number_sessions
from sessions.kinds import KINDS
from sessions.models import AgendaItem, Contribution, ContributionSpeaker, Room, Session, SessionRole
from sessions.permissions import may_edit_programme

from .reading import PLAIN

Rows = list[dict[str, Any]]
Pairs = list[tuple[Session, dict[str, Any]]]


def give(event: Event, data: dict[str, Any], by: AbstractUser) -> list[str]:
    """A session of a day that the event does not have is kept without a time. Whoever is named is to be asked again."""
    if not may_edit_programme(by, event):
        raise PermissionDenied
    rooms = _in_order(Room, event, data.get("rooms", []))
    items = _in_order(AgendaItem, event, data.get("items", []))
    rows = data.get("sessions", [])
    made = Session.objects.bulk_create(_session(event, row, rooms, items) for row in rows)
    pairs = list(zip(made, rows, strict=True))
    _link(event, pairs)
    _name_people(pairs)
    _add_talks(pairs)
    number_sessions(event)
    return _notices(event, rows)


def falls_outside(row: dict[str, Any], event: Event) -> bool:
    return row["start"] is not None and not 0 <= row["start"]["day"] < event.days


def _notices(event: Event, rows: Rows) -> list[str]:
    count = sum(falls_outside(row, event) for row in rows)
    words = ngettext(
        "%(count)d session was on a day that this event does not have: it is in the programme, without a time.",
        "%(count)d sessions were on days that this event does not have: they are in the programme, without a time.",
        count,
    )
    return [words % {"count": count}] if count else []


def _in_order(model: type, event: Event, rows: Rows) -> list[Any]:
    return model.objects.bulk_create(model(event=event, position=place, **row) for place, row in enumerate(rows))


def _session(event: Event, row: dict[str, Any], rooms: list[Room], items: list[AgendaItem]) -> Session:
    session = Session(event=event, **{name: row[name] for name in PLAIN if name in row})
    session.kind = session.kind if session.kind in KINDS else "thematic"
    session.room, session.agenda_item = _at(rooms, row.get("room")), _at(items, row.get("item"))
    if row["start"] and not falls_outside(row, event):
        session.start = moments.absolute(row["start"], event)
        session.end = moments.end_of(row["start"], row["minutes"], event)
    return session


def _at(rows: list[Any], place: int | None) -> Any:
    return rows[place] if place is not None and place < len(rows) else None


def _link(event: Event, pairs: Pairs) -> None:
    """Objectives by their place, where the event has them; subjects by their name in the list."""
    objectives = list(Objective.objects.filter(event=event).values_list("pk", flat=True))
    of_session = Session.objectives.through
    of_session.objects.bulk_create(
        of_session(session=session, objective_id=objectives[place])
        for session, row in pairs
        for place in row.get("objectives", [])
        if place < len(objectives)
    )
    themes = Theme.objects.in_bulk({slug for _, row in pairs for slug in row.get("themes", [])}, field_name="slug")
    of_session = Session.themes.through
    of_session.objects.bulk_create(
        of_session(session=session, theme=themes[slug])
        for session, row in pairs
        for slug in row.get("themes", [])
        if slug in themes
    )


def _name_people(pairs: Pairs) -> None:
    named = [(session, place, link) for session, row in pairs for place, link in enumerate(row.get("people", []))]
    there = _known(link["person"] for _, _, link in named)
    SessionRole.objects.bulk_create(
        SessionRole(session=session, role=link["role"], person_id=link["person"], position=place)
        for session, place, link in named
        if link["person"] in there
    )


def _add_talks(pairs: Pairs) -> None:
    rows = [(session, place, talk) for session, row in pairs for place, talk in enumerate(row.get("talks", []))]
    made = Contribution.objects.bulk_create(
        Contribution(session=session, title=talk["title"], minutes=talk["minutes"], position=place)
        for session, place, talk in rows
    )
    ContributionSpeaker.objects.bulk_create(_speakers(made, [talk for _, _, talk in rows]))


def _speakers(made: list[Contribution], talks: Rows) -> Iterator[ContributionSpeaker]:
    there = _known(person for talk in talks for person in talk.get("speakers", []))
    for contribution, talk in zip(made, talks, strict=True):
        for place, person in enumerate(talk.get("speakers", [])):
            if person in there:
                yield ContributionSpeaker(contribution=contribution, person_id=person, position=place)


def _known(people: Iterable[int]) -> set[int]:
    return set(Person.objects.filter(pk__in=set(people)).values_list("pk", flat=True))
