import pytest

from tests.roles import make_user

pytestmark = pytest.mark.django_db


def test_organiser_gets_rights_on_the_pages_of_the_event_only():
    event, other = published_event(), published_event()
    user = make_user("organiser", event)
    own, foreign = event.pages.get(), other.pages.get()
    assert own.permissions_for_user(user).can_publish()
    assert not foreign.permissions_for_user(user).can_edit()


def test_page_made_after_the_role_belongs_to_the_organisers():
    event = EventFactory()
    user = make_user("organiser", event)
    from tests.factories.cms import publish

    page = publish(event)
    assert page.permissions_for_user(user).can_publish()
