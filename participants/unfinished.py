"""What somebody has begun and not sent, or still owes: for /me/."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.models import Event
from participants.domain.setup import follow_up_is_open, setup_of
from participants.me import MeSection
from participants.models import FormSection, Person, Registration, RegistrationDraft, Stage

Status = Registration.Status


@dataclass(frozen=True, slots=True)
class Task:
    event: Event
    title: str
    url: str
    text: str = ""


def my_unfinished_forms(person: Person, request: HttpRequest) -> MeSection | None:
    """In five statements, however many events."""
    drafts = list(person.registration_drafts.select_related("event__registration_setup").order_by("-updated_at"))
    registrations = list(person.registrations.select_related("event__registration_setup"))
    tasks = [*_begun(drafts, registrations), *_owed(drafts, registrations)]
    if not tasks:
        return None
    return MeSection("unfinished", _("To be filled in"), 5, "participants/my_unfinished.html", {"tasks": tasks})


def _begun(drafts: list[RegistrationDraft], registrations: list[Registration]) -> Iterator[Task]:
    standing = {row.event_id for row in registrations if row.status != Status.WITHDRAWN}
    for draft in drafts:
        if draft.stage == Stage.FOLLOW_UP:
            yield Task(draft.event, _("Go on with what we need of you"), _url(draft.event, "follow_up"))
        elif draft.event_id in standing:
            yield Task(draft.event, _("Changes not sent"), _url(draft.event, "change"))
        else:
            text = _("You are at step %(number)s; nothing is sent yet.") % {"number": draft.step}
            yield Task(draft.event, _("Continue your registration"), _url(draft.event, "register"), text)


def _owed(drafts: list[RegistrationDraft], registrations: list[Registration]) -> Iterator[Task]:
    begun = {draft.event_id for draft in drafts if draft.stage == Stage.FOLLOW_UP}
    waited_for = [
        row
        for row in registrations
        if row.followed_up_at is None and row.event_id not in begun and follow_up_is_open(row, setup_of(row.event))
    ]
    sections = _follow_up_sections(waited_for)
    for row in waited_for:
        own = [each for each in sections if each.event_id == row.event_id and _is_for(each, row)]
        if own:
            yield Task(
                row.event, ", ".join(each.title for each in own), _url(row.event, "follow_up"), _until(row.event)
            )


def _follow_up_sections(registrations: list[Registration]) -> list[FormSection]:
    if not registrations:
        return []
    events = [row.event_id for row in registrations]
    asked = FormSection.objects.filter(event__in=events, stage=Stage.FOLLOW_UP, questions__removed_at=None)
    return list(asked.exclude(questions=None).distinct().prefetch_related("categories"))


def _is_for(section: FormSection, registration: Registration) -> bool:
    categories = {category.pk for category in section.categories.all()}
    return not categories or registration.category_id in categories


def _until(event: Event) -> str:
    setup = setup_of(event)
    if setup is None or setup.follow_up_until is None:
        return ""
    until = date_format(setup.follow_up_until.astimezone(event.tz), "j F Y, H:i")
    return _("To be filled in until %(until)s (%(zone)s).") % {"until": until, "zone": event.timezone}


def _url(event: Event, name: str) -> str:
    return reverse(f"participants:{name}", args=[event.slug])
