"""Many people and few places, each in a thread with a connection of its own, as in the workers of a server."""

from collections.abc import Callable
from copy import copy
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from participants.domain import registration as domain
from participants.models import Registration, RegistrationSetup
from tests.factories.participants import PersonFactory, UserFactory

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.slow]

PEOPLE, PLACES = 8, 3


def at_once(calls: list[Callable[[], object]]) -> list[str]:
    """What became of each call: "done", or the words it was refused with."""
    start, outcomes = Barrier(len(calls)), []

    def run(call: Callable[[], object]) -> None:
        start.wait()
        try:
            call()
            outcomes.append("done")
        except ValidationError as refused:
            outcomes.append(refused.messages[0])
        finally:
            connection.close()

    threads = [Thread(target=run, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


@pytest.fixture
def calls(event, answers):
    RegistrationSetup.objects.filter(event=event).update(capacity=PLACES, has_waiting_list=False)
    people = [PersonFactory(user=UserFactory()) for _ in range(PEOPLE)]
    return [lambda p=person: domain.register_person(event, person=p, by=p.user, data=answers) for person in people]


def test_the_last_places_are_given_once(event, calls):
    full = "The last place has just been taken. What you typed was not kept: copy it if you need it."
    assert at_once(calls) == [full] * (PEOPLE - PLACES) + ["done"] * PLACES
    assert Registration.objects.filter(event=event).count() == PLACES
    assert RegistrationSetup.objects.get(event=event).places_taken == PLACES


def test_without_the_lock_there_are_too_many(event, calls, monkeypatch):
    """The control: what everybody had read before anybody wrote would let all of them in."""
    read_by_all = RegistrationSetup.objects.select_related("event").get(event=event)
    monkeypatch.setattr(domain, "locked_setup", lambda _event: copy(read_by_all))
    assert at_once(calls) == ["done"] * PEOPLE
    assert Registration.objects.filter(event=event).count() == PEOPLE > PLACES


def test_a_double_click_registers_once(event, answers):
    person = PersonFactory(user=UserFactory())
    calls = [lambda: domain.register_person(event, person=person, by=person.user, data=answers) for _ in range(4)]
    assert at_once(calls) == ["You are registered already."] * 3 + ["done"]
    assert Registration.objects.filter(event=event).count() == 1
    assert RegistrationSetup.objects.get(event=event).places_taken == 1
