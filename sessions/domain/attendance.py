"""Who was in a session: by their badge, by a roll call, or by signing in themselves with the code shown in the room."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.cache import cache
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.models import Event
from participants.models import Person, User
from participants.permissions import is_own
from sessions.models import Session, SessionAttendance, SessionPlace
from sessions.permissions import may_take_attendance

Mode = SessionAttendance.Mode
BEFORE = timedelta(minutes=15)
GUESSES, PER = 5, 600  # wrong codes of one person for one session, within so many seconds


def attendance_of(session: Session) -> QuerySet[SessionAttendance]:
    """In the order in which people were seen; with the person."""
    return SessionAttendance.objects.filter(session=session).select_related("person")


def counts_of(event: Event) -> dict[int, int]:
    """How many people were in each session of `event` that anybody was noted in, by its id; one query."""
    rows = SessionAttendance.objects.filter(session__event=event).order_by()
    return dict(rows.values_list("session").annotate(Count("pk")))


def expected_in(session: Session) -> QuerySet[Person]:
    """Those who may attend: with a place where participants sign up, else all who are approved; and its own people."""
    signed_up = SessionPlace.objects.filter(session=session, status=SessionPlace.Status.TAKEN)
    taking_part = Q(registrations__event=session.event_id, registrations__status="approved")
    expected = Q(pk__in=signed_up.values("person")) if session.needs_sign_up else taking_part
    people = Person.objects.filter(expected | _own_people(session)).distinct()
    return people.order_by("sort_name", "pk")


def note_attendance(
    session: Session, *, people: Iterable[Person], mode: str, by: User | None, at: datetime | None = None
) -> list[Person]:
    """Notes that `people` are there, since `at` (aware; now if None); returns those who were not noted before.

    Whoever is neither approved for the event nor named in the session is left out. Raises PermissionDenied unless `by`
    is organiser, rapporteur or at the desk, or leads the session.
    """
    if by is not None and not may_take_attendance(by, session):
        raise PermissionDenied
    return _note(session, people, mode, by, at)


def clear_attendance(session: Session, *, person: Person, by: User | None) -> bool:
    """Takes back what was noted by mistake; whether anything was. Raises as `note_attendance`."""
    if by is not None and not may_take_attendance(by, session):
        raise PermissionDenied
    with transaction.atomic():
        gone, _each = SessionAttendance.objects.filter(session=session, person=person).delete()
        if gone:
            log(instance=session, action="sessions.clear_attendance", user=by, data={"person": str(person)})
    return bool(gone)


def sign_in(session: Session, *, person: Person, by: User, code: str) -> None:
    """One's own sign-in, with the code shown in the room; twice is once.

    Raises PermissionDenied for another person; ValidationError with a wrong code, after too many of them, outside the
    session's time, and for whoever does not take part.
    """
    if not is_own(by, person):
        raise PermissionDenied
    if not is_open(session):
        raise ValidationError({NON_FIELD_ERRORS: _("You can sign in shortly before and during the session.")})
    _check_code(session, person, code)
    if not _may_attend(session, [person]):
        raise ValidationError({NON_FIELD_ERRORS: _("Only participants of the event can sign in.")})
    _note(session, [person], Mode.SELF, by, None)


def is_open(session: Session) -> bool:
    """Whether people can sign in themselves now."""
    if session.start is None or session.end is None:
        return False
    return session.start - BEFORE <= timezone.now() <= session.end


def code_of(session: Session) -> str:
    """Six digits, the same all through the session; for the eyes of those in the room."""
    number = int(salted_hmac("sessions.attendance", session.uid.hex, algorithm="sha256").hexdigest()[:12], 16)
    return f"{number % 10**6:06}"


def _check_code(session: Session, person: Person, code: str) -> None:
    key = f"attendance-code:{session.pk}:{person.pk}"
    if cache.get(key, 0) >= GUESSES:
        raise ValidationError({"code": _("Too many wrong codes. Wait ten minutes, or ask in the room to be noted.")})
    typed = "".join(character for character in code if not character.isspace())
    if not constant_time_compare(typed, code_of(session)):
        cache.add(key, 0, PER)
        cache.incr(key)
        raise ValidationError({"code": _("This is not the code shown in the room.")})


def _note(session: Session, people: Iterable[Person], mode: str, by: User | None, at: datetime | None) -> list[Person]:
    """Without a lock of the session, which whoever edits the programme wants after the event's: a row is there once."""
    with transaction.atomic():
        wanted = _may_attend(session, people)
        there = set(attendance_of(session).filter(person__in=wanted).values_list("person", flat=True))
        new = [person for person in wanted if person.pk not in there]
        moment = min(at or timezone.now(), timezone.now())
        rows = [SessionAttendance(session=session, person=person, mode=mode, by=by, at=moment) for person in new]
        SessionAttendance.objects.bulk_create(rows, ignore_conflicts=True)
        if new:
            data = {"count": len(new), "mode": mode}
            log(instance=session, action="sessions.note_attendance", user=by, data=data)
    return new


def _may_attend(session: Session, people: Iterable[Person]) -> list[Person]:
    """Those of `people` who take part in the event, and the session's own."""
    approved = Q(registrations__event=session.event_id, registrations__status="approved")
    found = Person.objects.filter(pk__in=[person.pk for person in people])
    return list(found.filter(approved | _own_people(session)).distinct().order_by("pk"))


def _own_people(session: Session) -> Q:
    in_role = session.roles.values("person")
    speaking = session.contributions.values("speakers")
    return Q(pk__in=in_role) | Q(pk__in=speaking)
