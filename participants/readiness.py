"""What registration lacks before people are invited."""

from collections.abc import Iterator
from datetime import datetime, time

from django.urls import reverse
from django.utils.translation import gettext as _

from cms.models import Event
from cms.readiness import Check, Milestone
from cms.readiness.base import due_date
from participants.domain.setup import setup_of
from participants.models import RegistrationSetup


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
    is_discreet = not (setup and setup.list_is_public and event.visibility == Event.Visibility.PRIVATE)
    note = _("The event is private, its list of participants is public.")
    yield _check(_("The list of participants is no more public than the event"), is_discreet, url, note)


def _check(label: str, is_done: bool, url: str, note: str) -> Check:
    return Check(Milestone.INVITATIONS, label, is_done, url, note)
