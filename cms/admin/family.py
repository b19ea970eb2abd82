"""The events around one: what it is part of, what is held inside it, and the editions of its series."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from cms.models import Event, Role, TeamMember
from cms.permissions import may_edit_event
from cms.roles import held_by, is_secretariat

EDITIONS_SHOWN = 12
NOBODY: Mapping[int, list[str]] = {}


@dataclass(frozen=True, slots=True)
class Relative:
    """`is_open` says whether the user works for it, too: then its page in the back office opens.

    `organisers` are known of those inside another event only.
    """

    event: Event
    is_open: bool
    organisers: list[str]


@dataclass(frozen=True, slots=True)
class Family:
    parent: Relative | None
    children: list[Relative]
    editions: list[Relative]


def of(event: Event, user: Any) -> Family:
    """Whoever organises `event` sees all that is held inside it; others what they may see anyway."""
    children = event.children.all() if may_edit_event(user, event) else _seen(event.children.all(), user)
    inside = list(_ready(children).order_by("start_date", "title"))
    editions = _ready(_seen(event.other_editions(), user)).order_by("-start_date")[:EDITIONS_SHOWN]
    around = Event.objects.filter(pk=event.parent_id) if event.parent_id else []
    return Family(
        next(iter(_relatives(around, user)), None),
        _relatives(inside, user, _organisers(inside)),
        _relatives(editions, user),
    )


def _seen(events: QuerySet[Event], user: Any) -> QuerySet[Event]:
    return events.filter(pk__in=Event.objects.visible_to(user).values("pk"))


def _ready(events: QuerySet[Event]) -> QuerySet[Event]:
    return events.with_place().with_live_page()


def _relatives(events: Iterable[Event], user: Any, organisers: Mapping[int, list[str]] = NOBODY) -> list[Relative]:
    mine = {pk for pk, _role in held_by(user)}
    return [Relative(one, is_secretariat(user) or one.pk in mine, organisers.get(one.pk, [])) for one in events]


def _organisers(events: list[Event]) -> dict[int, list[str]]:
    names: dict[int, list[str]] = {}
    members = TeamMember.objects.filter(event__in=events, role=Role.ORGANISER).select_related("user") if events else []
    for member in members:
        names.setdefault(member.event_id, []).append(str(member.user))
    return names
