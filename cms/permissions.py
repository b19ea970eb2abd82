"""Who may do what with an event. Views, templates, the API and Wagtail's policies all ask these predicates."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from cms.models import Event, EventTemplate, Role
from cms.prepared import prepared
from cms.roles import held_by, holds, is_secretariat

__all__ = [
    "is_secretariat",
    "is_team",
    "may_create_event",
    "may_edit_event",
    "may_enter_admin",
    "may_keep_template",
    "may_manage_team",
    "may_read_event",
    "may_use_template",
]


def may_read_event(user: Any, event: Event) -> bool:
    """What the door has asked for this user and this event object is not asked again."""
    if user.is_authenticated and event.opened_for == user.pk:
        return True
    return bool(_open_to_all(event.pk)) or Event.objects.visible_to(user).filter(pk=event.pk).exists()


@prepared
def _open_to_all(event: int) -> QuerySet:
    return Event.objects.visible_to(AnonymousUser()).filter(pk=event).values("pk")


def is_team(user: Any, event: Event) -> bool:
    return is_secretariat(user) or holds(user, event.pk, Role.values)


def may_edit_event(user: Any, event: Event) -> bool:
    return is_secretariat(user) or holds(user, event.pk, [Role.ORGANISER])


def may_create_event(user: Any) -> bool:
    """Whoever organises one event may set up another, and is its organiser then."""
    return is_secretariat(user) or any(role == Role.ORGANISER for _event, role in held_by(user))


def may_use_template(user: Any, template: EventTemplate) -> bool:
    return EventTemplate.objects.usable_by(user).filter(pk=template.pk).exists()


def may_keep_template(user: Any, template: EventTemplate) -> bool:
    """Renaming, sharing and deleting it: its owner and the secretariat."""
    return EventTemplate.objects.kept_by(user).filter(pk=template.pk).exists()


def may_manage_team(user: Any, event: Event) -> bool:
    return may_edit_event(user, event)


def may_enter_admin(user: Any) -> bool:
    """Whoever holds a role is in the group that Wagtail lets in: `cms.domain.groups`."""
    return is_secretariat(user) or bool(held_by(user))
