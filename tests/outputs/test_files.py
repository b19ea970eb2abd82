"""Who may have the files of an event; that they are never stale, and never made twice."""

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from outputs.domain.compilation import compile_now
from outputs.domain.files import fresh_file, issue_file, keep_current, request_file
from outputs.models import Job, Output, Rendition
from outputs.renderers import ignore
from outputs.resolve import current_of
from outputs.tree import canonical
from tests.factories.cms import (
    EventFactory,
    publish,
)
from tests.factories.sessions import RoomFactory, SessionFactory
from tests.outputs.event_files import add_items, current, said, seat
from tests.roles import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(slug="meeting", title="Meeting on Trust")


# --- Never stale, never twice -------------------------------------------------------------------------------


def make(event, kind):
    """The file as the worker leaves it, without the cost of a PDF."""
    rendition = compile_now(Output.objects.get(pk=keep_current(event, kind).pk), "json", on_progress=ignore)
    Rendition.objects.filter(output=rendition.output, format="pdf").delete()
    rendition.format, rendition.pages = "pdf", 1
    rendition.save()
    return rendition


def test_a_file_is_fresh_until_the_data_changes(event):
    (item,) = add_items(event, "Opening")
    by = make_user("organiser", event)
    assert request_file(event, "provisional_agenda", by=by) is None
    assert request_file(event, "provisional_agenda", by=by) is None
    assert Job.objects.count() == 1
    made = make(event, "provisional_agenda")
    assert request_file(event, "provisional_agenda", by=by) == made
    item.title = "Opening of the meeting"
    item.save()
    assert fresh_file(event, "provisional_agenda") is None
    item.title = "Opening"
    item.save()
    assert fresh_file(event, "provisional_agenda") == made
    made.file.delete(save=False)
    assert fresh_file(event, "provisional_agenda") is None


def test_issuing_freezes_the_file_and_it_goes_on(event):
    add_items(event, "Opening")
    issued = issue_file(event, "provisional_agenda", by=make_user("organiser", event))
    add_items(event, "Other matters")
    again = issue_file(event, "provisional_agenda", by=None)
    assert [(one.version, one.state, one.title) for one in (issued, again)] == [
        (1, "issued", "Provisional agenda"),
        (2, "issued", "Provisional agenda"),
    ]
    assert said(canonical.loads(issued.frozen.encode())) == [("1", "Opening")]
    assert (len(said(current(event, "provisional_agenda"))), current_of(event, "provisional_agenda").version) == (2, 3)


def test_who_may_issue_what(event):
    add_items(event, "Opening")
    SessionFactory(event=event, room=RoomFactory(event=event))
    with pytest.raises(PermissionDenied):
        issue_file(event, "provisional_agenda", by=make_user("rapporteur", event))
    for kind in ("door_signs", "name_plates"):
        with pytest.raises(ValidationError):
            issue_file(event, kind, by=None)
    assert not Output.objects.filter(state="issued").exists()


# --- Who may have them --------------------------------------------------------------------------------------


def test_a_name_plate_is_never_read_as_an_output(event, client):
    publish(event)
    seat(event, "Ada", "KR", list_consent=False)
    output = make(event, "name_plates").output
    for role in ("organiser", "rapporteur", "secretariat", "desk"):
        user = make_user(role, event)
        assert list(Output.objects.visible_to(user)) == []
        client.force_login(user)
        assert client.get(reverse("outputs:pdf", args=[output.pk])).status_code == 404
        status = client.get(reverse("outputs:file", args=[event.slug, "name_plates"])).status_code
        assert status == (404 if role == "rapporteur" else 200), role
    with pytest.raises(PermissionDenied):
        request_file(event, "name_plates", by=make_user("rapporteur", event))


def test_an_issued_agenda_stands_among_the_documents_of_the_event(event, client):
    publish(event)
    add_items(event, "Opening")
    url = reverse("outputs:outputs", args=[event.slug])
    keep_current(event, "provisional_agenda")
    assert client.get(url).context["rows"] == []
    issued = issue_file(event, "provisional_agenda", by=None)
    cache.clear()
    assert [row["output"] for row in client.get(url).context["rows"]] == [issued]
    assert client.get(issued.get_absolute_url()).status_code == 200


def test_the_page_lists_the_files_in_their_order(event, client):
    publish(event)
    add_items(event, "Opening")
    make(event, "provisional_agenda")
    issue_file(event, "provisional_agenda", by=None)
    client.force_login(make_user("rapporteur", event))
    url = reverse("outputs_admin:files", args=[event.pk])
    rows = client.get(url).context["rows"]
    assert [(row.kind.slug, len(row.documents), row.may_issue) for row in rows] == [
        ("aide_memoire", 0, False),
        ("provisional_agenda", 1, False),
        ("annotated_agenda", 0, False),
        ("programme_of_work", 0, False),
        ("information_note", 0, False),
        ("door_signs", 0, False),
        ("participants_list", 0, False),
    ]
    client.post(reverse("outputs_admin:begin_file", args=[event.pk, "aide_memoire"]))
    assert [one.kind for one in event.outputs.filter(frozen="")] == ["aide_memoire"]
    assert (
        client.post(reverse("outputs_admin:begin_file", args=[event.pk, "aide_memoire"])).url == f"{url}#aide_memoire"
    )


def test_the_page_asks_no_more_for_more_versions(event, client):
    client.force_login(make_user("organiser", event))
    url = reverse("outputs_admin:files", args=[event.pk])

    def queries(size):
        event.outputs.all().delete()
        for version in range(1, size + 1):
            fields = {"title": "Agenda", "version": version, "state": "issued", "frozen": "{}"}
            Output.objects.create(event=event, kind="provisional_agenda", **fields)
            Output.objects.create(event=event, kind="aide_memoire", **fields)
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        return len(captured)

    queries(1)
    assert queries(2) == queries(20)


def test_the_page_shows_how_far_a_file_is(event, client):
    publish(event)
    add_items(event, "Opening")
    client.force_login(make_user("organiser", event))
    response = client.get(reverse("outputs:file_pdf", args=[event.slug, "provisional_agenda"]))
    assert response.url == f"{reverse('outputs_admin:files', args=[event.pk])}#provisional_agenda"
    (row,) = (row for row in client.get(response.url).context["rows"] if row.kind.slug == "provisional_agenda")
    assert client.get(row.running_url).json() == {"state": "queued", "percent": 0, "text": "Waiting for its turn"}
    Job.objects.update(state="failed", message="No ink.")
    assert "No ink." in client.get(response.url).content.decode()


def test_the_command_writes_present_data(event, tmp_path):
    SessionFactory(event=event, room=RoomFactory(event=event), title="Standards")
    call_command("compile_output", "meeting", "door_signs", format="json,html", to=tmp_path)
    assert "Standards" in (tmp_path / "meeting-door_signs.html").read_text()
