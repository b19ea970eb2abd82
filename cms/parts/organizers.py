from typing import Any

from django.contrib.auth.models import AbstractUser
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from cms.models import Event, Organization, Organizer

from .base import Part


def take(event: Event, options: frozenset[str]) -> list[dict[str, Any]]:
    rows = Organizer.objects.filter(event=event).values("organization", "organization__name", "role")
    return [{"id": row["organization"], "name": row["organization__name"], "role": row["role"]} for row in rows]


def give(event: Event, data: list[dict[str, Any]], by: AbstractUser) -> list[str]:
    """An organization that is gone from the list since then is named."""
    there = Organization.objects.in_bulk([row["id"] for row in data])
    Organizer.objects.bulk_create(
        Organizer(event=event, organization=there[row["id"]], role=row["role"], position=position)
        for position, row in enumerate(data)
        if row["id"] in there
    )
    gone = gettext("“%(name)s” is in the list of organizations no longer.")
    return [gone % {"name": row["name"]} for row in data if row["id"] not in there]


def tell(data: list[dict[str, Any]], event: Event) -> str:
    return ngettext("%(count)d organization", "%(count)d organizations", len(data)) % {"count": len(data)}


PART = Part("organizers", _("Organizers, in order"), 30, take, give, tell)
