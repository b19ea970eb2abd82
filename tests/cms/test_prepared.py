"""Rows that come from SQL made once are those of the queryset; what a member may read reaches no visitor."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.utils import timezone, translation

from cms.doors import open_event
from cms.models import Event, Organizer
from cms.permissions import may_read_event
from cms.prepared import prepared, prepared_for_visitors
from tests.factories.cms import EventFactory, OrganizerFactory, VenueFactory, published_event
from tests.roles import make_user

pytestmark = pytest.mark.django_db


@prepared
def by_slug(slug):
    return Event.objects.with_place().with_live_page().filter(slug=slug)


@prepared
def organizers(event):
    return Organizer.objects.filter(event=event).values_list("role", "organization__name")


@prepared
def made_before(moment):
    return Event.objects.filter(created_at__lt=moment).values_list("slug", flat=True)


def test_rows_are_those_of_the_queryset_for_each_value(django_assert_num_queries):
    one, other = published_event(venue=VenueFactory()), EventFactory(venue=VenueFactory())
    for event in (one, other):
        with django_assert_num_queries(1):
            (found,) = by_slug(event.slug)
            assert (found, found.venue.country, found.kind) == (event, event.venue.country, event.kind)
        assert found.has_live_page is (event == one)
    assert by_slug("nowhere") == []


def test_rows_of_values_are_those_of_the_queryset():
    events = [OrganizerFactory().event, OrganizerFactory().event]
    for event in events:
        rows = Organizer.objects.filter(event=event).values_list("role", "organization__name")
        assert organizers(event.pk) == list(rows) != []


def test_moments_are_compared_as_moments():
    event, now = EventFactory(), timezone.now()
    assert [made_before(now - timedelta(hours=1)), made_before(now + timedelta(hours=1))] == [[], [event.slug]]


def test_query_is_made_once_for_each_language():
    made = []

    @prepared
    def find(slug):
        made.append(translation.get_language())
        return Event.objects.filter(slug=slug)

    for language in ("en", "ar", "en", "ar"):
        with translation.override(language):
            find("any")
    assert made == ["en", "ar"]


@pytest.mark.parametrize(("field", "now"), [("created_at", timezone.now), ("start_date", timezone.localdate)])
def test_query_that_would_keep_its_moment_is_refused(field, now):
    with pytest.raises(TypeError, match="moment"):
        prepared(lambda: Event.objects.filter(**{f"{field}__gt": now()}))()


@prepared_for_visitors
def readable(user, slug):
    return Event.objects.visible_to(user).filter(slug=slug)


def test_what_a_member_may_read_is_read_for_that_member_alone():
    private = published_event(visibility="private")
    users = [make_user("organiser", private), AnonymousUser(), make_user(), make_user("organiser", EventFactory())]
    for _again in range(2):
        assert [len(readable(user, private.slug)) for user in users] == [1, 0, 0, 0]
        assert [may_read_event(user, private) for user in users] == [True, False, False, False]
        assert [is_opened(user, private) for user in users] == [True, False, False, False]


def test_an_event_is_open_only_as_long_as_everybody_may_read_it():
    event = published_event()
    assert is_opened(AnonymousUser(), event)
    event.visibility = "private"
    event.save()
    assert not is_opened(AnonymousUser(), event)
    assert not is_opened(make_user(), event)


def is_opened(user, event):
    try:
        return open_event(user, event.slug) == event
    except Http404:
        return False
