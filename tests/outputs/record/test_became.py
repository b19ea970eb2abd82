"""What became of recommendations: who is told, where, and of which documents."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from outputs.domain import assembling
from outputs.domain.adoption import adopt_output
from outputs.record.became import became_of
from sessions.register.became import Became
from tests.factories.cms import publish
from tests.factories.outputs import new_output, recorded_event
from tests.factories.participants import PersonFactory
from tests.roles import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    event = recorded_event(3)
    publish(event)
    return event


@pytest.fixture
def output(event):
    """The first two merged, the third deferred; a draft."""
    output = new_output(event)
    ids = list(event.recommendations.order_by("number").values_list("pk", flat=True))
    assembling.merge(output, ids[:2], by=None, data={"text": "publish both", "verb": "urges"})
    assembling.leave_out(output, ids[2:], by=None, verdict="deferred", reason="Next year.")
    return output


def told(event, user):
    found = became_of(event.recommendations.values_list("pk", flat=True), user)
    return {event.recommendations.get(pk=pk).number: each for pk, each in found.items()}


def test_everybody_is_told_of_what_is_adopted_and_only_the_team_of_drafts(event, output):
    assert told(event, AnonymousUser()) == {}
    assert sorted(told(event, make_user("rapporteur", event))) == [1, 2, 3, 4]
    adopt_output(output, by=None)
    url, clause = output.get_absolute_url(), f"#recommendation-{event.recommendations.get(number=4).pk}"
    merged = [Became("merged", output.title, url + clause, words="publish both")]
    assert told(event, AnonymousUser()) == {
        1: merged,
        2: merged,
        3: [Became("deferred", output.title, url, reason="Next year.")],
        4: [Became("included", output.title, url + clause)],
    }


def test_the_register_and_the_desk_say_it(client, event, output):
    adopt_output(output, by=None)
    adopted = event.recommendations.get(number=4)
    page = client.get(reverse("sessions:recommendation", args=[adopted.pk])).content.decode()
    assert ("What became of it" in page, output.title in page) == (True, True)
    client.force_login(make_user("rapporteur", event))
    session = event.recommendations.get(number=3).session
    assert "Next year." in client.get(reverse("record:beside", args=[event.slug, session.pk])).content.decode()


def test_who_proposed_one_reads_in_my_area_what_became_of_it(client, event, output):
    user = make_user(None, event)
    event.recommendations.get(number=3).proposers.add(PersonFactory(user=user))
    client.force_login(user)
    assert "What became of what you proposed" not in client.get(reverse("participants:me")).content.decode()
    adopt_output(output, by=None)
    page = client.get(reverse("participants:me")).content.decode()
    assert ("What became of what you proposed" in page, "Next year." in page) == (True, True)


def test_it_costs_the_same_for_two_and_twenty():
    def queries(count):
        event = recorded_event(count)
        assembling.accept_suggestions(new_output(event), by=None)
        user = make_user("rapporteur", event)
        with CaptureQueriesContext(connection) as captured:
            assert len(told(event, user)) == count
        return len(captured) - count  # the numbers that this test asks for

    assert queries(2) == queries(20)
