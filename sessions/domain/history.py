"""Undoing and redoing what one person did in a programme, step by step.

A step is undone only where what it touched is as it left it. Where it is not, nothing is written, `Conflict` tells what
was done in between, and the step counts as final, so that the way to the steps before it is free.
"""

from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Case, QuerySet, Value, When
from django.utils.translation import gettext as _

from cms.models import Event
from participants.models import User
from sessions.models import ProgrammeChange, Session

from . import keeping
from .draft import Conflict, Draft, Outcome, drafted, plain, told_of, unplain
from .programme import check_deletable

State = ProgrammeChange.State
LONGEST = 50  # steps that can be undone, or redone, in a row


def undo_change(event: Event, *, by: User) -> Outcome:
    """Takes back the latest step of `by` at `event`.

    Raises PermissionDenied; ValidationError where there is nothing to undo, a session it made has a record by now, or
    one it deleted is there again; Conflict.
    """
    return _retrace(event, by=by, back=True)


def redo_change(event: Event, *, by: User) -> Outcome:
    """Does again what was undone last, unless `by` has done something else since. Raises as `undo_change`."""
    return _retrace(event, by=by, back=False)


@dataclass(frozen=True, slots=True)
class Chain:
    """The steps that can be undone, the next first, and those that can be redone, the next last.

    A new step ends the chain: what was undone before it is not done again.
    """

    done: tuple[ProgrammeChange, ...] = ()
    undone: tuple[ProgrammeChange, ...] = ()

    @property
    def undo(self) -> ProgrammeChange | None:
        return self.done[0] if self.done else None

    @property
    def redo(self) -> ProgrammeChange | None:
        return self.undone[-1] if self.undone else None

    def moved(self, *, back: bool) -> "Chain":
        """As it is after one step back, or forth."""
        if back:
            return Chain(self.done[1:], (*self.undone, *self.done[:1]))
        return Chain((*self.undone[-1:], *self.done), self.undone[:-1])


def chain_of(event: Event, by: User) -> Chain:
    steps = list(_own(event, by).exclude(state=State.FINAL).order_by("-pk")[:LONGEST])
    undone = tuple(takewhile(lambda step: step.state == State.UNDONE, steps))
    return Chain(tuple(step for step in steps if step.state == State.DONE), undone)


def _own(event: Event, by: User) -> QuerySet[ProgrammeChange]:
    return ProgrammeChange.objects.filter(event=event, user=by)


def _retrace(event: Event, *, by: User, back: bool) -> Outcome:
    chain = Chain()
    try:
        with drafted(event, by=by) as draft:
            chain = chain_of(event, by)
            step = _next_step(chain, back=back)
            _walk(draft, step, *((step.after, step.before) if back else (step.before, step.after)))
            _mark(step, draft, undone=back)
            label = _("Undone: %(what)s") if back else _("Redone: %(what)s")
            done = draft.finish(label % {"what": step.label}, action="sessions.change_schedule", state=State.FINAL)
            return replace(done, chain=chain.moved(back=back))
    except (Conflict, ValidationError):
        if failed := chain.undo if back else chain.redo:
            ProgrammeChange.objects.filter(pk=failed.pk).update(state=State.FINAL)
        raise


def _next_step(chain: Chain, *, back: bool) -> ProgrammeChange:
    if step := chain.undo if back else chain.redo:
        return step
    raise ValidationError(_("There is nothing to undo.") if back else _("There is nothing to redo."))


def _mark(step: ProgrammeChange, draft: Draft, *, undone: bool) -> None:
    """Older steps that are undone are out of the chain for good once `step`, done after them, is undone as well."""
    own = ProgrammeChange.objects.filter(event=draft.event, user=draft.by)
    dead = own.filter(state=State.UNDONE, pk__lt=step.pk) if undone else own.none()
    state = Case(When(pk=step.pk, then=Value(State.UNDONE if undone else State.DONE)), default=Value(State.FINAL))
    (own.filter(pk=step.pk) | dead).update(state=state)


def _walk(draft: Draft, step: ProgrammeChange, here: dict[str, Any], there: dict[str, Any]) -> None:
    """Leads every session of the step from `here`, where it must be, to `there`."""
    moves = any("room_id" in (wanted or ()) for wanted in there.values())
    rooms = draft.event.rooms.in_bulk() if moves else {}
    for key, wanted in there.items():
        if here[key] is None:
            _bring_back(draft, key, wanted)
        elif wanted is None:
            _take_out(draft, step, key, here[key])
        else:
            _lead(draft, step, key, here[key], {name: unplain(name, value) for name, value in wanted.items()}, rooms)


def _bring_back(draft: Draft, key: str, kept: keeping.Kept) -> None:
    if keeping.is_back(kept):
        raise ValidationError(_("What was deleted is in the programme again."))
    draft.bring_back(key, kept)


def _take_out(draft: Draft, step: ProgrammeChange, key: str, kept: keeping.Kept) -> None:
    row = _row(draft, step, key)
    check_deletable(row)
    if not keeping.is_as_kept(Session.objects.get(pk=row.pk), kept):
        raise _conflict(draft, step, key)
    draft.remove(row)


def _lead(draft: Draft, step: ProgrammeChange, key: str, here: Any, wanted: dict[str, Any], rooms: Any) -> None:
    row = _row(draft, step, key)
    if any(plain(getattr(row, name)) != value for name, value in here.items()):
        raise _conflict(draft, step, key)
    if "room_id" in wanted:
        pk = wanted.pop("room_id")
        if pk and pk not in rooms:
            raise ValidationError({"room": _("The room where “%(title)s” was is gone.") % {"title": row.title}})
        wanted["room"] = rooms.get(pk)
    draft.set(row, **wanted)


def _row(draft: Draft, step: ProgrammeChange, key: str) -> Session:
    if (row := draft.rows.get(int(key))) is None:
        raise _conflict(draft, step, key)
    return row


def _conflict(draft: Draft, step: ProgrammeChange, key: str) -> Conflict:
    told = told_of(draft.event, draft.by, {int(key): -1}, since=step.pk)
    return Conflict(
        told or [_("“%(what)s” can no longer be undone: the session has changed since.") % {"what": step.label}]
    )
