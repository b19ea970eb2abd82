import pytest
from django.contrib.auth.models import Group
from wagtail import hooks
from wagtail.models import Locale, PageViewRestriction

from cms.places import HomeSection, Place
from tests.factories.cms import EventFactory, event_index, publish, published_event

pytestmark = pytest.mark.django_db


def translate(page, language):
    locale, _ = Locale.objects.get_or_create(language_code=language)
    translation = page.copy_for_translation(locale, copy_parents=True)
    translation.title = f"{page.title} ({language})"
    translation.save_revision().publish()
    return translation


def test_page_answers_in_the_language_of_the_visitor(client):
    event = published_event(title="Event")
    page = event.pages.get().specific
    translate(page, "fr")
    titles = {
        path: client.get(path).context["page"].title for path in (f"/{p}events/{event.slug}/" for p in ("", "fr/"))
    }
    assert titles == {f"/events/{event.slug}/": "Event", f"/fr/events/{event.slug}/": "Event (fr)"}


def test_page_without_a_translation_answers_in_the_default_language(client):
    event, other = published_event(title="Event"), published_event()
    translate(other.pages.get().specific, "fr")
    assert client.get(f"/fr/events/{event.slug}/").context["page"].title == "Event"


def test_text_in_another_language_is_marked(client):
    event = published_event()
    publish_note(event)
    mark = ' lang="en" dir="ltr">'
    assert client.get(f"/ar/events/{event.slug}/").content.decode().count(mark) == 1
    assert client.get(f"/events/{event.slug}/").content.decode().count(mark) == 1  # the page itself


@pytest.mark.parametrize("path", ["/fr/", "/ar/events/"])
def test_every_language_has_home_and_index(client, path):
    event_index()
    assert client.get(path).status_code == 200


def test_wagtails_own_privacy_holds(client):
    event, other = published_event(), published_event()
    restriction = PageViewRestriction.objects.create(
        page=event.pages.get(), restriction_type=PageViewRestriction.GROUPS
    )
    restriction.groups.add(Group.objects.create(name="Guests"))
    assert client.get(event.get_absolute_url()).status_code == 302
    assert client.get(other.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("path", ["/events/none/", "/events/none/below/", "/events/%F0%9F%8E%AA/", "/none/"])
def test_what_there_is_not(client, path):
    event_index()
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/", "/events/"])
def test_pages_are_for_reading(client, path):
    event_index()
    assert client.head(path).status_code == 200
    assert client.post(path).status_code == 405


def test_apps_fill_their_places(client):
    event = published_event()
    publish_note(event)
    place = Place("programme", "Programme", "/there/", 1, "cms/sections/text.html", {}, "Look")
    with hooks.register_temporarily("event_place", lambda event, request: place):
        response = client.get(event.get_absolute_url())
    assert {"label": "Programme", "url": "/there/", "current": False} in response.context["tabs"]
    assert {"label": "Look", "url": "/there/"} in response.context["head_actions"]
    section = next(section for section in response.context["sections"] if section.id == "programme")
    assert section.places == [place]


def publish_note(event):
    page = event.pages.get().specific
    page.programme_note = "<p>Two days</p>"
    page.save_revision().publish()


def test_apps_add_sections_to_the_home_page(client):
    event_index()
    section = HomeSection("Outcomes", 1, "components/empty.html", {"title": "Adopted today"})
    with hooks.register_temporarily("home_section", lambda request: section):
        assert section in client.get("/").context["sections"]


def test_second_publication_changes_the_page(client):
    event = EventFactory(title="First")
    page = publish(event).specific
    page.lede = "Second thoughts"
    page.save_revision().publish()
    assert "Second thoughts" in client.get(event.get_absolute_url()).content.decode()
    assert page.revisions.count() == 2


def test_publish_returns_the_live_page():
    event = published_event()
    assert event.pages.get().live
    with pytest.raises(Exception, match="has a page already"):
        publish(event)
