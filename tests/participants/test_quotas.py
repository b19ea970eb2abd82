"""Places for each category in the set-up, and the categories themselves."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from pytest_django.asserts import assertContains

from cms.models import EventLogEntry
from participants.domain.setup import set_up_registration
from participants.models import CategoryPlaces, ParticipantCategory
from tests.factories.participants import CategoryFactory, FormSectionFactory, RegistrationFactory
from tests.roles import make_user

pytestmark = pytest.mark.django_db


def test_b028_places_of_a_category_are_counted_lowered_and_taken_away(client, event, category):
    RegistrationFactory.create_batch(3, event=event, category=category)
    client.force_login(make_user("organiser", event))
    url, typed = reverse("registrations:setup", args=[event.slug]), {"opens_at": "2014-01-10 09:00", "capacity": "1"}
    page = client.post(url, typed | {f"places_{category.pk}": "2"}, follow=True)
    assertContains(page, "Expert: 3 hold a place, more than the 2 there are. Nobody was removed.")
    assertContains(page, "The categories have 2 places together, the event has 1: who comes first gets them.")
    assertContains(page, "3 taken, 0 left")
    assert list(CategoryPlaces.objects.values_list("category", "capacity", "places_taken")) == [(category.pk, 2, 3)]
    client.post(url, typed)
    assert CategoryPlaces.objects.count() == 0
    told = EventLogEntry.objects.filter(action="participants.set_up_registration").order_by("pk")
    assert [entry.changes["category_places"] for entry in told] == [["", "Expert: 2"], ["Expert: 2", ""]]


@pytest.mark.parametrize("typed", ["-1", "9" * 30, "many"])
def test_places_that_are_no_number_stay_beside_their_field(client, event, category, typed):
    client.force_login(make_user("organiser", event))
    page = client.post(reverse("registrations:setup", args=[event.slug]), {f"places_{category.pk}": typed})
    assert page.context["form"].errors.keys() == {f"places_{category.pk}"}
    assertContains(page, f'value="{typed}"')


@pytest.mark.parametrize("name", ["change_until", "follow_up_until"])
def test_nothing_ends_before_it_opens(event, name):
    before = event.registration_setup.opens_at.replace(year=2000)
    with pytest.raises(ValidationError) as refused:
        set_up_registration(event, by=None, data={name: before})
    assert refused.value.message_dict == {name: ["This ends before registration opens."]}


def test_a_category_that_people_or_forms_need_is_not_deleted(client, event, category):
    client.force_login(make_user("secretariat"))
    RegistrationFactory(event=event, category=category)
    asked, free = CategoryFactory(slug="asked"), CategoryFactory(slug="free")
    FormSectionFactory(event=event).categories.set([asked])
    for one in (category, asked, free):
        client.post(reverse("categories:delete", args=[one.pk]), follow=True)
    left = ParticipantCategory.objects.filter(pk__in=[category.pk, asked.pk, free.pk])
    assert set(left) == {category, asked}
