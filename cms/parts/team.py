"""Who works for the event. Taken over from an edition only: a template names no people."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cms.domain.team import carry_team
from cms.models import Event, TeamMember

from .base import Part


def take(event: Event, options: frozenset[str]) -> list[dict[str, Any]]:
    return list(TeamMember.objects.filter(event=event, user__is_active=True).values("user", "role").order_by("pk"))


def give(event: Event, data: list[dict[str, Any]], by: AbstractUser) -> list[str]:
    users = get_user_model()._default_manager.filter(is_active=True).in_bulk([row["user"] for row in data])
    carry_team(event, [(users[row["user"]], row["role"]) for row in data if row["user"] in users], by=by)
    return []


def tell(data: list[dict[str, Any]], event: Event) -> str:
    people = len({row["user"] for row in data})
    return ngettext("%(count)d person", "%(count)d people", people) % {"count": people}


PART = Part("team", _("Team"), 70, take, give, tell, personal=True)
