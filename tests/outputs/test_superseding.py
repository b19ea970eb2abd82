"""Stamping the copies of superseded documents: a job that says what happened, shown beside the document."""

from io import BytesIO

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from outputs.admin.lifecycle import copies_of
from outputs.domain.archiving import options_for
from outputs.domain.superseding import COPY, request_copy, run_stamping
from outputs.models import Job, Rendition
from outputs.resolve import document_of
from outputs.tree import canonical
from tests.factories.outputs import new_output, recorded_event
from tests.outputs.test_modifications import begin, fetched, issued
from tests.outputs.test_views import admin_url
from tests.roles import make_user

pytestmark = pytest.mark.django_db
PROGRAM = "The copy could not be made: an error of the program, which is in its log."


@pytest.fixture
def event():
    return recorded_event(1, slug="meeting", symbol="E/1")


@pytest.fixture
def report(event):
    return issued(new_output(event))


@pytest.fixture
def organiser(client, event):
    user = make_user("organiser", event)
    client.force_login(user)
    return user


def keep_file(output, data):
    """As if the worker had made it."""
    found = fetched(output)
    added = [one.data for one in options_for(found, "pdf").get("attachments", ())]
    source = canonical.digest(b"".join([canonical.dumps(document_of(found)), *added]))
    row = Rendition(output=found, format="pdf", size=len(data), sha256="0" * 64, source_sha256=source, state="issued")
    row.file.save("document.pdf", ContentFile(data), save=False)
    row.save()


def one_page():
    pdf, target = pikepdf.new(), BytesIO()
    pdf.add_blank_page()
    pdf.save(target)
    return target.getvalue()


def copies():
    return list(Job.objects.filter(format=COPY).order_by("pk"))


def seen(client, output):
    return client.get(admin_url("work", output)).content.decode()


def test_issuing_a_revision_asks_for_a_copy_of_the_former(report):
    assert copies() == []
    issued(begin(report, "rev"))
    (job,) = copies()
    assert (job.output_id, job.state) == (report.pk, "queued")
    assert DBTaskResult.objects.filter(task_path="outputs.tasks.stamp_superseded").get().args_kwargs["args"] == [job.pk]


def test_a_copy_that_failed_is_told_beside_both_documents_and_tried_again(client, report, organiser):
    keep_file(report, b"no PDF")
    revision = issued(begin(report, "rev"))
    run_stamping(copies()[0].pk)
    assert [(job.state, job.message) for job in copies()] == [("failed", PROGRAM)]
    assert "There is no copy of this document that says on each page" in seen(client, report)
    assert f"There is no copy of {report.symbol} that says on each page" in seen(client, revision)
    Rendition.objects.all().delete()
    keep_file(report, one_page())
    assert client.post(admin_url("stamp", report)).url == admin_url("work", report)
    assert "Marking the copy as superseded" in seen(client, report)
    run_stamping(copies()[1].pk)
    assert [job.state for job in copies()] == ["failed", "done"]
    assert "There is no copy" not in seen(client, report)
    assert f'<a href="/outputs/{report.pk}/superseded.pdf">' in seen(client, revision)


def test_a_second_revision_finds_the_job_that_is_there(report):
    keep_file(report, one_page())
    first = issued(begin(report, "rev"))
    job = copies()[0]
    Job.objects.filter(pk=job.pk).update(state="running")
    second = begin(report, "rev")
    assert request_copy(fetched(report), by=None) == job
    Job.objects.filter(pk=job.pk).update(state="queued")
    issued(second)
    run_stamping(job.pk)
    assert [(one.output_id, one.state) for one in copies()] == [(report.pk, "done"), (first.pk, "queued")]


def test_a_job_that_ran_does_not_run_again(report):
    keep_file(report, one_page())
    issued(begin(report, "rev"))
    (job,) = copies()
    Job.objects.filter(pk=job.pk).update(state="failed", message="Given up")
    run_stamping(job.pk)
    assert (copies()[0].state, copies()[0].message) == ("failed", "Given up")


def test_nobody_else_asks_for_it(report):
    issued(begin(report, "rev"))
    with pytest.raises(PermissionDenied):
        request_copy(fetched(report), by=make_user())


def test_drafts_and_what_is_in_force_have_no_copies(report):
    assert [copies_of(one) for one in (fetched(report), begin(report, "rev"))] == [[], []]


def test_what_stands_there_costs_the_same_for_two_and_more(report):
    def queries():
        newest = issued(begin(report, "rev"))
        with CaptureQueriesContext(connection) as captured:
            count = len(copies_of(fetched(newest)))
        return len(captured), count

    (two, _few), (more, many) = [queries() for _number in range(6)][1::4]
    assert (two, many) == (more, 6)
