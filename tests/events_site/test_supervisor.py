"""What the supervisor does beside keeping its processes alive."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.domain.pages import create_event_page
from cms.publishing import publish_due
from events_site.supervisor import Supervisor
from tests.factories.cms import EventFactory


@pytest.mark.django_db(transaction=True)
def test_page_whose_time_has_come_is_published():
    page = create_event_page(EventFactory(), by=None)
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()
    revision = page.latest_revision
    Supervisor().see_to(publish_due)
    page.refresh_from_db()
    assert not page.live
    past = timezone.now() - timedelta(seconds=1)
    revision.approved_go_live_at = past
    revision.content["go_live_at"] = past.isoformat()
    revision.save()
    Supervisor().see_to(publish_due)
    page.refresh_from_db()
    assert page.live
