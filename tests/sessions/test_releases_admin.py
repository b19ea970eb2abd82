"""The screens of releases: one, two side by side, and the way back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from participants.models import Letter
from sessions.models import Release, Session
from tests.factories.cms import EventFactory
from tests.factories.sessions import FIRST, SessionFactory, SessionRoleFactory, full_session, released
from tests.roles import make_user

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def url(name, event, *args):
    return reverse(f"programme:{name}", args=[event.slug, *args])


@pytest.fixture
def event():
    return EventFactory()


@pytest.fixture
def organiser(client, event):
    user = make_user("organiser", event)
    client.force_login(user)
    return user


@pytest.fixture
def session(event):
    session = SessionFactory(event=event, title="Opening")
    SessionRoleFactory(session=session)
    return session


def test_release_tells_how_many_letters_it_drafted(client, event, organiser, session):
    assert client.get(url("release", event)).context["form"]["letters"].value() is False  # the event is over
    made = client.post(url("release", event), {"note": "First version.", "letters": "on"})
    assertRedirects(made, url("release_show", event, 1))
    page = client.get(url("release_show", event, 1))
    assertContains(page, "1 letter is drafted.")
    assertContains(page, "First version.")
    Session.objects.update(status="cancelled")
    client.post(url("release", event), {})
    assert (Letter.objects.count(), client.get(url("release_show", event, 2)).context["letters"]["all"]) == (1, 0)
    assertContains(client.get(url("release_show", event, 2)), "Cancelled")
    assertContains(client.get(url("release", event)), url("release_show", event, 2))


def test_any_two_are_compared_in_either_direction(client, event, organiser, session):
    released(event)
    Session.objects.update(title="Opening ceremony", description="With music")
    new = SessionFactory(event=event, title="Closing", start=FIRST + 3 * HOUR)
    released(event)
    new.delete()

    def kinds(**query):
        page = client.get(url("compare", event), query)
        return {group["kind"]: [row["title"] for row in group["rows"]] for group in page.context["changes"]}

    assert kinds() == {"removed": ["Closing"]}
    assert kinds(**{"from": 1, "to": 2}) == {"new": ["Closing"], "renamed": ["Opening ceremony"]}
    assert kinds(**{"from": 2, "to": 1}) == {"removed": ["Closing"], "renamed": ["Opening"]}
    assert kinds(**{"from": 1, "to": 1}) == {}
    detail = client.get(url("compare", event), {"from": 1}).context["details"]
    assert [(row["title"], [(c["label"], c["old"], c["new"]) for c in row["changes"]]) for row in detail] == [
        ("Opening ceremony", [("Title", "Opening", "Opening ceremony"), ("Description", "", "With music")])
    ]
    for bad in ({"from": "x"}, {"to": "9"}, {"from": "٣"}, {"to": "9" * 30}):
        assert client.get(url("compare", event), bad).status_code == 404
    assert client.get(url("compare", EventFactory())).status_code == 404


def test_restoring_is_asked_in_words_and_done_once_seen(client, event, organiser, session):
    released(event)
    session.delete()
    full_session(event, title="Made since", start=FIRST + 3 * HOUR)
    page = client.get(url("restore", event, 1))
    assert [(g["label"], [row["title"] for row in g["rows"]]) for g in page.context["changes"]] == [
        ("Comes back", ["Opening"])
    ]
    assertContains(page, "Made since, 23 June, 12:00–13:30")
    SessionFactory(event=event, title="Made in between", start=FIRST + 5 * HOUR)
    seen = {"seen": page.context["plan"].fingerprint}
    again = client.post(url("restore", event, 1), seen)
    assertContains(again, "The programme changed since you looked.")
    assertContains(again, "Made in between")
    assert client.post(url("restore", event, 1)).status_code == 200
    seen = {"seen": again.context["plan"].fingerprint}
    assertRedirects(client.post(url("restore", event, 1), seen), url("index", event), fetch_redirect_response=False)
    assert list(Session.objects.filter(start__isnull=False).values_list("title", flat=True)) == ["Opening"]
    assert Release.objects.count() == 1
    nothing = client.get(url("restore", event, 1))
    assertContains(nothing, "there is nothing to restore")
    assertNotContains(nothing, "Restore and release")


def test_restored_and_released_at_once(client, event, organiser, session):
    released(event)
    Session.objects.update(title="Another")
    released(event)
    seen = client.get(url("restore", event, 1)).context["plan"].fingerprint
    done = client.post(url("restore", event, 1), {"seen": seen, "release": "yes"})
    assertRedirects(done, url("release_show", event, 3))
    release = Release.objects.get(number=3)
    assert (release.note, [row["title"] for row in release.changes["renamed"]]) == ("As in release 1.", ["Opening"])


def test_release_of_another_event_is_not_found(client, organiser):
    other = EventFactory()
    SessionFactory(event=other)
    released(other)
    for name in ("release_show", "restore"):
        assert client.get(url(name, other, 1)).status_code == 404


@pytest.mark.parametrize("count", [2, 20])
def test_as_many_statements_for_many_sessions(client, event, organiser, count, django_assert_max_num_queries):
    for place in range(count):
        full_session(event, start=FIRST + place * HOUR, end=FIRST + place * HOUR + HOUR)
    released(event)
    Session.objects.update(title="Another")
    released(event)
    client.get(url("release", event))
    for name, args, query, limit in (
        ("release_show", [2], {}, 17),
        ("compare", [], {"from": 1}, 24),
        ("restore", [1], {}, 26),
    ):
        with django_assert_max_num_queries(limit):
            client.get(url(name, event, *args), query)
