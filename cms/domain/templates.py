"""Templates of events: kept from an event, renamed, shared, deleted."""

from collections.abc import Collection, Iterator

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.models import Event, EventTemplate
from cms.parts import all_parts, take
from cms.permissions import may_edit_event, may_keep_template


def save_as_template(
    event: Event, *, by: AbstractUser, name: str, parts: Collection[str], description: str = "", is_shared: bool = False
) -> EventTemplate:
    """Keeps the skeleton of `event` as a template of `by`: of the `parts` those that name nobody's work or person.

    Raises PermissionDenied, and ValidationError by field.
    """
    if not may_edit_event(by, event):
        raise PermissionDenied
    template = EventTemplate(
        name=name,
        kind=event.kind,
        description=description,
        days=event.days,
        parts=take(event, set(parts) & set(keepable())),
        owner_id=by.pk,
        is_shared=is_shared,
    )
    if not template.parts:
        raise ValidationError({"parts": _("Choose something that this event has.")})
    template.full_clean(exclude=["owner"])
    with transaction.atomic():
        template.save()
        log(instance=template, action="wagtail.create", user=by)
        log(instance=event, action="cms.save_as_template", user=by, data={"template": template.name})
    return template


def keepable() -> Iterator[str]:
    """The parts, and the options of parts, that a template may hold."""
    for part in all_parts():
        if not part.personal:
            yield part.slug
            yield from (part.key(option) for option in part.options if not option.personal)


def change_template(template: EventTemplate, *, by: AbstractUser) -> EventTemplate:
    """Saves a new name, description or sharing. Raises PermissionDenied, and ValidationError by field."""
    if not may_keep_template(by, template):
        raise PermissionDenied
    template.full_clean(exclude=["owner"])
    with transaction.atomic():
        template.save()
        log(instance=template, action="wagtail.edit", user=by)
    return template


def delete_template(template: EventTemplate, *, by: AbstractUser) -> None:
    """Events that were set up from it stay as they are. Raises PermissionDenied."""
    if not may_keep_template(by, template):
        raise PermissionDenied
    with transaction.atomic():
        log(instance=template, action="wagtail.delete", user=by, deleted=True)
        template.delete()
