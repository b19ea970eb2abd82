"""Downloads: each whole file once, and nobody's name; files of what is adopted come from the store."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from outputs.domain.adoption import adopt_output
from outputs.domain.assembling import accept_suggestions
from outputs.domain.compilation import FORMATS, compile_now, run_compilation
from outputs.domain.downloads import count_download
from outputs.models import DownloadCount, Job, Rendition
from outputs.renderers import ignore, markdown
from outputs.resolve import document_of
from tests.factories.cms import publish
from tests.factories.outputs import new_output, recorded_event
from tests.roles import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def output():
    event = recorded_event(1, slug="meeting")
    publish(event)
    made = new_output(event)
    accept_suggestions(made, by=None)
    return adopt_output(made, by=None)


def counts():
    return list(DownloadCount.objects.order_by("format").values_list("format", "count"))


@pytest.mark.parametrize("is_kept", [True, False])
def test_each_whole_file_is_counted(client, output, is_kept):
    if is_kept:
        compile_now(output, "markdown", on_progress=ignore)
    for _ in range(3):
        response = client.get(f"/outputs/{output.pk}.md")
        content = response.getvalue() if is_kept else response.content
        assert (response.streaming, content) == (is_kept, markdown.render(document_of(output)))
    client.get(f"/outputs/{output.pk}.json")
    assert counts() == [("json", 1), ("markdown", 3)]


def test_questions_and_parts_are_not_counted(client, output):
    compile_now(output, "markdown", on_progress=ignore)
    url = f"/outputs/{output.pk}.md"
    client.head(url).getvalue()
    etag = f'"{Rendition.objects.get().sha256}"'
    client.get(url, headers={"range": "bytes=0-10"}).getvalue()
    assert client.get(url, headers={"if-none-match": etag}).status_code == 304
    assert counts() == []


def test_drafts_are_not_counted(client, output):
    draft = new_output(output.event, "communique")
    client.force_login(make_user("organiser", output.event))
    assert client.get(f"/outputs/{draft.pk}.md").status_code == 200
    assert counts() == []


def test_a_day_has_one_row_and_a_download_costs_one_statement(output):
    DownloadCount.objects.create(output=output, format="pdf", day=timezone.now().date() - timedelta(days=1), count=9)
    count_download(output, "pdf")
    with CaptureQueriesContext(connection) as captured:
        count_download(output, "pdf")
    assert len(captured) == 1
    assert list(DownloadCount.objects.values_list("count", flat=True)) == [2, 9]


def test_the_team_sees_them_and_takes_them_along(client, output):
    count_download(output, "pdf")
    client.force_login(make_user("organiser", output.event))
    assert client.get(reverse("outputs_admin:work", args=[output.pk])).context["life"]["downloads"] == [("PDF", 1)]
    lines = client.get(reverse("outputs_admin:downloads", args=[output.event.pk])).content.decode().splitlines()
    day = timezone.now().date().isoformat()
    assert lines == ["day,document,symbol,language,format,downloads", f"{day},{output.pk},,en,pdf,1"]


@pytest.mark.slow
def test_one_job_makes_every_file(output):
    run_compilation(Job.objects.get(output=output).pk)
    assert (Job.objects.get().state, Job.objects.get().percent) == ("done", 100)
    kept = Rendition.objects.filter(output=output).values_list("format", flat=True)
    assert sorted(kept) == sorted(FORMATS)


def test_what_can_be_made_is_kept_where_the_pages_fail(output, settings, client):
    settings.PDF_SECONDS = 0.01
    job = Job.objects.get(output=output)
    run_compilation(job.pk)
    job.refresh_from_db()
    reason = "Setting the pages took longer than allowed; the document may be too long or hold a faulty table."
    assert (job.state, job.message) == ("failed", f"pdf: {reason} archive: {reason}")
    assert Rendition.objects.count() == len(FORMATS) - 2
    client.force_login(make_user("organiser", output.event))
    assert reason in client.get(reverse("outputs_admin:work", args=[output.pk])).content.decode()
