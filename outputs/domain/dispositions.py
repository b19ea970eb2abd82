"""Deciding what becomes of a recommendation in an output. No recommendation is ever deleted, only disposed of."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.domain.changes import differences
from outputs.board import open_rows
from outputs.models import Disposition, Output
from outputs.permissions import may_edit_output
from participants.domain.text import many_lines
from participants.models import User
from sessions.models import Recommendation

Verdict = Disposition.Verdict
NEED_REASON = frozenset({Verdict.DEFERRED, Verdict.NOT_TAKEN})


def record_disposition(
    output: Output, recommendation: Recommendation, *, by: User | None, verdict: str, reason: str = ""
) -> Disposition:
    """What becomes of `recommendation` in `output`; a later decision takes the place of the earlier one.

    `by` is None for the loading of data. Raises PermissionDenied, and ValidationError by field ("verdict", "reason").
    """
    with transaction.atomic():
        locked = _opened(output, by)
        if recommendation.event_id != locked.event_id:
            raise ValidationError(_("This recommendation belongs to another event."))
        earlier = Disposition.objects.filter(output=locked, recommendation=recommendation).first()
        disposition = _decide(locked, recommendation, by=by, verdict=verdict, reason=many_lines(reason))
        data = {"output": output.pk, "title": output.title, "recommendation": recommendation.number, "verdict": verdict}
        data |= {"changes": differences(_words(earlier), _words(disposition))}
        log(instance=locked.event, action="outputs.dispose", user=by, data=data | {"reason": disposition.reason})
    return disposition


def accept_suggestions(output: Output, *, by: User | None) -> int:
    """Disposes of all that is still open as the kind of document proposes; how many there were.

    Raises PermissionDenied.
    """
    with transaction.atomic():
        locked = _opened(output, by)
        rows = open_rows(locked)
        for row in rows:
            _decide(locked, row.recommendation, by=by, verdict=row.suggestion, reason="")
        data = {"output": output.pk, "title": output.title, "count": len(rows)}
        log(instance=locked.event, action="outputs.accept_suggestions", user=by, data=data)
    return len(rows)


def _words(disposition: Disposition | None) -> dict[str, str]:
    return {"verdict": str(disposition.get_verdict_display())} if disposition else {}


def _opened(output: Output, by: User | None) -> Output:
    locked = Output.objects.select_for_update().select_related("event").get(pk=output.pk)
    if by is not None and not may_edit_output(by, locked):
        raise PermissionDenied
    if not locked.is_draft:
        raise ValidationError(_("This document is adopted; nothing in it changes any more."))
    return locked


def _decide(
    output: Output, recommendation: Recommendation, *, by: User | None, verdict: str, reason: str
) -> Disposition:
    if verdict not in Verdict.values:
        raise ValidationError({"verdict": _("Choose what becomes of the recommendation.")})
    if verdict in NEED_REASON and not reason:
        raise ValidationError({"reason": _("Say why it is deferred or not taken.")})
    values = {"verdict": verdict, "reason": reason, "decided_by": by, "revision": recommendation.revision}
    found, _created = Disposition.objects.update_or_create(
        output=output, recommendation=recommendation, defaults=values
    )
    return found
