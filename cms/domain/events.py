"""Setting up an event, changing it, calling it off."""

from collections.abc import Iterable, Iterator

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.domain import groups
from cms.domain.changes import differences, words_of
from cms.domain.event_words import facts_in_words, stored_facts
from cms.domain.team import grant_role
from cms.models import Event, Role, SdgTarget, Theme
from cms.permissions import may_create_event, may_edit_event
from cms.roles import is_secretariat


def create_event(
    event: Event, *, by: AbstractUser, themes: Iterable[Theme] = (), sdg_targets: Iterable[SdgTarget] = ()
) -> Event:
    """Saves a new event with its objectives, organizers and contacts; whoever creates it becomes its organiser.

    Raises PermissionDenied, and ValidationError by field; a parent must be an event that `by` may edit.
    """
    if not may_create_event(by):
        raise PermissionDenied
    _check(event, by=by, old=None)
    with transaction.atomic():
        _save(event, themes, sdg_targets)
        log(instance=event, action="wagtail.create", user=by, content_changed=True)
        if not is_secretariat(by):
            grant_role(event, user=by, role=Role.ORGANISER, by=None)
    return event


def change_event(
    event: Event, *, by: AbstractUser, themes: Iterable[Theme] = (), sdg_targets: Iterable[SdgTarget] = ()
) -> Event:
    """Saves the changed event with its objectives, organizers and contacts.

    Raises PermissionDenied, and ValidationError by field: the address stays once a page carries it.
    """
    old, before = stored_facts(event.pk)
    if not may_edit_event(by, old):
        raise PermissionDenied
    _check(event, by=by, old=old)
    with transaction.atomic():
        _save(event, themes, sdg_targets)
        groups.rename(event, old_slug=old.slug)
        after = facts_in_words(event, themes=themes, sdg_targets=sdg_targets)
        data = {"changes": differences(before, after)}
        log(instance=event, action="wagtail.edit", user=by, content_changed=True, data=data)
    return event


def cancel_event(event: Event, *, by: AbstractUser) -> None:
    """Marks the event as cancelled wherever it is shown; its page stays. Raises PermissionDenied."""
    _mark_cancelled(event, is_cancelled=True, action="cms.cancel_event", by=by)


def restore_event(event: Event, *, by: AbstractUser) -> None:
    """The event takes place after all. Raises PermissionDenied."""
    _mark_cancelled(event, is_cancelled=False, action="cms.restore_event", by=by)


def _mark_cancelled(event: Event, *, is_cancelled: bool, action: str, by: AbstractUser) -> None:
    if not may_edit_event(by, event):
        raise PermissionDenied
    if event.is_cancelled == is_cancelled:
        return
    before = words_of(event, "is_cancelled", event=event)
    with transaction.atomic():
        event.is_cancelled = is_cancelled
        event.save(update_fields=["is_cancelled", "updated_at"])
        changes = differences(before, words_of(event, "is_cancelled", event=event))
        log(instance=event, action=action, user=by, data={"changes": changes})


def _check(event: Event, *, by: AbstractUser, old: Event | None) -> None:
    event.full_clean()
    if old and old.slug != event.slug and old.pages.exists():
        raise ValidationError({"slug": _("The address of an event that has a page does not change any more.")})
    if event.parent and event.parent_id != (old and old.parent_id) and not may_edit_event(by, event.parent):
        raise ValidationError({"parent": _("Choose an event that you organise.")})
    if event.pk and event.pk in _around(event):
        raise ValidationError({"parent": _("An event cannot be part of itself.")})


def _around(event: Event) -> Iterator[int]:
    """Ids of the events that this one is part of, the nearest first."""
    parents, seen = dict(Event.objects.filter(parent__isnull=False).values_list("pk", "parent")), set()
    parent = event.parent_id
    while parent and parent not in seen:
        seen.add(parent)
        yield parent
        parent = parents.get(parent)


def _save(event: Event, themes: Iterable[Theme], sdg_targets: Iterable[SdgTarget]) -> None:
    event.save()
    event.themes.set(themes)
    event.sdg_targets.set(sdg_targets)
