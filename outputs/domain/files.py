"""The files of an event that are always current: made from present data, and never twice for the same content."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cms.models import Event
from outputs.domain.adoption import adopt_output, issue_output
from outputs.domain.compilation import request_compilation
from outputs.kinds import KINDS
from outputs.models import Output, Rendition
from outputs.permissions import may_issue_file, may_read_file
from outputs.resolve import current_of, resolve
from outputs.tree import canonical
from participants.models import User
from sessions.models import Session
from sessions.permissions import may_record

PDF = "pdf"


def fresh_file(event: Event, kind: str, session: Session | None = None) -> Rendition | None:
    """The PDF of what this file says at present; None where that is not made yet."""
    output = current_of(event, kind, session)
    if output.pk is None:
        return None
    source = canonical.digest(canonical.dumps(resolve(output)))
    kept = Rendition.objects.filter(output=output, format=PDF, source_sha256=source).first()
    return kept if kept and kept.file.storage.exists(str(kept.file.name)) else None


def request_file(event: Event, kind: str, *, by: User, session: Session | None = None) -> Rendition | None:
    """The PDF of present data, of one `session` where its kind is about one; None while the background worker makes it,
    which this asks for.

    Raises PermissionDenied; ValidationError where there is nothing to print yet.
    """
    allowed = may_record(by, session) if session else may_read_file(by, event, kind)
    if not allowed:
        raise PermissionDenied
    if fresh := fresh_file(event, kind, session):
        return fresh
    output = keep_current(event, kind, session)
    if gaps := KINDS[kind].gaps(resolve(output)):
        raise ValidationError(gaps)
    request_compilation(output, PDF, by=by)
    return None


def keep_current(event: Event, kind: str, session: Session | None = None) -> Output:
    """The output that keeps the files of a kind that is always current, in the event's language."""
    with transaction.atomic():
        Event.objects.select_for_update().get(pk=event.pk)
        output = current_of(event, kind, session)
        if output.pk is None:
            output.title = str(KINDS[kind].label)
            output.save()
    return output


def issue_file(event: Event, kind: str, *, by: User | None) -> Output:
    """Freezes a file as it stands, as an issued document that everybody may read; the file itself stays current.

    `by` is None for the loading of data. Raises PermissionDenied; ValidationError where it is nothing to issue or lacks
    what it cannot do without.
    """
    if by is not None and not may_issue_file(by, event, kind):
        raise PermissionDenied
    if not KINDS[kind].is_issuable:
        raise ValidationError(_("This file is for printing; it is not issued."))
    with transaction.atomic():
        output = adopt_output(keep_current(event, kind), by=by)
        return issue_output(output, by=by)
