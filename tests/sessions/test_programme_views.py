import pytest
from django.urls import reverse

from tests.factories.sessions import event_with_programme, released

pytestmark = pytest.mark.django_db


def test_it_works(client):
    event = event_with_programme(2)
    released(event)
    session = event.sessions.first()
    person = session.roles.first().person
    for name, args in (
        ("programme", []),
        ("programme_ics", []),
        ("programme_json", []),
        ("session", [session.pk]),
        ("session_calendar", [session.pk]),
        ("speaker", [person.pk]),
    ):
        response = client.get(reverse(f"sessions:{name}", args=[event.slug, *args]))
        assert response.status_code == 200, name
