"""Places in the sessions that participants sign up for.

All are counted under the lock of the registration set-up of the event, as places at the event are: whoever signs up is
approved then. A place that becomes free is given to the next in line at once, with a letter; it needs no acceptance.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from participants.domain.letters import address_of, deliver
from participants.domain.line import ORDER, hand_out, position_in
from participants.domain.setup import locked_setup
from participants.domain.text import one_line
from participants.models import Person, Registration, RegistrationSetup, User
from participants.permissions import is_own
from sessions.models import Session, SessionPlace
from sessions.permissions import may_read_working_programme
from sessions.programme.latest import is_released

Status = SessionPlace.Status


@dataclass(frozen=True, slots=True)
class Count:
    """`all` is None where there is no limit."""

    all: int | None
    taken: int

    @property
    def left(self) -> int | None:
        return None if self.all is None else max(0, self.all - self.taken)


def count_of(session: Session) -> Count:
    """Places in `session` and how many are taken; one query, and one for the room."""
    all_places = session.places
    if all_places is None and session.room:
        all_places = session.room.capacity
    return Count(all_places, session.signed_up.filter(status=Status.TAKEN).count())


def sign_up(session: Session, *, person: Person, by: User) -> SessionPlace:
    """A place in the session for somebody approved for its event, or one at the end of its line. Twice is once.

    Raises PermissionDenied unless `by` is the person; ValidationError where there is no sign-up, or not any more, the
    person is not approved, or does not know of the session yet.
    """
    if not is_own(by, person):
        raise PermissionDenied
    with transaction.atomic():
        locked_setup(session.event)
        session = _open_session(session, by)
        _check_is_approved(session, person)
        place, is_new = SessionPlace.objects.get_or_create(session=session, person=person, defaults=_new(session))
        if is_new:
            log(instance=session, action="sessions.sign_up", user=by, data={"status": place.status})
    return place


def give_back(session: Session, *, person: Person, by: User) -> None:
    """Leaves the session or its line; the place goes to the next. Raises PermissionDenied unless `by` is the person."""
    if not is_own(by, person):
        raise PermissionDenied
    with transaction.atomic():
        locked_setup(session.event)
        gone, _each = SessionPlace.objects.filter(session=session, person=person).delete()
        if gone:
            log(instance=session, action="sessions.give_place_back", user=by)
            hand_on([session.pk])


def give_back_all(registration: Registration) -> None:
    """For a registration that ended, under the lock of its event."""
    rows = SessionPlace.objects.filter(session__event=registration.event_id, person=registration.person_id)
    if sessions := list(rows.values_list("session", flat=True)):
        rows.delete()
        hand_on(sessions)


def hand_on(sessions: Iterable[int]) -> list[SessionPlace]:
    """Gives each free place in these sessions (ids) to the next in line, until the session begins; returns those given.

    Under the lock of the event's set-up.
    """
    given: list[SessionPlace] = []
    rows = Session.objects.filter(pk__in=list(sessions), needs_sign_up=True).select_related("event", "room")
    for session in rows.order_by("pk"):
        given += hand_out(lambda session=session: _next(session), _give)  # type: ignore[misc]
    return given


def settle(session: Session) -> list[SessionPlace]:
    """`hand_on` for one session whose places, room or sign-up changed, in a transaction of its own."""
    if not RegistrationSetup.objects.filter(pk=session.event_id).exists():
        return []
    with transaction.atomic():
        locked_setup(session.event)
        return hand_on([session.pk])


def settle_due() -> int:
    """For the clock: sees to the sessions that somebody waits for, such as after a room was changed; how many."""
    waited_for = Session.objects.filter(signed_up__status=Status.WAITING, end__gt=timezone.now()).select_related(
        "event"
    )
    return len([settle(session) for session in waited_for.distinct()])


def line_of(session: Session) -> QuerySet[SessionPlace]:
    return session.signed_up.filter(status=Status.WAITING).order_by(*ORDER)


def position_of(place: SessionPlace) -> int | None:
    """From 1; None for somebody who has a place. For nobody else's eyes."""
    if place.status != Status.WAITING:
        return None
    return position_in(SessionPlace.objects.filter(session=place.session_id, status=Status.WAITING), place)


def overlapping(session: Session, person: Person) -> list[Session]:
    """Other sessions that `person` signed up for and that are held at the same time."""
    if session.start is None:
        return []
    own = Session.objects.filter(event=session.event_id, signed_up__person=person).exclude(pk=session.pk)
    return list(own.filter(start__lt=session.end, end__gt=session.start).order_by("start"))


def is_known(session: Session, user: User) -> bool:
    """What was released is known to all; what was not, to the team of its event."""
    return is_released(session) or may_read_working_programme(user, session.event)


def _open_session(session: Session, by: User) -> Session:
    """As it stands now. Raises ValidationError where `by` may not sign up; one unknown is refused like one gone."""
    now = Session.objects.select_related("event", "room").filter(pk=session.pk).first()
    is_there = now and now.needs_sign_up and now.status != Session.Status.CANCELLED and is_known(now, by)
    if now is None or not is_there:
        raise ValidationError({NON_FIELD_ERRORS: _("Nobody needs to sign up for this session.")})
    if now.end is not None and now.end <= timezone.now():
        raise ValidationError({NON_FIELD_ERRORS: _("This session is over.")})
    return now


def _check_is_approved(session: Session, person: Person) -> None:
    if not Registration.objects.approved().filter(event=session.event_id, person=person).exists():
        raise ValidationError({NON_FIELD_ERRORS: _("Sign-up is for participants whose registration is approved.")})


def _new(session: Session) -> dict[str, object]:
    if count_of(session).left == 0:
        return {"status": Status.WAITING, "waiting_since": timezone.now()}
    return {"status": Status.TAKEN}


def _next(session: Session) -> SessionPlace | None:
    if count_of(session).left == 0 or (session.start and session.start <= timezone.now()):
        return None
    place = line_of(session).select_related("person__user").first()
    if place:
        place.session = session
    return place


def _give(place: SessionPlace) -> None:
    place.status, place.waiting_since = Status.TAKEN, None
    place.save(update_fields=["status", "waiting_since"])
    log(instance=place.session, action="sessions.hand_on_place", user=None)
    if address := address_of(place.person):
        subject, body = _compose(place)
        deliver.enqueue(subject=subject, body=body, to=address)


def weight_of(place: SessionPlace) -> bool:
    """When two records become one person, a place stays rather than a wish for one."""
    return place.status == Status.TAKEN


def free_place(place: SessionPlace, _journal: object) -> None:
    """One person needs one place: the other of two that a merge brought together goes to the next."""
    if place.status == Status.TAKEN:
        transaction.on_commit(partial(settle, place.session))


def wait_if_full(place: SessionPlace) -> None:
    """Whose place was given to somebody else before a merge was undone waits for the next one, before all others."""
    count = count_of(place.session)
    if place.status == Status.TAKEN and count.all is not None and count.taken > count.all:
        first = line_of(place.session).values_list("waiting_since", flat=True).first()
        place.status, place.waiting_since = Status.WAITING, (first or timezone.now()) - timedelta(milliseconds=1)
        place.save(update_fields=["status", "waiting_since"])


def _compose(place: SessionPlace) -> tuple[str, str]:
    event = place.session.event
    address = f"{settings.WAGTAILADMIN_BASE_URL}{place.session.get_absolute_url()}"
    context = {"place": place, "event": event, "title": one_line(place.session.title), "address": address}
    with translation.override(event.language):
        text = render_to_string("sessions/letters/place.txt", context)
    subject, _blank, body = text.strip().partition("\n")
    return one_line(subject), f"{body.strip()}\n"
