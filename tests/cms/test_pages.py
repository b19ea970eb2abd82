import pytest

from tests.factories.cms import event_index, published_event

pytestmark = pytest.mark.django_db


def test_pages_answer(client):
    event = published_event()
    event_index()
    for address in ("/", "/events/", event.get_absolute_url()):
        assert client.get(address).status_code == 200, address
