"""Whom to ask. Taken over from an edition only: a template names no people."""

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.utils.translation import gettext_lazy as _

from cms.models import Contact, Event

from .base import Part


def take(event: Event, options: frozenset[str]) -> list[dict[str, Any]]:
    return list(Contact.objects.filter(event=event).values("name", "title", "unit", "email"))


def give(event: Event, data: list[dict[str, Any]], by: AbstractUser) -> list[str]:
    Contact.objects.bulk_create(Contact(event=event, position=place, **row) for place, row in enumerate(data))
    return []


def tell(data: list[dict[str, Any]], event: Event) -> str:
    return ", ".join(row["name"] for row in data)


PART = Part("contacts", _("Contacts"), 40, take, give, tell, personal=True)
