from datetime import date

import pytest
from wagtail import hooks
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from cms.admin.links import AdminLink
from cms.domain.team import grant_role
from cms.models import Event, EventLogEntry, TeamMember
from tests.factories.cms import (
    ContactFactory,
    EventFactory,
    EventKindFactory,
    ObjectiveFactory,
    OrganizationFactory,
    OrganizerFactory,
    ThemeFactory,
    VenueFactory,
    event_index,
    published_event,
)
from tests.roles import make_user

pytestmark = pytest.mark.django_db
TEAM = ["organiser", "rapporteur", "chair", "reviewer", "desk"]


@pytest.fixture
def as_organiser(client):
    """Signs in an organiser of a new event; returns that event."""
    event = published_event(title="Own")
    client.force_login(make_user("organiser", event))
    return event


def event_form(**fields):
    values = {
        "title": "New event",
        "slug": "new-event",
        "kind": EventKindFactory().pk,
        "start_date": "2027-03-30",
        "end_date": "2027-04-02",
        "timezone": "Europe/Zurich",
        "language": "en",
        "visibility": "public",
        "session_numbering": "none",
        "participant_precision": "exact",
        "state_precision": "exact",
        "objectives": inline_formset([]),
        "organizers": inline_formset([]),
        "contacts": inline_formset([]),
        "hours_start": "09:00",
        "hours_end": "18:00",
        "practical_notes": inline_formset([]),
    }
    chosen = {name: value for name, value in fields.items() if isinstance(value, list)}
    return nested_form_data({**values, **fields} | dict.fromkeys(chosen)) | chosen


def names_in_list(client, query=""):
    response = client.get(f"/admin/events/{query}")
    assert response.status_code == 200
    return [event.title for event in response.context["object_list"]]


@pytest.mark.parametrize("role", TEAM)
def test_list_shows_the_events_of_the_team(client, role):
    event = EventFactory(title="Own")
    EventFactory(title="Foreign")
    client.force_login(make_user(role, event))
    assert names_in_list(client) == ["Own"]


def test_secretariat_sees_all_and_filters(client):
    EventFactory(title="Forum", kind=EventKindFactory(slug="forum"), venue=VenueFactory(city="Goyang"))
    EventFactory(title="Old", start_date=date(2010, 1, 1), end_date=date(2010, 1, 1), visibility="private")
    client.force_login(make_user("secretariat"))
    assert names_in_list(client) == ["Forum", "Old"]
    assert names_in_list(client, "?year=2010") == ["Old"]
    assert names_in_list(client, "?visibility=private") == ["Old"]
    assert names_in_list(client, f"?kind={EventKindFactory(slug='forum').pk}") == ["Forum"]
    assert names_in_list(client, "?q=goyang") == ["Forum"]


@pytest.mark.parametrize(("who", "status"), [("nobody", 302), ("stranger", 403)])
def test_others_do_not_enter(client, who, status):
    event = published_event()
    if who == "stranger":
        client.force_login(make_user())
    for path in ("", f"{event.pk}/", f"edit/{event.pk}/", f"{event.pk}/team/"):
        assert client.get(f"/admin/events/{path}").status_code == status


def test_foreign_event_does_not_exist(client, as_organiser):
    foreign = EventFactory()
    for path in ("{}/", "edit/{}/", "history/{}/", "history-results/{}/", "usage/{}/", "delete/{}/", "{}/team/"):
        answer = client.get(f"/admin/events/{path.format(foreign.pk)}").status_code
        assert answer in ({302, 404} if path.startswith("delete") else {404}), path


def test_foreign_event_is_not_changed(client, as_organiser):
    foreign = EventFactory(title="Foreign")
    data = event_form(title="Taken over", cancelled="yes", email="x@example.org", role="desk")
    for path in ("{}/page/", "{}/cancelled/", "{}/team/", "edit/{}/"):
        assert client.post(f"/admin/events/{path.format(foreign.pk)}", data).status_code == 404, path
    foreign.refresh_from_db()
    assert (foreign.title, foreign.is_cancelled, foreign.pages.count()) == ("Foreign", False, 0)


@pytest.mark.parametrize("role", ["rapporteur", "chair", "reviewer", "desk"])
def test_lower_roles_look_and_do_not_touch(client, role):
    event = published_event(title="Kept")
    client.force_login(make_user(role, event))
    assert client.get(f"/admin/events/{event.pk}/").status_code == 200
    for path in (f"edit/{event.pk}/", f"{event.pk}/team/", "new/"):
        assert client.get(f"/admin/events/{path}").status_code in {302, 404}, path
    assert client.post(f"/admin/events/{event.pk}/cancelled/", {"cancelled": "yes"}).status_code == 404


def test_event_is_made_with_its_parts(client, as_organiser):
    theme, venue, office = ThemeFactory(), VenueFactory(), OrganizationFactory()
    response = client.post(
        "/admin/events/new/",
        event_form(
            venue=venue.pk,
            themes=[theme.pk],
            working_languages=["en", "fr"],
            objectives=inline_formset([{"text": "First"}, {"text": "Second"}]),
            organizers=inline_formset([{"organization": office.pk, "role": "host"}]),
            contacts=inline_formset([{"name": "Ms. A", "title": "", "unit": "", "email": "a@example.org"}]),
        ),
    )
    event = Event.objects.get(slug="new-event")
    assert response.url == f"/admin/events/{event.pk}/"
    assert (event.venue, list(event.themes.all()), event.working_languages) == (venue, [theme], ["en", "fr"])
    assert list(event.objectives.values_list("text", "position")) == [("First", 0), ("Second", 1)]
    assert list(event.organizers.values_list("organization", "role")) == [(office.pk, "host")]
    assert event.contacts.get().email == "a@example.org"


def test_more_rows_than_anybody_types_are_refused_unread(client, as_organiser):
    data = event_form() | {"objectives-TOTAL_FORMS": str(2**40)}
    page = client.post("/admin/events/new/", data)
    rows = page.context["form"].formsets["objectives"]
    assert (rows.non_form_errors(), len(rows.forms)) == (["Please submit at most 200 forms."], 200)
    assert not Event.objects.filter(slug="new-event").exists()


def test_who_makes_an_event_organises_it(client, as_organiser):
    client.post("/admin/events/new/", event_form())
    event = Event.objects.get(slug="new-event")
    assert list(TeamMember.objects.filter(event=event).values_list("role", flat=True)) == ["organiser"]
    assert client.get(f"/admin/events/edit/{event.pk}/").status_code == 200


def test_address_is_made_from_the_title_where_none_is_given(client, as_organiser):
    for _ in range(2):
        client.post("/admin/events/new/", event_form(title="Service Délivré: 2027", slug=""))
    made = Event.objects.filter(title="Service Délivré: 2027").values_list("slug", flat=True)
    assert sorted(made) == ["service-delivre-2027", "service-delivre-2027-2"]


def test_event_is_changed_with_its_parts(client, as_organiser):
    event = as_organiser
    first, second = ObjectiveFactory(event=event, position=0), ObjectiveFactory(event=event, position=1)
    ContactFactory(event=event)
    rows = [
        {"id": first.pk, "text": "Now second", "ORDER": 2},
        {"id": second.pk, "text": "Now first", "ORDER": 1},
    ]
    client.post(
        f"/admin/events/edit/{event.pk}/",
        event_form(title="Renamed", objectives=inline_formset(rows, initial=2)),
    )
    event.refresh_from_db()
    assert event.title == "Renamed"
    assert list(event.objectives.values_list("text", flat=True)) == ["Now first", "Now second"]
    assert EventLogEntry.objects.filter(action="wagtail.edit", object_id=event.pk).count() == 1


REFUSED = [
    ({"end_date": "2027-03-01"}, "end_date"),
    ({"timezone": "GMT+2"}, "timezone"),
    ({"timezone": "../../etc/passwd"}, "timezone"),
    ({"slug": "own"}, "slug"),
    ({"slug": "a b"}, "slug"),
    ({"title": ""}, "title"),
    ({"symbol": "<script>"}, "symbol"),
    ({"working_languages": ["xx"]}, "working_languages"),
    ({"participant_count": "-1"}, "participant_count"),
    ({"kind": "10000000000000000000000"}, "kind"),
]


def test_refused_values_are_named_beside_the_field(client, as_organiser):
    EventFactory(slug="own")
    for fields, field in REFUSED:
        response = client.post("/admin/events/new/", event_form(**fields))
        assert response.status_code == 200
        assert list(response.context["form"].errors) == [field]
    assert not Event.objects.filter(slug="new-event", start_date=date(2027, 3, 30)).exists()


def test_parent_must_be_an_own_event(client, as_organiser):
    foreign = EventFactory()
    response = client.post("/admin/events/new/", event_form(parent=foreign.pk))
    assert list(response.context["form"].errors) == ["parent"]
    client.post("/admin/events/new/", event_form(parent=as_organiser.pk))
    assert Event.objects.get(slug="new-event").parent == as_organiser


def test_rows_of_a_foreign_event_are_not_taken(client, as_organiser):
    foreign = ObjectiveFactory(text="Theirs")
    rows = inline_formset([{"id": foreign.pk, "text": "Ours"}], initial=1)
    client.post(f"/admin/events/edit/{as_organiser.pk}/", event_form(objectives=rows))
    foreign.refresh_from_db()
    assert (foreign.text, foreign.event_id == as_organiser.pk) == ("Theirs", False)


def test_address_stays_once_there_is_a_page(client, as_organiser):
    slug = as_organiser.slug
    client.post(f"/admin/events/edit/{as_organiser.pk}/", event_form(slug="other"))
    as_organiser.refresh_from_db()
    assert as_organiser.slug == slug


def test_organiser_does_not_delete_an_event(client):
    event = EventFactory()
    client.force_login(make_user("organiser", event))
    assert client.post(f"/admin/events/delete/{event.pk}/").status_code in {302, 404}
    assert Event.objects.filter(pk=event.pk).exists()


def test_page_is_made_from_the_dashboard(client):
    event_index()
    event = EventFactory()
    client.force_login(make_user("organiser", event))
    assert "Make the page" in client.get(f"/admin/events/{event.pk}/").content.decode()
    response = client.post(f"/admin/events/{event.pk}/page/")
    page = event.pages.get()
    assert response.url == f"/admin/pages/{page.pk}/edit/"
    assert client.get(response.url).status_code == 200
    assert client.post(f"/admin/events/{event.pk}/page/").url == response.url


def test_event_is_cancelled_and_restored(client, as_organiser):
    address = f"/admin/events/{as_organiser.pk}/cancelled/"
    client.post(address, {"cancelled": "yes"})
    assert "This event will not take place" in client.get(as_organiser.get_absolute_url()).content.decode()
    client.post(address, {"cancelled": "no"})
    assert not Event.objects.get(pk=as_organiser.pk).is_cancelled


def test_dashboard_leads_to_the_work_of_the_apps(client, as_organiser):
    link = AdminLink("Papers", "/admin/papers/", "doc-full", 5, count=12, note="3 wait for review")
    with hooks.register_temporarily("event_admin_link", lambda event, user: link):
        response = client.get(f"/admin/events/{as_organiser.pk}/")
    shown = {str(title): links for title, links in response.context["groups"]}
    assert link in shown["Preparation"]
    for text in ("Papers", "12", "3 wait for review"):
        assert text in response.content.decode()


def test_dashboard_says_what_is_missing_until_the_event_is_over(client):
    ahead, over = EventFactory(start_date=date(2100, 6, 23), end_date=date(2100, 6, 24)), EventFactory()
    OrganizerFactory(event=ahead)
    user = make_user("organiser", ahead)
    grant_role(over, user=user, role="organiser", by=None)
    client.force_login(user)
    missing, late = (client.get(f"/admin/events/{event.pk}/").context["missing"] for event in (ahead, over))
    assert late == []
    assert missing == ["Venue", "Room", "Floor", "Goal or objectives", "Subjects", "Contacts", "Page published"]


def test_event_takes_the_time_zone_of_its_venue_where_it_has_none(client, as_organiser):
    venue = VenueFactory(timezone="Asia/Bangkok")
    client.post("/admin/events/new/", event_form(timezone="", venue=venue.pk))
    assert Event.objects.get(slug="new-event").timezone == "Asia/Bangkok"
    response = client.post("/admin/events/new/", event_form(slug="other", timezone="", venue=VenueFactory().pk))
    assert list(response.context["form"].errors) == ["timezone"]
    assert f'value="{venue.pk}" data-timezone="Asia/Bangkok"' in response.content.decode()


def test_hours_interpretation_and_practical_notes_are_changed(client, as_organiser):
    rows = [{"topic": "visa", "text": "Late"}, {"topic": "badges", "text": "Early"}]
    fields = {"hours_start": "08:30", "interpretation": ["fr", "ar"], "practical_notes": inline_formset(rows)}
    client.post(f"/admin/events/edit/{as_organiser.pk}/", event_form(**fields))
    event = Event.objects.get(pk=as_organiser.pk)
    assert (f"{event.hours_start:%H:%M}", event.interpretation) == ("08:30", ["fr", "ar"])
    notes = [(note.topic, note.get_topic_display(), note.text) for note in event.practical_notes.all()]
    assert notes == [("badges", "Badges", "Early"), ("visa", "Visa", "Late")]


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"hours_start": "18:00", "hours_end": "09:00"}, "hours_end"),
        ({"hours_end": ""}, "hours_end"),
        ({"practical_notes": inline_formset([{"topic": "visa", "text": "A"}, {"topic": "visa", "text": "B"}])}, None),
        ({"practical_notes": inline_formset([{"topic": "weather", "text": "A"}])}, None),
    ],
)
def test_hours_and_notes_that_cannot_be_are_refused(client, as_organiser, fields, where):
    response = client.post(f"/admin/events/edit/{as_organiser.pk}/", event_form(**fields))
    form = response.context["form"]
    assert response.status_code == 200
    assert list(form.errors) == ([where] if where else [])
    assert form.formsets["practical_notes"].is_valid() == bool(where)
    assert not as_organiser.practical_notes.exists()


def test_home_shows_own_events_and_no_other(client, as_organiser):
    published_event(title="Foreign")
    text = client.get("/admin/").content.decode()
    assert "Own" in text
    assert "Foreign" not in text
    assert "New event" in text


def test_menu_leaves_out_what_organisers_do_not_need(client, as_organiser):
    text = client.get("/admin/").content.decode()
    assert '"name": "events"' in text
    for name in ("explorer", "images", "documents", "settings", "reports", "lists"):
        assert f'"name": "{name}"' not in text, name


class TestTeam:
    def test_organiser_gives_and_takes_a_role(self, client, as_organiser):
        user, address = make_user(), f"/admin/events/{as_organiser.pk}/team/"
        assert client.post(address, {"email": user.email.upper(), "role": "rapporteur"}).status_code == 302
        member = TeamMember.objects.get(user=user)
        assert (member.event, member.role) == (as_organiser, "rapporteur")
        client.post(f"{address}{member.pk}/remove/")
        assert not TeamMember.objects.filter(user=user).exists()

    def test_higher_roles_are_no_choice(self, client, as_organiser):
        user = make_user()
        for role in ("organiser", "secretariat", "king"):
            response = client.post(f"/admin/events/{as_organiser.pk}/team/", {"email": user.email, "role": role})
            assert list(response.context["form"].errors) == ["role"], role
        assert not TeamMember.objects.filter(user=user).exists()

    def test_unknown_address_is_named_and_kept(self, client, as_organiser):
        data = {"email": "who@example.org", "role": "desk"}
        response = client.post(f"/admin/events/{as_organiser.pk}/team/", data)
        assert list(response.context["form"].errors) == ["email"]
        assert 'value="who@example.org"' in response.content.decode()

    def test_member_of_a_foreign_event_is_not_removed(self, client, as_organiser):
        foreign = EventFactory()
        make_user("desk", foreign)
        member = TeamMember.objects.get(event=foreign)
        assert client.post(f"/admin/events/{as_organiser.pk}/team/{member.pk}/remove/").status_code == 404
        assert client.post(f"/admin/events/{foreign.pk}/team/{member.pk}/remove/").status_code == 404
        assert TeamMember.objects.filter(pk=member.pk).exists()

    def test_last_organiser_stays(self, client, as_organiser):
        member = TeamMember.objects.get(event=as_organiser)
        client.post(f"/admin/events/{as_organiser.pk}/team/{member.pk}/remove/")
        assert TeamMember.objects.filter(pk=member.pk).exists()

    def test_secretariat_keeps_its_own_list(self, client):
        user, other = make_user("secretariat"), make_user()
        client.force_login(user)
        client.post("/admin/secretariat/", {"email": other.email, "role": "secretariat"})
        assert TeamMember.objects.filter(event=None).count() == 2

    def test_organiser_does_not_reach_the_secretariat(self, client, as_organiser):
        assert client.get("/admin/secretariat/").status_code == 404


class TestLists:
    def test_secretariat_keeps_the_lists(self, client):
        VenueFactory(), OrganizationFactory()
        client.force_login(make_user("secretariat"))
        for name in ("venues", "organizations", "themes", "kinds", "series"):
            assert client.get(f"/admin/{name}/").status_code == 200, name
            assert client.get(f"/admin/{name}/new/").status_code == 200, name

    def test_organiser_adds_venues_and_organizations(self, client, as_organiser):
        expected = {"venues": 200, "organizations": 200, "themes": 302, "kinds": 302, "series": 302}
        assert {name: client.get(f"/admin/{name}/new/").status_code for name in expected} == expected

    def test_organiser_changes_no_venue(self, client, as_organiser):
        venue = VenueFactory()
        assert client.get(f"/admin/venues/edit/{venue.pk}/").status_code in {302, 404}

    def test_themes_stand_in_their_tree(self, client):
        parent = ThemeFactory(name="ZZ parent")
        ThemeFactory(name="AA child", parent=parent)
        client.force_login(make_user("secretariat"))
        themes = [theme.name for theme in client.get("/admin/themes/").context["object_list"]]
        assert themes.index("AA child") == themes.index("ZZ parent") + 1
