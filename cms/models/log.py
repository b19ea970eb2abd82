"""Who changed what at an event. Wagtail's log, with the event that an entry belongs to."""

from typing import Any

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.models.audit_log import BaseLogEntry, ModelLogEntryManager

from cms.roles import events_of, is_secretariat

from .events import Event
from .team import Role


class EventLogEntryManager(ModelLogEntryManager):
    def log_action(self, instance: models.Model, action: str, **kwargs: Any) -> "EventLogEntry":
        user, data = kwargs.get("user"), kwargs.get("data") or {}
        title = kwargs.pop("title", None) or self.get_instance_title(instance)
        facts = {
            "user_name": str(user or "")[:150],
            "words": words_in(title, user, data),
            "event_id": event_id(instance),
        }
        return super().log_action(instance, action, title=title, **kwargs | facts)

    def viewable_by_user(self, user: Any) -> models.QuerySet:
        """For Wagtail's report of the site's history: the events that `user` organises."""
        entries = self.shown_to(user)
        return entries if is_secretariat(user) else entries.filter(event__in=events_of(user, Role.ORGANISER))

    def shown_to(self, user: Any) -> models.QuerySet:
        """Without what nobody tells this user, whatever office they hold. Each app says so under `hidden_log_entries`:
        a function of the user that returns a Q.
        """
        entries = self.all()
        for register in hooks.get_hooks("hidden_log_entries"):
            entries = entries.exclude(register(user))
        return entries


class EventLogEntry(BaseLogEntry):
    """For models registered with `log_of_event`; written by `wagtail.log_actions.log`.

    `data["changes"]` says what changed: {name of a field: [old, new]}, both in words (see `cms.domain.changes`), or
    [None, None] where that it changed is all that may be told. Names and words are kept as they were, whatever becomes
    of the person or the thing. `words` is for searching.
    """

    event = models.ForeignKey(Event, models.SET_NULL, null=True, blank=True, related_name="log")
    object_id = models.CharField(max_length=255, db_index=True)
    user_name = models.CharField(max_length=150, blank=True)
    words = models.TextField(blank=True)

    objects = EventLogEntryManager()

    class Meta(BaseLogEntry.Meta):
        ordering = ["-timestamp", "-id"]
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        indexes = [models.Index(fields=["event", "-timestamp"])]

    def __str__(self) -> str:
        return f"{self.action}: {self.label}"

    def clean_fields(self, exclude: Any = None) -> None:
        """Without asking the database whether the event, the user and the type at hand are there."""
        super().clean_fields({*(exclude or ()), "event", "user", "content_type"})

    @cached_property
    def user_display_name(self) -> str:
        return self.user_name or str(_("system"))

    @property
    def changes(self) -> dict[str, list[str | None]]:
        return self.data.get("changes", {})


def event_id(instance: Any) -> int:
    return instance.pk if isinstance(instance, Event) else instance.event_id


def words_in(title: str, user: Any, data: dict[str, Any]) -> str:
    said = [word for pair in data.get("changes", {}).values() for word in pair if word]
    return "\n".join([title, str(user or ""), *said])


def log_of_event(actions: Any, *registered: type[models.Model]) -> None:
    """To be called where log actions are registered: what happens to rows of these models stands in the event's log.

    Each is Event itself or has a foreign key `event`.
    """
    for model in registered:
        actions.register_model(model, EventLogEntry)
