"""Adopting freezes a document for good; issuing tells the world."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log

from cms.domain.changes import differences, words_of
from cms.roles import is_secretariat
from outputs.checks.completeness import blocking
from outputs.domain.clearance import NotCleared
from outputs.domain.compilation import request_files
from outputs.domain.superseding import note_succession
from outputs.domain.symbols import claim_symbol
from outputs.editing.clearance import standing_of
from outputs.issued.library import enter
from outputs.kinds import KINDS
from outputs.models import Output
from outputs.permissions import may_adopt_output, may_issue_output
from outputs.record.board import Row, open_rows
from outputs.record.clauses import clauses_of
from outputs.resolve import resolve
from outputs.tree import Document, canonical
from participants.models import User
from sessions.models import Recommendation

State = Output.State


class NotAllDisposed(ValidationError):
    """Recommendations without a disposition, or changed since they were disposed of, are in `rows`."""

    def __init__(self, rows: Sequence[Row]) -> None:
        numbers = ", ".join(str(row.recommendation.number) for row in rows)
        message = ngettext(
            "%(count)d recommendation has no disposition, or changed since: number %(numbers)s.",
            "%(count)d recommendations have no disposition, or changed since: numbers %(numbers)s.",
            len(rows),
        )
        super().__init__(message % {"count": len(rows), "numbers": numbers})
        self.rows = rows


def adopt_output(output: Output, *, by: User | None, override: str = "") -> Output:
    """Freezes the document as canonical JSON with its SHA-256; the recommendations it takes up are adopted with it,
    and its files are asked for.

    `by` is None for the loading of data. With a reason to `override` the secretariat adopts what was not cleared.
    Raises PermissionDenied; NotCleared where it has to be cleared and is not; NotAllDisposed while one recommendation
    of the event is open; ValidationError where the document lacks what its kind cannot do without.
    """
    with transaction.atomic():
        locked = Output.objects.select_for_update().select_related("event").get(pk=output.pk)
        if by is not None and not may_adopt_output(by, locked):
            raise PermissionDenied
        if not locked.is_draft:
            raise ValidationError(_("This document is adopted already."))
        _check_clearance(locked, by, override)
        if rows := open_rows(locked):
            raise NotAllDisposed(rows)
        before = words_of(locked, "state", event=locked.event)
        _freeze(locked, by)
        request_files(locked)
        changes = differences(before, words_of(locked, "state", event=locked.event))
        data = _named(locked) | {"sha256": locked.sha256, "changes": changes, "reason": override}
        log(instance=locked.event, action="outputs.adopt", user=by, data=data)
    return locked


def _check_clearance(output: Output, by: User | None, override: str) -> None:
    standing = standing_of(output) if by is not None else None
    if standing is None or standing.is_cleared or (override and is_secretariat(by)):
        return
    raise NotCleared(_("This document is not cleared yet: %(holder)s has it.") % {"holder": standing.holder})


def _freeze(output: Output, by: User | None) -> None:
    output.adopted_at, output.adopted_by = timezone.now(), by
    if KINDS[output.kind].is_current:
        output.symbol = claim_symbol(output)
    document = resolve(output, state=State.ADOPTED)
    if lacking := blocking(output, document):
        raise ValidationError(lacking)
    data = canonical.dumps(document)
    output.state, output.frozen, output.sha256 = State.ADOPTED, data.decode(), canonical.digest(data)
    output.save()
    enter(output, document)
    _adopt_recommendations(output, document)


def _adopt_recommendations(output: Output, document: Document) -> None:
    """Marks what the frozen text contains as adopted, and keeps where it stands."""
    clauses = clauses_of(document)
    taken = list(output.dispositions.filter(recommendation__in=clauses))
    for disposition in taken:
        disposition.clause = clauses[disposition.recommendation_id]
    output.dispositions.bulk_update(taken, ["clause"])
    Recommendation.objects.filter(event=output.event, pk__in=clauses).update(status=Recommendation.Status.ADOPTED)


def issue_output(output: Output, *, by: User | None) -> Output:
    """Marks an adopted document as issued. Its text stays what was frozen; copies of what it supersedes will say so.

    Raises PermissionDenied, ValidationError.
    """
    with transaction.atomic():
        locked = Output.objects.select_for_update().select_related("event").get(pk=output.pk)
        if by is not None and not may_issue_output(by, locked):
            raise PermissionDenied
        if locked.state != State.ADOPTED:
            raise ValidationError(_("Only an adopted document can be issued."))
        before = words_of(locked, "state", event=locked.event)
        locked.state, locked.issued_at = State.ISSUED, timezone.now()
        locked.save(update_fields=["state", "issued_at", "updated_at"])
        note_succession(locked)
        changes = differences(before, words_of(locked, "state", event=locked.event))
        log(instance=locked.event, action="outputs.issue", user=by, data=_named(locked) | {"changes": changes})
    return locked


def is_intact(output: Output) -> bool:
    """Whether what is stored is still what was adopted."""
    return canonical.digest(output.frozen.encode()) == output.sha256


def _named(output: Output) -> dict[str, Any]:
    return {"output": output.pk, "title": output.title, "kind": output.kind}
