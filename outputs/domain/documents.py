"""Setting up an output and writing its body."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.domain.changes import HIDDEN, differences, words_of
from cms.models import Event
from outputs.beginning import begin
from outputs.domain.pictures import keep_pictures
from outputs.domain.symbols import change_symbol, claim_symbol
from outputs.models import LastReading, Output
from outputs.parts_of_kinds import Offered, kind_of
from outputs.permissions import is_locked_for, may_edit_output, may_write_outputs
from outputs.record.news import items_of, noted
from outputs.record.reading import Reading
from participants.models import User

HEAD = ("title", "subtitle", "symbol", "distribution", "original_language", "job_number", "imprint", "agenda_item")
EDITABLE = frozenset({*HEAD, "summary", "body"})
LOGGED = sorted(EDITABLE - {"body"})
STEPS = (Output.State.DRAFT, Output.State.FOR_COMMENTS, Output.State.FINAL_DRAFT)


def create_output(event: Event, kind: str, *, by: User | None, language: str = "") -> Output:
    """A new draft of a kind, its body as that kind begins, in `language` (the event's where that is empty). `kind` is
    the slug of a delivered kind or of one that the secretariat made.

    `by` is None for the loading of data and for the command line. A second one of the same kind is the next version.
    Raises PermissionDenied, and ValidationError where a draft of the kind is being written already, or nobody begins
    documents of that kind.
    """
    if by is not None and not may_write_outputs(by, event):
        raise PermissionDenied
    language = language or event.language
    found = kind_of(kind, language)
    if found is None:
        raise ValidationError(_("There is no document of the kind “%(kind)s”.") % {"kind": kind})
    if found.is_retired:
        raise ValidationError(_("No more documents of the kind “%(kind)s” are begun.") % {"kind": found.label})
    with transaction.atomic():
        Event.objects.select_for_update().get(pk=event.pk)
        output = _new(event, found, language, by)
        output.save()
        note_beginning(output, by)
        log(instance=event, action="outputs.create", user=by, data=_named(output))
    return output


def _new(event: Event, found: Offered, language: str, by: User | None) -> Output:
    same = Output.objects.filter(event=event, language=language, modification="").of_kind(found.slug)
    if same.filter(state__in=STEPS).exists():
        raise ValidationError(_("There is a draft of this document already."))
    version = (same.aggregate(last=Max("version"))["last"] or 0) + 1
    output = Output(event=event, kind=found.kind.slug, language=language, version=version, created_by=by)
    begin(output, found)
    output.symbol = claim_symbol(output)
    return output


def note_beginning(output: Output, by: User | None) -> None:
    """The first revision, and the record as it is then: what comes later is told from them."""
    output.save_revision(user=by)
    LastReading.objects.create(output=output, items=noted(items_of(Reading(output.event))), looked_by=by)


def save_output(output: Output, *, by: User, data: dict[str, Any]) -> Output:
    """Writes what `data` holds of EDITABLE, and keeps a revision. Raises PermissionDenied and ValidationError."""
    with transaction.atomic():
        locked = Output.objects.select_for_update().select_related("event").get(pk=output.pk)
        if not may_edit_output(by, locked):
            raise PermissionDenied
        if is_locked_for(by, locked):
            raise ValidationError(_("A colleague has locked this document; your text is kept, and not yet saved."))
        before, body = words_of(locked, *LOGGED, event=locked.event), locked.body
        for name in EDITABLE & data.keys():
            setattr(locked, name, data[name])
        locked.symbol = change_symbol(locked, locked.symbol)
        locked.full_clean(exclude=["event", "kind", "language", "version"])
        keep_pictures(locked)
        locked.save()
        locked.save_revision(user=by)
        changes = differences(before, words_of(locked, *LOGGED, event=locked.event))
        changes |= {"body": HIDDEN} if locked.body != body else {}
        log(instance=locked.event, action="outputs.edit", user=by, data=_named(locked) | {"changes": changes})
    return locked


def set_state(output: Output, *, by: User, state: str) -> Output:
    """Moves a draft between draft, for comments and final draft. Raises PermissionDenied and ValidationError."""
    if state not in STEPS:
        raise ValidationError(_("A document is adopted and issued by their own steps."))
    with transaction.atomic():
        locked = Output.objects.select_for_update().select_related("event").get(pk=output.pk)
        if not may_edit_output(by, locked):
            raise PermissionDenied
        before = words_of(locked, "state", event=locked.event)
        locked.state = state
        locked.save(update_fields=["state", "updated_at"])
        changes = differences(before, words_of(locked, "state", event=locked.event))
        data = _named(locked) | {"state": state, "changes": changes}
        log(instance=locked.event, action="outputs.set_state", user=by, data=data)
    return locked


def _named(output: Output) -> dict[str, Any]:
    return {"output": output.pk, "title": output.title, "kind": output.kind}
