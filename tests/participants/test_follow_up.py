"""The form for those approved, and what the desk corrects in answers."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from cms.domain.team import set_reader
from cms.models import EventLogEntry
from participants.domain import registration as domain
from participants.domain.answers import Said
from participants.models import Answer, Registration, RegistrationDraft, RegistrationSetup
from participants.questions.form import name_of
from tests.factories.cms import published_event
from tests.factories.participants import (
    CategoryFactory,
    FormSectionFactory,
    QuestionFactory,
    RegistrationFactory,
    RegistrationSetupFactory,
)
from tests.roles import make_user

pytestmark = pytest.mark.django_db
TOMORROW = timezone.now() + timedelta(days=1)


@pytest.fixture
def hotel(event):
    RegistrationSetup.objects.filter(event=event).update(follow_up_until=TOMORROW)
    return FormSectionFactory(event=event, title="Travel and hotel", stage="follow_up")


@pytest.fixture
def nights(hotel):
    return QuestionFactory(section=hotel, kind="number", label="How many nights?", is_required=True)


@pytest.fixture
def room(hotel):
    return QuestionFactory(section=hotel, label="Which room?", is_sensitive=True)


@pytest.fixture
def registration(event, person):
    return RegistrationFactory(event=event, person=person)


@pytest.fixture
def own(client, person):
    client.force_login(person.user)
    return client


def url(event, step=""):
    name, more = ("follow_up_step", [step.pk]) if step else ("follow_up", [])
    return reverse(f"participants:{name}", args=[event.slug, *more])


def front(event):
    return reverse("participants:register", args=[event.slug])


def said(**typed):
    return Said(MultiValueDict({name: [value] for name, value in typed.items()}))


def test_what_is_owed_is_shown_filled_in_and_sent(own, event, registration, hotel, nights):
    for page, until in ((front(event), "To be filled in until"), (reverse("participants:me"), "Until ")):
        assertContains(own.get(page), "Travel and hotel")
        assertContains(own.get(page), until)
    assertRedirects(own.get(url(event)), url(event, hotel))
    assertContains(own.post(url(event, hotel), {name_of(nights): "many"}), "Enter a whole number.")
    assertContains(own.get(reverse("participants:me")), "Go on with what we need of you")
    page = own.post(url(event, hotel), {name_of(nights): "3"}, follow=True)
    assertContains(page, "Thank you. Your answers have been sent.")
    assertContains(page, "You have sent this.")
    assert Answer.objects.values_list("registration", "question", "value").get() == (registration.pk, nights.pk, 3)
    assert not RegistrationDraft.objects.exists()
    assertNotContains(own.get(reverse("participants:me")), "Travel and hotel")


def test_it_is_for_those_approved_and_their_categories(own, event, registration, hotel, nights):
    hotel.categories.set([CategoryFactory(slug="observer")])
    assertRedirects(own.get(url(event)), front(event))
    hotel.categories.clear()
    Registration.objects.update(status="submitted")
    assertRedirects(own.post(url(event, hotel), {name_of(nights): "3"}), front(event))
    assertNotContains(own.get(front(event)), "Travel and hotel")
    assert not Answer.objects.exists()


def test_too_late_is_refused_with_what_was_typed(own, event, registration, hotel, nights):
    RegistrationSetup.objects.update(follow_up_until=timezone.now() - timedelta(seconds=1))
    assertRedirects(own.get(url(event, hotel)), front(event))
    page = own.post(url(event, hotel), {name_of(nights): "77"})
    assertContains(page, "The time for this form is over.")
    assertContains(page, 'value="77"')
    assert not Answer.objects.exists()


def test_registering_again_keeps_its_own_answers_apart(event, registration, person, nights):
    domain.answer_follow_up(registration, by=person.user, said=said(**{name_of(nights): "3"}))
    QuestionFactory(section=FormSectionFactory(event=event), label="Why?")
    del event.asked_sections
    domain.change_registration(registration, by=person.user, data={}, said=said())
    assert Answer.objects.values_list("value", flat=True).get() == 3


@pytest.mark.parametrize("role", ["desk", "organiser", "rapporteur", None])
def test_the_desk_corrects_answers_it_was_shown(event, registration, nights, room, role):
    Answer.objects.create(registration=registration, question=room, value="12")
    user, new = make_user(role, event), said(**{name_of(nights): "2"})
    change = lambda: domain.change_answers(registration, by=user, said=new, stage="follow_up", questions=[nights])
    if role not in {"desk", "organiser"}:
        with pytest.raises(PermissionDenied):
            change()
        return
    change()
    assert dict(Answer.objects.values_list("question__label", "value")) == {"How many nights?": 2, "Which room?": "12"}
    entry = EventLogEntry.objects.get(action="participants.change_registration")
    assert entry.data["changes"] == {"How many nights?": [None, None]}


def test_nobody_answers_for_somebody_else(event, registration, nights):
    with pytest.raises(PermissionDenied):
        domain.answer_follow_up(registration, by=make_user(), said=said(**{name_of(nights): "3"}))


def test_one_s_own_registration_needs_what_must_be_answered(event, person, answers, nights, desk):
    asked = QuestionFactory(section=FormSectionFactory(event=event), is_required=True)
    with pytest.raises(ValidationError) as refused:
        domain.register_person(event, person=person, by=person.user, data=answers)
    assert refused.value.message_dict == {name_of(asked): ["This field is required."]}
    assert not Registration.objects.exists()
    assert domain.register_person(event, person=person, by=desk, data=answers).pk


def test_the_back_office_shows_answers_and_corrects_them(client, event, registration, hotel, nights, room):
    Answer.objects.create(registration=registration, question=room, value="<b>12</b>")
    desk = make_user("desk", event)
    set_reader(desk.team_roles.get(), by=None, reads_needs=True)
    client.force_login(desk)
    show = reverse("registrations:show", args=[event.slug, registration.pk])
    correct = reverse("registrations:answers", args=[event.slug, registration.pk, "follow_up"])
    page = client.get(show)
    assertContains(page, "&lt;b&gt;12&lt;/b&gt;")
    assertContains(page, correct)
    assertContains(client.post(correct, {name_of(nights): "x"}), "Enter a whole number.")
    assertRedirects(client.post(correct, {name_of(nights): "4", name_of(room): "13"}), show)
    assert dict(Answer.objects.values_list("question__label", "value")) == {"How many nights?": 4, "Which room?": "13"}
    assert client.get(correct.replace("follow_up", "nothing")).status_code == 404


def test_what_is_sensitive_is_for_those_who_may_read_needs(client, event, registration, nights, room):
    Answer.objects.create(registration=registration, question=room, value="Room 12")
    client.force_login(make_user("desk", event))
    assertNotContains(client.get(reverse("registrations:show", args=[event.slug, registration.pk])), "Room 12")
    correct = reverse("registrations:answers", args=[event.slug, registration.pk, "follow_up"])
    assertNotContains(client.get(correct), "Which room?")
    client.post(correct, {name_of(nights): "4", name_of(room): "13"})
    assert Answer.objects.get(question=room).value == "Room 12"


def test_statements_of_my_area_do_not_grow(own, person, registration, nights):
    counts = []
    for more in (1, 6):
        for _ in range(more):
            event = published_event(start_date=TOMORROW.date(), end_date=TOMORROW.date())
            RegistrationSetupFactory(event=event)
            QuestionFactory(section=FormSectionFactory(event=event, stage="follow_up"))
            RegistrationFactory(event=event, person=person)
            RegistrationDraft.objects.create(event=published_event(), person=person)
        own.get(reverse("participants:me"))
        with CaptureQueriesContext(connection) as statements:
            own.get(reverse("participants:me"))
        counts.append(len(statements))
    assert counts[0] == counts[1]
