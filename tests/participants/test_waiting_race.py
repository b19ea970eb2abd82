"""Places given back, taken and handed on at the same moment: never one too many, and nobody is passed over."""

from copy import copy
from datetime import timedelta

import pytest
from django.utils import timezone

from participants.domain import registration as domain
from participants.domain import waiting
from participants.models import CategoryPlaces, Registration, RegistrationSetup
from tests.factories.participants import PersonFactory, UserFactory

from .test_race import at_once

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.slow]
PLACES, WAIT, COME = 3, 3, 3


@pytest.fixture
def crowd(event, answers, category):
    """PLACES are taken, WAIT people wait, and COME people come while all who have a place leave."""
    event.start_date = event.end_date = (timezone.now() + timedelta(days=30)).date()
    event.save()
    RegistrationSetup.objects.filter(event=event).update(capacity=PLACES, needs_approval=False)
    CategoryPlaces.objects.create(setup_id=event.pk, category=category, capacity=PLACES)
    people = [PersonFactory(user=UserFactory()) for _ in range(PLACES + WAIT + COME)]

    def register(person):
        return domain.register_person(event, person=person, by=person.user, data=answers)

    held = [register(person) for person in people[: PLACES + WAIT]][:PLACES]
    leave = [lambda row=row: domain.withdraw_registration(row, by=row.person.user) for row in held]
    come = [lambda person=person: register(person) for person in people[PLACES + WAIT :]]
    look = [lambda: waiting.settle(event), lambda: waiting.renew(event)]
    return [*leave, *come, *look]


def counted(event) -> dict[str, int]:
    rows = list(Registration.objects.filter(event=event).values_list("status", flat=True))
    return {status: rows.count(status) for status in sorted(set(rows))}


def test_b034_each_freed_place_goes_to_the_next_in_line_once(event, crowd):
    assert at_once(crowd) == ["done"] * len(crowd)
    assert counted(event) == {"offered": PLACES, "waiting": COME, "withdrawn": PLACES}
    offered = Registration.objects.filter(event=event, status="offered")
    first = Registration.objects.filter(event=event).exclude(status="withdrawn").order_by("waiting_since")[:WAIT]
    assert {row.pk for row in offered} == {row.pk for row in first}
    assert RegistrationSetup.objects.get(event=event).places_taken == PLACES
    assert CategoryPlaces.objects.get(setup=event.pk).places_taken == PLACES


def test_without_the_lock_there_are_too_many(event, crowd, monkeypatch):
    """The control: whoever goes by what was read before sees one place after the other that is not there."""
    RegistrationSetup.objects.filter(event=event).update(places_taken=PLACES - 1)
    CategoryPlaces.objects.all().delete()
    read_by_all = RegistrationSetup.objects.select_related("event").get(event=event)
    for module in (domain, waiting):
        monkeypatch.setattr(module, "locked_setup", lambda _event: copy(read_by_all))
    at_once(crowd[PLACES:-2])
    found = counted(event)
    assert found["approved"] + found.get("offered", 0) > PLACES
