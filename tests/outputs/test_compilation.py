"""Jobs: one at a time, a file that is always whole, and words for what went wrong."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from outputs.domain import compilation, jobs
from outputs.domain.adoption import adopt_output
from outputs.domain.archiving import options_for
from outputs.domain.assembling import accept_suggestions
from outputs.domain.compilation import compile_now, request_compilation, run_compilation
from outputs.domain.jobs import fail_lost_jobs
from outputs.kinds import KINDS
from outputs.models import Job, Output, Rendition
from outputs.renderers import UnknownFormat, ignore
from sessions.exporters import EXPORTERS, file_of
from tests import databases
from tests.factories.outputs import add_record, new_output, recorded_event
from tests.factories.participants import RegistrationFactory
from tests.factories.sessions import released
from tests.roles import make_user

pytestmark = pytest.mark.django_db


def content(rendition):
    with rendition.file.open("rb") as file:
        return file.read()


def test_a_second_request_gets_the_job_that_waits():
    output = new_output()
    first = request_compilation(output, "json", by=None)
    assert request_compilation(output, "json", by=None) == first
    assert Job.objects.count() == 1


def test_a_job_keeps_a_file_and_says_that_it_is_done():
    output = new_output()
    job = request_compilation(output, "json", by=None)
    run_compilation(job.pk)
    job.refresh_from_db()
    rendition = Rendition.objects.get(output=output, format="json")
    assert (job.state, job.percent, job.message) == ("done", 100, "")
    assert (rendition.size, rendition.state, rendition.sha256) == (
        len(content(rendition)),
        "draft",
        rendition.source_sha256,
    )


def test_what_somebody_waits_for_comes_before_what_the_system_makes():
    first, second, third = new_output(), new_output(), new_output()
    jobs = [
        request_compilation(first, "json", by=None),
        request_compilation(second, "json", by=None, is_waited_for=True),
        request_compilation(third, "json", by=make_user("secretariat")),
    ]
    asked = DBTaskResult.objects.ready().filter(task_path="outputs.tasks.compile_job")
    in_order = [task.args_kwargs["args"][0] for task in asked]
    assert in_order == [jobs[1].pk, jobs[2].pk, jobs[0].pk]


def test_a_job_that_was_taken_is_not_run_twice():
    job = request_compilation(new_output(), "json", by=None)
    Job.objects.update(state="running", heartbeat=timezone.now())
    run_compilation(job.pk)
    assert not Rendition.objects.exists()


def test_the_same_content_is_not_made_twice():
    output = new_output()
    first = compile_now(fetched(output), "json", on_progress=ignore)
    again = compile_now(fetched(output), "json", on_progress=ignore)
    assert first.file.name == again.file.name


def test_a_new_file_takes_the_place_of_the_old_one(django_capture_on_commit_callbacks):
    output = new_output()
    first = compile_now(fetched(output), "json", on_progress=ignore)
    add_record(output.event, 3)
    with django_capture_on_commit_callbacks(execute=True):
        second = compile_now(fetched(output), "json", on_progress=ignore)
    storage = second.file.storage
    assert (storage.exists(first.file.name), storage.exists(second.file.name)) == (False, True)
    assert Rendition.objects.count() == 1


@pytest.mark.slow
def test_a_failure_is_told_in_words_and_leaves_the_last_good_file(settings):
    output = new_output()
    good = compile_now(fetched(output), "pdf", on_progress=ignore)
    before = content(good)
    add_record(output.event, 3)
    settings.PDF_SECONDS = 0.01
    job = request_compilation(output, "pdf", by=None)
    run_compilation(job.pk)
    job.refresh_from_db()
    assert (job.state, job.message) == (
        "failed",
        "Setting the pages took longer than allowed; the document may be too long or hold a faulty table.",
    )
    assert content(Rendition.objects.get()) == before
    assert (good.pages, before[:5]) == (4, b"%PDF-")


def test_an_error_of_the_program_is_no_job_for_ever():
    output = new_output()
    job = request_compilation(output, "json", by=None)
    Output.objects.filter(pk=output.pk).update(kind="gone")
    run_compilation(job.pk)
    job.refresh_from_db()
    assert (job.state, job.message.split(":")[0]) == ("failed", "The document could not be made")


def test_a_job_whose_worker_is_silent_is_found_and_a_new_one_may_begin():
    output = new_output()
    lost = request_compilation(output, "json", by=None)
    Job.objects.update(state="running", heartbeat=timezone.now() - timedelta(seconds=59))
    again = request_compilation(output, "json", by=None)
    lost.refresh_from_db()
    assert (lost.state, again.state) == ("failed", "queued")
    assert lost.message.startswith("The worker stopped before the document was ready.")


def test_a_running_job_that_beats_is_left_alone():
    job = request_compilation(new_output(), "json", by=None)
    Job.objects.update(state="running", heartbeat=timezone.now())
    assert fail_lost_jobs() == 0
    job.refresh_from_db()
    assert job.state == "running"


def test_a_worker_whose_job_was_given_up_stops():
    job = request_compilation(new_output(), "json", by=None)
    beat = jobs.Beat(job, "")
    Job.objects.update(state="failed")
    with pytest.raises(jobs.WorkerLost):
        beat(50)


def test_a_draft_file_is_made_anew_when_its_document_was_adopted_meanwhile():
    output = new_output()
    job = request_compilation(output, "json", by=None)
    compile_now(fetched(output), "json", on_progress=ignore)
    accept_suggestions(output, by=None)
    adopt_output(output, by=None)
    Rendition.objects.update(source_sha256="")
    Job.objects.filter(pk=job.pk).update(state="running", heartbeat=timezone.now())
    Job.objects.filter(pk=job.pk).update(state="done")
    compilation._renew_if_adopted(job)
    assert Job.objects.filter(format="json", state="queued").count() == 1


def test_who_may_compile():
    event = recorded_event(1)
    output = new_output(event)
    for role, allowed in (("organiser", True), ("rapporteur", True), ("chair", False), ("desk", False), (None, False)):
        try:
            request_compilation(output, "json", by=make_user(role, event))
            assert allowed, role
        except PermissionDenied:
            assert not allowed, role


def test_an_unknown_format_is_refused():
    with pytest.raises(UnknownFormat):
        request_compilation(new_output(), "exe", by=None)


def test_a_release_makes_the_programme_a_document(django_capture_on_commit_callbacks):
    event = recorded_event(1)
    with django_capture_on_commit_callbacks(execute=True):
        released(event)
    output = Output.objects.get(event=event, kind="programme")
    assert (output.state, output.version) == ("issued", 1)
    assert Job.objects.filter(output=output, format="all").count() == 1


def fetched(output):
    return Output.objects.get(pk=output.pk)


# --- The archive --------------------------------------------------------------------------------------------


def test_the_archive_takes_the_released_programme_along(django_capture_on_commit_callbacks):
    event = recorded_event(1)
    output = new_output(event)
    assert options_for(output, "archive") == {"attachments": ()}
    with django_capture_on_commit_callbacks(execute=True):
        release = released(event)
    (calendar,) = options_for(output, "archive")["attachments"]
    assert (calendar.name, calendar.media_type, calendar.relationship) == (
        "programme.ics",
        "text/calendar",
        "Supplement",
    )
    assert calendar.data == bytes(file_of(release.pk, EXPORTERS["ics"], "en").content)
    assert options_for(output, "pdf") == {}


def test_what_the_archive_takes_along_costs_the_same_for_two_and_twenty(django_assert_num_queries):
    for count in (2, 20):
        event = recorded_event(count)
        released(event)
        output = fetched(new_output(event))
        options_for(output, "archive")
        with django_assert_num_queries(4):  # the output, its event, the release, its file
            options_for(fetched(output), "archive")


@pytest.mark.slow
def test_an_archive_takes_along_what_was_released_when_it_was_adopted():
    output = new_output()
    released(output.event)
    accept_suggestions(output, by=None)
    adopt_output(output, by=None)
    first = compile_now(fetched(output), "archive", on_progress=ignore)
    assert (first.pages, first.state, content(first)[:5]) == (4, "adopted", b"%PDF-")
    released(output.event)
    assert compile_now(fetched(output), "archive", on_progress=ignore).file.name == first.file.name


# --- The command --------------------------------------------------------------------------------------------


def test_the_command_writes_the_files(tmp_path, capsys):
    event = recorded_event(1, slug="meeting")
    call_command("compile_output", "meeting", "final_report", format="json,html,akn", to=tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "meeting-final_report.html",
        "meeting-final_report.json",
        "meeting-final_report.xml",
    ]
    assert event.outputs.count() == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nowhere", "final_report"), "There is no event “nowhere”."),
        (
            ("meeting", "novel"),
            f"There is no document of the kind “novel”; there are: {', '.join(KINDS)}.",
        ),
        (("meeting", "final_report"), "There is no recommendation. There is no numbered paragraph."),
    ],
)
def test_the_command_says_why_it_cannot(arguments, said, tmp_path):
    recorded_event(0, slug="meeting")
    with pytest.raises(CommandError) as error:
        call_command("compile_output", *arguments, format="json", to=tmp_path)
    assert (str(error.value), error.value.returncode) == (said, 1)


def test_the_command_refuses_formats(tmp_path):
    with pytest.raises(CommandError) as error:
        call_command("compile_output", "meeting", "final_report", format="exe", to=tmp_path)
    there_are = "akn, archive, docx, html, json, markdown, pdf"
    assert str(error.value) == f"There is no format “exe”; there are: {there_are}."


def test_the_command_says_that_sheets_are_not_made_as_xml(tmp_path):
    RegistrationFactory(event=recorded_event(1, slug="meeting"), status="approved")
    with pytest.raises(CommandError) as error:
        call_command("compile_output", "meeting", "name_plates", format="akn", to=tmp_path)
    assert str(error.value) == "A document of the kind “name_plates” is not made as akn."


# --- A worker that is killed --------------------------------------------------------------------------------


def start_worker(var):
    """A worker process on the database and the files of these tests."""
    database = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        (var / "rostrum.sqlite3").symlink_to(database)
    command = [sys.executable, "manage.py", "db_worker", "--queue-name", "compile", "--interval", "0.1", "--no-reload"]
    env = databases.environment(var, database)
    return subprocess.Popen(command, cwd=databases.ROOT, env=env, stderr=subprocess.DEVNULL, start_new_session=True)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_killed_worker_leaves_the_file_whole_and_the_job_is_found(settings):
    output = new_output(recorded_event(1))
    good = compile_now(fetched(output), "pdf", on_progress=ignore)
    before = content(good)
    for number in range(2, 12):
        add_record(output.event, number)
    job = request_compilation(output, "pdf", by=None)
    worker = start_worker(settings.VAR)
    try:
        until = time.monotonic() + 60
        while Job.objects.get(pk=job.pk).percent < 9 and time.monotonic() < until:
            time.sleep(0.02)
    finally:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
    assert Job.objects.get(pk=job.pk).state == "running"
    assert content(Rendition.objects.get(output=output, format="pdf")) == before
    Job.objects.filter(pk=job.pk).update(heartbeat=timezone.now() - jobs.SILENT_AFTER)
    with transaction.atomic():
        fail_lost_jobs()
    assert Job.objects.get(pk=job.pk).state == "failed"
