"""What is kept for visitors, and when it is made again."""

import pytest
from django.db import transaction
from django.utils import translation
from wagtail.models import PageViewRestriction

from cms.kept import keep
from cms.models import EventKind
from participants.models import ParticipantCategory
from tests.factories.cms import EventFactory, publish


@pytest.fixture
def made():
    """Counts how often something kept was made."""
    times = []
    return lambda name="piece": keep(name, lambda: times.append(name) or len(times))


@pytest.mark.django_db(transaction=True)
def test_piece_is_made_again_when_a_change_of_this_app_is_committed_and_for_no_other(made):
    assert [made(), made(), made("other")] == [1, 1, 2]
    ParticipantCategory.objects.create(slug="guest", name="Guest", plural="Guests")
    assert made() == 1
    with transaction.atomic():
        EventKind.objects.create(slug="summit", name="Summit")
        assert made() == 1
    assert made() == 3


@pytest.mark.django_db(transaction=True)
def test_page_made_private_is_not_served_from_what_was_kept(client):
    page = publish(EventFactory(slug="closing"))
    assert client.get("/events/closing/").status_code == 200
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert client.get("/events/closing/").status_code == 302


@pytest.mark.django_db
def test_each_language_has_its_own_piece(made):
    first = made()
    with translation.override("ar"):
        assert made() == first + 1
