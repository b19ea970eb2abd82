"""What is done on the board of an output: each act is one transaction, is logged, and can be undone.

What is merged, reworded or forwarded becomes a recommendation of its own with its lineage; the others stay as they were
said, and their disposition names the one in whose words they stand.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from outputs.domain.dispositions import Verdict, decide, next_position, opened, standing
from outputs.models import BoardAct, Disposition, Output
from outputs.record.board import Row, clauses_of, rows_of
from participants.domain.text import one_line
from participants.models import User
from sessions.domain.record.trees import (
    forward_recommendation,
    merge_recommendations,
    reword_recommendation,
    take_back,
)
from sessions.models import Recommendation

Seen = Mapping[int, str]


class ChangedMeanwhile(ValidationError):
    """Somebody decided on one of them, or its text changed, after the page was shown."""


@dataclass
class _Board:
    output: Output
    by: User | None
    rows: dict[int, Row]
    made: list[int] = field(default_factory=list)

    def own(self, pk: int) -> Recommendation:
        """The recommendation as one of the output's event: forwarded to it now, if it is one of an inner event."""
        row = self.rows[pk]
        if row.is_own:
            return row.recommendation
        child = forward_recommendation(row.recommendation, self.output.event, by=self.by)
        self.made.append(child.pk)
        decide(self.output, row.recommendation, by=self.by, verdict=Verdict.INCLUDED, into=child, position=0)
        return child

    def include(self, recommendation: Recommendation, **where: Any) -> None:
        decide(self.output, recommendation, by=self.by, verdict=Verdict.INCLUDED, **where)

    def place_of(self, pk: int) -> dict[str, Any]:
        """Where a clause stands that takes the place of this one."""
        found = self.rows[pk].disposition
        if found and found.verdict == Verdict.INCLUDED:
            return {"position": found.position, "heading": found.heading}
        return {"position": next_position(self.output)}


def take_up(
    output: Output, ids: Sequence[int], *, by: User | None, heading: str = "", before: int = 0, seen: Seen | None = None
) -> None:
    """Includes recommendations as they are, those of inner events forwarded; under `heading`, in front of the clause
    whose recommendation has the id `before`, else at the end.

    `seen` are the tokens of the rows that somebody looked at. Raises PermissionDenied, ValidationError,
    ChangedMeanwhile; so do all acts.
    """
    with _act(output, ids, by=by, words=_("%(numbers)s taken up"), seen=seen) as board:
        taken = [board.own(pk) for pk in ids]
        for one in taken:
            board.include(one)
        if heading or before:
            _place(board.output, [one.pk for one in taken], heading=one_line(heading), before=before)


def leave_out(
    output: Output, ids: Sequence[int], *, by: User | None, verdict: str, reason: str, seen: Seen | None = None
) -> None:
    """Defers them or does not take them, with one reason for all. Raises ValidationError by field ("reason"), too."""
    label = dict(Verdict.choices).get(verdict, "")
    with _act(output, ids, by=by, words=f"%(numbers)s: {label}", seen=seen) as board:
        for pk in ids:
            decide(board.output, board.rows[pk].recommendation, by=by, verdict=verdict, reason=reason)


def merge(
    output: Output, ids: Sequence[int], *, by: User | None, data: Mapping[str, Any], seen: Seen | None = None
) -> Recommendation:
    """One clause of several, in the words of `data` ("text", "verb"); it stands where the first of them stood."""
    with _act(output, ids, by=by, words=_("%(numbers)s merged"), seen=seen) as board:
        parents = [board.own(pk) for pk in ids]
        merged = merge_recommendations(parents, by=by, data=data, reason=_why(output))
        _carry(board, merged, ids, parents, Verdict.MERGED)
    return merged


def reword(
    output: Output, pk: int, *, by: User | None, data: Mapping[str, Any], seen: Seen | None = None
) -> Recommendation:
    """A clause in other words ("text", "verb"); what was said in the session stays as it was."""
    with _act(output, [pk], by=by, words=_("%(numbers)s reworded"), seen=seen) as board:
        parent = board.own(pk)
        reworded = reword_recommendation(parent, by=by, data=data, reason=_why(output))
        _carry(board, reworded, [pk], [parent], Verdict.REWORDED)
    return reworded


def put_back(output: Output, pk: int, *, by: User | None, seen: Seen | None = None) -> None:
    """Opens a decision again: the recommendation is to be disposed of anew."""
    with _act(output, [pk], by=by, words=_("%(numbers)s put back"), seen=seen) as board:
        Disposition.objects.filter(output=board.output, recommendation=pk).delete()


def place(output: Output, pk: int, *, by: User | None, heading: str | None = None, before: int = 0) -> None:
    """Moves a clause in front of that of the recommendation `before`, or to the end; `heading` None keeps its own."""
    with _act(output, [pk], by=by, words=_("%(numbers)s moved")) as board:
        _place(board.output, [pk], heading=None if heading is None else one_line(heading), before=before)


def accept_suggestions(output: Output, *, by: User | None) -> int:
    """Disposes of all that is still open as the kind of document proposes; how many there were.

    Raises PermissionDenied.
    """
    with transaction.atomic():
        rows = [row for row in rows_of(opened(output, by)) if row.is_open and row.is_required]
        ids = [row.recommendation.pk for row in rows]
        with _act(output, ids, by=by, words=_("all that was open decided as suggested")) as board:
            for row in rows:
                decide(board.output, board.own(row.recommendation.pk), by=by, verdict=row.suggestion)
    return len(rows)


def undo(output: Output, *, by: User | None) -> str:
    """Takes the last act back; what it was, in words. What it made goes, as long as nothing else refers to it.

    Raises PermissionDenied, and ValidationError where there is nothing to undo, or something changed since.
    """
    with transaction.atomic():
        locked = opened(output, by)
        act = locked.board_acts.first()
        if act is None:
            raise ValidationError(_("There is nothing to undo."))
        now = standing(locked)
        if any(now.get(key) != after for key, after in act.after.items()):
            raise ValidationError(_("What was done last has changed since; it cannot be undone as a whole."))
        _restore(locked, act, by)
        for child in Recommendation.objects.filter(pk__in=act.made).order_by("-pk"):
            take_back(child, by=by)
        words = act.words
        act.delete()
        log(instance=locked.event, action="outputs.undo_on_board", user=by, data=_named(locked) | {"what": words})
    return words


@contextmanager
def _act(
    output: Output, ids: Collection[int], *, by: User | None, words: str, seen: Seen | None = None
) -> Iterator[_Board]:
    with transaction.atomic():
        locked = opened(output, by)
        rows = {row.recommendation.pk: row for row in rows_of(locked, by)}
        _check(rows, ids, seen)
        before, board = standing(locked), _Board(locked, by, rows)
        yield board
        after = standing(locked)
        keys = [key for key in before.keys() | after.keys() if before.get(key) != after.get(key)]
        numbers = get_text_list([str(rows[pk].recommendation.number) for pk in ids], _("and"))
        act = BoardAct.objects.create(
            output=locked,
            words=(words % {"numbers": numbers})[:250],
            before={key: before.get(key) for key in keys},
            after={key: after.get(key) for key in keys},
            made=board.made,
            by=by,
        )
        log(instance=locked.event, action="outputs.act_on_board", user=by, data=_named(locked) | {"what": act.words})


def _check(rows: Mapping[int, Row], ids: Collection[int], seen: Seen | None) -> None:
    if set(ids) - rows.keys():
        raise ChangedMeanwhile(_("One of them is no longer on the board. Look again, and choose anew."))
    changed = [rows[pk] for pk in ids if seen is not None and seen.get(pk) != rows[pk].token]
    if changed:
        numbers = get_text_list([str(row.recommendation.number) for row in changed], _("and"))
        message = _("Somebody decided on number %(numbers)s meanwhile, or changed it. Nothing was done: look again.")
        raise ChangedMeanwhile(message % {"numbers": numbers})


def _carry(
    board: _Board, child: Recommendation, ids: Sequence[int], parents: Sequence[Recommendation], verdict: str
) -> None:
    """`child` stands for its parents from now on."""
    board.made.append(child.pk)
    where = next((board.place_of(pk) for pk in ids if board.rows[pk].verdict == Verdict.INCLUDED), None)
    for parent in parents:
        decide(board.output, parent, by=board.by, verdict=verdict, into=child)
        Disposition.objects.filter(output=board.output, into=parent).update(into=child)
    board.include(child, **(where or board.place_of(ids[0])))


def _place(output: Output, ids: Sequence[int], *, heading: str | None, before: int) -> None:
    """Numbers all clauses anew, those of `ids` in front of `before`, or last; under its heading if none is given."""
    clauses = [clause.row.disposition for clause in clauses_of(rows_of(output))]
    order = [one for one in clauses if one and one.recommendation_id not in ids]
    moved = [one for one in clauses if one and one.recommendation_id in ids]
    at = next((number for number, one in enumerate(order) if one.recommendation_id == before), len(order))
    for one in moved:
        one.heading = one.heading if heading is None else heading
    order[at:at] = moved
    for number, one in enumerate(order, 1):
        one.position = number
    Disposition.objects.bulk_update(order, ["position", "heading"])


def _restore(output: Output, act: BoardAct, by: User | None) -> None:
    gone = [key for key, before in act.before.items() if before is None]
    Disposition.objects.filter(output=output, recommendation__in=gone).delete()
    for key, before in act.before.items():
        if before is not None:
            values = {**before, "decided_by": by}
            values["into_id"] = values.pop("into")
            Disposition.objects.update_or_create(output=output, recommendation_id=int(key), defaults=values)


def _why(output: Output) -> str:
    return _("For “%(title)s”.") % {"title": output.title}


def _named(output: Output) -> dict[str, Any]:
    return {"output": output.pk, "title": output.title}
