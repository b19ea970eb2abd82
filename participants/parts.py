"""What a new event takes over of another's registration."""

from typing import Any

from django.utils import formats
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from cms.models import Event
from cms.parts import Part, moments
from participants.domain.setup import set_up_registration, setup_of
from participants.models import ParticipantCategory, User

PLAIN = ("capacity", "needs_approval", "introduction", "list_is_public")
TIMES = ("opens_at", "closes_at")


def take(event: Event, options: frozenset[str]) -> dict[str, Any]:
    setup = setup_of(event)
    if setup is None:
        return {}
    times = {name: getattr(setup, name) for name in TIMES}
    return {
        **{name: getattr(setup, name) for name in PLAIN},
        **{name: moments.relative(time, event) if time else None for name, time in times.items()},
        "categories": list(setup.categories.values_list("slug", flat=True)),
    }


def give(event: Event, data: dict[str, Any], by: User) -> list[str]:
    values = {name: data[name] for name in PLAIN if name in data}
    times = {name: moments.absolute(data[name], event) for name in TIMES if data.get(name)}
    categories = ParticipantCategory.objects.filter(slug__in=data.get("categories", []))
    set_up_registration(event, by=by, data=values | times, categories=list(categories))
    return []


def tell(data: dict[str, Any], event: Event) -> str:
    """For example "opens 1 February 2027, closes 30 April 2027, 6 categories"."""
    words = {"opens_at": gettext("opens %(day)s"), "closes_at": gettext("closes %(day)s")}
    days = [words[name] % {"day": _day(data[name], event)} for name in TIMES if data.get(name)]
    count = len(data.get("categories", []))
    kinds = ngettext("%(count)d category", "%(count)d categories", count) % {"count": count} if count else ""
    return ", ".join(filter(None, [*days, kinds])) or gettext("without dates")


def _day(moment: moments.Moment, event: Event) -> str:
    return formats.date_format(moments.day_of(moment["day"], event), "j F Y")


def parts() -> list[Part]:
    return [Part("registration", _("Registration, its dates and categories"), 100, take, give, tell)]
