"""The readiness board: what each app checks."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.models import Event, PracticalNote
from cms.readiness import stages_of
from cms.readiness.placeholders import placeholders
from outputs import kinds, readiness
from sessions.models import SessionRole
from tests.factories.cms import (
    ContactFactory,
    EventFactory,
    ObjectiveFactory,
    OrganizerFactory,
    ThemeFactory,
    VenueFactory,
    event_index,
    publish,
)
from tests.factories.outputs import new_output
from tests.factories.participants import CategoryFactory, RegistrationSetupFactory
from tests.factories.record import PaperFactory
from tests.factories.sessions import SessionFactory, full_session, released
from tests.factories.set_up import built_in, edition
from tests.roles import make_user

pytestmark = pytest.mark.django_db


def open_checks(event, milestone):
    """Label and note of what is open."""
    stage = next(
        stage for stage in stages_of(Event.objects.with_place().get(pk=event.pk)) if stage.milestone == milestone
    )
    return {check.label: check.note for check in stage.open}


def ahead(days, **fields):
    first = timezone.localdate() + timedelta(days=days)
    return EventFactory(start_date=first, end_date=first, timezone="Europe/London", **fields)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Held in Room,XX of the Palais", ["Room,XX"]),
        ("Keynote: TBC, then TBD and TBC", ["TBC", "TBD"]),
        ("<p>The host is to be confirmed.</p>", ["to be confirmed"]),
        ("Salle à confirmer", ["à confirmer"]),
        ("From ???", ["???"]),
        ("Session XX in Room XIX confirmed the tbcx", []),
        (None, []),
    ],
)
def test_placeholders_are_found(text, found):
    assert placeholders([text]) == found


def test_before_publication_the_facts_are_asked_for():
    event = EventFactory()
    tbc = "to be confirmed"
    facts = dict.fromkeys(["Venue", "Room", "Floor", "Organizers", "Goal or objectives", "Subjects", "Contacts"], tbc)
    assert open_checks(event, "publication") == facts | {"Page published": "There is none yet."}
    event.venue = VenueFactory(room="A", floor="2")
    event.save()
    event.themes.add(ThemeFactory())
    OrganizerFactory(event=event), ObjectiveFactory(event=event), ContactFactory(event=event)
    publish(event)
    assert open_checks(event, "publication") == {}


def test_texts_that_wait_are_named_with_where_they_stand():
    event = EventFactory(goal="To agree on TBD")
    PracticalNote.objects.create(event=event, topic="visa", text="Room,XX")
    page = publish(event, lede="Dates to be announced")
    stage = stages_of(event)[0]
    check = next(check for check in stage.open if check.label.startswith("Texts"))
    assert (check.note, check.url) == (
        "Found: “TBD”, “Room,XX”, “to be announced”",
        f"/admin/events/edit/{event.pk}/#tab-what",
    )
    event.goal = ""
    event.practical_notes.all().delete()
    check = next(check for check in stages_of(event)[0].open if check.label.startswith("Texts"))
    assert check.url == f"/admin/pages/{page.pk}/edit/"


def test_before_invitations_registration_is_asked_for():
    event = ahead(100)
    new_output(event, "aide_memoire")
    assert open_checks(event, "invitations") == {
        "Registration has a day on which it opens": "Without it nobody registers.",
        "Categories of participants": "None is chosen: all are offered.",
    }
    setup = RegistrationSetupFactory(event=event, categories=[CategoryFactory()])
    assert open_checks(event, "invitations") == {}
    setup.opens_at = timezone.now() + timedelta(days=12)
    setup.closes_at = None
    setup.save()
    Event.objects.filter(pk=event.pk).update(visibility="private")
    assert open_checks(event, "invitations") == {
        "It opens before people are invited": "It opens after the invitations.",
        "The list of participants is no more public than the event": "The event is private, its list of participants is public.",
    }


def test_before_papers_the_programme_is_asked_for():
    event = ahead(40)
    released = {"Programme released": "The public sees none yet."}
    assert open_checks(event, "papers") == released | {"Sessions in the programme": "There is none yet."}
    SessionFactory(event=event, title="Keynote TBC", start=None, end=None)
    SessionFactory(event=event, kind="pause", title="Coffee")
    SessionFactory(event=event, status="cancelled", start=None, end=None)
    one = "1 is open"
    labels = ["Every session has a time", "Every session has a room", "Every session has its chair or moderator"]
    assert open_checks(event, "papers") == released | dict.fromkeys([*labels, "No session is “to be confirmed”"], one)


def test_before_papers_speakers_and_papers_are_asked_for():
    event = ahead(40)
    session = full_session(event)  # a chair, and two presentations by two people each
    released(event)
    people, papers = "Everybody in the programme has confirmed", "Papers have come in"
    assert open_checks(event, "papers") == {people: "5 are open", papers: "2 are outstanding"}
    first, second = session.contributions.all()
    SessionRole.objects.update(confirmation="confirmed")
    first.speaker_links.update(confirmation="confirmed")
    second.speaker_links.update(confirmation="declined")
    PaperFactory(event=event, authors=[first.speakers.first()])
    PaperFactory(event=event, authors=[second.speakers.first()], status="withdrawn")
    assert open_checks(event, "papers") == {people: "2 are open", papers: "1 is outstanding"}
    addresses = {check.label: check.url for stage in stages_of(event) for check in stage.open}
    assert addresses[people] == reverse("programme:speakers", args=[event.slug])
    PaperFactory(event=event, contribution=second)
    second.speaker_links.update(confirmation="confirmed")
    assert open_checks(event, "papers") == {}


def test_before_the_information_note_its_facts_are_asked_for():
    event = ahead(20)
    PracticalNote.objects.create(event=event, topic="visa", text="Ask early.")
    assert "Practical notes" not in open_checks(event, "note")
    event.practical_notes.all().delete()
    found = open_checks(event, "note")
    assert {name: found[name] for name in ("Address of the venue", "Practical notes")} == {
        "Address of the venue": "to be confirmed",
        "Practical notes": "0 of 14 topics",
    }


def test_documents_are_asked_for_where_their_kind_exists(monkeypatch):
    event = ahead(100)
    monkeypatch.setattr(readiness, "KINDS", {"aide_memoire": kinds.KINDS["communique"]})
    label = str(kinds.KINDS["communique"].label)
    assert open_checks(event, "invitations")[label] == "It is not begun."
    assert label not in open_checks(event, "note")
    new_output(event, "aide_memoire")
    assert label not in open_checks(event, "invitations")


@pytest.mark.parametrize(
    ("days", "late"),
    [
        (91, []),
        (89, ["invitations"]),
        (20, ["invitations", "papers"]),
        (1, ["invitations", "papers", "note"]),
        (-5, []),
    ],
)
def test_what_is_open_after_its_day_is_overdue_until_the_event_is_over(days, late):
    event = ahead(days)
    assert [stage.milestone for stage in stages_of(event) if stage.is_overdue] == late


def test_days_are_counted_from_the_first():
    event = EventFactory(start_date=date(2027, 3, 31), end_date=date(2027, 4, 2))
    days = [stage.due for stage in stages_of(event)]
    assert days == [None, date(2026, 12, 31), date(2027, 3, 1), date(2027, 3, 17)]


def test_board_is_linked_from_the_dashboard_with_its_numbers(client):
    event_index()
    event = ahead(80)
    client.force_login(make_user("organiser", event))
    stages = stages_of(event)
    late = sum(len(stage.open) for stage in stages if stage.is_overdue)
    link = client.get(f"/admin/events/{event.pk}/").context["groups"][0][1][0]
    assert (link.label, link.count, link.note) == (
        "Readiness",
        sum(len(stage.open) for stage in stages),
        f"{late} are overdue",
    )
    text = client.get(link.url).content.decode()
    for check in [check for stage in stages for check in stage.open]:
        assert f'<a href="{check.url}">' in text
    assert text.count("Overdue") == 1


def test_rapporteur_has_no_board(client):
    event = ahead(80)
    client.force_login(make_user("rapporteur", event))
    assert client.get(f"/admin/events/{event.pk}/readiness/").status_code == 404
    response = client.get(f"/admin/events/{event.pk}/")
    assert response.context["missing"] == []
    assert "Readiness" not in [link.label for _title, links in response.context["groups"] for link in links]


def test_board_costs_the_same_for_any_number_of_sessions(client):
    client.force_login(make_user("secretariat"))

    def statements(sessions):
        event = edition(sessions, edition=sessions)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(f"/admin/events/{event.pk}/readiness/").status_code == 200
        return len(caught)

    statements(1)
    few, many = statements(2), statements(20)
    assert few == many
    assert few <= 30


def test_skeleton_of_a_template_is_far_from_ready():
    assert placeholders(str(built_in("forum").parts["page"]).split("'"))[0] == "To be confirmed"
