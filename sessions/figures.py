"""Those who have a part in the working programme, for the figures of an event."""

from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from cms.models import Event
from participants.figures.columns import Alike, Column, alike
from participants.models import Person, Registration


def speaking() -> Column:
    """Whoever has a role or a contribution; of what category, their registration says."""
    return Column("speaking", _("Speaking"), 40, _read)


def _read(event: Event) -> list[Alike]:
    part = Q(session_roles__session__event=event) | Q(contributions__session__event=event)
    own = Registration.objects.filter(event=event, person=OuterRef("pk")).values("category__slug")[:1]
    people = Person.objects.filter(pk__in=Person.objects.filter(part).values("pk")).annotate(kind=Subquery(own))
    return alike(people, person="", category="kind")
