"""Where a document stands on its way through the hands that clear it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.models import Event
from cms.roles import held_by, is_secretariat
from outputs.models import ClearanceStep, Disposition, Handover, LastReading, Output
from participants.models import Person
from participants.owed import Owed


@dataclass(frozen=True, slots=True)
class Standing:
    """`role` has the document since `last`; none: it is cleared. `is_changed`: its text, or what becomes of a
    recommendation in it, was changed since; where it was cleared, who cleared it last has it again.
    """

    steps: tuple[ClearanceStep, ...]
    last: Handover | None
    position: int
    role: str
    is_changed: bool = False

    @property
    def is_cleared(self) -> bool:
        return not self.role

    @property
    def is_first(self) -> bool:
        return self.position == self.steps[0].position

    @property
    def holder(self) -> str:
        return str(ClearanceStep.Holder(self.role).label) if self.role else _("nobody: it is cleared")

    def beside(self, way: int) -> ClearanceStep | None:
        """The step after this one (1), or before it (-1)."""
        order = [step.position for step in self.steps]
        place = order.index(self.position) + way
        return self.steps[place] if 0 <= place < len(order) else None


def steps_by_kind() -> dict[str, tuple[ClearanceStep, ...]]:
    """In one query; what holds for all that have none of their own is under ""."""
    found: dict[str, tuple[ClearanceStep, ...]] = {}
    for step in ClearanceStep.objects.all():
        found[step.kind] = (*found.get(step.kind, ()), step)
    return found


def standing_of(output: Output) -> Standing | None:
    """None where nothing has to be cleared. Four queries at most."""
    last = output.handovers.select_related("by").first()
    decisions = decisions_of([output.pk])[output.pk] if last else ""
    return _standing(output, last, steps_by_kind(), decisions)


def decisions_of(outputs: Collection[int]) -> dict[int, str]:
    """By the id of each output a digest of what it makes of recommendations, of their texts as they were changed, and
    of what it says otherwise than the record. Two queries.
    """
    fields = ("recommendation", "recommendation__revision", "verdict", "into", "position", "heading", "reason")
    said: dict[int, list[Any]] = {pk: [] for pk in outputs}
    rows = Disposition.objects.filter(output__in=outputs).order_by("recommendation")
    for pk, *decided in rows.values_list("output", *fields):
        said[pk].append(decided)
    for pk, pinned in LastReading.objects.filter(output__in=outputs).values_list("output", "pinned"):
        said[pk].append(sorted(pinned.items()))
    return {pk: hashlib.sha256(repr(each).encode()).hexdigest() for pk, each in said.items()}


def _standing(
    output: Output, last: Handover | None, steps: dict[str, tuple[ClearanceStep, ...]], decisions: str
) -> Standing | None:
    own = steps.get(output.kind) or steps.get("")
    if not own:
        return None
    if last is None:
        return Standing(own, None, own[0].position, own[0].role)
    is_changed = output.is_draft and (last.revision, last.decisions) != (output.latest_revision_id, decisions)
    if last.role:
        step = max((each for each in own if each.position <= last.position), key=_position, default=own[0])
        return Standing(own, last, step.position, step.role, is_changed)
    return Standing(own, last, own[-1].position, own[-1].role if is_changed else "", is_changed)


def _position(step: ClearanceStep) -> int:
    return step.position


def owed_clearances(*, person: Person | None, event: Event | None) -> Iterator[Owed]:
    """The documents that were handed to somebody and wait for them, in a number of queries that does not grow."""
    outputs = list(_handed_on(person, event))
    steps, decisions = steps_by_kind(), decisions_of([each.pk for each in outputs])
    last = Handover.objects.in_bulk([each.last_handover for each in outputs])
    waiting = [
        (output, standing.role)
        for output in outputs
        if (standing := _standing(output, last[output.last_handover], steps, decisions[output.pk])) and standing.role
    ]
    for output, role in waiting:
        for pk in _people(output, role, person):
            title = _("Clear “%(title)s”") % {"title": output.title}
            yield Owed(pk, output.event, title, reverse("outputs:clearance", args=[output.pk]))


def _handed_on(person: Person | None, event: Event | None) -> Iterable[Output]:
    newest = Handover.objects.filter(output=OuterRef("pk")).values("pk")[:1]
    drafts = Output.objects.filter(frozen="").without_texts().select_related("event")
    drafts = drafts.annotate(last_handover=Subquery(newest)).exclude(last_handover=None)
    if event is not None:
        return drafts.filter(event=event)
    if person is None or person.user is None:
        return []
    return drafts if is_secretariat(person.user) else drafts.filter(event__in=_events(person))


def _events(person: Person) -> list[int]:
    return [event for event, _role in held_by(person.user) if event is not None]


def _people(output: Output, role: str, person: Person | None) -> list[int]:
    """The people, by their ids, who hold `role` at the event of `output`; of them `person` alone where given."""
    if person is not None:
        scope = None if role == ClearanceStep.Holder.SECRETARIAT else output.event_id
        return [person.pk] if (scope, role) in held_by(person.user) else []
    return [each.pk for each in holders(output.event, role)]


def holders(event: Event, role: str) -> list[Person]:
    scope = {"event": None} if role == ClearanceStep.Holder.SECRETARIAT else {"event": event}
    team = {f"user__team_roles__{name}": value for name, value in scope.items()}
    return list(Person.objects.filter(user__is_active=True, user__team_roles__role=role, **team).distinct())
