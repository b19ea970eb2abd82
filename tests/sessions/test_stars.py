"""Stars: without an account, with one, and on the way from the one to the other."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from events_site.page_cache import STAMP
from sessions import stars
from sessions.domain.stars import add_star, merge_stars
from sessions.models import CalendarKey, Session, SessionStar
from sessions.places import my_calendar
from tests.factories.cms import EventFactory, published_event
from tests.factories.participants import PASSWORD, UserFactory
from tests.factories.sessions import FIRST, SessionFactory, event_with_programme, released
from tests.roles import make_user

pytestmark = pytest.mark.django_db
HERE = {"Origin": "http://testserver"}


def mine(event):
    return reverse("sessions:mine", args=[event.slug])


def send(client, event, headers=HERE, **data):
    return client.post(reverse("sessions:star", args=[event.slug]), data, headers=headers)


def shown(client, event):
    context = client.get(mine(event)).context
    return context["count"]


def in_cookie(client, event):
    morsel = client.cookies.get(stars.cookie_name(event.pk))
    return morsel.value if morsel else None


@pytest.fixture
def event():
    event = event_with_programme(3)
    released(event)
    return event


def test_a_visitor_stars_and_takes_it_back(client, event):
    first, second, _third = event.sessions.all()
    answer = send(client, event, add=first.pk)
    assert (answer.status_code, answer["Location"], answer["Cache-Control"]) == (302, mine(event), "private, no-store")
    cookie = client.cookies[stars.cookie_name(event.pk)]
    assert (cookie["samesite"], cookie["path"], cookie["max-age"]) == ("Lax", "/", stars.MAX_AGE)
    send(client, event, add=second.pk)
    send(client, event, add=first.pk)
    assert in_cookie(client, event) == f"{second.pk}.{first.pk}"
    assert shown(client, event) == 2
    send(client, event, remove=second.pk)
    send(client, event, remove=first.pk)
    assert (in_cookie(client, event), shown(client, event), SessionStar.objects.count()) == ("", 0, 0)


def test_somebody_signed_in_has_them_in_the_account(client, event):
    user, first = make_user(), event.sessions.first()
    client.force_login(user)
    for _ in range(2):
        assert send(client, event, add=first.pk).status_code == 302
    assert list(SessionStar.objects.values_list("user", "event", "session")) == [(user.pk, event.pk, first.pk)]
    assert in_cookie(client, event) is None
    for path in (mine(event), reverse("sessions:programme", args=[event.slug]), first.get_absolute_url()):
        assert f'data-stars="{first.pk}"' in client.get(path).content.decode()
    answer = send(client, event, headers=HERE | {"X-Requested-With": "fetch"}, remove=first.pk)
    assert (answer.status_code, answer.content, SessionStar.objects.count()) == (204, b"", 0)


def test_signing_in_takes_the_stars_along(client, event):
    user, other = UserFactory(), event_with_programme(2)
    released(other)
    hidden = EventFactory()
    first, second, third = event.sessions.all()
    add_star(event, first.pk, user=user)
    for where, session in ((event, first), (event, second), (other, other.sessions.first())):
        send(client, where, add=session.pk)
    client.cookies[stars.cookie_name(hidden.pk)] = "7"
    client.cookies["stars-x"] = "nonsense"
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    found = SessionStar.objects.filter(user=user).values_list("event", "session")
    assert sorted(found) == sorted([(event.pk, first.pk), (event.pk, second.pk), (other.pk, other.sessions.first().pk)])
    assert [in_cookie(client, each) for each in (event, other, hidden)] == [""] * 3
    assert shown(client, event) == 2
    send(client, event, add=third.pk)
    assert shown(client, event) == 3


def test_my_area_leads_to_the_starred_programmes_of_meetings_to_come(client, rf):
    user, soon = UserFactory(), timezone.localdate() + timedelta(days=9)
    dates = {"start_date": soon, "end_date": soon}
    ahead, private = published_event(**dates), published_event(**dates, visibility="private")
    for event in (ahead, private, published_event()):
        SessionStar.objects.create(user=user, event=event, session=SessionFactory(event=event))
    request = rf.get("/me/")
    request.user = user
    assert list(my_calendar(None, request).context["events"]) == [ahead]
    client.force_login(user)
    assert mine(ahead) in client.get(reverse("participants:me")).content.decode()


def test_a_star_of_a_deleted_session_is_told(client, event):
    user, session = make_user(), event.sessions.first()
    send(client, event, add=session.pk)
    add_star(event, session.pk, user=user)
    Session.objects.filter(pk=session.pk).delete()
    released(event)
    for _ in range(2):
        answer = client.get(mine(event))
        assert ([each.title for each in answer.context["removed"]], answer.context["count"]) == ([session.title], 0)
        send(client, event, remove=session.pk)
        assert client.get(mine(event)).context["removed"] == []
        client.force_login(user)


def test_overlapping_sessions_are_told(client):
    event = published_event()
    rows = [("A", 0), ("B", 60), ("C", 120), ("Later", 300), ("Off", 0)]
    made = [SessionFactory(event=event, title=title, start=FIRST + timedelta(minutes=at)) for title, at in rows]
    Session.objects.filter(title="Off").update(status="cancelled")
    released(event)
    for session in made:
        send(client, event, add=session.pk)
    answer = client.get(mine(event))
    assert [[each.title for each in together] for together in answer.context["overlapping"]] == [["A", "B", "C"]]
    assert "3 of your sessions overlap" in answer.content.decode()
    send(client, event, remove=made[2].pk)
    assert "Two of your sessions overlap" in client.get(mine(event)).content.decode()


def test_only_sessions_of_the_released_programme_can_be_starred(client, event):
    other = event_with_programme(1)
    released(other)
    pause = SessionFactory(event=event, kind="pause", start=FIRST + timedelta(hours=9))
    released(event)
    later = SessionFactory(event=event)
    values = [other.sessions.get().pk, pause.pk, later.pk, 0, -1, "x", "", "²", 10**30, "1 OR 1"]
    for user in (None, make_user()):
        if user:
            client.force_login(user)
        assert {send(client, event, add=value).status_code for value in values} == {404}
        assert send(client, event).status_code == 404
    assert (SessionStar.objects.count(), in_cookie(client, event)) == (0, None)


@pytest.mark.parametrize(
    "origin", [{}, {"Origin": "null"}, {"Origin": "http://evil.example"}, {"Origin": "http://testserver.evil.example"}]
)
@pytest.mark.parametrize("signed_in", [False, True])
def test_no_other_site_can_star_for_somebody(client, event, origin, signed_in):
    if signed_in:
        client.force_login(make_user())
    answer = send(client, event, headers=origin, add=event.sessions.first().pk)
    assert (answer.status_code, SessionStar.objects.count(), in_cookie(client, event)) == (403, 0, None)


def test_what_somebody_wrote_into_a_cookie_does_no_harm(client, event):
    for value in ("x.y", "1.1.1", "0", "-5", "9" * 400, ".".join(map(str, range(5000))), "<script>"):
        client.cookies[stars.cookie_name(event.pk)] = value
        assert client.get(mine(event)).status_code == 200
        assert client.get(reverse("sessions:programme", args=[event.slug]) + "?stars=1").status_code == 200
    assert stars.ids_in("5.x.5.7") == [5, 7]
    assert len(stars.ids_in(".".join(map(str, range(5000))))) == stars.MOST


def test_there_is_an_end_to_starring(client, event):
    session, user = event.sessions.first(), make_user()
    others = range(10**9, 10**9 + stars.MOST)
    client.cookies[stars.cookie_name(event.pk)] = stars.text_of(others)
    answer = send(client, event, add=session.pk)
    assert in_cookie(client, event) == stars.text_of(others)
    assert "You have starred 200 sessions" in client.get(answer["Location"]).content.decode()
    SessionStar.objects.bulk_create(SessionStar(user=user, event=event, session_id=other) for other in others)
    with pytest.raises(ValidationError):
        add_star(event, session.pk, user=user)
    client.force_login(user)
    answer = send(client, event, headers=HERE | {"X-Requested-With": "fetch"}, add=session.pk)
    assert (answer.status_code, SessionStar.objects.count()) == (409, stars.MOST)


def test_pages_for_everybody_know_nothing_of_stars(client, event):
    path = reverse("sessions:programme", args=[event.slug])
    session = event.sessions.first()
    plain = client.get(path)
    send(client, event, add=session.pk)
    assert client.get(path).content == plain.content
    assert client.get(path + "?stars=1").context["count"] == 1
    client.cookies.clear()
    personal = [client.get(path + "?stars=1"), client.get(mine(event))]
    assert [answer.context["count"] for answer in personal] == [0, 0]
    assert [answer["Cache-Control"] for answer in personal] == ["private, no-cache", "private, no-store"]


def test_starring_leaves_the_kept_pages_as_they_are():
    assert [STAMP.covers(model._meta) for model in (Session, SessionStar, CalendarKey)] == [True, False, False]


@pytest.mark.parametrize("count", [2, 20])
@pytest.mark.parametrize(("signed_in", "limit"), [(False, 6), (True, 12)])
def test_statements_do_not_grow_with_the_stars(client, count, signed_in, limit, django_assert_max_num_queries):
    event, user = event_with_programme(count), make_user()
    released(event)
    if signed_in:
        client.force_login(user)
    for session in event.sessions.all():
        send(client, event, add=session.pk)
    assert shown(client, event) == count
    with django_assert_max_num_queries(limit):
        client.get(mine(event))
    with django_assert_max_num_queries(limit):
        send(client, event, add=event.sessions.first().pk)


@pytest.mark.parametrize("count", [2, 20])
def test_signing_in_takes_two_statements_more(client, count, django_assert_num_queries):
    events, user = [published_event() for _ in range(2)], UserFactory()
    kept = {event.pk: range(1000 * event.pk, 1000 * event.pk + count) for event in events}
    with django_assert_num_queries(3):  # one for the roles of the user
        merge_stars(user=user, kept=kept)
    assert SessionStar.objects.filter(user=user).count() == 2 * count
