"""The roles that somebody holds, read once for a user object, so that asking twice costs nothing."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models import QuerySet

from cms.prepared import prepared


def held_by(user: Any) -> frozenset[tuple[int | None, str]]:
    """Pairs (event id, role) of `user`; the secretariat has no event id. Empty for visitors and closed accounts."""
    return frozenset((event, role) for event, role, _reads in _held_by(user))


def may_read_needs_at(user: Any, event_id: int, wanted: Iterable[str]) -> bool:
    """Whether `user` holds one of the `wanted` roles at the event and is named among those who read needs."""
    return any((event_id, role, True) in _held_by(user) for role in wanted)


def _held_by(user: Any) -> frozenset[tuple[int | None, str, bool]]:
    if not (user.is_authenticated and user.is_active):
        return frozenset()
    if not hasattr(user, "held_roles"):
        user.held_roles = frozenset(_rows(user.pk))
    return user.held_roles


@prepared
def _rows(user: int) -> QuerySet:
    members = apps.get_model("cms", "TeamMember").objects
    return members.filter(user=user).order_by().values_list("event_id", "role", "reads_needs")


def forget(user: Any) -> None:
    """Must be called where a role of `user` changes, for the sake of the object at hand (a request's is a proxy)."""
    if hasattr(user, "held_roles"):
        del user.held_roles


def is_secretariat(user: Any) -> bool:
    return bool(user.is_authenticated and user.is_active and user.is_superuser) or (None, "secretariat") in held_by(
        user
    )


def events_of(user: Any, *wanted: str) -> list[int]:
    """Ids of the events at which `user` holds any role, or one of the `wanted` ones."""
    return [event for event, role in held_by(user) if event is not None and (not wanted or role in wanted)]


def holds(user: Any, event_id: int | None, wanted: Iterable[str]) -> bool:
    """Whether `user` holds one of the `wanted` roles at the event; the secretariat is not counted here."""
    held = held_by(user)
    return any((event_id, role) in held for role in wanted)
