"""Setting up an event from another one or from a template."""

from collections.abc import Collection

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log

from cms.domain.events import create_event
from cms.models import Event, EventTemplate
from cms.parts import Data, all_parts, take
from cms.permissions import may_edit_event, may_use_template

Source = Event | EventTemplate | None


def set_up_event(event: Event, *, by: AbstractUser, source: Source = None, parts: Collection[str] = ()) -> list[str]:
    """Creates `event` and gives it what `parts` of `source` hold, by slug, their days counted from its first one.

    All of it or nothing. An option of a part is asked for as "part:option". Returns sentences on what did not fit, for
    whoever set it up to read. Raises PermissionDenied, also where `by` neither organises the source nor may use the
    template, and ValidationError by field.
    """
    with transaction.atomic():
        given = parts_of(source, by=by, wanted=parts)
        create_event(event, by=by)
        notices = [
            sentence
            for part in all_parts()
            if part.slug in given
            for sentence in part.give(event, given[part.slug], by)
        ]
        facts = {"source": str(source or ""), "parts": sorted(given)}
        log(instance=event, action="cms.set_up_event", user=by, data=facts)
    return notices


def parts_of(source: Source, *, by: AbstractUser, wanted: Collection[str]) -> dict[str, Data]:
    """What the `wanted` parts of `source` hold, by slug. Raises PermissionDenied."""
    if isinstance(source, Event):
        if not may_edit_event(by, source):
            raise PermissionDenied
        return take(source, wanted)
    if source is None:
        return {}
    if not may_use_template(by, source):
        raise PermissionDenied
    return {slug: data for slug, data in source.parts.items() if slug in wanted}
