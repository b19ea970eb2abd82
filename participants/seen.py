"""What registration knows of an expert: events attended, and who took part where."""

from collections.abc import Sequence

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.models import Event
from participants.directory.evidence import Row, Source
from participants.models import Registration


def attended() -> list[Source]:
    """Of those whose names stand on the public list of the event."""
    public = Event.objects.visible_to(AnonymousUser()).filter(end_date__lt=timezone.localdate())
    rows = Registration.objects.approved().filter(event__in=public, list_consent=True)
    listed = rows.filter(event__registration_setup__list_is_public=True)
    return [Source("attended", listed, _took_part, "event", "event_id", "event__title")]


def _took_part(row: Row) -> tuple[str, str]:
    return _("took part"), Event(slug=row.slug).get_absolute_url()


def took_part(events: Sequence[Event]) -> QuerySet:
    return Registration.objects.approved().filter(event__in=events).values("person")
