"""What is special about rows of a model when two of them become one. Apps above add their own to `rules`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from participants.domain.places import HOLDING_A_PLACE, move
from participants.domain.setup import locked_setup
from participants.models import CategoryPlaces, Registration, RegistrationSetup

from .journal import Journal

Status = Registration.Status


@dataclass(frozen=True, slots=True)
class Rule:
    """`weight`: of two rows that may not both be there, the heavier stays. `leave` is called before the other goes."""

    weight: Callable[[Any], Any] = lambda _row: 0
    leave: Callable[[Any, Journal], None] = lambda _row, _journal: None


#: The further somebody has come, the more there is to lose.
ORDER = [Status.WITHDRAWN, Status.DECLINED, Status.WAITING, Status.SUBMITTED, Status.OFFERED, Status.APPROVED]


def weight_of_registration(registration: Registration) -> tuple[bool, int]:
    return registration.attended, ORDER.index(Status(registration.status))


def free_place(registration: Registration, journal: Journal) -> None:
    """One person needs one place: that of the registration that goes is free, and taken again if this is undone."""
    if Status(registration.status) not in HOLDING_A_PLACE:
        return
    setup = RegistrationSetup.objects.filter(pk=registration.event_id).first()
    if setup is None:
        return
    before = counters(setup)
    move(registration, locked_setup(registration.event), Status.WITHDRAWN)
    for row, number in counters(setup).items():
        journal.count(row, "places_taken", number - before.get(row, 0))


def counters(setup: RegistrationSetup) -> dict[Any, int]:
    rows: list[Any] = [RegistrationSetup.objects.get(pk=setup.pk), *CategoryPlaces.objects.filter(setup=setup)]
    return {row: row.places_taken for row in rows}


rules: dict[type, Rule] = {Registration: Rule(weight_of_registration, free_place)}
