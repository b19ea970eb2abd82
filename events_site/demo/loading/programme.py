"""Rooms, sessions and contributions, and their release."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from cms.models import Event
from events_site.demo.shape import Meeting, Sitting
from sessions.domain.agenda import save_agenda
from sessions.domain.release import release_programme
from sessions.models import AgendaItem, Contribution, ContributionSpeaker, Room, Session, SessionRole

from .shelf import Shelf

Role = SessionRole.Role


def add(event: Event, meeting: Meeting, shelf: Shelf) -> dict[str, Session]:
    """The working programme of `event`; its sessions by key."""
    rooms = _rooms(event, meeting)
    made = Session.objects.bulk_create(_session(event, sitting, rooms) for sitting in meeting.sittings)
    sessions = {sitting.key: session for sitting, session in zip(meeting.sittings, made, strict=True)}
    SessionRole.objects.bulk_create(
        SessionRole(session=sessions[sitting.key], person=shelf.people[person], role=role, position=position)
        for sitting in meeting.sittings
        for position, (person, role) in enumerate(_roles(sitting))
    )
    Session.themes.through.objects.bulk_create(
        Session.themes.through(session=sessions[sitting.key], theme=shelf.themes[slug])
        for sitting in meeting.sittings
        for slug in sitting.themes
    )
    _add_contributions(meeting, sessions, shelf)
    _add_agenda(event, meeting, sessions)
    return sessions


def _add_agenda(event: Event, meeting: Meeting, sessions: dict[str, Session]) -> None:
    items = [
        AgendaItem(title=point.title, annotation=point.annotation, documents="\n".join(point.documents))
        for point in meeting.agenda
    ]
    dealing = [[sessions[key].pk for key in point.sittings] for point in meeting.agenda]
    if items:
        save_agenda(event, by=None, items=items, sessions=dict(enumerate(dealing)))


def release(event: Event, meeting: Meeting, sessions: dict[str, Session]) -> None:
    """Twice where a session was moved: first as it was, then as it is."""
    moved = [sitting for sitting in meeting.sittings if sitting.moved_from]
    if moved:
        _set_starts(event, sessions, {sitting: sitting.moved_from for sitting in moved})
        release_programme(event, by=None, note="First programme.")
        _set_starts(event, sessions, {sitting: sitting.start for sitting in moved})
    release_programme(event, by=None)


def _set_starts(event: Event, sessions: dict[str, Session], starts: dict[Sitting, str]) -> None:
    for sitting, start in starts.items():
        session = sessions[sitting.key]
        session.start = _moment(event, sitting, start)
        session.end = session.start + timedelta(minutes=sitting.minutes)
        session.save()


def _rooms(event: Event, meeting: Meeting) -> dict[str, Room]:
    floor = meeting.place.floor
    made = Room.objects.bulk_create(
        Room(event=event, name=name, building=meeting.place.building, floor=floor, position=position)
        for position, name in enumerate(meeting.rooms)
    )
    return {room.name: room for room in made}


def _session(event: Event, sitting: Sitting, rooms: dict[str, Room]) -> Session:
    start = _moment(event, sitting, sitting.start)
    return Session(
        uid=uuid5(NAMESPACE_URL, f"{event.slug}/{sitting.key}"),
        event=event,
        kind=sitting.kind,
        number=sitting.number,
        title=sitting.title,
        description=sitting.about,
        start=start,
        end=start + timedelta(minutes=sitting.minutes),
        room=rooms.get(sitting.room),
        key_message=sitting.key_message,
        needs_sign_up=sitting.sign_up is not None,
        places=sitting.sign_up,
    )


def _moment(event: Event, sitting: Sitting, wall_clock: str) -> datetime:
    day = event.start_date + timedelta(days=sitting.day - 1)
    return datetime.combine(day, time.fromisoformat(wall_clock), event.tz).astimezone(UTC)


def _roles(sitting: Sitting) -> Iterator[tuple[str, str]]:
    if sitting.chair:
        yield sitting.chair, Role.CHAIR
    yield from ((person, Role.MODERATOR) for person in sitting.moderators)
    yield from ((person, Role.RAPPORTEUR) for person in sitting.rapporteurs)


def _add_contributions(meeting: Meeting, sessions: dict[str, Session], shelf: Shelf) -> None:
    talks = [(sitting, position, talk) for sitting in meeting.sittings for position, talk in enumerate(sitting.talks)]
    made = Contribution.objects.bulk_create(
        Contribution(
            session=sessions[sitting.key],
            title=talk.title,
            abstract=talk.abstract,
            minutes=talk.minutes,
            position=position,
        )
        for sitting, position, talk in talks
    )
    ContributionSpeaker.objects.bulk_create(
        ContributionSpeaker(contribution=contribution, person=shelf.people[person], position=position)
        for contribution, (_, _, talk) in zip(made, talks, strict=True)
        for position, person in enumerate(talk.speakers)
    )
