"""Writing an output with others: what is typed is kept, what two people wrote is joined, and a text can be locked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.domain.changes import differences, words_of
from outputs.domain.documents import save_output
from outputs.editing.merging import Joined, join
from outputs.editing.texts import data_of, revision_of, texts_of, texts_of_revision
from outputs.models import Output, WorkingCopy
from outputs.permissions import may_break_lock, may_edit_output
from participants.models import User

LONGEST_COPY = 5_000_000  # characters
LOCK = ("locked_by", "locked_at")


class Collided(ValidationError):
    """Two people, or one in two windows, changed the same pieces in different ways: `joined` says which, `latest` is
    the other's revision.
    """

    def __init__(self, joined: Joined, latest: int | None) -> None:
        super().__init__(_("What you changed was changed otherwise, too."))
        self.joined, self.latest = joined, latest


@dataclass(frozen=True, slots=True)
class Saved:
    """`taken` are the keys (fields, blocks) that somebody, or another window, had changed meanwhile and that stayed."""

    output: Output
    taken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """Where a text is typed: `tab` names it, `taken_up` is the copy, as its `mark`, that was taken up there."""

    tab: str = ""
    taken_up: str = ""


ONLY = Window()


def mark(copy: WorkingCopy) -> str:
    """Another one whenever it is kept."""
    return f"{copy.pk}@{copy.kept_at.isoformat()}"


def save_text(
    output: Output,
    *,
    by: User,
    texts: Mapping[str, Any],
    seen: int | None,
    picks: Mapping[str, str] | None = None,
    window: Window = ONLY,
) -> Saved:
    """Writes `texts` (see `outputs.editing.texts`), begun from the revision `seen`, over nobody: what was saved since
    is joined with them. `picks` decides where both changed the same. What was kept of this `window` is not needed any
    more.

    Raises PermissionDenied, ValidationError, and Collided while something is undecided.
    """
    with transaction.atomic():
        locked = _locked(output, by)
        theirs, revision = texts_of(locked), revision_of(locked, seen)
        joined = join(texts_of_revision(revision) if revision else theirs, theirs, texts, picks)
        if joined.open:
            raise Collided(joined, locked.latest_revision_id)
        saved = save_output(locked, by=by, data=data_of(joined.texts))
        WorkingCopy.objects.filter(output=locked, user=by, tab=window.tab).delete()
        _drop(locked, by, window.taken_up)
    return Saved(saved, tuple(joined.taken))


def keep_copy(output: Output, *, by: User, data: str, base: int | None, window: Window = ONLY) -> WorkingCopy:
    """Keeps what `by` has typed in a window and not saved, in place of what was kept of it before and of what was taken
    up there, unless that was kept anew since; the document stays as it is.

    `data` is a query string. Raises PermissionDenied, and ValidationError where it is longer than a form may be.
    """
    if not may_edit_output(by, output):
        raise PermissionDenied
    if len(data) > LONGEST_COPY:
        raise ValidationError(_("This text is too long to be kept."))
    values = {"data": data, "base": base}
    with transaction.atomic():
        copy, _created = WorkingCopy.objects.update_or_create(output=output, user=by, tab=window.tab, defaults=values)
        _drop(output, by, window.taken_up)
    return copy


def discard_copy(output: Output, *, by: User, marked: str) -> None:
    """Throws away what `by` typed and did not save, unless it was kept anew since. Raises PermissionDenied."""
    if not may_edit_output(by, output):
        raise PermissionDenied
    _drop(output, by, marked)


def _drop(output: Output, by: User, marked: str) -> None:
    copies = WorkingCopy.objects.filter(output=output, user=by).defer("data") if marked else ()
    for copy in copies:
        if mark(copy) == marked:
            copy.delete()


def lock_output(output: Output, *, by: User) -> Output:
    """From now on only `by` saves its text. Raises PermissionDenied; ValidationError where a colleague was first."""
    with transaction.atomic():
        locked = _locked(output, by)
        if locked.locked and locked.locked_by_id != by.pk:
            raise ValidationError(_("A colleague locked this document before you."))
        _set_lock(locked, by, "outputs.lock", locked=True, locked_by=by, locked_at=timezone.now())
    return locked


def unlock_output(output: Output, *, by: User) -> Output:
    """Opens one's own lock, or breaks that of a colleague. Raises PermissionDenied."""
    with transaction.atomic():
        locked = _locked(output, by)
        if not locked.locked:
            return locked
        if not may_break_lock(by, locked):
            raise PermissionDenied
        action = "outputs.unlock" if locked.locked_by_id == by.pk else "outputs.break_lock"
        _set_lock(locked, by, action, locked=False, locked_by=None, locked_at=None)
    return locked


def restore_revision(output: Output, *, by: User, revision: int) -> Output:
    """The text of an older revision becomes the newest one; those between stay.

    Raises PermissionDenied, ValidationError where the document has no such revision.
    """
    with transaction.atomic():
        locked = _locked(output, by)
        found = revision_of(locked, revision)
        if found is None:
            raise ValidationError(_("There is no such revision of this document."))
        saved = save_output(locked, by=by, data=data_of(texts_of_revision(found)))
        data = {"output": saved.pk, "title": saved.title, "kind": saved.kind, "revision": found.created_at.isoformat()}
        log(instance=saved.event, action="outputs.restore", user=by, data=data)
    return saved


def _locked(output: Output, by: User) -> Output:
    rows = Output.objects.select_for_update(of=("self",)).select_related("event", "locked_by")
    locked = rows.get(pk=output.pk)
    if not may_edit_output(by, locked):
        raise PermissionDenied
    return locked


def _set_lock(output: Output, by: User, action: str, **values: Any) -> None:
    before = words_of(output, *LOCK, event=output.event)
    for name, value in values.items():
        setattr(output, name, value)
    output.save(update_fields=[*values])
    changes = differences(before, words_of(output, *LOCK, event=output.event))
    data = {"output": output.pk, "title": output.title, "kind": output.kind, "changes": changes}
    log(instance=output.event, action=action, user=by, data=data)
