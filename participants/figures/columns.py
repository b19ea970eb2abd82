"""What is counted: the columns that the apps add."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise
from wagtail import hooks

from cms.models import Event
from participants.domain.places import STANDING
from participants.models import Invitation, Registration

HOOK = "figures_column"


@dataclass(frozen=True, slots=True)
class Alike:
    """How many people of an event share these facts; an empty text stands for what is not known."""

    country: str
    gender: str
    category: str
    count: int


@dataclass(frozen=True, slots=True)
class Column:
    """`read` counts the people of an event, each once, in one query. Columns stand in the order of `order`."""

    slug: str
    label: StrPromise
    order: int
    read: Callable[[Event], list[Alike]]


def columns() -> list[Column]:
    """All that the apps add, in order."""
    return sorted((make() for make in hooks.get_hooks(HOOK)), key=lambda column: column.order)


def alike(rows: QuerySet, *, person: str = "person", category: str = "category__slug") -> list[Alike]:
    """Counts `rows` by the facts of the person they lead to (empty where they are people), each once. One query."""
    path = f"{person}__" if person else ""
    facts = (f"{path}country", f"{path}gender", category)
    counted = rows.order_by().values_list(*facts).annotate(count=Count(person or "pk", distinct=True))
    return [Alike(country or "", gender or "", kind or "", count) for country, gender, kind, count in counted]


def invited() -> Column:
    """Those on the list of invitations, sent or prepared, who have not declined; focal points are not counted."""
    states = (Invitation.State.PREPARED, Invitation.State.SENT, Invitation.State.ACCEPTED)
    rows = Invitation.objects.filter(delegation=None, state__in=states)
    return Column("invited", _("Invited"), 10, lambda event: alike(rows.filter(event=event)))


def registered() -> Column:
    return _of_registrations("registered", _("Registered"), 20, Q(status__in=STANDING))


def approved() -> Column:
    return _of_registrations("approved", _("Approved"), 30, Q(status=Registration.Status.APPROVED))


def attended() -> Column:
    return _of_registrations("attended", _("Attended"), 50, Q(status=Registration.Status.APPROVED, attended=True))


def _of_registrations(slug: str, label: StrPromise, order: int, which: Q) -> Column:
    return Column(slug, label, order, lambda event: alike(Registration.objects.filter(which, event=event)))
