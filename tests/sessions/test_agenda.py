"""The agenda in the back office: saved in its order, moved and proposed without saving."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.models import EventLogEntry
from sessions.domain.agenda import Proposal, propose_agenda, save_agenda
from sessions.domain.draft import Conflict
from sessions.domain.programme import save_session
from sessions.models import AgendaItem, ProgrammeChange, Session
from tests.factories.cms import EventFactory, EventKindFactory
from tests.factories.sessions import SessionFactory
from tests.roles import make_user

pytestmark = pytest.mark.django_db

PREFIX = "agenda_items"


@pytest.fixture
def event():
    return EventFactory()


@pytest.fixture
def organiser(client, event):
    user = make_user("organiser", event)
    client.force_login(user)
    return user


def url(event):
    return reverse("programme:agenda", args=[event.slug])


def agenda(event, *titles):
    save_agenda(event, by=None, items=[AgendaItem(title=title) for title in titles])
    return list(event.agenda_items.all())


def sent(*rows, initial=0, **buttons):
    """What the form sends: a dictionary for each row."""
    data = {f"{PREFIX}-TOTAL_FORMS": len(rows), f"{PREFIX}-INITIAL_FORMS": initial}
    for number, row in enumerate(rows):
        data |= {f"{PREFIX}-{number}-{name}": value for name, value in row.items()}
    return data | buttons


def shown(response):
    """Order and title of each row that has one, as the page shows them."""
    forms = (form for form, _up, _down in response.context["rows"])
    return [(str(form["ORDER"].value()), form["title"].value()) for form in forms if form["title"].value()]


def saved(event):
    return list(event.agenda_items.values_list("title", "annotation", "documents"))


def test_items_are_saved_in_the_order_of_their_numbers(client, event, organiser):
    first, second = agenda(event, "Opening", "Other matters")
    rows = (
        {"id": first.pk, "title": "Opening of the meeting", "ORDER": "2", "annotation": "By the host."},
        {"id": second.pk, "title": "Other matters", "ORDER": "3", "DELETE": "on"},
        {"title": "Service standards", "ORDER": "1", "documents": "ST/1/2 Note\nST/1/3 Report"},
        {"title": ""},
    )
    response = client.post(url(event), sent(*rows, initial=2))
    assert response.status_code == 302
    assert saved(event) == [
        ("Service standards", "", "ST/1/2 Note\nST/1/3 Report"),
        ("Opening of the meeting", "By the host.", ""),
    ]


def test_a_row_is_moved_and_nothing_saved(client, event, organiser):
    one, two = agenda(event, "One", "Two")
    rows = ({"id": one.pk, "title": "One", "ORDER": "1"}, {"id": two.pk, "title": "Two, typed", "ORDER": "2"}, {})
    response = client.post(url(event), sent(*rows, initial=2, move=f"{PREFIX}-1:up"))
    assert shown(response) == [("1", "Two, typed"), ("2", "One")]
    assert [title for title, *_rest in saved(event)] == ["One", "Two"]


@pytest.mark.parametrize("step", [f"{PREFIX}-0:up", f"{PREFIX}-1:down", f"{PREFIX}-9:up", "x", f"{PREFIX}-0:over"])
def test_a_step_that_leads_nowhere_changes_nothing(client, event, organiser, step):
    rows = ({"title": "One", "ORDER": "1"}, {"title": "Two", "ORDER": "2"})
    assert shown(client.post(url(event), sent(*rows, move=step))) == [("1", "One"), ("2", "Two")]


def test_the_proposal_has_the_usual_order_and_is_not_saved(client, event, organiser):
    session = SessionFactory(event=event, title="Service standards")
    SessionFactory(event=event, title="Coffee", kind="pause")
    SessionFactory(event=event, title="Welcome", kind="ceremony")
    SessionFactory(event=event, title="Dropped", status=Session.Status.CANCELLED)
    response = client.post(url(event), sent({"title": "Budget", "ORDER": "1"}, propose="yes"))
    assert shown(response) == [
        ("1", "Budget"),
        ("2", "Opening of the meeting"),
        ("3", "Adoption of the agenda and organization of work"),
        ("4", "Service standards"),
        ("5", "Other matters"),
        ("6", "Adoption of the report"),
    ]
    assert not AgendaItem.objects.exists()
    rows = [form for form, _up, _down in response.context["rows"]]
    again = sent(*({f.name: f.value() for f in row if f.value() is not None} for row in rows))
    client.post(url(event), again)
    assert event.agenda_items.count() == 6
    assert Session.objects.get(pk=session.pk).agenda_item.title == "Service standards"


def test_committees_elect_officers_and_sessions_of_one_title_share_an_item():
    event = EventFactory(kind=EventKindFactory(slug="committee-session"))
    one, two = (SessionFactory(event=event, title="Standards").pk for _ in range(2))
    assert propose_agenda(event)[1:4] == [
        Proposal("Election of officers"),
        Proposal("Adoption of the agenda and organization of work"),
        Proposal("Standards", (one, two)),
    ]


def test_bad_rows_are_refused_beside_the_field_and_nothing_is_lost(client, event, organiser):
    rows = ({"title": "", "ORDER": "1", "annotation": "Kept"}, {"title": "x" * 251, "ORDER": "no"})
    response = client.post(url(event), sent(*rows))
    errors = {name: messages for form in response.context["formset"] for name, messages in form.errors.items()}
    assert {name: len(messages) for name, messages in errors.items()} == {"title": 1, "ORDER": 1}
    assert response.context["formset"][0]["annotation"].value() == "Kept"
    assert not AgendaItem.objects.exists()


def test_more_rows_than_anybody_types_are_refused_unread(client, event, organiser):
    response = client.post(url(event), sent() | {"agenda_items-TOTAL_FORMS": str(2**40)})
    rows = response.context["formset"]
    assert (rows.non_form_errors(), len(rows.forms)) == (["Please submit at most 100 forms."], 150)


def test_a_form_without_its_counts_is_no_accident(client, event, organiser):
    assert client.post(url(event), {"propose": "yes"}).status_code == 200


def test_items_and_sessions_of_another_event_are_left_alone(client, event, organiser):
    other = EventFactory()
    (foreign,) = agenda(other, "Theirs")
    session = SessionFactory(event=other)
    rows = ({"id": foreign.pk, "title": "Taken", "ORDER": "1"},)
    client.post(url(event), sent(*rows, initial=1))
    client.post(url(event), sent({"title": "Mine", "ORDER": "1", "proposed": str(session.pk)}))
    assert (saved(other), Session.objects.get(pk=session.pk).agenda_item) == ([("Theirs", "", "")], None)
    with pytest.raises(ValidationError):
        save_agenda(event, by=organiser, items=[foreign])


def test_a_session_keeps_the_item_it_has_and_outlives_it(event):
    (item,) = agenda(event, "One")
    session = SessionFactory(event=event, agenda_item=item)
    save_agenda(event, by=None, items=[item, AgendaItem(title="Two")], sessions={1: [session.pk]})
    assert Session.objects.get(pk=session.pk).agenda_item == item
    save_agenda(event, by=None, items=[], removed=[item])
    assert Session.objects.get(pk=session.pk).agenda_item is None


def test_sessions_whose_item_changed_are_newer_and_others_are_told(event, organiser):
    (item,) = agenda(event, "One")
    losing, gaining, same = SessionFactory(event=event, agenda_item=item), *SessionFactory.create_batch(2, event=event)
    save_agenda(event, by=organiser, items=[AgendaItem(title="Two")], removed=[item], sessions={0: [gaining.pk]})
    assert dict(Session.objects.values_list("pk", "version")) == {losing.pk: 1, gaining.pk: 1, same.pk: 0}
    told = ProgrammeChange.objects.get()
    assert (told.label, told.touched) == ("Agenda changed", {str(losing.pk): 1, str(gaining.pk): 1})
    with pytest.raises(Conflict):
        save_session(gaining, by=organiser, seen=0)
    entry = EventLogEntry.objects.filter(action="sessions.save_agenda").latest("pk")
    assert entry.changes == {"One": ["1. One", ""], "Two": ["", "1. Two"]}


def test_others_save_nothing(event):
    with pytest.raises(PermissionDenied):
        save_agenda(event, by=make_user("rapporteur", event), items=[AgendaItem(title="x")])


def test_the_number_of_queries_does_not_grow(client, event, organiser):
    def queries(size):
        found = agenda(event, *(f"Item {number}" for number in range(size)))
        for item in found:
            SessionFactory(event=event, agenda_item=item)
        with CaptureQueriesContext(connection) as captured:
            client.get(url(event))
        return len(captured)

    queries(1)
    assert queries(2) == queries(20)
