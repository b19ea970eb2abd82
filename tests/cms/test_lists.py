"""Objectives, organizers and contacts of an event, in one statement."""

import pytest

from cms.lists import Lists, lists_of
from cms.models import Contact, Objective, Organizer
from tests.factories.cms import EventFactory, OrganizationFactory

pytestmark = pytest.mark.django_db


def test_each_list_stands_in_its_own_order(django_assert_num_queries):
    event, other = EventFactory(), EventFactory()
    for one in (event, other):
        Objective.objects.create(event=one, text=f"second of {one.pk}", position=1)
        Objective.objects.create(event=one, text=f"first of {one.pk}", position=0)
    for place, (name, role) in enumerate([("Harbour Institute", "organizer"), ("Ministry of Ports", "host")]):
        organization = OrganizationFactory(name=name)
        Organizer.objects.create(event=event, organization=organization, role=role, position=place)
    Contact.objects.create(event=event, name="Noor Adeyemi", title="Officer", unit="Division", email="noor@example.org")
    lists_of(other)
    with django_assert_num_queries(1):
        found = lists_of(event)
    assert found == Lists(
        objectives=[f"first of {event.pk}", f"second of {event.pk}"],
        organizers=[("organizer", "Harbour Institute"), ("host", "Ministry of Ports")],
        contacts=[{"name": "Noor Adeyemi", "title": "Officer", "unit": "Division", "email": "noor@example.org"}],
        winners=[],
    )
