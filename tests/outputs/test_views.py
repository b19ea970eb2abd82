"""The documents on the site and in the back office, tried by owner, colleague, stranger and nobody."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from outputs.domain.adoption import adopt_output
from outputs.domain.assembling import accept_suggestions
from outputs.domain.compilation import compile_now, request_compilation
from outputs.domain.files import keep_current
from outputs.domain.jobs import WAITED_FOR
from outputs.models import Job, Output, Rendition
from outputs.renderers import akn, ignore
from outputs.resolve import document_of
from tests.factories.cms import publish
from tests.factories.outputs import new_output, recorded_event
from tests.factories.sessions import released
from tests.roles import make_user

pytestmark = pytest.mark.django_db

ROLES = ("organiser", "rapporteur", "chair", "secretariat", "other", "expert", "visitor")


@pytest.fixture
def event():
    event = recorded_event(1, slug="meeting")
    publish(event)
    return event


@pytest.fixture
def output(event):
    return new_output(event)


def adopted(output):
    accept_suggestions(output, by=None)
    return adopt_output(output, by=None)


def read(client, url, **options):
    """The response with its file closed, which a test leaves open else."""
    response = client.get(url, **options)
    if response.streaming:
        b"".join(response.streaming_content)
        for close in response._resource_closers:  # response.close() would end the tests' database connection
            close()
    return response


def client_as(client, role, event):
    if role == "other":
        client.force_login(make_user("organiser", recorded_event(0)))
    elif role == "expert":
        client.force_login(make_user())
    elif role != "visitor":
        client.force_login(make_user(role, event))
    return client


def file_of(output, format="pdf"):
    """A file as the worker leaves it, without the cost of a real one."""
    rendition = compile_now(Output.objects.get(pk=output.pk), "json", on_progress=ignore)
    rendition.format = format
    rendition.save()
    return rendition


# --- On the site --------------------------------------------------------------------------------------------


ADDRESSES = ("output", "pdf", "json", "docx", "markdown", "xml")
WRITERS = {"organiser", "rapporteur", "secretariat"}


def test_a_draft_is_read_by_its_writers_alone(output, event):
    file_of(output)
    for role in ROLES:
        asking = client_as(Client(), role, event)
        found = [read(asking, reverse(f"outputs:{name}", args=[output.pk])) for name in ADDRESSES]
        assert {response.status_code for response in found} == {200 if role in WRITERS else 404}, role
        assert role not in WRITERS or all("no-store" in response["Cache-Control"] for response in found), role


def test_an_adopted_document_is_read_by_all(client, output):
    adopted(output)
    file_of(output)
    found = [read(client, reverse(f"outputs:{name}", args=[output.pk])).status_code for name in ADDRESSES]
    assert found == [200] * len(ADDRESSES)


def test_the_public_is_never_given_the_file_of_a_draft(client, output):
    file_of(output)
    adopted(output)
    response = client.get(reverse("outputs:pdf", args=[output.pk]))
    assert (response.status_code, response["Content-Type"]) == (404, "text/plain; charset=utf-8")
    assert response.content.decode() == "The file is not made yet. It will be there in a moment."


def test_a_document_of_a_private_event_stays_among_its_people(client, event, output):
    adopted(output)
    event.visibility = "private"
    event.save()
    assert client.get(reverse("outputs:output", args=[output.pk])).status_code == 404
    client_as(client, "organiser", event)
    response = client.get(reverse("outputs:json", args=[output.pk]))
    assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")


def test_downloads_cannot_run_and_are_asked_for_once(client, output):
    adopted(output)
    rendition = file_of(output)
    url = reverse("outputs:pdf", args=[output.pk])
    response = read(client, url)
    assert (response["X-Content-Type-Options"], response["Content-Security-Policy"], response["ETag"]) == (
        "nosniff",
        "default-src 'none'; sandbox",
        f'"{rendition.sha256}"',
    )
    assert response["Content-Disposition"] == "attachment; filename*=UTF-8''meeting-final-report.pdf"
    assert client.get(url, headers={"if-none-match": response["ETag"]}).status_code == 304


def test_json_is_the_very_text_that_was_adopted(client, output):
    frozen = adopted(output).frozen
    assert client.get(reverse("outputs:json", args=[output.pk])).content.decode() == frozen


def test_xml_is_akoma_ntoso_of_the_adopted_text(client, output):
    adopted(output)
    response = client.get(reverse("outputs:xml", args=[output.pk]))
    assert [response[name] for name in ("Content-Type", "Content-Disposition", "Content-Security-Policy")] == [
        "application/akn+xml",
        'attachment; filename="meeting-final-report.xml"',
        "default-src 'none'; sandbox",
    ]
    assert response.content == akn.render(document_of(Output.objects.get(pk=output.pk)))


def test_sheets_have_no_xml_and_no_link_to_it(client, event):
    signs = keep_current(event, "door_signs")
    client_as(client, "organiser", event)
    assert client.get(reverse("outputs:xml", args=[signs.pk])).status_code == 404
    assert "Akoma Ntoso" not in client.get(reverse("outputs:output", args=[signs.pk])).content.decode()


def test_xml_is_offered_beside_the_document(client, output):
    adopted(output)
    page = client.get(reverse("outputs:output", args=[output.pk])).content.decode()
    assert f'<a href="{reverse("outputs:xml", args=[output.pk])}">Akoma Ntoso (XML)</a>' in page


def test_the_archive_is_for_what_is_no_draft(client, event, output):
    url = reverse("outputs:archive", args=[output.pk])
    client_as(client, "organiser", event)
    assert (client.get(url).status_code, Job.objects.count()) == (404, 0)
    adopted(output)
    assert "PDF for archives" not in client.get(reverse("outputs:output", args=[output.pk])).content.decode()
    file_of(output, format="archive")
    response = read(Client(), url)
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response["Content-Disposition"] == "attachment; filename*=UTF-8''meeting-final-report.archive.pdf"
    page = Client().get(reverse("outputs:output", args=[output.pk])).content.decode()
    assert f'<a href="{url}">PDF for archives</a>' in page


def test_an_archive_that_nobody_asked_for_is_asked_for_once(client, output):
    adopted(output)
    Job.objects.all().delete()
    url = reverse("outputs:archive", args=[output.pk])
    assert [client.get(url).status_code for _ in range(2)] == [404, 404]
    Job.objects.update(state="failed")
    client.get(url)
    assert list(Job.objects.values_list("format", flat=True)) == ["archive"]
    tasks = DBTaskResult.objects.filter(task_path="outputs.tasks.compile_job")
    assert list(tasks.values_list("priority", flat=True)) == [WAITED_FOR, 0]  # the visitor's, that of the adoption


def test_xml_costs_the_same_for_two_and_twenty(client):
    client.force_login(make_user("secretariat"))

    def queries(count):
        url = reverse("outputs:xml", args=[new_output(recorded_event(count)).pk])
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).content.count(b"<rostrum:recommendation ") == count
        return len(captured)

    queries(2)
    assert queries(2) == queries(20)


def test_the_list_shows_drafts_to_their_writers_alone(client, event, output):
    url = reverse("outputs:outputs", args=[event.slug])
    assert [row["output"] for row in client.get(url).context["rows"]] == []
    client_as(client, "rapporteur", event)
    assert [row["output"] for row in client.get(url).context["rows"]] == [output]


def test_the_event_page_offers_the_adopted_documents(client, event, output):
    adopted(output)
    assert output.title in client.get(event.get_absolute_url()).content.decode()


def test_progress_is_told_to_those_who_may_compile(client, event, output):
    job = request_compilation(output, "pdf", by=None)
    url = reverse("outputs:job", args=[output.pk, job.pk])
    assert client.get(url).status_code == 404
    data = client_as(client, "rapporteur", event).get(url).json()
    assert data == {"state": "queued", "percent": 0, "text": "Waiting for its turn"}


def test_a_job_of_another_document_is_not_found(client, event, output):
    other = request_compilation(new_output(), "pdf", by=None)
    client_as(client, "organiser", event)
    assert client.get(reverse("outputs:job", args=[output.pk, other.pk])).status_code == 404


def test_the_progress_of_a_lost_job_is_that_it_failed(client, event, output):
    job = request_compilation(output, "pdf", by=None)
    Job.objects.update(state="running", heartbeat=timezone.now() - timezone.timedelta(seconds=50))
    data = client_as(client, "organiser", event).get(reverse("outputs:job", args=[output.pk, job.pk])).json()
    assert data["state"] == "failed"


def test_the_programme_is_served_from_the_store(client, event, django_capture_on_commit_callbacks):
    url = reverse("outputs:programme_pdf", args=[event.slug])
    assert client.get(url).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        released(event)
    response = client.get(url)
    assert (response.status_code, response["Retry-After"]) == (404, "5")
    file_of(Output.objects.get(kind="programme"))
    assert read(client, url).status_code == 200


@pytest.mark.parametrize("path", ["/outputs/0/", "/outputs/9999999999999999999999/", "/outputs/1.exe", "/outputs/%00/"])
def test_nonsense_is_not_found(client, path):
    assert client.get(path).status_code in {400, 404}


def test_the_list_costs_the_same_for_two_and_twenty(client, event):
    def queries(count):
        for version in range(Output.objects.count() + 1, count + 1):
            Output.objects.create(
                event=event,
                kind="final_report",
                title=f"Report {version}",
                version=version,
                state="adopted",
                frozen="{}",
            )
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            assert len(client.get(reverse("outputs:outputs", args=[event.slug])).context["rows"]) == count
        return len(captured)

    queries(2)
    assert queries(2) == queries(20)


# --- In the back office -------------------------------------------------------------------------------------


def admin_url(name, output):
    return reverse(f"outputs_admin:{name}", args=[output.event_id if name == "index" else output.pk])


def test_beginning_a_document(client, event):
    client_as(client, "rapporteur", event)
    url = reverse("outputs_admin:index", args=[event.pk])
    response = client.post(url, {"kind": "communique", "language": "en"})
    made = Output.objects.get(event=event)
    assert (made.kind, response.url) == ("communique", reverse("outputs_admin:work", args=[made.pk]))
    again = client.post(url, {"kind": "communique", "language": "en"})
    assert again.context["form"].errors["kind"] == ["There is a draft of this document already."]


def form_data(client, output, **changes):
    """What the edit page would send back unchanged."""
    form = client.get(admin_url("edit", output)).context["form"]
    data = {name: form[name].value() or "" for name in form.fields if name != "body"}
    for number, block in enumerate(output.body):
        prefix = f"body-{number}"
        data |= {
            f"{prefix}-deleted": "",
            f"{prefix}-order": number,
            f"{prefix}-type": block.block_type,
            f"{prefix}-id": block.id,
        }
        data[f"{prefix}-value"] = block.value
    return data | {"body-count": len(output.body)} | changes


@pytest.fixture
def plain_output(output):
    output.body = [("chapter", "One"), ("chapter", "Two")]
    output.save()
    return Output.objects.get(pk=output.pk)


def test_editing_keeps_the_ids_of_blocks_and_a_revision(client, event, plain_output):
    client_as(client, "rapporteur", event)
    before = [block.id for block in plain_output.body]
    response = client.post(admin_url("edit", plain_output), form_data(client, plain_output, title="New title"))
    saved = Output.objects.get(pk=plain_output.pk)
    assert (response.status_code, saved.title, [b.id for b in saved.body]) == (302, "New title", before)
    assert saved.revisions.count() == 2


def test_fields_that_are_not_on_the_form_are_ignored(client, event, plain_output):
    client_as(client, "rapporteur", event)
    other = recorded_event(0)
    data = form_data(client, plain_output, state="adopted", event=other.pk, frozen="{}", kind="communique")
    client.post(admin_url("edit", plain_output), data)
    saved = Output.objects.get(pk=plain_output.pk)
    assert (saved.state, saved.event, saved.frozen, saved.kind) == ("draft", event, "", "final_report")


def test_adoption_asks_first_and_lists_what_is_open(client, event, output):
    client_as(client, "organiser", event)
    text = event.recommendations.get().text
    assert text in client.post(admin_url("adopt", output)).content.decode()
    accept_suggestions(output, by=None)
    assert "Yes, adopt it" in client.get(admin_url("adopt", output)).content.decode()
    client.post(admin_url("adopt", output))
    assert Output.objects.get(pk=output.pk).state == "adopted"
    assert client.get(admin_url("edit", output)).status_code == 404


def test_compiling_from_the_page_shows_its_progress(client, event, output):
    client_as(client, "rapporteur", event)
    client.post(admin_url("compile", output))
    job = Job.objects.get(output=output)
    assert reverse("outputs:job", args=[output.pk, job.pk]) in client.get(admin_url("work", output)).content.decode()


def test_strangers_change_nothing(event, output):
    before = Output.objects.get(pk=output.pk).state
    for role in ("other", "expert", "visitor"):
        asking = client_as(Client(), role, event)
        for name in ("compile", "state", "issue"):
            response = asking.post(admin_url(name, output), {"state": "final_draft"})
            assert response.status_code in {302, 403, 404}, (role, name)
    assert (Output.objects.get(pk=output.pk).state, Job.objects.count()) == (before, 0)


def test_renditions_have_no_address_of_their_own(client, output):
    rendition = file_of(output)
    for path in (f"/media/{rendition.file.name}", f"/media/images/{rendition.file.name}", f"/{rendition.file.name}"):
        assert client.get(path).status_code == 404
    assert Rendition.objects.count() == 1


def test_the_history_of_the_event_says_what_was_done(client, event, output):
    adopted(output)
    client.force_login(make_user("secretariat"))
    page = client.get(reverse("events:history", args=[event.pk])).content.decode()
    for words in (
        f"“{output.title}” begun",
        f"In “{output.title}”: all that was open decided as suggested",
        f"“{output.title}” adopted",
    ):
        assert words in page
