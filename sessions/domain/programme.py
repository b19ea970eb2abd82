"""Changes of the working programme."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.models import Event, Objective, Theme
from participants.models import Person, User
from sessions.kinds import KINDS
from sessions.models import Contribution, ContributionSpeaker, Room, Session, SessionRole
from sessions.permissions import may_edit_programme

from .parts import set_parts
from .roman import roman


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
) -> Session:
    """Saves a new or changed session of the working programme, with what is given of its parts, in their order.

    `by` is None for the loading of data. Parts that are None stay as they are; contributions that are no longer among
    `talks` are deleted. `answers` are the confirmations to set, by role and the person's id; whoever stays in a role or
    a contribution keeps theirs otherwise. Raises PermissionDenied, and ValidationError by field.
    """
    if by is not None and not may_edit_programme(by, session.event):
        raise PermissionDenied
    session.full_clean()
    with transaction.atomic():
        is_new = session.pk is None
        session.save()
        if themes is not None:
            session.themes.set(themes)
        if objectives is not None:
            session.objectives.set(objectives)
        if roles is not None:
            _set_roles(session, roles, answers or {})
        if talks is not None:
            _set_talks(session, talks)
        number_sessions(session.event)
        log(instance=session, action="sessions.add_session" if is_new else "sessions.save_session", user=by)
    return session


def _set_roles(session: Session, roles: Sequence[tuple[str, Person]], answers: Mapping[tuple[str, int], str]) -> None:
    wanted = (
        SessionRole(session=session, role=role, person=person, confirmation=answers.get((role, person.pk), ""))
        for role, person in roles
    )
    set_parts(session.roles.all(), wanted, key=lambda part: (part.role, part.person_id))


def _set_talks(session: Session, talks: Sequence[Talk]) -> None:
    """Those that stay keep their id: papers and the record point at it."""
    kept = {talk.id: talk for talk in talks if talk.id}
    session.contributions.exclude(pk__in=kept).delete()
    here = session.contributions.in_bulk()
    rows = [_contribution(session, talk, place, here) for place, talk in enumerate(talks)]
    Contribution.objects.bulk_update([row for row in rows if row.pk], ["title", "abstract", "minutes", "position"])
    Contribution.objects.bulk_create([row for row in rows if not row.pk])
    wanted = (
        ContributionSpeaker(contribution=row, person=person, confirmation=talk.answers.get(person.pk, ""))
        for row, talk in zip(rows, talks, strict=True)
        for person in talk.speakers
    )
    links = ContributionSpeaker.objects.filter(contribution__session=session)
    set_parts(links, wanted, key=lambda part: (part.contribution_id, part.person_id))


def _contribution(session: Session, talk: Talk, place: int, here: dict[int, Contribution]) -> Contribution:
    row = here[talk.id] if talk.id in here else Contribution(session=session)
    row.title, row.abstract, row.minutes, row.position = talk.title, talk.abstract, talk.minutes, place
    return row


def number_sessions(event: Event) -> int:
    """Gives the sessions of numbered kinds their roman numerals in the order of time; how many changed.

    Cancelled sessions keep their place, so that the others keep their number. Does nothing where the event's sessions
    are not numbered: numbers typed by hand stay.
    """
    if event.session_numbering != Event.Numbering.ROMAN:
        return 0
    numbered = [kind.slug for kind in KINDS.values() if kind.is_numbered]
    sessions = Session.objects.filter(event=event).only("number", "kind")
    in_order = sessions.filter(kind__in=numbered, start__isnull=False)
    wanted = {session.pk: roman(place) for place, session in enumerate(in_order, start=1)}
    changed = [session for session in sessions if session.number != wanted.get(session.pk, "")]
    for session in changed:
        session.number = wanted.get(session.pk, "")
    return Session.objects.bulk_update(changed, ["number"])


def delete_session(session: Session, *, by: User) -> None:
    """Takes a session that was planned by mistake out of the programme.

    Raises PermissionDenied; ValidationError where something was recorded in it: such a session is cancelled instead,
    and its record stays.
    """
    if not may_edit_programme(by, session.event):
        raise PermissionDenied
    if session.entries.exists() or session.recommendations.exists():
        raise ValidationError(_("This session has a record. Cancel it instead: what was recorded stays."))
    with transaction.atomic():
        log(instance=session, action="sessions.delete_session", user=by, deleted=True)
        event = session.event
        session.delete()
        number_sessions(event)


def save_rooms(event: Event, *, by: User, rooms: Sequence[Room], removed: Sequence[Room] = ()) -> None:
    """Saves the rooms of `event` in this order, and deletes the `removed` ones.

    Raises PermissionDenied; ValidationError where a session still takes place in a removed room.
    """
    if not may_edit_programme(by, event):
        raise PermissionDenied
    used = Room.objects.filter(event=event, pk__in=[room.pk for room in removed], sessions__isnull=False).first()
    if used:
        raise ValidationError(_("Sessions take place in “%(room)s”: move them first.") % {"room": used.name})
    with transaction.atomic():
        Room.objects.filter(event=event, pk__in=[room.pk for room in removed]).delete()
        for place, room in enumerate(rooms):
            room.event, room.position = event, place
            room.save()
        log(instance=event, action="sessions.save_rooms", user=by)
