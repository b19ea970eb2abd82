"""Files of registrations: what is in them, who gets them, and what they cost."""

import csv
import io
from datetime import timedelta
from threading import Thread

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from openpyxl import load_workbook
from pytest_django.asserts import assertContains

from cms.models import EventLogEntry, TeamMember
from participants.domain.exports import remove_expired_exports, request_export, run_export
from participants.domain.exports.running import one_moment
from participants.models import Answer, Registration, RegistrationExport
from participants.roster import Selection
from tests.factories.cms import CountryFactory
from tests.factories.participants import PersonFactory, RegistrationFactory
from tests.roles import make_user

from .conftest import answer, named, sensitive

pytestmark = pytest.mark.django_db

HOSTILE = [
    "=1+1",
    "+41 22",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1+1",
    " =1",
    "＠x",
    '=HYPERLINK("http://evil.example.org")',
]


def made(event, by, format="csv", selection=None, **options):
    export = request_export(event, by=by, selection=selection or Selection(), format=format, **options)
    run_export(export.pk)
    export.refresh_from_db()
    return export


def rows(export):
    with export.file.open("rb") as file:
        data = file.read()
    if export.format == "csv":
        return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    return [[cell or "" for cell in row] for row in load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True)]


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_a_file_holds_the_list_as_filtered_with_its_columns(event, organiser, tag, question, format):
    ana = named(event, "Ana Lim", person__honorific="H.E.", person__country=CountryFactory(code="KE"), title="Minister")
    bo = named(event, "Bo Tan", person__phone="+41 22 1")
    named(event, "Cy", status="declined")
    tag.registrations.add(ana, bo)
    answer(bo, question, "French")
    chosen = Selection({"status": ["approved"]}, ("title", "tags", "code", "email", f"answer-{question.pk}"), "-name")
    assert rows(made(event, organiser, format, chosen)) == [
        ["Name", "Institution", "Title", "Tags", "Country code", "Language of your talk"],
        ["Bo Tan", "Institute of Invented Studies", "Researcher", "Airport", "", "French"],
        ["Ana Lim", "Institute of Invented Studies", "Minister", "Airport", "KE", ""],
    ]
    assert rows(made(event, organiser, format, Selection({"q": ["Ana"]}), has_contacts=True)) == [
        [
            *("Name", "Form of address", "Institution", "Title", "Country", "Country code", "Category", "Status"),
            *("Tags", "Sent", "E-mail", "Telephone"),
        ],
        [
            *("Ana Lim", "H.E.", "Institute of Invented Studies", "Minister", "Kenya", "KE", "Expert", "approved"),
            *("Airport", rows(made(event, organiser))[1][9], ana.person.email, ""),
        ],
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_b118_no_cell_is_a_formula(event, organiser, question, text):
    question.label = text[:40]
    question.save()
    ana = named(event, text, institution=text)
    answer(ana, question, text)
    chosen = Selection({}, ("institution", f"answer-{question.pk}"))
    heading, row = rows(made(event, organiser, "csv", chosen))
    assert {cell[0] for cell in [heading[2], *row]} == {"'"}
    with made(event, organiser, "xlsx", chosen).file.open("rb") as file:
        sheet = load_workbook(file).active
        cells = [sheet["C1"], *next(sheet.iter_rows(min_row=2))]
        assert {(cell.data_type, cell.quotePrefix) for cell in cells} == {("s", True)}


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_b002_b004_names_of_every_script_are_in_the_file_as_they_were_typed(event, organiser, format):
    names = ["محمد بن عبد الله", "สมชาย ใจดี", "देवनागरी शर्मा", "王小明", "👩🏽‍💻🇰🇪", "ʼNkosi-Ó Dónaill"]
    for name in names:
        named(event, name)
    _heading, *found = rows(made(event, organiser, format))
    assert sorted(row[0] for row in found) == sorted(names)


def test_sensitive_answers_are_in_no_file(event, organiser, question):
    answer(named(event, "Ana"), question, "Wheelchair")
    sensitive(question)
    assert "Wheelchair" not in str(rows(made(event, organiser, selection=Selection({}, (f"answer-{question.pk}",)))))


def test_who_may_ask_and_what_is_logged(event, organiser, desk):
    ana = named(event, "Ana")
    for user in (desk, make_user("rapporteur", event), make_user()):
        with pytest.raises(PermissionDenied):
            request_export(event, by=user, selection=Selection(), format="csv")
    plain, full = made(event, organiser), made(event, organiser, has_contacts=True)
    log = EventLogEntry.objects.filter(event=event, action__contains="export").order_by("pk")
    assert [(entry.action, entry.message, entry.user) for entry in log] == [
        ("participants.export_registrations", "File with 1 registrations made", organiser),
        ("participants.export_private", "Contact, needs or answers of 1 people exported: csv", organiser),
    ]
    assert list(ana.exports.filter(has_contacts=True)) == [full]
    assert list(plain.registrations.all()) == [ana]


def test_who_lost_the_role_meanwhile_gets_nothing(client, event, organiser, address):
    done = made(event, organiser)
    waiting = request_export(event, by=organiser, selection=Selection(), format="xlsx")
    TeamMember.objects.filter(user=organiser).delete()
    run_export(waiting.pk)
    waiting.refresh_from_db()
    assert (waiting.state, bool(waiting.file)) == ("failed", False)
    assert client.get(address("export_file", done.pk)).status_code == 404


def test_a_file_is_its_owners_alone_and_for_a_week(client, event, organiser, address):
    named(event, "Ana")
    export = made(event, organiser)
    answered = client.get(address("export_file", export.pk))
    assert answered.status_code == 200
    assert b"Ana" in b"".join(answered.streaming_content)
    assert answered["Cache-Control"].startswith("private, no-store")
    for colleague in (make_user("organiser", event), make_user("secretariat"), make_user("desk", event)):
        client.force_login(colleague)
        assert [client.get(address(name, export.pk)).status_code for name in ("export_file", "export_job")] == [
            404,
            404,
        ]
    client.force_login(organiser)
    path, storage = export.file.name, export.file.storage
    RegistrationExport.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get(address("export_file", export.pk)).status_code == 404
    assert (remove_expired_exports(), storage.exists(path)) == (1, False)
    assertContains(client.get(address("exports")), "the file is removed")


def test_the_screen_asks_follows_and_tells_what_went_wrong(client, event, organiser, address):
    named(event, "Ana", status="submitted")
    page = client.get(address("exports"), {"status": "submitted"})
    assertContains(page, "A file with 1 registration")
    for _twice in range(2):
        client.post(address("exports"), {"format": "csv", "status": "submitted", "has_contacts": "on"})
    export = RegistrationExport.objects.get()
    assert DBTaskResult.objects.filter(task_path__endswith="write_export").count() == 1
    assert (export.selection["filters"], export.has_contacts) == ({"status": ["submitted"]}, True)
    assert client.get(address("export_job", export.pk)).json()["state"] == "running"
    RegistrationExport.objects.update(created_at=timezone.now() - timedelta(minutes=31))
    assert client.get(address("export_job", export.pk)).json()["state"] == "failed"
    assertContains(client.get(address("exports")), "The background worker stopped or does not run.")
    assert client.post(address("exports"), {"format": "pdf"}).status_code == 200
    assert RegistrationExport.objects.count() == 1


def test_an_error_of_the_program_is_told_and_a_job_runs_once(event, organiser, monkeypatch):
    export = request_export(event, by=organiser, selection=Selection(), format="csv")
    RegistrationExport.objects.update(format="odt")
    run_export(export.pk)
    run_export(export.pk)
    export.refresh_from_db()
    assert (export.state, "error of the program" in export.message) == ("failed", True)


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_as_many_statements_for_500_as_for_50(event, organiser, tag, question, format):
    """But for the list of whose data it was, which SQLite takes 499 at a time."""
    chosen = Selection({}, ("tags", "country", f"answer-{question.pk}"), "name")
    first = RegistrationFactory(event=event)
    used = []
    for number in (50, 490):
        people = PersonFactory.create_batch(number - Registration.objects.filter(event=event).count())
        added = Registration.objects.bulk_create(
            Registration(event=event, person=person, category=first.category, status="approved") for person in people
        )
        tag.registrations.add(*added)
        Answer.objects.bulk_create(Answer(registration=each, question=question, value=each.pk) for each in added)
        export = request_export(event, by=organiser, selection=chosen, format=format, has_contacts=True)
        with CaptureQueriesContext(connection) as queries:
            run_export(export.pk)
        export.refresh_from_db()
        read = rows(export)
        assert [row[2] for row in read[1:]].count("Airport") == number - 1
        assert {row[4] for row in read[1:]} == {"", *(str(a.value) for a in Answer.objects.all())}
        used.append(len(queries))
    assert used[0] >= used[1]
    assert used[1] <= 15


@pytest.mark.skipif(connection.vendor == "sqlite", reason="nobody writes while a transaction of SQLite is open")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize(("frame", "seen"), [(one_moment, 1), (transaction.atomic, 2)], ids=["one-moment", "control"])
def test_b120_who_registers_meanwhile_is_in_all_of_the_file_or_in_none(frame, seen):
    """In the frame of an export; the control is an ordinary transaction, which sees what others commit."""
    first = RegistrationFactory()

    def register():
        RegistrationFactory(event=first.event)
        connection.close()

    with frame():
        assert Registration.objects.filter(event=first.event).count() == 1
        thread = Thread(target=register)
        thread.start()
        thread.join()
        assert Registration.objects.filter(event=first.event).count() == seen
