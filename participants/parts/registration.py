"""How people register: dates, categories, places."""

from typing import Any

from django.utils import formats
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from cms.models import Event
from cms.parts import Part, moments
from participants.domain.setup import set_up_registration, setup_of
from participants.models import ParticipantCategory, User

PLAIN = (
    "capacity",
    "needs_approval",
    "is_by_invitation",
    "has_waiting_list",
    "acceptance_hours",
    "grace_minutes",
    "asks_motivation",
    "asks_needs",
    "introduction",
    "list_is_public",
)
TIMES = ("opens_at", "closes_at", "change_until", "follow_up_until")


def take(event: Event, options: frozenset[str]) -> dict[str, Any]:
    setup = setup_of(event)
    if setup is None:
        return {}
    times = {name: getattr(setup, name) for name in TIMES}
    return {
        **{name: getattr(setup, name) for name in PLAIN},
        **{name: moments.relative(time, event) if time else None for name, time in times.items()},
        "categories": list(setup.categories.values_list("slug", flat=True)),
        "quotas": dict(setup.category_places.values_list("category__slug", "capacity")),
    }


def give(event: Event, data: dict[str, Any], by: User) -> list[str]:
    values = {name: data[name] for name in PLAIN if name in data}
    times = {name: moments.absolute(data[name], event) for name in TIMES if data.get(name)}
    quotas, offered = data.get("quotas", {}), data.get("categories", [])
    known = ParticipantCategory.objects.filter(slug__in=[*offered, *quotas])
    set_up_registration(
        event,
        by=by,
        data=values | times,
        categories=[category for category in known if category.slug in offered],
        quotas={category: quotas[category.slug] for category in known if category.slug in quotas},
    )
    return []


def tell(data: dict[str, Any], event: Event) -> str:
    """For example "opens 1 February 2027, closes 30 April 2027, 6 categories"."""
    words = {"opens_at": gettext("opens %(day)s"), "closes_at": gettext("closes %(day)s")}
    days = [words[name] % {"day": _day(data[name], event)} for name in words if data.get(name)]
    count = len(data.get("categories", []))
    kinds = ngettext("%(count)d category", "%(count)d categories", count) % {"count": count} if count else ""
    return ", ".join(filter(None, [*days, kinds])) or gettext("without dates")


def _day(moment: moments.Moment, event: Event) -> str:
    return formats.date_format(moments.day_of(moment["day"], event), "j F Y")


PART = Part("registration", _("Registration, its dates and categories"), 100, take, give, tell)
