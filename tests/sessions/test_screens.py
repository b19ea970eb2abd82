"""The screens of a programme name one another."""

import pytest
from django.urls import reverse

from cms.admin.links import AdminLink
from sessions.admin.programme.links import programme_link
from sessions.admin.programme.screens import SCREENS
from tests.factories.cms import EventFactory
from tests.factories.sessions import SessionFactory, released
from tests.roles import make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", SCREENS)
def test_each_screen_names_all_and_marks_itself(client, name):
    event = EventFactory()
    client.force_login(make_user("organiser", event))
    page = client.get(reverse(name, args=[event.slug]))
    screens = page.context["screens"]
    assert [screen.url for screen in screens] == [reverse(other, args=[event.slug]) for other in SCREENS]
    assert [screen.url for screen in screens if screen.is_here] == [reverse(name, args=[event.slug])]
    assert page.content.decode().count('class="screens"') == 1


def test_what_is_below_a_screen_has_breadcrumbs_alone(client):
    session = SessionFactory()
    client.force_login(make_user("organiser", session.event))
    page = client.get(reverse("programme:edit", args=[session.event.slug, session.pk]))
    assert page.context["screens"] == []
    assert 'class="screens"' not in page.content.decode()


def test_the_event_counts_its_sessions_and_says_whether_they_are_released():
    event = SessionFactory().event
    SessionFactory(event=event, kind="pause")
    SessionFactory(event=event, status="cancelled")
    organiser, address = make_user("organiser", event), reverse("editor:index", args=[event.slug])
    link = AdminLink("Programme", address, "calendar", 20, 1, "not released yet")
    assert programme_link(event, organiser) == link
    released(event)
    assert programme_link(event, organiser) == AdminLink("Programme", address, "calendar", 20, 1)
    assert programme_link(event, make_user("desk", event)) is None
