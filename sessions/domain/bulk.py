"""Many sessions of a working programme written at once, by the rules of `save_session` and `save_rooms`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max, Model
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.domain.changes import Changes, log_each
from cms.models import Event
from participants.models import User
from sessions.exchange.state import Place, Sitting, Talk
from sessions.models import Contribution, ContributionSpeaker, Room, Session, SessionRole
from sessions.permissions import may_edit_programme

from .draft import lock, note_change
from .numbering import number_sessions
from .rows import make_rows
from .session_words import named_changes, rooms_in_words

PLAIN = (
    *("number", "kind", "title", "description", "start", "end", "status"),
    *("agenda_item_id", "languages", "interpretation", "expected", "external_ref"),
)
TALK = ("title", "abstract", "minutes", "position", "external_ref")


@dataclass(frozen=True, slots=True)
class Write:
    """A session as it is to be, all people in it by id; and what changed, in words, for the log."""

    sitting: Sitting
    changes: Changes = field(default_factory=dict)


def write_sessions(event: Event, *, by: User | None, writes: Sequence[Write], places: Sequence[Place] = ()) -> None:
    """Saves new and changed sessions of `event` with their people and contributions, and the rooms among `places`.

    Contributions that a sitting does not name stay. Who keeps a part keeps the answer given about it. The version of
    each changed session rises. Numbers sessions; logs each, and the rooms. Raises PermissionDenied, ValidationError by
    field.
    """
    if by is not None and not may_edit_programme(by, event):
        raise PermissionDenied
    with transaction.atomic():
        lock(event)
        rooms = _save_rooms(event, places, by)
        sessions = _save_sessions(event, [write.sitting for write in writes], rooms)
        pairs = list(zip(sessions, writes, strict=True))
        _set_links(Session.themes.through, "theme_id", [(row, each.sitting.themes) for row, each in pairs])
        _set_links(Session.objectives.through, "objective_id", [(row, each.sitting.objectives) for row, each in pairs])
        _set_roles([(row, each.sitting) for row, each in pairs])
        _set_talks([(row, each.sitting) for row, each in pairs])
        number_sessions(event)
        _log(event, pairs, by)
        label = _("Programme taken in from a file")
        note_change(event, by=by, label=label, touched={row.pk: row.version for row in sessions})


def _log(event: Event, pairs: Iterable[tuple[Session, Write]], by: User | None) -> None:
    added = [(row, dict(write.changes)) for row, write in pairs if not write.sitting.id]
    saved = [(row, dict(write.changes)) for row, write in pairs if write.sitting.id]
    log_each(added, event=event, action="sessions.add_session", by=by)
    log_each(saved, event=event, action="sessions.save_session", by=by)


def _save_rooms(event: Event, places: Sequence[Place], by: User | None) -> dict[str, Room]:
    """All rooms of the event by name, after adding and changing."""
    known = {room.pk: room for room in Room.objects.filter(event=event)}
    before = rooms_in_words(known.values())
    last = Room.objects.filter(event=event).aggregate(last=Max("position"))["last"] or 0
    new: list[Room] = []
    for place in places:
        room = known[place.id] if place.id else Room(event=event, name=place.name, position=last + len(new) + 1)
        room.building, room.floor, room.capacity = place.building, place.floor, place.capacity
        room.clean_fields(exclude=["event"])
        new += [] if place.id else [room]
    Room.objects.bulk_update(known.values(), ["building", "floor", "capacity"])
    rooms = [*known.values(), *Room.objects.bulk_create(new)]
    if changes := named_changes(before, rooms_in_words(rooms)):
        log(instance=event, action="sessions.save_rooms", user=by, data={"changes": changes})
    return {room.name: room for room in rooms}


def _save_sessions(event: Event, sittings: Sequence[Sitting], rooms: Mapping[str, Room]) -> list[Session]:
    known = Session.objects.filter(event=event).in_bulk([each.id for each in sittings if each.id])
    now = timezone.now()
    rows = [_session(event, each, known[each.id] if each.id else Session(event=event), rooms) for each in sittings]
    for row in rows:
        row.updated_at, row.version = now, row.version + 1
        row.clean_fields(exclude=["event", "room", "agenda_item"])
        row.clean()
    old = [row for row in rows if row.pk]
    Session.objects.bulk_update(old, [*PLAIN, "room", "updated_at", "version"], batch_size=200)
    Session.objects.bulk_create([row for row in rows if not row.pk])
    return rows


def _session(event: Event, sitting: Sitting, row: Session, rooms: Mapping[str, Room]) -> Session:
    for name in PLAIN:
        value = getattr(sitting, name.removesuffix("_id"))
        setattr(row, name, list(value) if isinstance(value, tuple) else value)
    row.event, row.room = event, rooms[sitting.room] if sitting.room else None
    if not row.pk and sitting.uid:
        row.uid = UUID(sitting.uid)
    return row


def _set_links(through: type[Model], column: str, wanted: Sequence[tuple[Session, tuple[int, ...]]]) -> None:
    here = through._default_manager.filter(session__in=[row.pk for row, _ids in wanted])
    links = [through(session_id=row.pk, **{column: pk}) for row, ids in wanted for pk in ids]
    make_rows(here, links, key=lambda link: (link.session_id, getattr(link, column)))


def _set_roles(wanted: Sequence[tuple[Session, Sitting]]) -> None:
    """In the order of the roles."""
    roles = [
        SessionRole(session=row, role=role, person_id=int(person), position=place, confirmation="")
        for row, sitting in wanted
        for place, (role, person) in enumerate(_held(sitting))
    ]
    here = SessionRole.objects.filter(session__in=[row.pk for row, _sitting in wanted])
    make_rows(here, roles, key=lambda row: (row.session_id, row.role, row.person_id))


def _held(sitting: Sitting) -> Iterable[tuple[str, int | str]]:
    return ((role, person) for role in SessionRole.Role.values for person in sitting.people.get(role, ()))


def _set_talks(wanted: Sequence[tuple[Session, Sitting]]) -> None:
    known = Contribution.objects.in_bulk([talk.id for _row, each in wanted for talk in each.talks if talk.id])
    pairs = [
        (_talk(known[talk.id] if talk.id else Contribution(session=row), talk, place), talk)
        for row, each in wanted
        for place, talk in enumerate(each.talks)
    ]
    for contribution, _given in pairs:
        contribution.clean_fields(exclude=["session"])
    Contribution.objects.bulk_update([row for row, _given in pairs if row.pk], TALK, batch_size=200)
    Contribution.objects.bulk_create([row for row, _given in pairs if not row.pk])
    _set_speakers(pairs)


def _talk(row: Contribution, talk: Talk, place: int) -> Contribution:
    row.title, row.abstract, row.minutes, row.position = talk.title, talk.abstract, talk.minutes, place
    row.external_ref = talk.external_ref
    return row


def _set_speakers(pairs: Sequence[tuple[Contribution, Talk]]) -> None:
    speakers = [
        ContributionSpeaker(contribution=row, person_id=int(person), position=place, confirmation="")
        for row, talk in pairs
        for place, person in enumerate(talk.speakers)
    ]
    here = ContributionSpeaker.objects.filter(contribution__in=[row.pk for row, _talk in pairs])
    make_rows(here, speakers, key=lambda row: (row.contribution_id, row.person_id))
