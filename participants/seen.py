"""What registration knows of an expert: events attended, and who took part where."""

from collections.abc import Collection, Iterator, Sequence

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.models import Event
from participants.directory.evidence import Evidence
from participants.models import Registration


def attended(people: Collection[int]) -> Iterator[Evidence]:
    """Of those whose names stand on the public list of the event."""
    public = Event.objects.visible_to(AnonymousUser()).filter(end_date__lt=timezone.localdate())
    rows = Registration.objects.approved().filter(person__in=people, event__in=public, list_consent=True)
    for row in rows.filter(event__registration_setup__list_is_public=True).select_related("event"):
        event = row.event
        yield Evidence(row.person_id, event.start_date, event.name, _("took part"), event.get_absolute_url())


def took_part(events: Sequence[Event]) -> QuerySet:
    return Registration.objects.approved().filter(event__in=events).values("person")
