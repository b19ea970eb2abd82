"""The library of documents over all events, the feed, and telling participants."""

from xml.etree import ElementTree as ET

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.forms import model_to_dict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from outputs.domain.adoption import adopt_output, issue_output
from outputs.domain.announcing import announce_output
from outputs.domain.assembling import accept_suggestions
from outputs.domain.modifications import begin_modification
from outputs.models import Output, OutputEntry
from participants.domain.group_mail import recipients
from tests.factories.cms import publish
from tests.factories.outputs import new_output, recorded_event
from tests.factories.participants import PersonFactory, RegistrationFactory
from tests.roles import make_user

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def issued(output):
    accept_suggestions(output, by=None)
    return issue_output(adopt_output(Output.objects.get(pk=output.pk), by=None), by=None)


def published(**fields):
    event = recorded_event(1, **fields)
    publish(event)
    return event


@pytest.fixture
def report():
    return issued(new_output(published(slug="meeting", symbol="E/1")))


def copies(output, count):
    """As many more documents, each with its entry."""
    fields = {"kind": output.kind, "event": output.event, "state": "issued", "frozen": output.frozen}
    times = {"adopted_at": output.adopted_at, "issued_at": output.issued_at}
    first = Output.objects.count() + 1
    made = [Output(**fields, **times, version=first + number) for number in range(count)]
    entry = model_to_dict(output.library_entry, exclude=["output"])
    OutputEntry.objects.bulk_create(OutputEntry(output=one, **entry) for one in Output.objects.bulk_create(made))


def found(client, **query):
    return [row["output"] for row in client.get("/outputs/", query).context["rows"]]


def test_what_is_adopted_is_found_by_words_of_title_text_and_symbol(client, report):
    other = issued(new_output(published(title="Second Meeting", symbol="E/2")))
    new_output(published(title="Third Meeting"))
    assert found(client) == [other, report]
    assert found(client, q="second") == [other]
    assert found(client, q="e/1/r.1")[0] == report
    assert found(client, q="publish standard") == [other, report]
    assert found(client, q="nothing") == []


def test_facets_narrow_it(client, report):
    communique = issued(new_output(report.event, "communique"))
    assert found(client, kind="communique") == [communique]
    assert found(client, kind="final_report", event=report.event_id, language="en") == [report]
    assert found(client, language="fr") == []


def test_what_is_superseded_comes_last_and_leaves_the_feed(client, report):
    revision = issued(begin_modification(Output.objects.get(pk=report.pk), "rev", by=None))
    assert found(client) == [revision, report]
    assert found(client, sort="oldest") == [revision, report]
    entries = ET.fromstring(client.get("/outputs/feed.atom").content).iter(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == [f"E/1/R.1/Rev.1: {revision.title}"]


def test_documents_of_private_events_are_found_by_their_team_alone(client, report):
    report.event.visibility = "private"
    report.event.save()
    assert found(client) == []
    assert b"<entry>" not in client.get("/outputs/feed.atom").content
    client.force_login(make_user("organiser", report.event))
    assert found(client) == [report]


def test_they_cost_the_same_for_two_and_twenty(client, report):
    def queries(count):
        copies(report, count - Output.objects.count())
        with CaptureQueriesContext(connection) as captured:
            client.get("/outputs/", {"sort": "title", "page": count})
            client.get("/outputs/feed.atom", {"asked": count})
        return len(captured)

    assert queries(2) == queries(20)


def test_a_letter_to_a_category_waits_to_be_looked_at(client, report):
    one, other = (RegistrationFactory(event=report.event, person=PersonFactory(), status="approved") for _ in "ab")
    RegistrationFactory(event=report.event, status="submitted")
    organiser = make_user("organiser", report.event)
    everybody = announce_output(report, by=organiser)
    few = announce_output(report, by=organiser, category=one.category.slug)
    assert set(recipients(everybody, by=organiser)) == {one, other}
    assert set(recipients(few, by=organiser)) == {row for row in (one, other) if row.category == one.category}
    assert (everybody.drafted_at, f"/outputs/{report.pk}/" in everybody.body) == (None, True)
    client.force_login(organiser)
    response = client.post(reverse("outputs_admin:announce", args=[report.pk]), {"category": one.category.slug})
    assert client.get(response.url).status_code == 200


def test_who_may_tell_and_of_what(report):
    with pytest.raises(PermissionDenied):
        announce_output(report, by=make_user("rapporteur", report.event))
    organiser = make_user("organiser", report.event)
    with pytest.raises(PermissionDenied):
        announce_output(new_output(report.event, "communique"), by=organiser)
    with pytest.raises(ValidationError, match="no such category"):
        announce_output(report, by=organiser, category="nobody")
