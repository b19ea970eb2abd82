"""Wagtail's permission policies, answered from the roles held at an event."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model, Q, QuerySet
from wagtail.permission_policies.base import BasePermissionPolicy

from cms.models import Event, Role
from cms.roles import held_by, holds, is_secretariat


class EventRolePolicy(BasePermissionPolicy):
    """Rights on the rows of a model that belong to an event, by the role somebody holds there.

    `event_path` leads from the model to its event ("event", "session__event"; "" for Event itself). `writers` may do
    everything, `readers` only view. The secretariat may do everything everywhere.
    """

    def __init__(
        self,
        model: type[Model],
        *,
        event_path: str = "event",
        writers: Iterable[str] = (Role.ORGANISER,),
        readers: Iterable[str] = (),
    ) -> None:
        super().__init__(model)
        self.event_path = event_path
        self.writers, self.readers = frozenset(writers), frozenset(readers)

    def roles_for(self, actions: Iterable[str]) -> frozenset[str]:
        return self.writers | (self.readers if set(actions) & {"view", "choose"} else frozenset())

    def user_has_permission(self, user: Any, action: str) -> bool:
        return self.user_has_any_permission(user, [action])

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        wanted = self.roles_for(actions)
        return is_secretariat(user) or any(role in wanted for _event, role in held_by(user))

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Model) -> bool:
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Model) -> bool:
        return is_secretariat(user) or holds(user, self._event_id(instance), self.roles_for(actions))

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet:
        rows = self.model._default_manager.all()
        if is_secretariat(user):
            return rows
        wanted = self.roles_for(actions)
        if not wanted:  # an empty list of roles would stand for any role
            return rows.none()
        events = Event.objects.in_role(user, *wanted).values("pk")
        return rows.filter(**{f"{self.event_path or 'pk'}__in": events})

    def instances_user_has_permission_for(self, user: Any, action: str) -> QuerySet:
        return self.instances_user_has_any_permission_for(user, [action])

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet:
        wanted = [*self.roles_for(actions), Role.SECRETARIAT]
        rights = Q(team_roles__role__in=wanted) | Q(is_superuser=True)
        return get_user_model()._default_manager.filter(rights, is_active=True).distinct()

    def users_with_permission(self, action: str) -> QuerySet:
        return self.users_with_any_permission([action])

    def _event_id(self, instance: Model) -> int | None:
        *path, last = self.event_path.split("__") if self.event_path else [""]
        for step in path:
            instance = getattr(instance, step)
        return getattr(instance, f"{last}_id") if last else instance.pk


class SecretariatPolicy(EventRolePolicy):
    """For what belongs to no event: lists, people. Only the secretariat writes; `readers` may choose from it."""

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Model) -> bool:
        return self.user_has_any_permission(user, actions)

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet:
        rows = self.model._default_manager.all()
        return rows if self.user_has_any_permission(user, actions) else rows.none()

    def __init__(self, model: type[Model], *, readers: Iterable[str] = (Role.ORGANISER,)) -> None:
        super().__init__(model, writers=(), readers=readers)


class EventPolicy(EventRolePolicy):
    """For events themselves: the whole team sees them, organisers change them, only the secretariat deletes them."""

    def __init__(self) -> None:
        everybody = set(Role.values) - {Role.SECRETARIAT, Role.ORGANISER}
        super().__init__(Event, event_path="", readers=everybody)

    def roles_for(self, actions: Iterable[str]) -> frozenset[str]:
        return super().roles_for(actions) if set(actions) - {"delete"} else frozenset()


class SharedListPolicy(SecretariatPolicy):
    """For lists that organisers may add to while they set up an event, such as venues; changes concern everybody."""

    def roles_for(self, actions: Iterable[str]) -> frozenset[str]:
        return super().roles_for(actions) | (self.readers if "add" in actions else frozenset())


class FixedListPolicy(SecretariatPolicy):
    """For lists whose rows come with the software: the secretariat changes them, and nobody adds or deletes any."""

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        possible = set(actions) - {"add", "delete"}
        return bool(possible) and super().user_has_any_permission(user, possible)
