"""Changes of the working programme."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, F
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.domain.changes import differences
from cms.models import Event, Objective, Theme
from participants.models import Person, User
from sessions.models import Contribution, ContributionSpeaker, Room, Session, SessionRole
from sessions.permissions import may_edit_programme

from .draft import Conflict, lock, note_change, told_of
from .numbering import number_sessions
from .rows import make_rows
from .session_places import settle
from .session_words import FIELDS, given_session, named_changes, rooms_in_words, stored_session

#: Not the record and its key message, which others write at the same time.
WRITTEN = (*FIELDS, "version", "updated_at")


@dataclass(frozen=True, slots=True)
class Talk:
    """A contribution as it is to be: a new one, or the one of the session with this `id`. `minutes` 0: not fixed.

    `answers` are the confirmations to set, by the speaker's id; other speakers keep theirs.
    """

    title: str
    abstract: str = ""
    minutes: int = 0
    speakers: Sequence[Person] = ()
    id: int | None = None
    answers: Mapping[int, str] = field(default_factory=dict)


def save_session(
    session: Session,
    *,
    by: User | None,
    themes: Iterable[Theme] | None = None,
    objectives: Iterable[Objective] | None = None,
    roles: Sequence[tuple[str, Person]] | None = None,
    talks: Sequence[Talk] | None = None,
    answers: Mapping[tuple[str, int], str] | None = None,
    seen: int | None = None,
) -> Session:
    """Saves a new or changed session of the working programme, with what is given of its parts, in their order.

    `by` is None for the loading of data. Parts that are None stay as they are; contributions that are no longer among
    `talks` are deleted. `answers` are the confirmations to set, by role and the person's id; whoever stays in a role or
    a contribution keeps theirs otherwise. `seen` is the version that the person saw. Raises PermissionDenied;
    ValidationError by field; Conflict where the session has another version by now, or is gone.
    """
    if by is not None and not may_edit_programme(by, session.event):
        raise PermissionDenied
    session.full_clean()
    given = {"themes": themes, "objectives": objectives, "roles": roles, "talks": talks}
    with transaction.atomic():
        lock(session.event)
        is_new = session.pk is None
        before = stored_session(session, given)
        session.version = 0 if is_new else _version_to_write(session, by, seen)
        session.save(update_fields=None if is_new else WRITTEN)
        _set_parts(session, given, answers or {})
        number_sessions(session.event)
        action = "sessions.add_session" if is_new else "sessions.save_session"
        changes = differences(before, given_session(session, given))
        log(instance=session, action=action, user=by, data={"changes": changes})
        if by is not None:
            _note_for_the_editor(session, by, is_new)
        if session.needs_sign_up and not is_new:
            transaction.on_commit(partial(settle, session))  # not before: it locks what registrations are counted under
    return session


def _note_for_the_editor(session: Session, by: User, is_new: bool) -> None:
    text = _("“%(title)s” added") if is_new else _("“%(title)s” changed in its form")
    label = text % {"title": session.title}
    note_change(session.event, by=by, label=label, touched={session.pk: session.version})


def _version_to_write(session: Session, by: User | None, seen: int | None) -> int:
    """The one after the version that stands now, if that is the one the person saw."""
    now = Session.objects.filter(pk=session.pk).values_list("version", flat=True).first()
    if now is None or (seen is not None and seen != now):
        text = _("“%(title)s” was changed or deleted in the meantime.") % {"title": session.title}
        raise Conflict(told_of(session.event, by, {session.pk: -1 if seen is None else seen}) or [text])
    return now + 1


def _set_parts(session: Session, given: Mapping[str, Any], answers: Mapping[tuple[str, int], str]) -> None:
    for name in ("themes", "objectives"):
        if given[name] is not None:
            getattr(session, name).set(given[name])
    if given["roles"] is not None:
        _set_roles(session, given["roles"], answers)
    if given["talks"] is not None:
        _set_talks(session, given["talks"])


def _set_roles(session: Session, roles: Sequence[tuple[str, Person]], answers: Mapping[tuple[str, int], str]) -> None:
    wanted = (
        SessionRole(
            session=session, role=role, person=person, position=place, confirmation=answers.get((role, person.pk), "")
        )
        for place, (role, person) in enumerate(dict.fromkeys(roles))
    )
    make_rows(session.roles.all(), wanted, key=lambda part: (part.role, part.person_id))


def _set_talks(session: Session, talks: Sequence[Talk]) -> None:
    """Those that stay keep their id: papers and the record point at it."""
    kept = {talk.id: talk for talk in talks if talk.id}
    session.contributions.exclude(pk__in=kept).delete()
    here = session.contributions.in_bulk()
    rows = [_contribution(session, talk, place, here) for place, talk in enumerate(talks)]
    Contribution.objects.bulk_update([row for row in rows if row.pk], ["title", "abstract", "minutes", "position"])
    Contribution.objects.bulk_create([row for row in rows if not row.pk])
    wanted = (
        ContributionSpeaker(
            contribution=row, person=person, position=place, confirmation=talk.answers.get(person.pk, "")
        )
        for row, talk in zip(rows, talks, strict=True)
        for place, person in enumerate(dict.fromkeys(talk.speakers))
    )
    links = ContributionSpeaker.objects.filter(contribution__session=session)
    make_rows(links, wanted, key=lambda part: (part.contribution_id, part.person_id))


def _contribution(session: Session, talk: Talk, place: int, here: dict[int, Contribution]) -> Contribution:
    row = here[talk.id] if talk.id in here else Contribution(session=session)
    row.title, row.abstract, row.minutes, row.position = talk.title, talk.abstract, talk.minutes, place
    return row


def check_deletable(session: Session) -> None:
    """Raises ValidationError where something was recorded: such a session is cancelled, and its record stays."""
    if session.entries.exists() or session.recommendations.exists() or session.attendance.exists():
        raise ValidationError(_("This session has a record. Cancel it instead: what was recorded stays."))


class RoomsInUse(ValidationError):
    """Sessions take place in rooms that are to be deleted; `rooms` says how many, by the id of the room."""

    def __init__(self, rooms: dict[int, int], *, names: Sequence[str]) -> None:
        text = _("Sessions take place in “%(room)s”. Say where they move.")
        super().__init__(text % {"room": "”, “".join(names)})
        self.rooms = rooms


def save_rooms(
    event: Event,
    *,
    by: User,
    rooms: Sequence[Room],
    removed: Sequence[Room] = (),
    heirs: Mapping[int, Room | None] | None = None,
) -> None:
    """Saves the rooms of `event` in this order, and deletes the `removed` ones.

    `heirs` says, by the id of a removed room, which room takes its sessions; None: they have no room then. Raises
    PermissionDenied; RoomsInUse where a removed room has sessions and nothing is said of them.
    """
    if not may_edit_programme(by, event):
        raise PermissionDenied
    heirs = heirs or {}
    with transaction.atomic():
        lock(event)
        before = rooms_in_words(Room.objects.filter(event=event))
        found = Room.objects.filter(event=event, pk__in=[room.pk for room in removed]).annotate(uses=Count("sessions"))
        if stuck := [room for room in found if room.uses and room.pk not in heirs]:
            raise RoomsInUse({room.pk: room.uses for room in stuck}, names=[room.name for room in stuck])
        for room in removed:
            moved = Session.objects.filter(event=event, room=room.pk)
            moved.update(room=heirs.get(room.pk), version=F("version") + 1, updated_at=timezone.now())
        Room.objects.filter(event=event, pk__in=[room.pk for room in removed]).delete()
        for place, room in enumerate(rooms):
            room.event, room.position = event, place
            room.save()
        number_sessions(event)
        changes = named_changes(before, rooms_in_words(rooms))
        log(instance=event, action="sessions.save_rooms", user=by, data={"changes": changes})
        note_change(event, by=by, label=_("Rooms changed"))
