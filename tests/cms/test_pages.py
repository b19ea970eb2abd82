from datetime import date, timedelta

import pytest
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, Revision
from wagtail.test.utils import WagtailPageTestCase

from cms.domain.pages import create_event_page
from cms.lists import lists_of
from cms.models import (
    EventIndexPage,
    EventPage,
    ExpertGroupMeetingPage,
    ForumPage,
    HomePage,
    TextPage,
    WorkshopPage,
)
from cms.publishing import publish_due
from tests.factories.cms import (
    ContactFactory,
    CountryFactory,
    EventFactory,
    EventKindFactory,
    ObjectiveFactory,
    OrganizationFactory,
    OrganizerFactory,
    SeriesFactory,
    VenueFactory,
    event_index,
    publish,
    published_event,
)
from tests.roles import make_user

pytestmark = pytest.mark.django_db
NEVER = date(2999, 1, 1)


def titles_of_sections(response):
    return [section.title for section in response.context["sections"]]


class TestRules(WagtailPageTestCase):
    def test_where_pages_may_stand(self):
        self.assertAllowedParentPageTypes(HomePage, {Page})
        self.assertAllowedSubpageTypes(HomePage, {EventIndexPage, TextPage})
        self.assertAllowedSubpageTypes(EventIndexPage, {ExpertGroupMeetingPage, ForumPage, WorkshopPage})
        for kind in (ExpertGroupMeetingPage, ForumPage, WorkshopPage):
            self.assertAllowedParentPageTypes(kind, {EventIndexPage})
            self.assertAllowedSubpageTypes(kind, {TextPage})

    def test_the_common_page_is_never_made(self):
        assert not EventPage.can_create_at(event_index())


@pytest.mark.parametrize(
    ("kind", "page_type"),
    [
        ("forum", ForumPage),
        ("expert-group-meeting", ExpertGroupMeetingPage),
        ("workshop", WorkshopPage),
        ("seminar", ExpertGroupMeetingPage),
    ],
)
def test_kind_of_event_decides_the_type_of_its_page(kind, page_type):
    event = EventFactory(kind=EventKindFactory(slug=kind))
    assert type(create_event_page(event, by=None)) is page_type


def test_home_pages_are_made_once():
    first, second = event_index(), event_index()
    assert first == second
    assert first.url == "/events/"
    assert HomePage.objects.get().url == "/"


def test_sections_stand_in_the_order_of_an_aide_memoire(client):
    event = EventFactory(goal="To compare.", venue=VenueFactory(room="A"))
    ContactFactory(event=event)
    notes = ("expected_output", "programme_note", "participants_note", "organization_note", "venue_note")
    publish(event, background=[("text", "<p>Why</p>")], **{name: f"<p>{name}</p>" for name in notes})
    assert titles_of_sections(client.get(event.get_absolute_url())) == [
        "Background",
        "Objectives",
        "Expected output",
        "Programme",
        "Participants",
        "Organization and language",
        "Venue",
        "Contacts",
    ]


def test_forum_adds_its_own_sections(client):
    series = SeriesFactory()
    event = EventFactory(kind=EventKindFactory(slug="forum"), series=series, goal="To meet.")
    page = publish(event, background=[("text", "<p>Why</p>")], host_note="<p>Host</p>", outcome_note="<p>Adopted</p>")
    for code, category in [("KR", "Delivery"), ("TH", "Delivery"), ("MA", "Participation")]:
        page.awards.create(institution=f"Office {code}", category=category, country=CountryFactory(code=code))
    page.save()
    published_event(title="Its workshop", parent=event)
    published_event(title="Edition before", series=series, start_date=date(2013, 6, 24), end_date=date(2013, 6, 27))
    response = client.get(event.get_absolute_url())
    assert titles_of_sections(response) == [
        "Background",
        "Objectives",
        "Host",
        "Workshops",
        "Awards",
        "Outcome",
        "Other editions",
    ]
    awards = next(
        section
        for section in page.sections(event, lists_of(event, page=page.pk), response.wsgi_request)
        if section.id == "awards"
    )
    assert awards.value["numbers"] == [
        {"label": "Institutions", "value": 3},
        {"label": "Countries", "value": 3},
        {"label": "Categories", "value": 2},
    ]
    for text in ("Its workshop", "Edition before", "Office KR", "Adopted"):
        assert text in response.content.decode()


def test_facts_that_are_missing_read_to_be_confirmed(client):
    event = published_event(start_date=NEVER, end_date=NEVER)
    response = client.get(event.get_absolute_url())
    assert titles_of_sections(response) == ["Programme", "Venue", "Contacts"]
    assert response.content.decode().count("To be confirmed.") == 3
    assert {"label": "Place", "value": "to be confirmed"} in response.context["facts"]


def test_room_of_a_venue_is_to_be_confirmed(client):
    event = published_event(venue=VenueFactory(name="", room=""))
    text = client.get(event.get_absolute_url()).content.decode()
    assert "Venue to be confirmed" in text
    assert "Room to be confirmed" in text


def test_organizers_stand_in_their_order(client):
    event = EventFactory()
    for position, (name, role) in enumerate([("Third", "host"), ("Second", "organizer"), ("First", "organizer")]):
        OrganizerFactory(event=event, organization=OrganizationFactory(name=name), role=role, position=9 - position)
    publish(event)
    facts = client.get(event.get_absolute_url()).context["facts"]
    assert facts[-2:] == [
        {"label": "Organized by", "value": "First; Second"},
        {"label": "Hosted by", "value": "Third"},
    ]


def test_texts_are_escaped(client):
    event = EventFactory(title="<script>alert(1)</script>", theme="<b>x</b>", goal="<i>x</i>")
    ContactFactory(event=event, name="<u>x</u>")
    publish(event, lede="<s>x</s>")
    text = client.get(event.get_absolute_url()).content.decode()
    for tag in ("<script>alert", "<b>x", "<i>x", "<u>x", "<s>x"):
        assert tag not in text


def test_queries_of_a_forum_page_do_not_grow(client):
    counts = []
    for number in (2, 20):
        event = forum_with(number)
        client.get(event.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            client.get(event.get_absolute_url())
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 10


def forum_with(number):
    event = EventFactory(kind=EventKindFactory(slug="forum"), series=SeriesFactory(), venue=VenueFactory())
    page = publish(event)
    for _ in range(number):
        ObjectiveFactory(event=event)
        OrganizerFactory(event=event)
        ContactFactory(event=event)
        published_event(parent=event, venue=VenueFactory())
        page.awards.create(institution="Office", category="Delivery", country=CountryFactory())
    page.save()
    return event


class TestDrafts:
    def test_draft_is_unknown_to_the_public(self, client):
        page = create_event_page(EventFactory(), by=None)
        assert client.get(page.event.get_absolute_url()).status_code == 404

    def test_unpublished_page_is_gone_and_keeps_its_history(self, client):
        event = EventFactory()
        publish(event).specific.unpublish()
        assert client.get(event.get_absolute_url()).status_code == 404
        assert event.pages.get().revisions.count() == 1

    def test_draft_of_a_change_is_not_shown(self, client):
        event = published_event()
        page = event.pages.get().specific
        page.lede = "Not yet public"
        page.save_revision()
        assert "Not yet public" not in client.get(event.get_absolute_url()).content.decode()

    def test_scheduled_page_is_published_when_due(self, client):
        page = create_event_page(EventFactory(), by=None)
        schedule(page, timezone.now() + timedelta(hours=1))
        publish_due()
        assert client.get(page.event.get_absolute_url()).status_code == 404
        make_due(page)
        publish_due()
        publish_due()
        assert client.get(page.event.get_absolute_url()).status_code == 200

    def test_expired_page_is_withdrawn(self, client):
        event = published_event()
        Page.objects.filter(pk=event.pages.get().pk).update(expire_at=timezone.now() - timedelta(minutes=1))
        publish_due()
        assert client.get(event.get_absolute_url()).status_code == 404


def schedule(page, when):
    page.go_live_at = when
    page.save_revision(approved_go_live_at=when).publish()


def make_due(page):
    """As if the time set had come."""
    past = timezone.now() - timedelta(minutes=1)
    revision = Revision.objects.get(object_id=str(page.pk), approved_go_live_at__isnull=False)
    revision.content["go_live_at"], revision.approved_go_live_at = past.isoformat(), past
    revision.save()


class TestHidden:
    @pytest.mark.parametrize(
        ("visibility", "who", "status"),
        [
            ("private", "nobody", 404),
            ("private", "stranger", 404),
            ("private", "organiser of another event", 404),
            ("private", "desk", 200),
            ("private", "organiser", 200),
            ("private", "secretariat", 200),
            ("unlisted", "nobody", 200),
        ],
    )
    def test_who_reads_it(self, client, visibility, who, status):
        event, other = published_event(visibility=visibility), published_event()
        below = add_text_page(event)
        sign_in(client, who, event, other)
        assert client.get(event.get_absolute_url()).status_code == status
        assert client.get(below).status_code == status

    def test_search_engines_leave_unlisted_pages_alone(self, client):
        event = published_event(visibility="unlisted")
        assert '<meta name="robots" content="noindex">' in client.get(event.get_absolute_url()).content.decode()

    def test_private_workshop_is_not_named_on_the_page_of_its_forum(self, client):
        forum = published_event(kind=EventKindFactory(slug="forum"))
        published_event(title="Closed round", parent=forum, visibility="private")
        assert "Closed round" not in client.get(forum.get_absolute_url()).content.decode()


def add_text_page(event):
    page = TextPage(title="Travel", slug="travel")
    event.pages.get().add_child(instance=page)
    return f"{event.get_absolute_url()}travel/"


def sign_in(client, who, event, other):
    if who == "organiser of another event":
        client.force_login(make_user("organiser", other))
    elif who != "nobody":
        client.force_login(make_user(None if who == "stranger" else who, event))


def test_new_site_has_its_home_and_its_index_of_events(client):
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
    home, index = client.get("/"), client.get("/events/")
    assert (home.status_code, index.status_code) == (200, 200)
    assert "From the announcement of a meeting to its adopted outcome" in home.content.decode()
