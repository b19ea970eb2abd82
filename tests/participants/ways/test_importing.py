"""Lists of people: every fault is named, nothing is written before somebody confirms what was seen."""

import io
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertRedirects

from cms.tables import child
from participants.domain.importing import run
from participants.domain.importing.kinds import KINDS
from participants.domain.importing.template import empty_table
from participants.domain.places import in_line
from participants.domain.registration import withdraw_registration
from participants.domain.waiting import accept_offer
from participants.models import Delegation, Invitation, Letter, ListImport, Person, Registration, RegistrationSetup
from tests.factories.participants import CategoryFactory, PersonFactory, RegistrationFactory, UserFactory
from tests.factories.ways import InvitationFactory
from tests.roles import make_user

pytestmark = pytest.mark.django_db
HEADING = "Name;E-mail;Category;Country;Post;Protocol rank;Gender;May be listed;Sent"
GOOD = "Ana Lim;ana@example.org;Expert;Kenya;Director;1;f;yes;2024-02-29"


def received(event, by, *lines, kind="registrations", heading=HEADING, **options):
    text = "\n".join([heading, *lines] if heading else lines)
    return run.receive_list(event, kind=kind, by=by, pasted=text, options=options)


def faults(event, by, *lines, **more):
    """By row the columns and words of what is wrong."""
    plan = run.plan_list(received(event, by, *lines, **more))
    return [[(fault.column, fault.words) for fault in row.faults] for row in plan.rows]


def confirm(waiting, by, **more):
    return run.confirm_list(waiting, by=by, digest=run.plan_list(waiting).digest(waiting.options), **more)


def test_good_rows_become_people_and_registrations_without_letters(event, organiser, category, work):
    known = PersonFactory(user=UserFactory(email="bo@example.org"), name="Bo Tan")
    waiting = received(event, organiser, GOOD, "Robert Tan;BO@example.org;experts;KEN;;;;;")
    assert (Registration.objects.count(), ListImport.objects.count()) == (0, 1)
    confirm(waiting, organiser)
    ana, bo = Registration.objects.order_by("pk")
    assert (ana.person.name, ana.person.country_id, ana.title, ana.protocol_rank) == ("Ana Lim", "KE", "Director", 1)
    assert (ana.status, ana.way_in, ana.list_consent, ana.category) == ("submitted", "import", True, category)
    assert ana.submitted_at.date().isoformat() == "2024-02-29"
    assert (bo.person, bo.person.name) == (known, "Bo Tan")
    assert RegistrationSetup.objects.get().places_taken == 2
    waiting.refresh_from_db()
    assert (waiting.state, waiting.result["written"], waiting.table["lines"]) == ("done", 2, [])
    assert (work(), Letter.objects.count()) == ([], 0)


BAD_ROWS = [
    (";a@example.org;Expert", [("Name", "This is missing.")]),
    ("a@example.org;;Expert", [("Name", "This is an address, not a name.")]),
    ("42;;Expert", [("Name", "A name has letters.")]),
    (f"{'x' * 151};;Expert", [("Name", "This is longer than 150 characters.")]),
    ("Bo;nobody;Expert", [("E-mail", "This is no e-mail address.")]),
    ("Bo;a@example.org, b@example.org;Expert", [("E-mail", "These are several addresses: one belongs here.")]),
    ("Bo;;", [("Category", "This is missing.")]),
    ("Bo;;Royalty", [("Category", "There is no such category.")]),
    ("Bo;;Observer", [("Category", "This event does not offer this category.")]),
    ("Bo;;Expert;Atlantis", [("Country", "No country has this name or code.")]),
    ("Bo;;Expert;;;first", [("Protocol rank", "This is no number from 1 to 1,000.")]),
    ("Bo;;Expert;;;0", [("Protocol rank", "This is no number from 1 to 1,000.")]),
    ("Bo;;Expert;;;;unsure", [("Gender", "Write f, m or x, or leave it empty.")]),
    ("Bo;;Expert;;;;;perhaps", [("May be listed", "Write yes or no.")]),
    ("Bo;;Expert;;;;;;2023-02-29", [("Sent", "There is no such date.")]),
    ("Bo;;Expert;;;;;;29.2.2024", [("Sent", "This is no date. Write it like 2014-06-23.")]),
    ("Bo;;Expert;;;;;;2999-01-01", [("Sent", "This day cannot be meant: it is in the future, or very long ago.")]),
    ("Bo;;Expert;;;;;;;surplus", [("", "The row has more cells than there are columns: a separator too many.")]),
    (
        "Bo;;Expert;;=1+1",
        [("Post", "A formula. Open the file in a spreadsheet, keep the values only, and send it again.")],
    ),
    ("B\x07o;;Expert", [("Name", "Characters that cannot be seen and belong into no list. Type it again.")]),
    ("B\ufffdo;;Expert", [("Name", "Letters were lost on the way: this was saved in another encoding.")]),
    ("Cy;cy@example.org;Expert", [("", "Registered already.")]),
    ("Di;di@example.org;Expert", [("", "Withdrew a registration: take it up again by hand.")]),
]


def test_b122_each_fault_is_named_with_its_column(event, organiser):
    CategoryFactory(slug="observer")
    RegistrationFactory(event=event, person__email="cy@example.org")
    RegistrationFactory(event=event, person__email="di@example.org", status="withdrawn")
    rows = [row.replace("Bo;", f"Bo {number};", 1) for number, (row, _) in enumerate(BAD_ROWS)]
    assert faults(event, organiser, GOOD, *rows) == [[], *(expected for _, expected in BAD_ROWS)]


def test_b122_the_same_person_twice_in_the_file(event, organiser):
    account = PersonFactory(user=UserFactory(email="one@example.org"))
    account.user.emailaddress_set.create(email="two@example.org", verified=True)
    rows = [
        GOOD,
        "",
        "A. Lim;ANA@example.org;Expert",
        "Eve;;Expert",
        "Eve;;Expert",
        "Ed;one@example.org;Expert",
        "Ed;two@example.org;Expert",
    ]
    found = faults(event, organiser, *rows)
    assert found == [
        [],
        [("", "The same address as in row 2.")],
        [],
        [("", "The same person as in row 5.")],
        [],
        [("", "The same person as in row 7.")],
    ]


def test_places_are_counted_for_the_event_and_the_category(event, organiser, category):
    guest = CategoryFactory(slug="guest")
    setup = RegistrationSetup.objects.get()
    setup.categories.add(guest)
    setup.category_places.create(category=guest, capacity=1)
    RegistrationSetup.objects.update(capacity=3, has_waiting_list=False)
    rows = ["A;;Guest", "B;;Guest", "C;;Expert", "D;;Expert", "E;;Expert"]
    full, none = "No place is left in this category.", "No place is left at the event."
    assert faults(event, organiser, *rows) == [[], [("", full)], [], [], [("", none)]]
    confirm(received(event, organiser, *rows), organiser, leave_out_bad=True)
    setup.refresh_from_db()
    assert (setup.places_taken, setup.category_places.get().places_taken) == (3, 1)


def test_whoever_finds_no_place_goes_on_the_waiting_list_in_the_order_of_the_list(event, organiser, category):
    RegistrationSetup.objects.update(capacity=1, has_waiting_list=True)
    waiting = received(event, organiser, "A;;Expert", "B;;Expert", "C;;Expert")
    assert [row.note for row in run.plan_list(waiting).good] == [
        "",
        *["No place is left: goes on the waiting list."] * 2,
    ]
    assert run.plan_list(waiting).kinds_of_note == [("No place is left: goes on the waiting list.", 2)]
    confirm(waiting, organiser)
    line = [registration.person.name for registration in in_line(RegistrationSetup.objects.get())]
    assert (RegistrationSetup.objects.get().places_taken, line, waiting.result["waiting"]) == (1, ["B", "C"], 2)


def test_who_needs_no_approval_needs_none_after_waiting(event, organiser):
    RegistrationSetup.objects.update(capacity=1, has_waiting_list=True, needs_approval=True)
    confirm(received(event, organiser, "A;;Expert", "B;;Expert", is_approved=True), organiser)
    first, second = Registration.objects.order_by("pk")
    withdraw_registration(first, by=organiser)
    assert accept_offer(second, by=organiser).status == "approved"


def test_b122_columns_that_give_rights_are_left_out(event, organiser):
    heading = "Name;Category;role;status;is_staff;event;user;way_in"
    waiting = received(event, organiser, "Ana Lim;Expert;secretariat;approved;1;9;1;open", heading=heading)
    assert "role, status, is_staff, event, user, way_in" in run.plan_list(waiting).notes[0]
    confirm(waiting, organiser)
    registration = Registration.objects.get()
    assert (registration.status, registration.way_in, registration.person.user) == ("submitted", "import", None)


def test_without_headings_the_order_of_the_empty_table_counts(event, organiser):
    waiting = received(event, organiser, "Ana Lim\tDr.\tana@example.org\tExpert", heading="")
    [row] = run.plan_list(waiting).rows
    assert (row.faults, row.values["honorific"], row.values["email"]) == ([], "Dr.", "ana@example.org")


def test_columns_are_chosen_by_hand(event, organiser, category):
    waiting = received(event, organiser, "Ana Lim;ana@example.org", heading="Wer;E-mail;Category", category=category.pk)
    assert run.plan_list(waiting).good == []
    run.choose_columns(waiting, by=organiser, places={"name": 0, "email": 1, "nonsense": 2})
    assert len(run.plan_list(waiting).good) == 1
    with pytest.raises(ValidationError):
        run.choose_columns(waiting, by=organiser, places={"name": 0, "title": 0})


def test_b122_all_or_nothing_unless_the_organiser_says_so(event, organiser):
    waiting = received(event, organiser, GOOD, "Bo;nobody;Expert")
    with pytest.raises(ValidationError, match="Some rows cannot be taken"):
        confirm(waiting, organiser)
    confirm(waiting, organiser, leave_out_bad=True)
    assert Registration.objects.count() == 1


def test_only_what_was_seen_is_written_and_once(event, organiser):
    waiting = received(event, organiser, GOOD)
    seen = run.plan_list(waiting).digest(waiting.options)
    other = RegistrationFactory(event=event, person__email="ana@example.org")
    with pytest.raises(ValidationError, match="Something changed"):
        run.confirm_list(waiting, by=organiser, digest=seen)
    other.delete()
    run.confirm_list(waiting, by=organiser, digest=seen)
    with pytest.raises(ValidationError, match="confirmed already"):
        run.confirm_list(waiting, by=organiser, digest=seen)


@pytest.mark.parametrize("role", ["desk", "rapporteur", None])
def test_only_organisers_bring_lists(event, organiser, role):
    waiting, user = received(event, organiser, GOOD), make_user(role, event)
    for act in (
        lambda: received(event, user, GOOD),
        lambda: run.confirm_list(waiting, by=user, digest=""),
        lambda: run.choose_columns(waiting, by=user, places={}),
        lambda: run.discard_list(waiting, by=user),
    ):
        with pytest.raises(PermissionDenied):
            act()


# --- Files ------------------------------------------------------------------------------------------------------


def workbook(*rows, merge=""):
    from openpyxl import Workbook

    book, file = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    if merge:
        book.active.merge_cells(merge)
    book.save(file)
    file.seek(0)
    return file


def test_a_workbook_is_read_with_its_faults():
    rows = [
        ["Name", "Category", "Rank"],
        ["Ana", "Expert", 3.0],
        [None, None, None],
        ["Bo", "=A2", "#REF!"],
        ["Cy", "Expert"],
    ]
    table = child.read(workbook(*rows, merge="B5:C5"))
    assert [(line.number, line.cells[:3], line.faults) for line in table.lines] == [
        (1, ["Name", "Category", "Rank"], {}),
        (2, ["Ana", "Expert", "3"], {}),
        (4, ["Bo", "", "#REF!"], {1: "formula", 2: "error"}),
        (5, ["Cy", "Expert", ""], {2: "merged"}),
    ]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.csv", b"", "The file is empty."),
        ("a.csv", b" \n,,\n", "no row that says anything"),
        ("a.csv", "Имя;Категория\nАнна;Эксперт".encode("cp1251"), "cannot be told for certain"),
        ("a.csv", b"Na\0me", "cannot be told for certain"),
        ("a.csv", b'Name,Category\n"Ana,Expert', "quotation marks"),
        ("a.csv", b"Name,Category\n" + b"Ana,Expert\n" * 5050, "more than 5,000 rows"),
        ("a.csv", b"%PDF-1.7", "This looks like"),
        ("a.xlsx", b"Name,Category\nAna,Expert", "does not fit the name"),
        ("a.xlsx", b"PK\x03\x04 damaged", "damaged or incomplete"),
    ],
)
def test_b122_files_that_cannot_be_read_are_refused_in_words(event, organiser, name, data, words):
    with pytest.raises(ValidationError, match=words):
        run.receive_list(event, kind="registrations", by=organiser, upload=ContentFile(data, name), options={})
    assert ListImport.objects.count() == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_b122_usual_encodings_are_read(event, organiser, encoding):
    upload = ContentFile("Name,Category\nنور أديمي,Expert\n".encode(encoding), "a.csv")
    waiting = run.receive_list(event, kind="registrations", by=organiser, upload=upload, options={})
    assert [row.values["name"] for row in run.plan_list(waiting).good] == ["نور أديمي"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_empty_table_is_read_back(event, kind):
    table = child.read(io.BytesIO(empty_table(KINDS[kind], event)))
    assert table.lines[0].cells == [column.header for column in KINDS[kind].columns]


# --- Other kinds, many rows, screens ----------------------------------------------------------------------------


def test_a_list_of_invitations_drafts_letters(event, organiser, category):
    InvitationFactory(event=event, email="old@example.org")
    RegistrationFactory(event=event, person__email="here@example.org")
    lines = ["Ana;ana@example.org;Welcome", "Old;old@example.org;", "Here;here@example.org;", "Bo;;"]
    waiting = received(event, organiser, *lines, kind="invitations", heading="Name;E-mail;Note", category=category.pk)
    found = [[fault.words for fault in row.faults] for row in run.plan_list(waiting).rows]
    assert found == [
        [],
        ["Invited already: send that invitation again."],
        ["Registered already."],
        ["This is missing."],
    ]
    confirm(waiting, organiser, leave_out_bad=True)
    ana = Invitation.objects.get(email="ana@example.org")
    assert (ana.note, ana.category, ana.state, Letter.objects.get().goes_to) == (
        *("Welcome", category, "prepared"),
        "ana@example.org",
    )


def test_a_list_of_delegations(event, organiser):
    until = (timezone.now() + timedelta(days=3)).isoformat()
    lines = ["Kenya;Ana;ana@example.org;4", "Ghana;;;", "KE;;;", ";;;3", "Gabon;;x@example.org;"]
    heading = "Country;Focal point;E-mail;Quota"
    waiting = received(event, organiser, *lines, kind="delegations", heading=heading, closes_at=until, quota=2)
    found = [[fault.words for fault in row.faults] for row in run.plan_list(waiting).rows]
    assert found == [
        [],
        [],
        ["It has a delegation already, here or further up."],
        ["Name a country or an organization, and not both."],
        ["Whose address is it?"],
    ]
    confirm(waiting, organiser, leave_out_bad=True)
    rows = Delegation.objects.order_by("country").values_list("country", "focal_email", "quota")
    assert list(rows) == [("GH", "", 2), ("KE", "ana@example.org", 4)]


def test_many_rows_are_written_in_the_background_in_bounded_statements(
    event, organiser, work, django_assert_max_num_queries
):
    lines = [f"Person {n};p{n}@example.org;Expert" for n in range(1200)]
    waiting = received(event, organiser, *lines)
    confirm(waiting, organiser)
    waiting.refresh_from_db()
    assert (waiting.state, Registration.objects.count()) == ("writing", 0)
    with django_assert_max_num_queries(200):
        work()
    waiting.refresh_from_db()
    assert (waiting.state, Registration.objects.count(), Person.objects.count()) == ("done", 1200, 1200)
    assert run.progress_of(waiting) == 1200


def test_what_changed_before_the_worker_came_is_told(event, organiser, work):
    waiting = received(event, organiser, *(f"Person {n};p{n}@example.org;Expert" for n in range(160)))
    confirm(waiting, organiser)
    RegistrationFactory(event=event, person__email="p7@example.org")
    work()
    waiting.refresh_from_db()
    assert (waiting.state, "Something changed" in waiting.message, Registration.objects.count()) == ("waiting", True, 1)


def url(name, event, *args):
    return reverse(f"ways:{name}", args=[event.slug, *args])


def test_from_the_upload_to_the_registrations(client, event, organiser):
    client.force_login(organiser)
    upload, kind = url("list", event, "registrations"), "registrations"
    assertContains(client.post(upload, {}), "Choose a file, or paste a list.")
    response = client.post(upload, {"pasted": f"{HEADING}\n{GOOD}\nBo;nobody;Expert"})
    waiting = ListImport.objects.get()
    page = url("list_preview", event, kind, waiting.pk)
    assertRedirects(response, page)
    shown = client.get(page)
    assertContains(shown, "This is no e-mail address.")
    digest = shown.context["digest"]
    assertContains(client.post(page, {"digest": digest, "confirm": ""}, follow=True), "Some rows cannot be taken.")
    done = client.post(page, {"digest": digest, "confirm": "", "leave_out": "on"}, follow=True)
    assertContains(done, "1 row is taken in.")
    assertContains(done, "1 row was left out.")
    assert Registration.objects.count() == 1


@pytest.mark.parametrize("kind", [*KINDS, "nonsense"])
def test_screens_of_each_kind(client, event, organiser, kind):
    client.force_login(organiser)
    expected = 200 if kind in KINDS else 404
    assert client.get(url("list", event, kind)).status_code == expected
    assert client.get(url("list_template", event, kind)).status_code == expected


def test_a_list_is_thrown_away_and_foreign_ones_are_not_found(client, event, organiser):
    client.force_login(organiser)
    waiting = received(event, organiser, GOOD)
    assert client.get(url("list_preview", event, "invitations", waiting.pk)).status_code == 404
    assert client.get(url("list_preview", event, "registrations", 10**12)).status_code == 404
    client.post(url("list_preview", event, "registrations", waiting.pk), {"discard": ""})
    assert ListImport.objects.count() == 0
