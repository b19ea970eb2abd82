"""Wagtail's own screens: an organiser of one event sees nothing unpublished of another."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cms.domain.pages import create_event_page
from cms.models import ForumPage
from tests.factories.cms import EventFactory, EventKindFactory, event_index, publish, published_event
from tests.roles import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def foreign():
    """A draft of somebody else's event, with one revision."""
    return create_event_page(EventFactory(title="Secret plan"), by=None)


@pytest.fixture
def searchable(foreign):
    call_command("update_index", verbosity=0)
    return foreign


@pytest.fixture
def own(client):
    event = published_event(title="Own event")
    client.force_login(make_user("organiser", event))
    return event.pages.get().specific


def is_refused(response):
    """Wagtail sends those whom it refuses to the home of the back office."""
    return response.status_code in {403, 404} or (response.status_code == 302 and response.url == "/admin/")


SCREENS = [
    "pages/{page}/edit/",
    "pages/{page}/edit/preview/",
    "pages/{page}/history/",
    "pages/{page}/history/results/",
    "pages/{page}/usage/",
    "pages/{page}/delete/",
    "pages/{page}/unpublish/",
    "pages/{page}/copy/",
    "pages/{page}/move/",
    "pages/{page}/view_draft/",
    "pages/{page}/revisions/{revision}/view/",
    "pages/{page}/revisions/{revision}/revert/",
    "pages/{page}/revisions/compare/earliest...latest/",
    "pages/{page}/add_subpage/",
    "pages/{page}/privacy/",
    "pages/{page}/convert_alias/",
    "pages/add/cms/workshoppage/{index}/",
    "pages/add/cms/textpage/{page}/",
    "pages/move/{page}/choose_destination/",
]


def test_screens_of_a_foreign_page(client, own, foreign):
    names = {"page": foreign.pk, "revision": foreign.get_latest_revision().pk, "index": foreign.get_parent().pk}
    found = {path: client.get(f"/admin/{path.format(**names)}") for path in SCREENS}
    assert [path for path, response in found.items() if "Secret plan" in response.content.decode()] == []


@pytest.mark.parametrize("path", ["pages/{page}/edit/", "pages/{page}/delete/", "pages/{page}/copy/"])
def test_foreign_page_is_not_changed(client, own, foreign, path):
    data = {"title": "Taken", "slug": "taken", "action-publish": "1", "new_title": "Taken", "new_slug": "taken"}
    assert is_refused(client.post("/admin/" + path.format(page=foreign.pk), data | {"new_parent_page": own.pk}))
    assert list(Page.objects.filter(pk=foreign.pk).values_list("title", "live")) == [("Secret plan", False)]
    assert not Page.objects.filter(title="Taken").exists()


LISTS = [
    "pages/",
    "pages/{index}/",
    "pages/search/?q=secret",
    "pages/search/results/?q=secret",
    "choose-page/?q=secret",
    "choose-page/{index}/",
    "choose-page/search/?q=secret",
    "api/main/pages/",
    "api/main/pages/?search=secret",
    "api/main/pages/?child_of={index}&for_explorer=1",
    "reports/site-history/",
    "reports/locked/",
    "reports/aging-pages/",
    "reports/page-types-usage/",
    "",
]


def test_lists_do_not_name_a_foreign_draft(client, own, searchable):
    index = searchable.get_parent().pk
    found = {path: client.get(f"/admin/{path.format(index=index)}", follow=True) for path in LISTS}
    assert [path for path, response in found.items() if "Secret plan" in response.content.decode()] == []


def test_foreign_draft_is_no_object_of_the_api(client, own, foreign):
    assert client.get(f"/admin/api/main/pages/{foreign.pk}/").status_code == 404


def test_chooser_offers_own_drafts_and_public_pages(client, own, searchable):
    own.unpublish()
    published_event(title="Public event")
    published_event(title="Private event", visibility="private")
    text = client.get(f"/admin/choose-page/{event_index().pk}/").json()["html"]
    assert [name in text for name in ("Own event", "Public event", "Private event", "Secret plan")] == [
        True,
        True,
        False,
        False,
    ]


def test_secretariat_sees_all(client, searchable):
    client.force_login(make_user("secretariat"))
    assert client.get(f"/admin/pages/{searchable.pk}/edit/").status_code == 200
    assert "Secret plan" in client.get("/admin/pages/search/?q=secret").content.decode()
    assert "Secret plan" in client.get(f"/admin/choose-page/{event_index().pk}/").json()["html"]


@pytest.mark.parametrize("role", ["rapporteur", "chair", "reviewer", "desk"])
def test_lower_roles_see_no_draft_of_their_event_either(client, role):
    page = create_event_page(EventFactory(title="Secret plan"), by=None)
    client.force_login(make_user(role, page.event))
    assert is_refused(client.get(f"/admin/pages/{page.pk}/edit/"))
    assert (
        "Secret plan"
        not in client.get("/admin/pages/", follow=True).content.decode().replace(f"/admin/events/{page.event_id}/", "")
        or client.get("/admin/pages/").status_code == 302
    )


def page_form(page, **fields):
    names = ("expected_output", "programme_note", "participants_note", "organization_note", "venue_note")
    notes = {name: rich_text(f"<p>{name}</p>") for name in names}
    values = {
        "title": page.title,
        "event": page.event_id,
        "lede": "",
        "background": streamfield([("text", rich_text("<p>Why</p>"))]),
        "seo_title": "",
        "search_description": "",
        "comments": inline_formset([]),
    }
    if isinstance(page, ForumPage):
        forum = {name: rich_text("<p>x</p>") for name in ("host_note", "workshops_note", "awards_note", "outcome_note")}
        values |= forum | {"awards": inline_formset([])}
    return nested_form_data(values | notes | fields)


@pytest.mark.parametrize("kind", ["forum", "expert-group-meeting", "workshop"])
def test_organiser_writes_and_publishes(client, kind):
    event = EventFactory(kind=EventKindFactory(slug=kind))
    page = create_event_page(event, by=None)
    client.force_login(make_user("organiser", event))
    response = client.post(
        f"/admin/pages/{page.pk}/edit/", page_form(page, lede="For all to read", **{"action-publish": "1"})
    )
    assert response.status_code == 302
    client.logout()
    text = client.get(event.get_absolute_url()).content.decode()
    assert "For all to read" in text
    assert "expected_output" in text


def test_page_does_not_move_to_another_event(client, own):
    foreign = EventFactory()
    client.post(f"/admin/pages/{own.pk}/edit/", page_form(own, event=foreign.pk, **{"action-publish": "1"}))
    own.refresh_from_db()
    assert (own.event.title, own.slug) == ("Own event", own.event.slug)


def test_address_of_the_page_is_that_of_its_event(client, own):
    client.post(f"/admin/pages/{own.pk}/edit/", page_form(own, slug="elsewhere", **{"action-publish": "1"}))
    own.refresh_from_db()
    assert own.slug == own.event.slug


def test_preview_shows_the_draft_to_its_organiser_only(client, own):
    address = f"/admin/pages/{own.pk}/edit/preview/"
    assert client.post(address, page_form(own, lede="Not yet public")).json()["is_valid"]
    assert "Not yet public" in client.get(address).content.decode()
    client.force_login(make_user("organiser", published_event()))
    assert "Not yet public" not in client.get(address).content.decode()


def test_history_names_what_was_done(client, own):
    client.post(f"/admin/pages/{own.pk}/edit/", page_form(own, lede="Second", **{"action-publish": "1"}))
    text = client.get(f"/admin/pages/{own.pk}/history/").content.decode()
    assert "Published" in text or "publish" in text.lower()
    assert client.get(f"/admin/pages/{own.pk}/revisions/compare/earliest...latest/").status_code == 200


def test_second_page_in_the_same_language_is_refused(own):
    with pytest.raises(ValidationError):
        create_event_page(own.event, by=None)


def test_private_event_is_previewed_by_its_team(client):
    event = EventFactory(visibility="private", title="Closed")
    publish(event)
    client.force_login(make_user("organiser", event))
    page = event.pages.get().specific
    address = f"/admin/pages/{page.pk}/edit/preview/"
    client.post(address, page_form(page))
    assert client.get(address).status_code == 200


def test_odd_searches_find_nothing(client, own):
    queries = ['"', "'\"\\)(", "word " * 200, "x" * 8000, "(((", "*"]
    paths = ["pages/search/", "pages/search/results/", "choose-page/search/", "events/"]
    found = {(path, q): client.get(f"/admin/{path}", {"q": q}).status_code for path in paths for q in queries}
    assert {asked: status for asked, status in found.items() if status != 200} == {}
