"""What the desk sees of one registration beside its own fields."""

from typing import Any

from django.db.models import QuerySet

from cms.admin.history import changes_of
from cms.models import Event, EventLogEntry
from participants.models import Letter, Registration
from participants.permissions import DESK
from participants.questions import words

ENTRIES, LETTERS = 30, 30


def answers_of(registration: Registration, *, with_sensitive: bool) -> list[dict[str, Any]]:
    """Questions with the answers in words, in the order of the form."""
    rows = registration.answers.select_related("question__section").order_by(
        "question__section__stage", "question__section__position", "question__position", "question_id"
    )
    if not with_sensitive:
        rows = rows.filter(question__is_sensitive=False)
    return [{"label": answer.question.label, "words": words(answer)} for answer in rows]


def earlier_of(registration: Registration, user: Any) -> QuerySet[Registration]:
    """The person's registrations at other events, of those where `user` looks after registrations."""
    events = Event.objects.in_role(user, *DESK).exclude(pk=registration.event_id)
    rows = Registration.objects.filter(person=registration.person_id, event__in=events.values("pk"))
    return rows.select_related("event", "category").order_by("-event__start_date")


def history_of(registration: Registration) -> list[dict[str, Any]]:
    """What was done with it, the newest first; who merely read it stands in the history of the event."""
    entries = EventLogEntry.objects.filter(
        event=registration.event_id,
        content_type__app_label="participants",
        content_type__model="registration",
        object_id=str(registration.pk),
    )
    shown = (
        entries.exclude(action="participants.read_private")
        .select_related("content_type")
        .order_by("-timestamp", "-pk")[:ENTRIES]
    )
    return [{"entry": entry, "changes": list(changes_of(entry))} for entry in shown]


def letters_to(registration: Registration) -> QuerySet[Letter]:
    """Those of this event that lay in its outbox."""
    return Letter.objects.filter(event=registration.event_id, person=registration.person_id)[:LETTERS]
