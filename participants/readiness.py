"""What registration lacks before people are invited."""

from collections.abc import Iterator
from datetime import datetime, time

from django.urls import reverse
from django.utils.translation import gettext as _

from cms.models import Event
from cms.readiness import Check, Milestone
from cms.readiness.base import due_date
from participants.domain.form_building import built_form
from participants.domain.form_building.reading import asked_in, questions_in
from participants.domain.setup import setup_of
from participants.models import RegistrationSetup, Stage


def checks(event: Event) -> Iterator[Check]:
    setup, url = setup_of(event), reverse("registrations:setup", args=[event.slug])
    opens = setup.opens_at if setup else None
    invited = due_date(Milestone.INVITATIONS, event)
    latest = datetime.combine(invited, time.max, event.tz)
    yield _check(_("Registration has a day on which it opens"), bool(opens), url, _("Without it nobody registers."))
    if opens:
        in_time = opens <= latest
        yield _check(_("It opens before people are invited"), in_time, url, _("It opens after the invitations."))
    has_categories = RegistrationSetup.categories.through.objects.filter(registrationsetup=event.pk).exists()
    yield _check(_("Categories of participants"), has_categories, url, _("None is chosen: all are offered."))
    yield from _form_checks(event, setup)
    is_discreet = not (setup and setup.list_is_public and event.visibility == Event.Visibility.PRIVATE)
    note = _("The event is private, its list of participants is public.")
    yield _check(_("The list of participants is no more public than the event"), is_discreet, url, note)


def _form_checks(event: Event, setup: RegistrationSetup | None) -> Iterator[Check]:
    """Nothing of an event without a form of its own."""
    sections, url = built_form(event), reverse("builder:index", args=[event.slug])
    if not sections:
        return
    note = _("Participants do not see a section without questions.")
    yield _check(_("Every section of the form has questions"), all(map(asked_in, sections)), url, note)
    ends = all(question.keep_days for question in questions_in(sections) if question.is_sensitive)
    yield _check(_("What few may read has an end"), ends, url, _("A question does not say how long it is kept."))
    if any(section.stage == Stage.FOLLOW_UP for section in sections):
        has_day = bool(setup and setup.follow_up_until)
        where = reverse("registrations:setup", args=[event.slug])
        note = _("Those approved do not know until when they have to fill it in.")
        yield _check(_("The form after approval has a last day"), has_day, where, note)


def _check(label: str, is_done: bool, url: str, note: str) -> Check:
    return Check(Milestone.INVITATIONS, label, is_done, url, note)
