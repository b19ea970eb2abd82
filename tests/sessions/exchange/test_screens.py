import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cms.models import Event
from sessions.models import ProgrammeImport, Session
from tests.factories.cms import EventFactory
from tests.factories.participants import PersonFactory
from tests.factories.sessions import SessionFactory, event_with_programme
from tests.roles import make_user
from tests.sessions.exchange.samples import document, row, sessions

pytestmark = pytest.mark.django_db

FRAME = 11  # statements of Wagtail's own page around every view


def url(name, event, *args):
    return reverse(f"programme:{name}", args=[event.slug, *args])


@pytest.fixture
def event():
    return Event.objects.get(pk=EventFactory().pk)


@pytest.fixture
def organiser(client, event):
    user = make_user("organiser", event)
    client.force_login(user)
    return user


def upload(client, event, data, name="programme.csv"):
    return client.post(url("import", event), {"file": SimpleUploadedFile(name, data)})


def test_bad_rows_are_left_out_and_the_others_written(client, event, organiser):
    response = upload(client, event, sessions(row(), row(title="Closing", end="08:00")))
    page = client.get(response.url)
    assert [(tab["state"], tab["count"]) for tab in page.context["tabs"]] == [
        ("bad", 1),
        ("new", 1),
        ("changed", 0),
        ("unchanged", 0),
    ]
    text = page.content.decode()
    assert "The session ends before it begins." in text
    assert "Closing" in text
    assert "Opening" in client.get(response.url, {"show": "new"}).content.decode()
    digest = page.context["plan"].digest
    refused = client.post(response.url, {"confirm": "", "digest": digest}, follow=True)
    assert "Some rows cannot be taken." in refused.content.decode()
    done = client.post(response.url, {"confirm": "", "digest": digest, "leave_out": "on"}, follow=True)
    assert "The rows are in the programme." in done.content.decode()
    assert [session.title for session in Session.objects.all()] == ["Opening"]


def test_name_is_chosen_on_the_page(client, event, organiser):
    twins = PersonFactory.create_batch(2, name="Noor Adeyemi")
    address = upload(client, event, sessions(row(chair="Noor Adeyemi"))).url
    [asked] = client.get(address).context["to_choose"]
    client.post(address, {f"who-{asked['named'].id}": str(twins[1].pk), "choose": ""})
    page = client.get(address)
    assert (page.context["bad"], page.context["to_choose"][0]["choice"]) == (0, str(twins[1].pk))


def test_refusal_stands_beside_the_field(client, event, organiser):
    response = upload(client, event, b"%PDF-1.7 no programme")
    assert response.status_code == 200
    assert response.context["form"].errors["file"] == [
        "Send a spreadsheet (.xlsx), a table (.csv), or the JSON of pretalx, frab or Indico. This looks like .pdf."
    ]
    assert client.post(url("import", event), {}).context["form"].errors == {"file": ["This field is required."]}


def test_what_was_read_is_thrown_away(client, event, organiser):
    address = upload(client, event, sessions(row())).url
    client.post(address, {"discard": ""})
    assert not ProgrammeImport.objects.exists()
    assert client.get(address).status_code == 404


def test_page_renews_itself_while_rows_are_written(client, event, organiser):
    data = document(sessions(row())).to_json()
    made = {"file_name": "a.csv", "format": "csv", "document": data, "state": "writing"}
    waiting = ProgrammeImport.objects.create(event=event, **made)
    page = client.get(url("import_preview", event, waiting.pk))
    assert (page.headers["Refresh"], "being written" in page.content.decode()) == ("2", True)


def test_template_and_own_spreadsheet_are_read_again(client, event, organiser):
    from openpyxl import load_workbook

    SessionFactory(event=event, title="=Opening")
    template = b"".join(client.get(url("import_template", event)).streaming_content)
    assert load_workbook(io.BytesIO(template)).sheetnames == ["Sessions", "Contributions", "People", "Rooms", "How to"]
    assert "There is nothing to write" in client.get(upload(client, event, template, "a.xlsx").url).content.decode()
    response = client.get(url("export_file", event, "xlsx"))
    assert response.headers["Content-Disposition"] == f'attachment; filename="{event.slug}-xlsx.xlsx"'
    book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    assert (book["Sessions"]["B2"].value, book["Sessions"]["B2"].data_type) == ("'=Opening", "s")


def test_files_of_another_event_and_unknown_formats_are_not_found(client, event, organiser):
    other = ProgrammeImport.objects.create(
        event=EventFactory(), file_name="a.csv", format="csv", document=document(sessions(row())).to_json()
    )
    assert client.get(url("import_preview", event, other.pk)).status_code == 404
    assert client.post(url("import_preview", event, other.pk), {"discard": ""}).status_code == 404
    assert client.get(url("export_file", event, "pdf")).status_code == 404
    assert ProgrammeImport.objects.count() == 1


@pytest.mark.parametrize("count", [2, 20])
def test_pages_take_as_many_statements_for_many_rows(client, count, django_assert_max_num_queries):
    event = Event.objects.get(pk=event_with_programme(count).pk)
    client.force_login(make_user("organiser", event))
    data = sessions(
        *(row(title=f"Session {place}", chair=f"Person {place}", room=f"Hall {place}") for place in range(count))
    )
    address = upload(client, event, data).url
    for where, limit in ((address, FRAME + 22), (url("import", event), FRAME + 4), (url("export", event), FRAME + 3)):
        client.get(where)
        with django_assert_max_num_queries(limit):
            client.get(where)
