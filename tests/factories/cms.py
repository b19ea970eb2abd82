from datetime import date

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from cms.domain.pages import create_event_page, ensure_site_pages, page_type_of
from cms.models import (
    Contact,
    Country,
    Event,
    EventIndexPage,
    EventKind,
    EventPage,
    Objective,
    Organization,
    Organizer,
    Series,
    Theme,
    Venue,
)


class CountryFactory(DjangoModelFactory):
    """One of the countries that are always there."""

    class Meta:
        model = Country
        django_get_or_create = ["code"]

    code = "KR"


class ThemeFactory(DjangoModelFactory):
    class Meta:
        model = Theme
        django_get_or_create = ["slug"]

    slug = factory.Sequence("subject-{}".format)
    name = factory.Sequence("Subject {}".format)


class EventKindFactory(DjangoModelFactory):
    """One of the kinds that are always there, or a new one."""

    class Meta:
        model = EventKind
        django_get_or_create = ["slug"]

    slug = "workshop"
    name = "Workshop"


class SeriesFactory(DjangoModelFactory):
    class Meta:
        model = Series

    slug = factory.Sequence("series-{}".format)
    name = factory.Sequence("Series {}".format)


class OrganizationFactory(DjangoModelFactory):
    class Meta:
        model = Organization

    name = factory.Sequence("Institute {}".format)
    kind = Organization.Kind.ACADEMIA


class VenueFactory(DjangoModelFactory):
    class Meta:
        model = Venue

    name = "Exhibition Centre"
    city = "Goyang"
    country = factory.SubFactory(CountryFactory)


class EventFactory(DjangoModelFactory):
    """An event nobody has published: see `published_event`. Two days in Seoul's time zone, without a venue."""

    class Meta:
        model = Event

    slug = factory.Sequence("event-{}".format)
    title = factory.Sequence("Event {}".format)
    kind = factory.SubFactory(EventKindFactory)
    start_date = date(2014, 6, 23)
    end_date = date(2014, 6, 24)
    timezone = "Asia/Seoul"


class ObjectiveFactory(DjangoModelFactory):
    class Meta:
        model = Objective

    event = factory.SubFactory(EventFactory)
    text = factory.Sequence("Objective {}".format)
    position = factory.Sequence(int)


class OrganizerFactory(DjangoModelFactory):
    class Meta:
        model = Organizer

    event = factory.SubFactory(EventFactory)
    organization = factory.SubFactory(OrganizationFactory)
    position = factory.Sequence(int)


class ContactFactory(DjangoModelFactory):
    class Meta:
        model = Contact

    event = factory.SubFactory(EventFactory)
    name = factory.Sequence("Contact {}".format)
    email = factory.Sequence("contact-{}@example.org".format)
    position = factory.Sequence(int)


def event_index() -> EventIndexPage:
    """The index of events, its home page and site, made at the first call."""
    return ensure_site_pages()


def publish(event: Event, **fields: object) -> EventPage:
    """A live page for `event`, of its kind's type; `fields` are values of the page."""
    page = create_event_page(event, by=None, **fields)
    page.get_latest_revision().publish()
    page.refresh_from_db()
    return page


def published_event(**fields: object) -> Event:
    """An event with a live page that nobody has edited: it has no revisions. `fields` as for EventFactory."""
    event = EventFactory(**fields)
    index = event_index()
    page = page_type_of(event)(event=event, slug=event.slug, locale=index.locale, title=event.title, live=True)
    page.first_published_at = page.last_published_at = timezone.now()
    index.add_child(instance=page)
    return event
