from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.factories.cms import published_event
from tests.factories.participants import RegistrationSetupFactory
from tests.roles import make_user


@pytest.fixture
def event(category):
    """A published event in two months, whose registration is open, with approval one by one."""
    first = timezone.now().date() + timedelta(days=60)
    event = published_event(title="Meeting on Open Data", start_date=first, end_date=first + timedelta(days=1))
    RegistrationSetupFactory(event=event, categories=[category])
    return event


@pytest.fixture
def organiser(event):
    return make_user("organiser", event)


@pytest.fixture
def work(mailoutbox):
    """Does what waits in the queue, and gives the mail sent so far."""

    def run():
        for waiting in DBTaskResult.objects.ready().order_by("enqueued_at"):
            waiting.task.call(*waiting.args_kwargs["args"], **waiting.args_kwargs["kwargs"])
            waiting.delete()
        return mailoutbox

    return run
