"""Two acts that want the same rows take them in the same order: neither is broken off, and both are done.

Each holds its first lock until the other has its own, or a moment has passed in which it could have taken it. The
controls take one of these locks away, or make it stronger: then PostgreSQL ends one of the two.
"""

from collections.abc import Callable
from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection

from cms.models import Event
from participants.domain import delegations, invitations, registration
from participants.domain.importing import run
from participants.domain.merging import merge, merge_people, undo_merge
from participants.domain.way_letters import hash_of
from participants.models import Delegation, Invitation, Person, Registration, RegistrationSetup
from tests.factories.participants import PersonFactory, RegistrationFactory, UserFactory
from tests.factories.ways import DelegationFactory, InvitationFactory

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one write at a time and locks no rows"),
]
MOMENT = 0.7
FOCAL = "focal@example.org"


class Meeting:
    """Calls that meet when each has taken its first lock."""

    def __init__(self, *calls: Callable[[], object]) -> None:
        self.calls, self.barrier, self.outcomes = calls, Barrier(len(calls)), {}

    def held(self) -> dict[int, str]:
        """What became of each call, by its number: "done", or the kind of error."""
        threads = [Thread(target=self._run, args=[number]) for number in range(len(self.calls))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return self.outcomes

    def _run(self, number: int) -> None:
        met = []

        def wait_after_the_first_lock(execute, sql, params, many, context):
            result = execute(sql, params, many, context)
            if " FOR " in sql and not met:
                met.append(True)
                with suppress(BrokenBarrierError):
                    self.barrier.wait(MOMENT)
            return result

        try:
            with connection.execute_wrapper(wait_after_the_first_lock):
                self.calls[number]()
            self.outcomes[number] = "done"
        except (ValidationError, DatabaseError, invitations.NotValid) as error:
            self.outcomes[number] = type(error).__name__
        finally:
            connection.close()


BOTH = {0: "done", 1: "done"}


def deadlocked(outcomes: dict[int, str]) -> bool:
    return sorted(outcomes.values()) == ["OperationalError", "done"]


# --- A focal point takes the task while organisers change the delegation --------------------------------------


@pytest.fixture
def task(event, organiser):
    delegation = DelegationFactory(event=event, focal_email=FOCAL)
    InvitationFactory(event=event, delegation=delegation, email=FOCAL, token="t")
    focal = PersonFactory(user=UserFactory(email=FOCAL)).user
    accept = lambda: invitations.accept_invitation(hash_of("t"), by=focal)
    data = {"focal_email": "other@example.org", "focal_name": "Other"}
    return accept, lambda: delegations.change_delegation(delegation, by=organiser, data=data)


def test_a_task_is_taken_or_given_to_another_and_never_both(task):
    found = Meeting(*task).held()
    assert found in (BOTH, {0: "NotValid", 1: "done"})
    assert Delegation.objects.get().focal_point is None
    assert Invitation.objects.get().state == "revoked"


def test_without_the_lock_of_the_delegation_first_one_is_broken_off(task, monkeypatch):
    """The control: the invitation is locked before the delegation by one, and after it by the other."""
    monkeypatch.setattr(invitations, "_lock_delegation", lambda _token_hash: None)
    assert deadlocked(Meeting(*task).held())


# --- Two records become one while one of them registers -------------------------------------------------------


@pytest.fixture
def twins(event, answers):
    """Two records, of which the second is registered; merging them, and registering the first."""
    kept, gone = PersonFactory(user=UserFactory()), PersonFactory()
    RegistrationFactory(event=event, person=gone, status="approved")
    RegistrationSetup.objects.filter(event=event).update(places_taken=1, needs_approval=False)
    return (
        lambda: merge_people(kept, gone, by=None, take={}),
        lambda: registration.register_person(event, person=kept, by=kept.user, data=answers),
    )


def test_who_registers_while_being_merged_is_registered_once(event, twins):
    found = Meeting(*twins).held()
    assert found in (BOTH, {0: "done", 1: "ValidationError"})
    assert (Person.objects.count(), Registration.objects.count()) == (1, 1)
    assert RegistrationSetup.objects.get(event=event).places_taken == 1


@pytest.fixture
def changes(event):
    """Two records, both registered; merging them, and changing the registration of the first."""
    kept, gone = PersonFactory(user=UserFactory()), PersonFactory()
    own = RegistrationFactory(event=event, person=kept, status="approved", way_in="open")
    RegistrationFactory(event=event, person=gone, status="approved")
    RegistrationSetup.objects.filter(event=event).update(places_taken=2)
    data = {"motivation": "Another paper.", "name": "Noor Adeyemi", "list_consent": True}
    return (
        lambda: merge_people(kept, gone, by=None, take={}),
        lambda: registration.change_registration(own, by=None, data=data),
    )


def test_who_changes_a_registration_while_being_merged_keeps_it(event, changes):
    assert Meeting(*changes).held() == BOTH
    assert Registration.objects.get().motivation == "Another paper."
    assert RegistrationSetup.objects.get(event=event).places_taken == 1


def test_without_the_lock_of_the_set_up_first_one_is_broken_off(changes, monkeypatch):
    """The control: people are locked before the set-up by one, and after it by the other."""
    monkeypatch.setattr(merge, "_lock_setups", lambda _people: None)
    assert deadlocked(Meeting(*changes).held())


def test_a_merge_is_undone_while_the_registration_is_changed(event, changes):
    merged = changes[0]()
    own = Registration.objects.get()
    change = lambda: registration.change_registration(own, by=None, data={"motivation": "Late"})
    assert Meeting(lambda: undo_merge(merged, by=None), change).held() == BOTH
    assert (Registration.objects.count(), RegistrationSetup.objects.get(event=event).places_taken) == (2, 2)


# --- A list comes in while people register --------------------------------------------------------------------


@pytest.fixture
def rush(event, organiser, answers):
    person = PersonFactory(user=UserFactory())
    waiting = run.receive_list(
        event, kind="registrations", by=organiser, pasted="Name;E-mail;Category\nAna;ana@example.org;Expert", options={}
    )
    digest = run.plan_list(waiting).digest(waiting.options)
    return (
        lambda: run.confirm_list(waiting, by=organiser, digest=digest),
        lambda: registration.register_person(event, person=person, by=person.user, data=answers),
    )


def test_a_list_and_a_registration_are_both_written(event, rush):
    assert Meeting(*rush).held() == BOTH
    assert Registration.objects.count() == RegistrationSetup.objects.get(event=event).places_taken == 2


def test_with_the_key_of_the_event_locked_one_is_broken_off(rush, monkeypatch):
    """The control: a registration points at the event while it holds the set-up that the list waits for."""
    monkeypatch.setattr(run, "lock_event", lambda event: Event.objects.select_for_update().get(pk=event.pk))
    assert deadlocked(Meeting(*rush).held())
