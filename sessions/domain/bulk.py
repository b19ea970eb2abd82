"""Many sessions of a working programme written at once, by the rules of `save_session` and `save_rooms`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max, Model, QuerySet
from django.utils import timezone
from wagtail.log_actions import log

from cms.models import Event
from participants.models import User
from sessions.exchange.state import Place, Sitting, Talk
from sessions.models import Contribution, ContributionSpeaker, Room, Session, SessionRole
from sessions.permissions import may_edit_programme

from .programme import number_sessions

PLAIN = (
    *("number", "kind", "title", "description", "start", "end", "status"),
    *("agenda_item_id", "languages", "interpretation", "expected", "external_ref"),
)
TALK = ("title", "abstract", "minutes", "position", "external_ref")
Changes = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class Write:
    """A session as it is to be, all people in it by id; and what changed, in words, for the log."""

    sitting: Sitting
    changes: Changes = field(default_factory=dict)


def write_sessions(event: Event, *, by: User | None, writes: Sequence[Write], places: Sequence[Place] = ()) -> None:
    """Saves new and changed sessions of `event` with their people and contributions, and the rooms among `places`.

    Contributions that a sitting does not name stay. Who keeps a part keeps the answer given about it. The version of
    each changed session rises. Numbers sessions and logs each. Raises PermissionDenied, ValidationError by field.
    """
    if by is not None and not may_edit_programme(by, event):
        raise PermissionDenied
    with transaction.atomic():
        rooms = _save_rooms(event, places)
        sessions = _save_sessions(event, [write.sitting for write in writes], rooms)
        pairs = list(zip(sessions, writes, strict=True))
        _set_links(Session.themes.through, "theme_id", [(row, each.sitting.themes) for row, each in pairs])
        _set_links(Session.objectives.through, "objective_id", [(row, each.sitting.objectives) for row, each in pairs])
        _set_roles([(row, each.sitting) for row, each in pairs])
        _set_talks([(row, each.sitting) for row, each in pairs])
        number_sessions(event)
        for row, write in pairs:
            action = "sessions.save_session" if write.sitting.id else "sessions.add_session"
            log(instance=row, action=action, user=by, data={"changes": dict(write.changes)})


def _save_rooms(event: Event, places: Iterable[Place]) -> dict[str, Room]:
    """All rooms of the event by name, after adding and changing."""
    known = {room.pk: room for room in Room.objects.filter(event=event)}
    last = Room.objects.filter(event=event).aggregate(last=Max("position"))["last"] or 0
    new: list[Room] = []
    for place in places:
        room = known[place.id] if place.id else Room(event=event, name=place.name, position=last + len(new) + 1)
        room.building, room.floor, room.capacity = place.building, place.floor, place.capacity
        room.clean_fields(exclude=["event"])
        new += [] if place.id else [room]
    Room.objects.bulk_update(known.values(), ["building", "floor", "capacity"])
    return {room.name: room for room in [*known.values(), *Room.objects.bulk_create(new)]}


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
    known = {(link.session_id, getattr(link, column)): link.pk for link in here}  # type: ignore[attr-defined]
    asked = {(row.pk, pk) for row, ids in wanted for pk in ids}
    _delete(through._default_manager.all(), [pk for key, pk in known.items() if key not in asked])
    new = [through(session_id=session, **{column: pk}) for session, pk in sorted(asked - known.keys())]
    through._default_manager.bulk_create(new)


def _set_roles(wanted: Sequence[tuple[Session, Sitting]]) -> None:
    """In the order of the roles; who stays in a role keeps the row, and with it what they answered."""
    asked = {
        (row.pk, role, person): place
        for row, sitting in wanted
        for place, (role, person) in enumerate(
            (role, person) for role in SessionRole.Role.values for person in sitting.people.get(role, ())
        )
    }
    here = SessionRole.objects.filter(session__in=[row.pk for row, _sitting in wanted])
    known = {(row.session_id, row.role, row.person_id): row for row in here}
    new = [
        SessionRole(session_id=key[0], role=key[1], person_id=key[2], position=place)
        for key, place in asked.items()
        if key not in known
    ]
    _keep(SessionRole, known, asked)
    SessionRole.objects.bulk_create(new)


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
    asked = {(row.pk, person): place for row, talk in pairs for place, person in enumerate(talk.speakers)}
    here = ContributionSpeaker.objects.filter(contribution__in=[row.pk for row, _talk in pairs])
    known = {(row.contribution_id, row.person_id): row for row in here}
    new = [
        ContributionSpeaker(contribution_id=key[0], person_id=int(key[1]), position=place)
        for key, place in asked.items()
        if key not in known
    ]
    _keep(ContributionSpeaker, known, asked)
    ContributionSpeaker.objects.bulk_create(new)


def _keep(model: Any, known: Mapping[Any, Any], asked: Mapping[Any, int]) -> None:
    """Of the rows that are there, deletes those nobody asks for and moves the others to their places."""
    _delete(model.objects.all(), [row.pk for key, row in known.items() if key not in asked])
    moved = [row for key, row in known.items() if key in asked and row.position != asked[key]]
    for row in moved:
        row.position = asked[row.session_id, row.role, row.person_id] if model is SessionRole else asked[_key(row)]
    model.objects.bulk_update(moved, ["position"], batch_size=500)


def _key(row: ContributionSpeaker) -> tuple[int, int]:
    return row.contribution_id, row.person_id


def _delete(rows: QuerySet, ids: Sequence[int]) -> None:
    if ids:
        rows.filter(pk__in=ids).delete()
