"""The waiting list: who is offered a place that becomes free, for how long, and what comes of the answer."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from cms.models import EventLogEntry
from participants.domain import decisions, places, waiting
from participants.domain import registration as domain
from participants.domain.setup import set_up_registration
from participants.models import CategoryPlaces, Registration, RegistrationSetup
from tests.factories.participants import CategoryFactory, PersonFactory, RegistrationFactory, UserFactory
from tests.factories.ways import InvitationFactory

pytestmark = pytest.mark.django_db
SOON = timedelta(days=30)


@pytest.fixture(autouse=True)
def one_place(event):
    """An event in a month with one place, and nobody decides one by one."""
    event.start_date = event.end_date = (timezone.now() + SOON).date()
    event.save()
    RegistrationSetup.objects.filter(event=event).update(capacity=1, needs_approval=False)
    event.refresh_from_db()


@pytest.fixture
def join(event, answers):
    def join(**changes):
        person = PersonFactory(user=UserFactory())
        return domain.register_person(event, person=person, by=person.user, data=answers | changes)

    return join


def statuses() -> list[str]:
    return list(Registration.objects.order_by("pk").values_list("status", flat=True))


def late(registration) -> None:
    Registration.objects.filter(pk=registration.pk).update(offer_expires_at=timezone.now() - timedelta(seconds=1))


def quota(event, category, capacity: int) -> None:
    CategoryPlaces.objects.create(setup=event.registration_setup, category=category, capacity=capacity)
    waiting.renew(event)


def test_a_place_given_back_goes_through_the_line(event, join, letters, answers):
    held, first, second = join(), join(), join()
    assert statuses() == ["approved", "waiting", "waiting"]
    assert [places.position_of(row) for row in (held, first, second)] == [None, 1, 2]
    domain.withdraw_registration(held, by=held.person.user)
    first.refresh_from_db()
    assert statuses() == ["withdrawn", "offered", "waiting"]
    assert timedelta(hours=71) < first.offer_expires_at - timezone.now() <= timedelta(hours=72)
    waiting.accept_offer(first, by=first.person.user)
    assert statuses() == ["withdrawn", "approved", "waiting"]
    assert RegistrationSetup.objects.get(event=event).places_taken == 1
    subjects = [letter.subject.split(":")[0] for letter in letters()]
    confirmed, line = "Your registration is confirmed", "You are on the waiting list"
    assert subjects == [
        confirmed, line, line, "Your registration was withdrawn", "A place is free for you", confirmed,
    ]  # fmt: skip
    actions = EventLogEntry.objects.filter(action__in=["participants.offer", "participants.accept_offer"])
    assert [entry.data["changes"]["status"] for entry in actions.order_by("pk")] == [
        ["on the waiting list", "a place is offered"],
        ["a place is offered", "approved"],
    ]


def test_an_offer_that_was_not_accepted_goes_to_the_next_once(event, join, letters):
    held, first, second = join(), join(), join()
    domain.withdraw_registration(held, by=None)
    late(first)
    assert (waiting.settle_due(), waiting.settle_due()) == (1, 0)
    assert statuses() == ["withdrawn", "withdrawn", "offered"]
    with pytest.raises(ValidationError, match="This offer has ended"):
        waiting.accept_offer(first, by=first.person.user)
    assert [letter.to for letter in letters() if "went to the next" in letter.subject] == [[first.person.user.email]]
    assert RegistrationSetup.objects.get(event=event).places_taken == 1
    waiting.decline_offer(second, by=second.person.user)
    assert RegistrationSetup.objects.get(event=event).places_taken == 0


def free_by_decline(event, held):
    decisions.decline_registration(held, by=None, reason="The room burned down.")


def free_by_capacity(event, held):
    set_up_registration(event, by=None, data={"capacity": 2})


def free_by_erasure(event, held):
    Registration.objects.filter(pk=held.pk).delete()
    waiting.renew(event)


@pytest.mark.parametrize("free", [free_by_decline, free_by_capacity, free_by_erasure])
def test_whatever_frees_a_place_moves_the_line_by_one(event, join, free):
    held = join()
    first, second = join(), join()
    free(event, held)
    waiting.renew(event)
    rows = Registration.objects.in_bulk([first.pk, second.pk])
    assert [rows[one.pk].status for one in (first, second)] == ["offered", "waiting"]


def test_a_full_category_is_passed_over_and_a_change_of_category_moves_the_count(event, join, category):
    observer = CategoryFactory(slug="observer", name="Observer")
    event.registration_setup.categories.add(observer)
    set_up_registration(event, by=None, data={"capacity": 3})
    quota(event, category, 1)
    held, first, second = join(), join(), join(category=observer)
    assert statuses() == ["approved", "waiting", "approved"]
    with pytest.raises(ValidationError) as refused:
        domain.change_registration(second, by=None, data={"category": category})
    assert refused.value.message_dict == {"category": ["All places for “Expert” are taken."]}
    domain.change_registration(held, by=None, data={"category": observer})
    assert statuses() == ["approved", "offered", "approved"]
    row = CategoryPlaces.objects.get()
    assert (row.places_taken, RegistrationSetup.objects.get(event=event).places_taken) == (1, 3)
    places.recount(RegistrationSetup.objects.get(event=event))
    assert CategoryPlaces.objects.get().places_taken == 1
    assert first.status == "waiting"


@pytest.mark.parametrize(("by_hand", "status"), [(True, "approved"), (False, "submitted")])
def test_with_approval_only_the_organisers_offer_decides(event, join, desk, by_hand, status):
    RegistrationSetup.objects.filter(event=event).update(needs_approval=True)
    held, first, second = join(), join(), join()
    if by_hand:
        waiting.offer_next_place(second, by=desk)
        assert places.position_of(second) == 1
    decisions.decline_registration(held, by=desk, reason="Not this time.")
    chosen = Registration.objects.get(status="offered")
    assert chosen.pk == (second if by_hand else first).pk
    assert waiting.accept_offer(chosen, by=chosen.person.user).status == status


def test_nothing_is_offered_once_the_event_has_begun(event, join):
    held, first = join(), join()
    event.start_date = event.end_date = timezone.now().date() - timedelta(days=1)
    event.save()
    domain.withdraw_registration(held, by=None)
    first.refresh_from_db()
    assert first.status == "waiting"


def test_an_offer_ends_before_the_event_begins(event, join):
    event.start_date = event.end_date = timezone.localdate(timezone=event.tz) + timedelta(days=1)
    event.save()
    held, first = join(), join()
    domain.withdraw_registration(held, by=None)
    first.refresh_from_db()
    assert first.offer_expires_at == waiting.beginning(event)


def test_an_offer_lasts_as_long_as_a_link_at_most(event, join):
    event.start_date = event.end_date = timezone.localdate() + timedelta(days=60)
    event.save()
    RegistrationSetup.objects.filter(event=event).update(acceptance_hours=1000)
    held, first = join(), join()
    domain.withdraw_registration(held, by=None)
    first.refresh_from_db()
    assert timedelta(days=14, seconds=-5) < first.offer_expires_at - timezone.now() <= timedelta(days=14)
    for seconds, answer in ((-1, "withdrawn"), (1, "offered")):
        first.status, first.offer_expires_at = "offered", timezone.now() + timedelta(seconds=seconds)
        first.save()
        waiting.settle(event)
        first.refresh_from_db()
        assert first.status == answer


def test_only_the_person_and_the_desk_answer_an_offer(event, join, desk):
    held, first, other = join(), join(), join()
    domain.withdraw_registration(held, by=None)
    for answer in (waiting.accept_offer, waiting.decline_offer):
        with pytest.raises(PermissionDenied):
            answer(first, by=other.person.user)
    with pytest.raises(PermissionDenied):
        waiting.offer_next_place(other, by=other.person.user)
    with pytest.raises(ValidationError) as refused:
        waiting.offer_next_place(first, by=desk)
    assert refused.value.message_dict == {
        NON_FIELD_ERRORS: ["Only somebody on the waiting list can be offered a place."]
    }


def test_whoever_was_chosen_in_a_category_keeps_it_while_waiting(event, join, desk, answers):
    """Else accepting the offer would approve them in one that nobody decided on."""
    member = CategoryFactory(slug="member")
    event.registration_setup.categories.add(member)
    RegistrationSetup.objects.filter(event=event).update(needs_approval=True)
    _held, chosen, other, guest = join(), join(), join(), PersonFactory(user=UserFactory())
    InvitationFactory(event=event, email=guest.email, category=answers["category"], is_approved=True)
    invited = domain.register_person(event, person=guest, by=guest.user, data=answers)
    waiting.offer_next_place(chosen, by=desk)
    for registration in (chosen, invited):
        with pytest.raises(ValidationError) as refused:
            domain.change_registration(registration, by=registration.person.user, data={"category": member})
        assert refused.value.message_dict.keys() == {"category"}
    domain.change_registration(other, by=other.person.user, data={"category": member})
    assert [row.category.slug for row in Registration.objects.order_by("pk")] == [
        "expert",
        "expert",
        "member",
        "expert",
    ]


@pytest.mark.parametrize(("minutes", "found"), [(90, ["approved", "waiting"]), (30, ["withdrawn", "offered"])])
def test_an_offer_is_judged_when_the_lock_is_held(event, join, monkeypatch, minutes, found):
    """An hour passes while somebody waits for the lock."""
    held, first, _second = join(), join(), join()
    domain.withdraw_registration(held, by=None)
    until = timezone.now() + timedelta(minutes=minutes)
    Registration.objects.filter(pk=first.pk).update(offer_expires_at=until)
    clock = [timezone.now()]
    monkeypatch.setattr(timezone, "now", lambda: clock[0])

    def waiting_for_the_lock(execute, sql, *args):
        if sql.startswith("SELECT") and 'FROM "participants_registrationsetup"' in sql:
            clock[0] += timedelta(hours=1)
        return execute(sql, *args)

    with connection.execute_wrapper(waiting_for_the_lock):
        with suppress(ValidationError):
            waiting.accept_offer(first, by=first.person.user)
        assert (clock[0] <= until) == (found[0] == "approved")
    assert statuses()[1:] == found


# --- On the pages -------------------------------------------------------------------------------------------


def test_the_door_says_so_and_the_own_page_tells_the_place(event, join, client, person, answers):
    held, _first = join(), join()
    page, own = reverse("participants:register", args=[event.slug]), Client()
    own.force_login(person.user)
    assertContains(own.get(page), "You can join the waiting list")
    typed = answers | {"category": answers["category"].pk, "name": "Noor", "country": "KR", "list_consent": "on"}
    assertContains(own.post(page, typed, follow=True), "You are number 2 on the waiting list")
    assertNotContains(client.get(page), "number 2")
    domain.withdraw_registration(held, by=None)
    assertContains(own.get(page), "You are number 1 on the waiting list")
    late(_first)
    waiting.settle_due()
    assertContains(own.get(page), "A place is free, and it is held for you")
    offer = reverse("participants:offer", args=[event.slug])
    assertContains(own.get(offer), "Give the place to the next in line?")
    assertRedirects(own.post(offer, {"answer": "accept"}), page)
    assertContains(own.get(page), "Your place is confirmed")
    assertContains(own.post(offer, {"answer": "accept"}, follow=True), "This offer has ended")


def test_whoever_looks_at_an_offer_too_late_ends_it(event, join, client):
    held, first, second = join(), join(), join()
    domain.withdraw_registration(held, by=None)
    late(first)
    client.force_login(first.person.user)
    assertNotContains(client.get(reverse("participants:register", args=[event.slug])), "is held for you")
    second.refresh_from_db()
    assert second.status == "offered"


def test_the_back_office_shows_the_line_and_offers_by_hand(event, join, desk, client, django_assert_num_queries):
    held, first, second = join(), join(), join()
    client.force_login(desk)
    page = reverse("registrations:waiting", args=[event.slug])
    shown = client.get(page)
    assert [row.pk for row in shown.context["page"]] == [first.pk, second.pk]
    answer = client.post(reverse("registrations:offer_next", args=[event.slug, second.pk]), follow=True)
    assertContains(answer, "is first in line")
    domain.withdraw_registration(held, by=None)
    shown = client.get(page)
    assert [row.pk for row in shown.context["offered"]] == [second.pk]
    counts = []
    for more in (1, 18):
        RegistrationFactory.create_batch(more, event=event, status="waiting", waiting_since=timezone.now())
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_statements_of_one_registration_with_all_limits(event, person, category, django_assert_max_num_queries):
    """Places of the event and of the category."""
    set_up_registration(event, by=None, data={"capacity": 50})
    quota(event, category, 40)
    client = Client()
    client.force_login(person.user)
    typed = {"category": category.pk, "name": "Noor", "country": "KR", "institution": "Institute", "title": "Analyst"}
    page = reverse("participants:register", args=[event.slug])
    client.get(page)
    with django_assert_max_num_queries(25):
        assert client.post(page, typed).status_code == 302
    assert CategoryPlaces.objects.get().places_taken == 1


def test_nobody_has_longer_than_a_link_to_accept(event):
    with pytest.raises(ValidationError) as refused:
        set_up_registration(event, by=None, data={"has_waiting_list": True, "acceptance_hours": 14 * 24 + 1})
    assert refused.value.message_dict == {
        "acceptance_hours": ["Give people 336 hours at most: the place is wanted by others."]
    }
    set_up_registration(event, by=None, data={"has_waiting_list": True, "acceptance_hours": 14 * 24})
