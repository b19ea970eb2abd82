"""The history of an event: every line says who, when, what, old and new."""

from datetime import date

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains
from wagtail.log_actions import log

from cms.domain.changes import HIDDEN
from cms.domain.events import cancel_event, change_event
from cms.models import Event, EventLogEntry
from tests.factories.cms import EventFactory, ObjectiveFactory, ThemeFactory, VenueFactory, publish
from tests.roles import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(title="Forum on Service")


@pytest.fixture
def organiser(client, event):
    user = make_user("organiser", event, first_name="Noor", last_name="Adeyemi")
    client.force_login(user)
    return user


def lines(response):
    return [(entry.user_display_name, entry.message, entry.label) for entry in response.context["object_list"]]


def ask(client, event, **query):
    return client.get(reverse("events:log", args=[event.pk]), query)


def test_facts_are_logged_with_old_and_new_in_words(event, organiser):
    ObjectiveFactory(event=event, text="Share practice")
    changed = Event.objects.get(pk=event.pk)
    changed.title, changed.start_date, changed.venue = "Forum", date(2014, 6, 22), VenueFactory()
    changed.working_languages, changed.session_numbering = ["en", "fr"], "roman"
    changed.objectives = []
    change_event(changed, by=organiser, themes=[ThemeFactory(name="Registers")])
    cancel_event(changed, by=organiser)
    found = {entry.action: entry.changes for entry in EventLogEntry.objects.filter(user=organiser)}
    assert found == {
        "wagtail.edit": {
            "title": ["Forum on Service", "Forum"],
            "start_date": ["23 June 2014", "22 June 2014"],
            "venue": ["", "Exhibition Centre, Goyang, Republic of Korea"],
            "working_languages": ["", "English, French"],
            "session_numbering": ["sessions are not numbered", "roman numerals (Session IV)"],
            "themes": ["", "Registers"],
            "objectives": ["Share practice", ""],
        },
        "cms.cancel_event": {"is_cancelled": ["No", "Yes"]},
    }


def test_roles_and_publication_stand_in_the_history():
    event = EventFactory()
    publish(event)
    make_user("rapporteur", event, first_name="Bo", last_name="Tan")
    changes = [(e.message, e.changes) for e in EventLogEntry.objects.filter(event=event).order_by("pk")]
    assert changes == [("Page published", {}), ("Bo Tan is rapporteur now", {"role": ["", "rapporteur"]})]


def test_page_shows_who_what_old_and_new_and_hides_what_is_private(client, event, organiser):
    EventLogEntry.objects.all().delete()
    changes = {"title": ["Old <b>", "New"], "goal": ["x" * 200, ""], "Hall A": HIDDEN, "theme": ["", "A motto"]}
    log(instance=event, action="wagtail.edit", user=organiser, data={"changes": changes})
    page = ask(client, event)
    assert lines(page) == [("Noor Adeyemi", "Edited", "Forum on Service")]
    assertContains(page, "<dt>Title</dt>", html=True)
    assertContains(page, "Old &lt;b&gt;</del>")
    assertContains(page, "changed (not shown here)")
    assertContains(page, "A motto</ins>")


def test_search_and_filters(client, event, organiser):
    EventLogEntry.objects.all().delete()
    log(instance=event, action="wagtail.edit", user=organiser, data={"changes": {"theme": ["", "Señal"]}})
    log(instance=event, action="cms.cancel_event")
    old = EventLogEntry.objects.get(action="cms.cancel_event")
    EventLogEntry.objects.filter(pk=old.pk).update(timestamp="2014-06-22T15:30:00Z")  # the 23rd in Seoul
    edited, cancelled = ("Noor Adeyemi", "Edited", event.title), ("system", "Event cancelled", event.title)
    day = {"timestamp_from": "2014-06-23", "timestamp_to": "2014-06-23"}
    assert lines(ask(client, event)) == [edited, cancelled]
    assert lines(ask(client, event, q="Señal")) == [edited]
    assert lines(ask(client, event, q="nowhere")) == []
    assert lines(ask(client, event, user=organiser.pk)) == [edited]
    assert lines(ask(client, event, user=0)) == [cancelled]
    assert lines(ask(client, event, **day)) == [cancelled]
    assert lines(ask(client, event, content_type=old.content_type_id)) == [edited, cancelled]
    assert ask(client, event, content_type="x", timestamp_from="nonsense", p="0").status_code == 200
    assertContains(ask(client, event, q="nowhere"), "Nothing in the history matches.")
    EventLogEntry.objects.all().delete()
    assertContains(ask(client, event), "Nothing has been changed yet.")


@pytest.mark.parametrize("count", [2, 20])
def test_as_many_statements_for_many_lines(client, event, organiser, count, django_assert_num_queries):
    for number in range(count):
        log(instance=event, action="wagtail.edit", user=make_user(), data={"changes": {"title": ["", str(number)]}})
    ask(client, event)
    with django_assert_num_queries(12):
        ask(client, event)


def test_another_events_history_is_not_found(client, organiser):
    assert ask(client, EventFactory()).status_code == 404


def test_the_filters_offer_who_stands_in_this_history_only(client):
    event, other = EventFactory(), EventFactory()
    make_user("organiser", other)
    user = make_user("organiser", event)
    log(instance=event, action="cms.cancel_event", user=user)
    log(instance=other, action="cms.cancel_event", user=make_user(email="elsewhere@example.org"))
    client.force_login(user)
    page = client.get(reverse("events:log", args=[event.pk])).content.decode()
    assert ("elsewhere@example.org" in page, user.email in page) == (False, True)
