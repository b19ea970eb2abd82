"""The screens for setting up an event and for keeping templates."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.domain.templates import save_as_template
from cms.models import Event, EventTemplate
from tests.factories.cms import EventFactory, EventKindFactory, SeriesFactory, VenueFactory, publish
from tests.factories.set_up import built_in, edition
from tests.roles import make_user

pytestmark = pytest.mark.django_db
SET_UP = "/admin/events/set-up/"


@pytest.fixture
def old(client):
    """An edition whose organiser is signed in."""
    event = edition()
    client.force_login(make_user("organiser", event))
    return event


def facts(**fields):
    kind = EventKindFactory(slug="forum").pk
    values = {"title": "Forum 2027", "slug": "", "kind": kind, "start_date": "2027-01-11", "timezone": "Europe/Zurich"}
    return values | {"end_date": "", "parts": ["programme", "registration"]} | fields


def test_choice_shows_templates_and_own_events(client, old):
    EventFactory(title="Foreign")
    response = client.get("/admin/events/choose/")
    assert [template.kind.slug for template in response.context["templates"]] == [
        "expert-group-meeting",
        "forum",
        "workshop",
        "committee-session",
        "seminar",
        "side-event",
    ]
    assert list(response.context["editions"]) == [old]
    assert client.get("/admin/").content.decode().count('href="/admin/events/choose/"') == 1
    assert 'href="/admin/events/choose/"' in client.get("/admin/events/").content.decode()


def test_next_edition_is_proposed(client, old):
    form = client.get(f"{SET_UP}?event={old.pk}").context["form"]
    first = form.initial["start_date"]
    assert (first - old.start_date).days % 364 == 0
    assert first > timezone.localdate() >= first - timedelta(weeks=52)
    proposed = {
        name: form.initial[name] for name in ("title", "kind", "venue", "timezone", "series", "edition", "parent")
    }
    assert proposed == {
        "title": "Forum 2014",
        "kind": old.kind_id,
        "venue": old.venue_id,
        "timezone": "Asia/Seoul",
        "series": old.series_id,
        "edition": 4,
        "parent": None,
    }
    boxes = {box.value: box.telling for box in form.boxes()}
    assert list(boxes) == [
        "facts",
        "aims",
        "organizers",
        "contacts",
        "place",
        "page",
        "team",
        "registration",
        "programme",
        "documents",
    ]
    assert boxes["aims"] == "goal, 2 objectives, 1 subject"
    assert all(box.is_ticked for box in form.boxes())
    assert not any(option.is_ticked for box in form.boxes() for option in box.options)


def test_event_is_set_up_from_an_edition(client, old):
    response = client.post(f"{SET_UP}?event={old.pk}", facts(end_date="2027-01-11"), follow=True)
    event = Event.objects.get(slug="forum-2027")
    assert response.redirect_chain == [(f"/admin/events/{event.pk}/", 302)]
    assert [str(message).strip() for message in response.context["messages"]] == [
        "“Forum 2027” is set up.",
        "1 session was on a day that this event does not have: it is in the programme, without a time.",
    ]
    assert (event.sessions.count(), event.registration_setup.capacity, event.objectives.count()) == (2, 50, 0)


@pytest.mark.parametrize(
    ("days", "field", "words"),
    [
        ({"start_date": "9999-12-31"}, "start_date", "Write a year from 1900 to 2199."),
        ({"start_date": "0001-01-01"}, "start_date", "Write a year from 1900 to 2199."),
        ({"start_date": "2027-01-11", "end_date": "2072-01-13"}, "end_date", "This is longer than a year."),
        ({"start_date": "2027-01-11", "end_date": "2027-01-10"}, "end_date", "The last day is before the first."),
    ],
)
@pytest.mark.parametrize("more", [{}, {"preview": "yes"}])
def test_days_that_no_event_has_are_refused_beside_their_field(client, old, days, field, words, more):
    response = client.post(f"{SET_UP}?event={old.pk}", facts(**days) | more)
    assert response.context["form"].errors[field] == [words]
    assert not Event.objects.exclude(pk=old.pk).exists()


def test_last_day_comes_from_the_length_of_the_source(client, old):
    client.post(f"{SET_UP}?template={built_in('forum').pk}", facts())
    client.post(f"{SET_UP}?event={old.pk}", facts(title="Two"))
    client.post(SET_UP, facts(title="One", parts=[]))
    days = {event.title: event.days for event in Event.objects.filter(start_date="2027-01-11")}
    assert days == {"Forum 2027": 4, "Two": 2, "One": 1}


def test_preview_writes_nothing_and_follows_the_dates(client, old):
    data = facts(start_date="2028-05-01", parts=["programme"], preview="1")
    form = client.post(f"{SET_UP}?event={old.pk}", data).context["form"]
    boxes = {box.value: box for box in form.boxes()}
    assert boxes["programme"].telling == "2 sessions, 1 room, 1 agenda item; 1–2 May 2028"
    assert [box.value for box in boxes.values() if box.is_ticked] == ["programme"]
    assert Event.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"end_date": "2027-01-01"}, ["end_date"]),
        ({"start_date": "soon"}, ["start_date"]),
        ({"slug": "a b"}, ["slug"]),
        ({"slug": "taken"}, ["slug"]),
        ({"title": ""}, ["title"]),
        ({"timezone": ""}, ["timezone"]),
        ({"edition": "3", "series": "own"}, ["edition"]),
        ({"edition": "-1"}, ["edition"]),
        ({"parent": "foreign"}, ["parent"]),
        ({"parts": ["programme", "passwords"]}, ["parts"]),
        ({"kind": "9" * 30}, ["kind"]),
    ],
)
def test_bad_input_is_named_beside_its_field_and_kept(client, old, fields, errors):
    foreign = EventFactory(slug="taken")
    known = {"own": old.series_id, "foreign": foreign.pk}
    fields = {name: known.get(value, value) if isinstance(value, str) else value for name, value in fields.items()}
    before = Event.objects.count()
    response = client.post(f"{SET_UP}?event={old.pk}", facts(**fields))
    form = response.context["form"]
    assert (response.status_code, list(form.errors), Event.objects.count()) == (200, errors, before)
    for name, value in facts(**fields).items():
        assert form.data.getlist(name) == ([str(value)] if not isinstance(value, list) else value)


@pytest.mark.parametrize(
    "query",
    [
        "event={foreign}",
        "template={private}",
        "parent={foreign}",
        "event=0",
        "event=x",
        "template=" + "9" * 40,
    ],
)
def test_what_is_anothers_does_not_exist(client, old, query):
    foreign = EventFactory()
    private = save_as_template(edition(), by=make_user("secretariat"), name="Theirs", parts=["aims"])
    address = SET_UP + "?" + query.format(foreign=foreign.pk, private=private.pk)
    assert [client.get(address).status_code, client.post(address, facts()).status_code] == [404, 404]
    assert not Event.objects.filter(slug="forum-2027").exists()


@pytest.mark.parametrize("role", [None, "rapporteur", "desk"])
def test_who_organises_nothing_sets_up_nothing(client, role):
    event = EventFactory()
    client.force_login(make_user(role, event))
    for address in ("/admin/events/choose/", SET_UP, f"{SET_UP}?event={event.pk}"):
        assert client.get(address).status_code in {302, 403}
    client.post(SET_UP, facts(parts=[]))
    assert not Event.objects.filter(slug="forum-2027").exists()


class TestFamily:
    def test_workshop_is_set_up_inside_the_forum(self, client, old):
        text = client.get(f"/admin/events/{old.pk}/").content.decode()
        assert f'href="/admin/events/choose/?parent={old.pk}"' in text
        workshop = built_in("workshop")
        page = client.get(f"/admin/events/choose/?parent={old.pk}").content.decode()
        assert f'href="{SET_UP}?template={workshop.pk}&amp;parent={old.pk}"' in page
        form = client.get(f"{SET_UP}?template={workshop.pk}&parent={old.pk}").context["form"]
        names = ("parent", "kind", "venue", "timezone", "start_date")
        proposed = [form.initial[name] for name in names]
        assert proposed == [old.pk, workshop.kind_id, old.venue_id, "Asia/Seoul", old.start_date]

    def test_dashboard_lists_what_is_inside_with_its_state_and_organisers(self, client, old):
        child = EventFactory(parent=old, title="Workshop on gender")
        partner = make_user("organiser", child, email="partner@example.org")
        (relative,) = client.get(f"/admin/events/{old.pk}/").context["family"].children
        assert (relative.event, relative.is_open, relative.organisers) == (child, False, [str(partner)])
        assert relative.event.has_live_page is False
        client.force_login(partner)
        family = client.get(f"/admin/events/{child.pk}/").context["family"]
        assert (family.parent.event, family.parent.is_open, family.children) == (old, False, [])

    def test_lower_roles_see_inside_only_what_is_public(self, client, old):
        EventFactory(parent=old)
        shown = EventFactory(parent=old)
        publish(shown)
        client.force_login(make_user("rapporteur", old))
        family = client.get(f"/admin/events/{old.pk}/").context["family"]
        assert [relative.event for relative in family.children] == [shown]

    def test_editions_of_the_series_stand_on_the_dashboard(self, client, old):
        EventFactory(series=old.series, edition=1)  # nobody published it
        second = EventFactory(series=old.series, edition=2)
        publish(second)
        response = client.get(f"/admin/events/{old.pk}/")
        assert [relative.event for relative in response.context["family"].editions] == [second]
        assert f'href="{SET_UP}?event={old.pk}">Set up the next edition' in response.content.decode()

    def test_dashboard_costs_the_same_for_any_number_of_relatives(self, client):
        client.force_login(make_user("secretariat"))

        def statements(count):
            event = EventFactory(series=SeriesFactory(), edition=100)
            for number in range(count):
                make_user("organiser", EventFactory(parent=event))
                EventFactory(series=event.series, edition=number)
            with CaptureQueriesContext(connection) as caught:
                client.get(f"/admin/events/{event.pk}/")
            return len(caught)

        statements(1)
        assert statements(2) == statements(20)


class TestTemplates:
    def test_event_is_saved_as_a_template(self, client, old):
        address = f"/admin/events/{old.pk}/template/"
        form = client.get(address).context["form"]
        boxes = [key for box in form.boxes() for key in (box.value, *(option.value for option in box.options))]
        assert boxes == [
            "facts",
            "aims",
            "organizers",
            "place",
            "page",
            "registration",
            "programme",
            "programme:talks",
            "documents",
            "documents:text",
        ]
        data = {"name": "Our forum", "description": "As in Goyang", "is_shared": "on", "parts": ["aims", "programme"]}
        assert client.post(address, data).url == "/admin/templates/"
        template = EventTemplate.objects.get(name="Our forum")
        assert (sorted(template.parts), template.is_shared, template.days) == (["aims", "programme"], True, 2)

    @pytest.mark.parametrize(
        ("fields", "error"),
        [
            ({"name": ""}, "name"),
            ({"parts": ["team"]}, "parts"),
            ({"parts": []}, "parts"),
            ({"parts": ["programme:people"]}, "parts"),
        ],
    )
    def test_template_needs_a_name_and_something_to_hold(self, client, old, fields, error):
        response = client.post(f"/admin/events/{old.pk}/template/", {"name": "Ours", "parts": ["aims"]} | fields)
        assert list(response.context["form"].errors) == [error]
        assert not EventTemplate.objects.exclude(owner=None).exists()

    def test_foreign_event_is_no_template(self, client, old):
        foreign = EventFactory(goal="Secret")
        assert (
            client.post(f"/admin/events/{foreign.pk}/template/", {"name": "Ours", "parts": ["aims"]}).status_code == 404
        )

    def test_owner_renames_shares_and_deletes(self, client, old):
        user = make_user("organiser", old)
        client.force_login(user)
        template = save_as_template(old, by=user, name="Ours", parts=["aims"])
        address = f"/admin/templates/edit/{template.pk}/"
        assert client.get(address).status_code == 200
        client.post(address, {"name": "Everybody's", "description": "", "is_shared": "on"})
        template.refresh_from_db()
        assert (template.name, template.is_shared, list(template.parts)) == ("Everybody's", True, ["aims"])
        client.post(f"/admin/templates/delete/{template.pk}/")
        assert not EventTemplate.objects.filter(pk=template.pk).exists()

    def test_others_use_a_shared_one_and_do_not_touch_it(self, client, old):
        shared = save_as_template(old, by=make_user("secretariat"), name="Shared", parts=["aims"], is_shared=True)
        private = save_as_template(old, by=make_user("secretariat"), name="Private", parts=["aims"])
        listed = client.get("/admin/templates/").context["object_list"]
        assert [template.name for template in listed if template.owner] == ["Shared"]
        for template in (shared, private, built_in("forum")):
            for path in (f"edit/{template.pk}/", f"delete/{template.pk}/"):
                assert client.post(f"/admin/templates/{path}", {"name": "Taken over"}).status_code == 404
        assert sorted(EventTemplate.objects.filter(pk__in=[shared.pk, private.pk]).values_list("name", flat=True)) == [
            "Private",
            "Shared",
        ]

    def test_secretariat_keeps_those_that_every_site_has(self, client):
        client.force_login(make_user("secretariat"))
        client.post(f"/admin/templates/edit/{built_in('seminar').pk}/", {"name": "Our seminar", "is_shared": "on"})
        assert built_in("seminar").name == "Our seminar"
        assert client.get("/admin/templates/new/").status_code == 302

    def test_list_costs_the_same_for_any_number(self, client, old):
        user = make_user("organiser", old)
        client.force_login(user)

        def statements(count):
            for number in range(count):
                save_as_template(old, by=user, name=f"Ours {number}", parts=["aims"])
            with CaptureQueriesContext(connection) as caught:
                client.get("/admin/templates/"), client.get("/admin/events/choose/")
            return len(caught)

        statements(1)
        assert statements(2) == statements(11)


def test_venue_keeps_its_time_zone_and_access(client, old):
    fields = {
        "name": "Palais",
        "city": "Geneva",
        "country": "CH",
        "timezone": "Europe/Zurich",
        "access_note": "Gate 3.",
    }
    client.post("/admin/venues/new/", fields)
    venue = Event.venue.field.related_model.objects.get(name="Palais")
    assert (venue.timezone, venue.access_note) == ("Europe/Zurich", "Gate 3.")
    response = client.post("/admin/venues/new/", fields | {"name": "Nowhere", "timezone": "Mars/Olympus"})
    assert list(response.context["form"].errors) == ["timezone"]


def test_public_page_says_how_to_get_in(client):
    event = EventFactory(venue=VenueFactory(access_note="Gate 3, step-free."))
    publish(event)
    assert "Gate 3, step-free." in client.get(event.get_absolute_url()).content.decode()
