"""What is special about rows of a model when two of them become one. Apps above add their own to `rules`."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Model

from participants.domain import letters
from participants.domain.places import HOLDING_A_PLACE, MOVED, before_all, is_overbooked, move, release
from participants.domain.setup import locked_setup
from participants.domain.waiting import settle
from participants.models import CategoryPlaces, Certificate, Registration, RegistrationSetup

from .journal import Journal

Status = Registration.Status


@dataclass(frozen=True, slots=True)
class Rule:
    """`weight`: of two rows that may not both be there, the heavier stays. `leave` is called before the other goes, and
    `come_back` after it was brought back. With `step_aside` the other does not go: it is called, and both are there.
    """

    weight: Callable[[Any], Any] = lambda _row: 0
    leave: Callable[[Any, Journal], None] = lambda _row, _journal: None
    come_back: Callable[[Any], None] = lambda _row: None
    step_aside: Callable[[Any, Journal], None] | None = None


#: The further somebody has come, the more there is to lose.
ORDER = [Status.WITHDRAWN, Status.DECLINED, Status.WAITING, Status.SUBMITTED, Status.OFFERED, Status.APPROVED]


def weight_of_registration(registration: Registration) -> tuple[bool, int]:
    return registration.attended, ORDER.index(Status(registration.status))


def free_place(registration: Registration, journal: Journal) -> None:
    """One person needs one place: that of the registration that goes is free for whoever is next in line."""
    if not _has_place(registration):
        return
    setup = locked_setup(registration.event)
    before = counters(setup)
    release(registration, setup)
    for row, number in counters(setup).items():
        journal.count(row, "places_taken", number - before.get(row, 0))
    transaction.on_commit(partial(settle, registration.event))


def queue_if_full(registration: Registration) -> None:
    """Whose place was given to somebody else meanwhile waits for the next one, before all others, and is told so."""
    if not _has_place(registration):
        return
    setup = locked_setup(registration.event)
    if is_overbooked(registration, setup):
        first = before_all(setup)
        move(registration, setup, Status.WAITING)
        registration.waiting_since = first
        registration.save(update_fields=MOVED)
        letters.post("waiting", registration)


def _has_place(registration: Registration) -> bool:
    setups = RegistrationSetup.objects.filter(pk=registration.event_id)
    return Status(registration.status) in HOLDING_A_PLACE and setups.exists()


def counters(setup: RegistrationSetup) -> dict[Any, int]:
    rows: list[Any] = [RegistrationSetup.objects.get(pk=setup.pk), *CategoryPlaces.objects.filter(setup=setup)]
    return {row: row.places_taken for row in rows}


def stand_beside(certificate: Certificate, journal: Journal) -> None:
    """What was issued stands: both are verified, each by its own number and code."""
    journal.set(certificate, is_second=True)


rules: dict[type, Rule] = {
    Registration: Rule(weight_of_registration, free_place, queue_if_full),
    Certificate: Rule(step_aside=stand_beside),
}


def rule_of(row: Model) -> Rule:
    return rules.get(type(row), Rule())
