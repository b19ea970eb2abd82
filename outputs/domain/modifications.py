"""Revisions, addenda and corrigenda of what is adopted."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.models import Event
from outputs.beginning import new_body
from outputs.domain.documents import note_beginning
from outputs.domain.symbols import claim_symbol
from outputs.editing.corrections import BLOCK
from outputs.models import Disposition, Output
from outputs.permissions import may_modify_output
from participants.models import User

Modification = Output.Modification
TAKEN_OVER = (
    "event",
    "session",
    "kind",
    "template",
    "named",
    "title",
    "distribution",
    "language",
    "agenda_item",
    "version",
)


def begin_modification(output: Output, modification: str, *, by: User | None) -> Output:
    """A draft that revises `output`, adds to it, or corrects it.

    A revision begins with the text and the dispositions of the document in force, which is the last revision adopted,
    and modifies the original; a corrigendum with one empty correction; an addendum with nothing.

    Raises PermissionDenied; ValidationError where there is no such modification, or a draft of it is being written.
    """
    if by is not None and not may_modify_output(by, output):
        raise PermissionDenied
    if modification not in Modification.values:
        raise ValidationError(_("A document is revised, added to, or corrected."))
    with transaction.atomic():
        Event.objects.select_for_update().get(pk=output.event_id)
        base = _base(output, modification)
        made = _new(base, modification, by)
        made.save()
        note_beginning(made, by)
        if modification == Modification.REVISION:
            _keep_dispositions(_in_force(base), made)
        data = {"output": made.pk, "title": made.title, "kind": made.kind, "modification": modification}
        log(instance=output.event, action="outputs.modify", user=by, data=data | {"symbol": made.symbol})
    return made


def _base(output: Output, modification: str) -> Output:
    """What the modification names: a revision of a revision revises the original again."""
    if modification == Modification.REVISION and output.modification == Modification.REVISION and output.modifies:
        return output.modifies
    return output


def _new(base: Output, modification: str, by: User | None) -> Output:
    same = Output.objects.filter(modifies=base, modification=modification)
    if same.filter(frozen="").exists():
        raise ValidationError(_("There is a draft of this document already."))
    number = (same.aggregate(last=Max("modification_number"))["last"] or 0) + 1
    made = Output(modifies=base, modification=modification, modification_number=number, created_by=by)
    for name in TAKEN_OVER:
        setattr(made, name, getattr(base, name))
    made.symbol = claim_symbol(made)
    _begin_text(made, _in_force(base))
    return made


def _begin_text(made: Output, former: Output) -> None:
    with translation.override(made.language):
        if made.modification == Modification.REVISION:
            made.title, made.subtitle, made.summary, made.body = (
                former.title, former.subtitle, former.summary, former.body,
            )  # fmt: skip
            made.parts = former.parts
        elif made.modification == Modification.CORRIGENDUM:
            made.subtitle = _("Corrigendum")
            made.body = new_body([(BLOCK, {"paragraph": "", "instead_of": "", "read": ""})])
        else:
            made.subtitle = _("Addendum")


def _in_force(base: Output) -> Output:
    """The last revision that was adopted, else the original."""
    revisions = Output.objects.filter(modifies=base, modification=Modification.REVISION).exclude(frozen="")
    return revisions.order_by("-modification_number").first() or base


def _keep_dispositions(former: Output, made: Output) -> None:
    """What was decided stands, until a recommendation changes."""
    kept = []
    for disposition in former.dispositions.all():
        disposition.pk, disposition.output, disposition.clause = None, made, ""
        kept.append(disposition)
    Disposition.objects.bulk_create(kept)
