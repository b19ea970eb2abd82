"""How long answers are kept, and their removal when that time is over.

Removal runs once a day in the background worker. What belongs to one field or question of one event goes in one
transaction with its entry in the log; files go first, so that a stop in between leaves rows whose file is gone, which
the next run takes away, and never a file that no row names.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task
from django_tasks_db.models import DBTaskResult
from wagtail import hooks
from wagtail.log_actions import log

from cms.domain.changes import differences, words_of
from cms.models import Event, EventLogEntry
from participants.domain.drafts import drop_drafts
from participants.domain.exports import remove_expired_exports
from participants.domain.privacy.orphans import remove_orphans
from participants.domain.setup import locked_setup
from participants.models import (
    Answer,
    DataExport,
    Person,
    Question,
    Registration,
    RegistrationDraft,
    RegistrationSetup,
    User,
)
from participants.permissions import may_set_up_registration

FIELDS = ("needs_keep_days", "motivation_keep_days", "contact_keep_days")
#: Fields of a registration that go by a number of days in the set-up of its event.
WRITTEN = {"needs": "needs_keep_days", "motivation": "motivation_keep_days"}
DRAFT_DAYS = TASK_DAYS = 30
EVERY = timedelta(hours=24)
ACTION = "participants.remove_expired"


@dataclass(frozen=True, slots=True)
class Term:
    """How long one field or question of an event is kept. `days` None: as long as the registration.

    `key` is what the log calls it, `until` the last day on which it is there, `held` how many have something in it.
    """

    key: str
    label: str
    purpose: str
    is_sensitive: bool
    days: int | None
    until: date | None
    held: int
    removed: list[EventLogEntry]


def set_retention(event: Event, *, by: User | None, data: Mapping[str, Any]) -> RegistrationSetup:
    """Writes those of FIELDS that `data` holds: days after the event's last day, None for as long as the registration.

    Raises PermissionDenied unless `by` organises the event, ValidationError by field.
    """
    if by is not None and not may_set_up_registration(by, event):
        raise PermissionDenied
    with transaction.atomic():
        setup = locked_setup(event)
        before = words_of(setup, *FIELDS, event=event)
        named = [name for name in FIELDS if name in data]
        for name in named:
            setattr(setup, name, data[name])
        setup.clean_fields(exclude=[field.name for field in setup._meta.fields if field.name not in FIELDS])
        setup.save(update_fields=named)
        changes = differences(before, words_of(setup, *FIELDS, event=event))
        log(instance=event, action="participants.set_retention", user=by, data={"changes": changes})
    return setup


def last_day(event: Event, days: int | None) -> date | None:
    """The last day, in the event's zone, on which something kept for `days` after it is there; None: no end."""
    return None if days is None else event.end_date + timedelta(days=days)


def terms_of(event: Event, setup: RegistrationSetup) -> list[Term]:
    """Everything the registration of `event` asks for that can go before the registration does; four statements."""
    removals = list(EventLogEntry.objects.filter(event=event, action=ACTION))
    held = event.registrations.aggregate(**{name: Count("pk", filter=~Q(**{name: ""})) for name in WRITTEN})
    asked = Question.objects.filter(section__event=event).order_by("section", "position")
    asked = asked.annotate(held=Count("answers"))
    return [
        *(_built_in(name, event, setup, held[name], removals) for name in WRITTEN),
        *(_of_question(question, event, removals, held=question.held) for question in asked),
    ]


def terms_of_person(person: Person) -> list[tuple[Event, Term]]:
    """What somebody wrote that goes by itself on a day, the next first; two statements."""
    found: list[tuple[Event, Term]] = []
    rows = person.registrations.exclude(event__registration_setup=None)
    for row in rows.select_related("event__registration_setup").order_by("pk"):
        setup = row.event.registration_setup
        built_in = (_built_in(name, row.event, setup, 1, []) for name in WRITTEN if getattr(row, name))
        found += [(row.event, term) for term in built_in]
    answers = Answer.objects.filter(registration__person=person, question__keep_days__isnull=False)
    for answer in answers.select_related("question__section__event").order_by("pk"):
        event = answer.question.section.event
        found.append((event, _of_question(answer.question, event, [], held=1)))
    return sorted(((event, term) for event, term in found if term.until), key=lambda pair: str(pair[1].until))


def remove_expired() -> int:
    """Removes everywhere what is kept no longer; how many values. Again, or after a stop in between, does no harm."""
    over = Event.objects.filter(end_date__lt=timezone.now().date() + timedelta(days=1))
    count = sum(remove_expired_of(event) for event in over.filter(Exists(_setups())).select_related("venue"))
    return count + remove_old_exports() + remove_old_tasks() + remove_expired_exports() + remove_orphans()


def remove_expired_of(event: Event) -> int:
    """The same for one event, by the day it is there now."""
    setup = RegistrationSetup.objects.get(pk=event.pk)
    return sum(_remove(event, key, label, rows) for key, label, rows in list(_due(event, setup)))


def remove_old_exports() -> int:
    """Copies of one's data whose days are over, with their files."""
    count = 0
    for export in DataExport.objects.filter(expires_at__lt=timezone.now()):
        export.file.delete(save=False)
        export.delete()
        count += 1
    return count


def remove_old_tasks() -> int:
    """What the background worker did long ago: letters stand in its table with address and text."""
    old = DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - timedelta(days=TASK_DAYS))
    return old.delete()[0]


def request_removal() -> bool:
    """Puts the removal in the queue unless it was there within EVERY; whether it did.

    To be called now and then by whatever keeps the site running. A worker that was lost is replaced by the next day's.
    """
    since = timezone.now() - EVERY
    if DBTaskResult.objects.filter(task_path=remove_in_background.module_path, enqueued_at__gt=since).exists():
        return False
    remove_in_background.enqueue()
    return True


@task()
def remove_in_background() -> None:
    remove_expired()


def delete_files(answers: Iterable[Answer]) -> None:
    """The files of these answers, from the disk; the rows are left to the caller."""
    for answer in answers:
        if answer.file:
            answer.file.delete(save=False)


def _due(event: Event, setup: RegistrationSetup) -> Iterator[tuple[str, str, QuerySet]]:
    """Name, words and rows of what is over."""
    registrations = Registration.objects.filter(event=event)
    for name, setting in WRITTEN.items():
        if _is_over(event, getattr(setup, setting)):
            yield name, _words(name), registrations.exclude(**{name: ""})
    for question in Question.objects.filter(section__event=event, keep_days__isnull=False):
        if _is_over(event, question.keep_days):
            yield _key(question), question.label, question.answers.all()
    if _is_over(event, DRAFT_DAYS):
        yield "drafts", str(_("unfinished forms")), RegistrationDraft.objects.filter(event=event)
    if _is_over(event, setup.contact_keep_days):
        yield "contact", str(_("contact of people without an account")), _out_of_touch(event)


def _is_over(event: Event, days: int | None) -> bool:
    until = last_day(event, days)
    return until is not None and timezone.now().astimezone(event.tz).date() > until


@transaction.atomic
def _remove(event: Event, key: str, label: str, rows: QuerySet) -> int:
    count = _take_away(key, rows)
    if count:
        log(instance=event, action=ACTION, data={"key": key, "removed": {label: count}})
    return count


def _take_away(key: str, rows: QuerySet) -> int:
    if rows.model is Answer:
        delete_files(rows.exclude(file=""))
    if rows.model is Registration:
        return rows.update(**{key: ""})
    if rows.model is Person:
        return Person.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).update(email="", phone="")
    if rows.model is RegistrationDraft:
        return drop_drafts(rows)
    return rows.delete()[0]


def _out_of_touch(event: Event) -> QuerySet:
    """People without an account who were registered here, whom nothing else still needs.

    Under the hook `needs_contact` each app names people (a filter on Person) whom the organisers must reach.
    """
    people = Person.objects.filter(user=None, registrations__event=event).exclude(email="", phone="")
    ahead = Registration.objects.filter(person=OuterRef("pk"), event__end_date__gte=timezone.now().date())
    kept = Registration.objects.filter(person=OuterRef("pk"), event__registration_setup__contact_keep_days=None)
    people = people.exclude(Exists(ahead)).exclude(Exists(kept))
    for needed in hooks.get_hooks("needs_contact"):
        people = people.exclude(needed())
    return people


def _words(name: str) -> str:
    field: Any = Registration._meta.get_field(name)
    return str(field.verbose_name)


def _setups() -> QuerySet:
    return RegistrationSetup.objects.filter(event=OuterRef("pk"))


def _key(question: Question) -> str:
    return f"question:{question.pk}"


def _built_in(name: str, event: Event, setup: RegistrationSetup, held: int, removals: list[EventLogEntry]) -> Term:
    days = getattr(setup, WRITTEN[name])
    return Term(
        key=name,
        label=_words(name),
        purpose=str(PURPOSES[name]),
        is_sensitive=name == "needs",
        days=days,
        until=last_day(event, days),
        held=held,
        removed=[entry for entry in removals if entry.data.get("key") == name],
    )


def _of_question(question: Question, event: Event, removals: list[EventLogEntry], *, held: int) -> Term:
    return Term(
        key=_key(question),
        label=question.label,
        purpose=question.purpose,
        is_sensitive=question.is_sensitive,
        days=question.keep_days,
        until=last_day(event, question.keep_days),
        held=held,
        removed=[entry for entry in removals if entry.data.get("key") == _key(question)],
    )


PURPOSES = {
    "needs": _("so that everybody can take part fully"),
    "motivation": _("so that the organizers can decide who takes part"),
}
