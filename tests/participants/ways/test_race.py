"""The same link twice at once, and a delegation's last seat."""

import pytest
from django.core.exceptions import ValidationError

from participants.domain import invitations, nominations
from participants.domain.registration import register_person
from participants.domain.way_letters import hash_of
from participants.models import Delegation, Invitation, Nomination, Registration
from tests.factories.participants import PersonFactory, UserFactory
from tests.factories.ways import DelegationFactory, InvitationFactory
from tests.participants.test_race import at_once

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.slow]


def test_a_link_opened_twice_at_once_registers_once(event, answers):
    person = PersonFactory(user=UserFactory(email="ana@example.org"))
    InvitationFactory(event=event, email="ana@example.org", token="t", is_approved=True)

    def accept() -> None:
        try:
            invitations.accept_invitation(hash_of("t"), by=person.user)
        except invitations.NotValid:
            raise ValidationError("not valid") from None
        register_person(event, person=person, by=person.user, data=answers)

    assert at_once([accept] * 4) == ["done", *["not valid"] * 3]
    assert (Registration.objects.count(), Invitation.objects.get().state) == (1, "accepted")


@pytest.fixture
def calls(event, category):
    delegation = DelegationFactory(event=event, quota=2)
    focal = UserFactory(email="focal@example.org")
    rows = [{"name": f"Bo {n}", "email": f"bo{n}@example.org", "category": category} for n in range(6)]
    return [lambda row=row: nominations.nominate(delegation, by=focal, data=row) for row in rows]


def test_the_last_seat_is_given_once(calls):
    full = "All 2 seats are taken. Withdraw or replace somebody first."
    assert at_once(calls) == [full] * 4 + ["done"] * 2
    assert Nomination.objects.count() == 2


def test_without_the_lock_there_are_too_many(calls, monkeypatch):
    """The control: what everybody had counted before anybody wrote would seat all of them."""
    monkeypatch.setattr(nominations, "seats_taken", lambda _delegation: 0)
    assert at_once(calls) == ["done"] * 6
    assert Nomination.objects.count() == 6 > Delegation.objects.get().quota
