"""Badges read at the door of a session."""

from datetime import datetime

from django.utils import timezone

from cms.models import Event
from participants.checkin_places import CheckInPlace
from participants.models import Registration, User
from sessions.domain.attendance import clear_attendance, note_attendance
from sessions.kinds import KINDS
from sessions.models import Session, SessionAttendance


def check_in_places(event: Event) -> list[CheckInPlace]:
    """The sessions of the event that have a time, in their order, without breaks and those called off."""
    pauses = [kind.slug for kind in KINDS.values() if kind.is_pause]
    rows = Session.objects.filter(event=event, start__isnull=False).exclude(kind__in=pauses).exclude(status="cancelled")
    return [_place(session, event) for session in rows.order_by("start", "pk")]


def _place(session: Session, event: Event) -> CheckInPlace:
    session.event = event

    def note(registration: Registration, by: User | None, at: datetime) -> bool:
        mode = SessionAttendance.Mode.QR
        return bool(note_attendance(session, people=[registration.person], mode=mode, by=by, at=at))

    def take_back(registration: Registration, by: User | None) -> bool:
        return clear_attendance(session, person=registration.person, by=by)

    start = timezone.localtime(session.start, event.tz)
    return CheckInPlace(f"session:{session.pk}", f"{start:%d.%m. %H:%M} {session.title}", note, take_back)
