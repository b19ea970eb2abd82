"""Two acts that want the same rows take them in the same order: neither is broken off, and both are done.

Each holds its first lock until the other has its own, or a moment has passed in which it could have taken it. The
controls take one of these locks away, or make it stronger: then PostgreSQL ends one of the two.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from threading import Barrier, BrokenBarrierError, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection
from django.urls import reverse
from django.utils import timezone

from cms.models import Event
from participants.domain import delegations, drafts, invitations, nominations, registration, waiting
from participants.domain.importing import run
from participants.domain.merging import merge, merge_people, undo_merge
from participants.domain.privacy import erasure
from participants.domain.way_letters import hash_of
from participants.models import Delegation, Invitation, Person, Registration, RegistrationDraft, RegistrationSetup
from tests.factories.cms import CountryFactory
from tests.factories.participants import PersonFactory, QuestionFactory, RegistrationFactory, UserFactory
from tests.factories.ways import DelegationFactory, InvitationFactory, NominationFactory

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
    monkeypatch.setattr(merge, "lock_before_people", lambda _people: None)
    assert deadlocked(Meeting(*changes).held())


def test_a_merge_is_undone_while_the_registration_is_changed(event, changes):
    merged = changes[0]()
    own = Registration.objects.get()
    change = lambda: registration.change_registration(own, by=None, data={"motivation": "Late"})
    assert Meeting(lambda: undo_merge(merged, by=None), change).held() == BOTH
    assert (Registration.objects.count(), RegistrationSetup.objects.get(event=event).places_taken) == (2, 2)


@pytest.fixture
def newcomer(event, answers):
    """Two records, none of them registered; merging them, and registering the second, which the merge removes."""
    kept, gone = PersonFactory(), PersonFactory(user=UserFactory())
    RegistrationSetup.objects.filter(event=event).update(needs_approval=False)
    return (
        lambda: merge_people(kept, gone, by=None, take={}),
        lambda: registration.register_person(event, person=gone, by=gone.user, data=answers),
    )


def test_who_registers_a_record_that_a_merge_removes_is_told_so_or_moves_along(newcomer):
    found = Meeting(*newcomer).held()
    assert found in (BOTH, {0: "done", 1: "Merged"})
    assert Registration.objects.count() == (found == BOTH)
    assert set(Registration.objects.values_list("person", flat=True)) <= {Person.objects.get().pk}


def test_without_the_lock_of_the_record_its_registration_points_at_nobody(newcomer, monkeypatch):
    """The control: who registers asks for the record before the merge removes it, and writes afterwards."""
    monkeypatch.setattr(registration, "hold_people", lambda _people, **asked: [dict.fromkeys(asked)])
    assert Meeting(*newcomer).held() == {0: "done", 1: "IntegrityError"}


def test_who_changes_the_registration_that_a_merge_removes_is_told_so(event, changes):
    other = Registration.objects.get(person__user=None)
    change = lambda: registration.change_registration(other, by=None, data={"motivation": "Late"})
    assert Meeting(changes[0], change).held() in (BOTH, {0: "done", 1: "Merged"})
    assert Registration.objects.count() == RegistrationSetup.objects.get(event=event).places_taken == 1


@pytest.fixture
def step(event, newcomer, category, client):
    """The first step of the form, sent by a browser for the record that the merge removes."""
    QuestionFactory(section__event=event)
    gone = Person.objects.exclude(user=None).get()
    client.force_login(gone.user)
    CountryFactory(code="KE")
    you = {"category": category.pk, "name": gone.name, "title": "Researcher", "institution": "A", "country": "KE"}
    you["motivation"] = "A paper on registers."
    return lambda: client.post(reverse("participants:register_step", args=[event.slug, "you"]), you)


def test_what_is_typed_meanwhile_is_kept_for_the_record_that_stays(newcomer, step):
    assert Meeting(newcomer[0], step).held() == BOTH
    assert RegistrationDraft.objects.get().person == Person.objects.get()


def test_without_the_lock_of_the_record_what_is_typed_belongs_to_nobody(newcomer, step, monkeypatch):
    """The control."""
    monkeypatch.setattr(drafts, "hold_people", lambda _people: None)
    assert Meeting(newcomer[0], step).held() == {0: "done", 1: "IntegrityError"}


def test_a_browser_that_sends_for_the_record_that_is_gone_is_told_so(event, newcomer, step, client):
    step()
    address = reverse("participants:register_step", args=[event.slug, "send"])
    Meeting(newcomer[0], lambda: client.post(address)).held()
    page = client.get(reverse("participants:register", args=[event.slug]), follow=True)
    assert Registration.objects.exists() or "This record was merged with another" in page.content.decode()


# --- Somebody is erased ---------------------------------------------------------------------------------------


def erasing(person: Person) -> Callable[[], object]:
    return lambda: erasure.erase_person(person, by=None)


@pytest.fixture
def offered(event):
    """Somebody who is offered a place at an event to come, and somebody who waits for it."""
    event.start_date = event.end_date = (timezone.now() + timedelta(days=30)).date()
    event.save()
    person, until = PersonFactory(user=UserFactory()), timezone.now() + timedelta(days=1)
    own = RegistrationFactory(event=event, person=person, status="offered", offer_expires_at=until)
    RegistrationFactory(event=event, status="waiting", waiting_since=timezone.now())
    RegistrationSetup.objects.filter(event=event).update(capacity=1, places_taken=1, needs_approval=False)
    return own


def left(event) -> tuple[list[str], int]:
    found = Registration.objects.filter(event=event).order_by("pk").values_list("status", flat=True)
    return list(found), RegistrationSetup.objects.get(event=event).places_taken


def test_b034_who_is_erased_while_accepting_a_place_leaves_it_to_the_next(event, offered):
    accept = lambda: waiting.accept_offer(offered, by=offered.person.user)
    assert Meeting(erasing(offered.person), accept).held() in (BOTH, {0: "done", 1: "ValidationError"})
    assert left(event) == (["withdrawn", "offered"], 1)


@pytest.fixture
def consenting(offered):
    data = {"list_consent": True, "name": "Noor Adeyemi"}
    return lambda: registration.change_registration(offered, by=offered.person.user, data=data)


def test_who_is_erased_while_changing_the_registration_is_erased(event, offered, consenting):
    assert Meeting(erasing(offered.person), consenting).held() in (BOTH, {0: "done", 1: "ValidationError"})
    assert left(event) == (["withdrawn", "offered"], 1)
    assert Registration.objects.get(pk=offered.pk).person.name == "Erased person 1"


def test_without_the_lock_of_the_set_up_first_erasing_is_broken_off(offered, consenting, monkeypatch):
    """The control: erasing locks the person before the set-up, and whoever changes a registration after it."""
    monkeypatch.setattr(erasure, "lock_before_people", lambda _people: None)
    assert deadlocked(Meeting(erasing(offered.person), consenting).held())


@pytest.fixture
def accepting(event):
    """Somebody who accepts an invitation, and is erased."""
    user = UserFactory(email=FOCAL)
    InvitationFactory(event=event, email=FOCAL, token="t", person=PersonFactory(user=user))
    return erasing(user.person), lambda: invitations.accept_invitation(hash_of("t"), by=user)


def test_who_is_erased_while_accepting_an_invitation_is_erased(accepting):
    assert Meeting(*accepting).held() in (BOTH, {0: "done", 1: "NotValid"})
    assert Invitation.objects.get().name == "Erased person 1"


@pytest.fixture
def delegation(offered, organiser):
    """The focal point of a delegation, who is erased while one of its people is confirmed."""
    nomination = NominationFactory(delegation__event=offered.event, delegation__focal_point=offered.person)
    RegistrationSetup.objects.update(capacity=3)
    return erasing(offered.person), lambda: nominations.confirm_nomination(nomination, by=organiser)


def test_a_focal_point_is_erased_while_the_delegation_is_confirmed(delegation):
    assert Meeting(*delegation).held() == BOTH
    assert Delegation.objects.get().focal_name == "Erased person 1"
    assert sorted(Registration.objects.values_list("status", flat=True)) == ["approved", "offered", "withdrawn"]


def test_without_the_lock_of_the_delegation_first_erasing_is_broken_off(delegation, monkeypatch):
    """The control: erasing locks the set-up only, which whoever confirms locks after the delegation."""
    lock = lambda _people: list(RegistrationSetup.objects.select_for_update())
    monkeypatch.setattr(erasure, "lock_before_people", lock)
    assert deadlocked(Meeting(*delegation).held())


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


def test_a_list_names_somebody_whose_record_a_merge_removes(event, organiser, answers):
    kept, gone = PersonFactory(), PersonFactory(email="ana@example.org")
    lines = "Name;E-mail;Category\nAna;ana@example.org;Expert"
    waiting = run.receive_list(event, kind="registrations", by=organiser, pasted=lines, options={})
    digest = run.plan_list(waiting).digest(waiting.options)
    confirm = lambda: run.confirm_list(waiting, by=organiser, digest=digest)
    found = Meeting(lambda: merge_people(kept, gone, by=None, take={"email": "gone"}), confirm).held()
    assert found in (BOTH, {0: "done", 1: "Merged"})
    assert Registration.objects.count() == (found == BOTH)


def test_with_the_key_of_the_event_locked_one_is_broken_off(rush, monkeypatch):
    """The control: a registration points at the event while it holds the set-up that the list waits for."""
    monkeypatch.setattr(run, "lock_event", lambda event: Event.objects.select_for_update().get(pk=event.pk))
    assert deadlocked(Meeting(*rush).held())
