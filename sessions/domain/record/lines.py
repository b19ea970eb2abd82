"""Lines while they are typed: kept as typed, and made an entry or a recommendation once when they are finished."""

import hashlib
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from participants.models import User
from sessions.models import RecordEntry, Session, TypedLine
from sessions.permissions import may_record
from sessions.shorthand import Parsed, Vocabulary, parse

from .entries import capture_entry
from .recommendations import capture_recommendation
from .writing import Captured

LONGEST = 20_000  # characters that are kept while typing; what may be finished is shorter


def keep_line(session: Session, *, by: User, key: UUID, text: str, sequence: int) -> None:
    """Keeps what `by` is typing, for nobody else to see. One with a lower `sequence`, or of a finished line, comes late
    and changes nothing.

    Raises PermissionDenied, ValidationError ("text") beyond 20,000 characters.
    """
    _check(session, by, text)
    own = {"session": session, "by": by, "key": key}
    now = {"text": text, "sequence": sequence, "updated_at": timezone.now()}
    earlier = TypedLine.objects.filter(**own, finished_at=None, sequence__lt=sequence)
    if sequence <= 1 or not earlier.update(**now):
        TypedLine.objects.bulk_create([TypedLine(**own, **now)], ignore_conflicts=True)


def discard_line(session: Session, *, by: User, key: UUID) -> None:
    """Forgets a line that its author emptied. A finished one stays finished."""
    TypedLine.objects.filter(session=session, by=by, key=key, finished_at=None).delete()


def finish_line(
    session: Session, *, by: User, key: UUID, text: str, kind: str = RecordEntry.Kind.VIEW
) -> Captured | None:
    """Reads the shorthand of `text` and captures what it says; sent again, gives what it became the first time.

    `kind` is that of a line that names none: one of `RecordEntry.Kind`, or "recommendation". None where it was finished
    and what it became is gone. Raises as `capture_entry`; ValidationError ("text") if it was finished in other words.
    """
    _check(session, by, text)
    with transaction.atomic():
        line, _made = TypedLine.objects.get_or_create(session=session, by=by, key=key)
        line = TypedLine.objects.select_for_update(of=("self",)).select_related("recommendation").get(pk=line.pk)
        if line.finished_at:
            return _became(line, text)
        parsed = parse(text, Vocabulary.of(session), kind=kind, keeps_names=session.is_attributed)
        made = _capture(session, parsed, by=by)
        setattr(line, "entry" if isinstance(made, RecordEntry) else "recommendation", made)
        line.text, line.digest, line.finished_at = "", _digest(text), timezone.now()
        line.save(update_fields=["entry", "recommendation", "text", "digest", "finished_at", "updated_at"])
    return made


def _became(line: TypedLine, text: str) -> Captured | None:
    if line.digest != _digest(text):
        raise ValidationError(
            {"text": _("This line was added from elsewhere, in other words. Add yours as a new one.")}
        )
    if line.recommendation_id:
        return line.recommendation
    return RecordEntry.objects.filter(pk=line.entry_id or 0).first()


def _capture(session: Session, parsed: Parsed, *, by: User) -> Captured:
    shared: dict[str, Any] = {"text": parsed.text, "themes": list(parsed.themes), "unread": list(parsed.unread)}
    if not parsed.is_recommendation:
        data = shared | {
            "kind": parsed.kind,
            "consensus": parsed.consensus,
            "speaker": parsed.speaker,
            "institution": parsed.institution,
        }
        return capture_entry(session, by=by, data=data)
    data = shared | {"verb": parsed.verb, "sdg_targets": list(parsed.targets), "due": parsed.due}
    data["indicator"] = parsed.indicator
    data["proposers"] = list(parsed.people)
    if parsed.consensus:
        data["consensus"] = parsed.consensus
    addressees = [(addressee, "lead") for addressee in parsed.addressees]
    return capture_recommendation(session.event, by=by, data=data, session=session, addressees=addressees)


def _digest(text: str) -> str:
    return hashlib.sha256(text.strip().encode(errors="replace")).hexdigest()


def _check(session: Session, by: User, text: str) -> None:
    if not may_record(by, session):
        raise PermissionDenied
    if len(text) > LONGEST:
        raise ValidationError({"text": _("At most %(count)d characters in one line.") % {"count": LONGEST}})
