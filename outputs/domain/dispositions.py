"""Deciding what becomes of a recommendation in an output. No recommendation is ever deleted, only disposed of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.domain.changes import differences
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
        locked = opened(output, by)
        if recommendation.event_id != locked.event_id:
            raise ValidationError(_("This recommendation belongs to another event."))
        earlier = Disposition.objects.filter(output=locked, recommendation=recommendation).first()
        disposition = decide(locked, recommendation, by=by, verdict=verdict, reason=reason)
        data = {"output": output.pk, "title": output.title, "recommendation": recommendation.number, "verdict": verdict}
        data |= {"changes": differences(_words(earlier), _words(disposition))}
        log(instance=locked.event, action="outputs.dispose", user=by, data=data | {"reason": disposition.reason})
    return disposition


def opened(output: Output, by: User | None) -> Output:
    """The locked row of a document that `by` may still change. Raises PermissionDenied and ValidationError."""
    locked = Output.objects.select_for_update(of=("self",)).select_related("event").get(pk=output.pk)
    if by is not None and not may_edit_output(by, locked):
        raise PermissionDenied
    if not locked.is_draft:
        raise ValidationError(_("This document is adopted; nothing in it changes any more."))
    return locked


def decide(
    output: Output,
    recommendation: Recommendation,
    *,
    by: User | None,
    verdict: str,
    reason: str = "",
    **where: Any,
) -> Disposition:
    """Writes one decision within a transaction that holds the output; `where` may give `into`, `position`, `heading`.

    What is included in an arranged document comes last, unless a place is given. Raises ValidationError by field.
    """
    reason = many_lines(reason)
    if verdict not in Verdict.values:
        raise ValidationError({"verdict": _("Choose what becomes of the recommendation.")})
    if verdict in NEED_REASON and not reason:
        raise ValidationError({"reason": _("Say why it is deferred or not taken.")})
    values = {"verdict": verdict, "reason": reason, "decided_by": by, "revision": recommendation.revision, "into": None}
    standing = Disposition.objects.filter(output=output, recommendation=recommendation).first()
    if verdict == Verdict.INCLUDED and not (standing and standing.verdict == verdict):
        values["position"] = next_position(output)
    found, _created = Disposition.objects.update_or_create(
        output=output, recommendation=recommendation, defaults=values | dict(where)
    )
    return found


def next_position(output: Output) -> int:
    """After all clauses of an arranged document; 0, the place in the programme, in one that nobody arranged."""
    included = Disposition.objects.filter(output=output, verdict=Verdict.INCLUDED)
    last = included.aggregate(last=Max("position"))["last"] or 0
    return last + 1 if last else 0


def standing(output: Output) -> dict[str, Mapping[str, Any]]:
    """All decisions of `output` as plain data, by the id of the recommendation as text."""
    fields = ("verdict", "reason", "into", "position", "heading", "revision")
    return {
        str(pk): dict(zip(fields, rest, strict=True))
        for pk, *rest in output.dispositions.values_list("recommendation", *fields)
    }


def _words(disposition: Disposition | None) -> dict[str, str]:
    return {"verdict": str(disposition.get_verdict_display())} if disposition else {}
