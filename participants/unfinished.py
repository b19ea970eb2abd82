"""What somebody has begun and not sent, still fills in, or has not said yet: registration's part of what is owed."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.models import Event
from participants.domain.privacy.consents import LIST
from participants.domain.setup import TAKING, follow_up_is_open, setup_of, state_of
from participants.models import Consent, FormSection, Invitation, Person, Registration, RegistrationDraft, Stage
from participants.owed import Owed, of

Status, WayIn = Registration.Status, Registration.WayIn
ENTERED_BY_OTHERS = (WayIn.DESK, WayIn.IMPORT, WayIn.NOMINATION)


def owed_forms(*, person: Person | None, event: Event | None) -> Iterator[Owed]:
    """Forms begun, accepted invitations without a registration, and what is asked after approval."""
    rows = RegistrationDraft.objects.filter(**of(person, event)).select_related("event__registration_setup")
    drafts = list(rows.order_by("-updated_at"))
    found = Registration.objects.filter(**of(person, event)).select_related("event__registration_setup")
    registrations = list(found)
    yield from _begun(drafts, registrations)
    yield from _invited(person, event, drafts)
    yield from _asked_after(drafts, registrations)


def owed_consents(*, person: Person | None, event: Event | None) -> Iterator[Owed]:
    """Those whom others registered have not said whether their name may stand on the list."""
    said = Consent.objects.filter(person=OuterRef("person"), event=OuterRef("event"), purpose=LIST)
    rows = Registration.objects.filter(**of(person, event), status=Status.APPROVED, way_in__in=ENTERED_BY_OTHERS)
    ahead = rows.filter(event__end_date__gte=timezone.localdate()).exclude(Exists(said)).select_related("event")
    for row in ahead:
        title = _("Say whether your name may stand on the list of participants")
        yield Owed(row.person_id, row.event, title, _url(row.event, "change"))


def _begun(drafts: list[RegistrationDraft], registrations: list[Registration]) -> Iterator[Owed]:
    standing = {(row.event_id, row.person_id) for row in registrations if row.status != Status.WITHDRAWN}
    for draft in drafts:
        if draft.stage == Stage.FOLLOW_UP:
            yield _form(draft, _("Go on with what we need of you"), "follow_up", _until(draft.event))
        elif (draft.event_id, draft.person_id) in standing:
            yield _form(draft, _("Changes not sent"), "change")
        else:
            text = _("You are at step %(number)s; nothing is sent yet.") % {"number": draft.step}
            yield _form(draft, _("Continue your registration"), "register", _closes(draft.event), text)


def _form(draft: RegistrationDraft, title: str, page: str, due: datetime | None = None, text: str = "") -> Owed:
    return Owed(draft.person_id, draft.event, title, _url(draft.event, page), due, text)


def _invited(person: Person | None, event: Event | None, drafts: list[RegistrationDraft]) -> Iterator[Owed]:
    """Who has accepted and not registered. Open invitations have reminders, and a place in /me/, of their own."""
    registered = Registration.objects.filter(person=OuterRef("person"), event=OuterRef("event"))
    accepted = Invitation.objects.filter(**of(person, event), state=Invitation.State.ACCEPTED, delegation=None)
    begun = {(draft.event_id, draft.person_id) for draft in drafts}
    for row in accepted.exclude(Exists(registered)).select_related("event__registration_setup"):
        setup = setup_of(row.event)
        if (row.event_id, row.person_id) not in begun and setup and state_of(setup) in TAKING:
            yield Owed(row.person_id, row.event, _("Register"), _url(row.event, "register"), setup.closes_at)


def _asked_after(drafts: list[RegistrationDraft], registrations: list[Registration]) -> Iterator[Owed]:
    begun = {(draft.event_id, draft.person_id) for draft in drafts if draft.stage == Stage.FOLLOW_UP}
    waited_for = [
        row
        for row in registrations
        if row.followed_up_at is None
        and (row.event_id, row.person_id) not in begun
        and follow_up_is_open(row, setup_of(row.event))
    ]
    sections = _follow_up_sections(waited_for)
    for row in waited_for:
        own = [each for each in sections if each.event_id == row.event_id and _is_for(each, row)]
        if own:
            title = ", ".join(each.title for each in own)
            yield Owed(row.person_id, row.event, title, _url(row.event, "follow_up"), _until(row.event))


def _follow_up_sections(registrations: list[Registration]) -> list[FormSection]:
    if not registrations:
        return []
    events = {row.event_id for row in registrations}
    asked = FormSection.objects.filter(event__in=events, stage=Stage.FOLLOW_UP, questions__removed_at=None)
    return list(asked.exclude(questions=None).distinct().prefetch_related("categories"))


def _is_for(section: FormSection, registration: Registration) -> bool:
    categories = {category.pk for category in section.categories.all()}
    return not categories or registration.category_id in categories


def _until(event: Event) -> datetime | None:
    setup = setup_of(event)
    return setup.follow_up_until if setup else None


def _closes(event: Event) -> datetime | None:
    setup = setup_of(event)
    return setup.closes_at if setup else None


def _url(event: Event, name: str) -> str:
    return reverse(f"participants:{name}", args=[event.slug])
