"""Papers that come as they should not, through the form: rows B-040 to B-070 of the list of bad inputs.

What a file may hold is tried in test_inspection, what it may be called in test_papers.
"""

import re
import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from cms.models import Role
from participants.domain.letters import deliver
from sessions.domain.paper_files import read_version
from sessions.library.entries import index_all
from sessions.library.pack import pack
from sessions.models import Paper, PaperVersion
from tests.factories.cms import published_event
from tests.factories.participants import PersonFactory, RegistrationFactory
from tests.factories.record import PaperFactory
from tests.factories.sessions import SessionFactory, released
from tests.roles import make_user
from tests.sessions import hostile_files as files
from tests.sessions.clamd import scanner

__all__ = ["scanner"]
pytestmark = pytest.mark.django_db
MARKUP = '<img src=x onerror=alert(1)>"{{7*7}}'
FORMULA = '=HYPERLINK("http://example.org")'


@pytest.fixture
def event(db):
    return published_event()


@pytest.fixture
def author(client, event):
    """Approved for the event, and signed in."""
    person = RegistrationFactory(event=event, person=PersonFactory(user=make_user())).person
    client.force_login(person.user)
    return person


@pytest.fixture
def send(client, event, author):
    """What the form answers to a paper; `address` is that of another form that takes a file."""

    def send(file: object, address: str = "", **fields: object):
        data = {"title": "Trust", "abstract": "Typed", "language": "en", "file": file}
        return client.post(address or reverse("sessions:paper_new", args=[event.slug]), data | fields)

    return send


def named(name: str, content: bytes | None = None, declared: str = "application/pdf") -> SimpleUploadedFile:
    """As a browser sends it that does not cut folders off, which Django's own class does."""
    upload = SimpleUploadedFile("x", files.pdf() if content is None else content, content_type=declared)
    upload._name = name
    return upload


@pytest.mark.parametrize(("content", "words"), files.REFUSED)
def test_a_refused_file_leaves_the_paper_as_it_was(client, event, author, send, content, words):
    paper = PaperFactory(event=event, status="submitted", authors=[author])
    name = "paper.pdf" if "fit the name" in words else "paper"
    version = reverse("sessions:paper_new_version", args=[event.slug, paper.pk])
    for address in ("", version):
        page = send(named(name, content), address)
        assert (page.status_code, words in page.content.decode()) == (422, True)
    assert (Paper.objects.count(), PaperVersion.objects.count()) == (1, 1)
    kept = client.get(reverse("sessions:paper_file", args=[event.slug, paper.pk]))
    assert b"".join(kept) == b"%PDF-invented"


@pytest.mark.parametrize("declared", ["", "text/html", "application/octet-stream", "image/svg+xml\r\nX: y"])
def test_b052_what_was_declared_is_never_sent_on(client, event, send, declared):
    send(named("paper", declared=declared))
    response = client.get(reverse("sessions:paper_file", args=[event.slug, Paper.objects.get().pk]))
    assert b"".join(response) == files.pdf()
    assert (response["Content-Type"], response["X-Content-Type-Options"]) == ("application/pdf", "nosniff")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param("../../x.pdf", "x.pdf", id="B-054 above"),
        pytest.param("..\\x", "x.pdf", id="B-054 above by backslash"),
        pytest.param("/tmp/x", "x.pdf", id="B-054 root"),
        pytest.param("C:\\x", "x.pdf", id="B-054 drive"),
        pytest.param("%2e%2e", "-2e-2e.pdf", id="B-054 escaped"),
        pytest.param("abc\u202efdp.exe", "abcfdp.exe.pdf", id="B-056"),
        pytest.param("x" * 250, "x" * 146 + ".pdf", id="B-058 long"),
        pytest.param("会" * 120, "会" * 48 + ".pdf", id="B-058 Chinese"),
    ],
)
def test_a_name_is_cleaned_and_names_no_file_on_the_disk(send, name, shown):
    assert send(named(name)).status_code == 302
    version = PaperVersion.objects.get()
    assert version.name == shown
    assert re.fullmatch(r"papers/[0-9a-f]{32}\.pdf", version.file.name)


def test_b060_a_file_above_the_limit_is_refused_in_words(send, settings):
    settings.PAPER_MAX_BYTES = 200
    page = send(named("paper.pdf"))
    assert (page.status_code, "The file is too large: 200" in page.content.decode()) == (422, True)
    assert not Paper.objects.exists()


def test_b062_the_same_file_twice_is_one_version_and_it_is_told(event, send):
    send(named("paper.pdf"))
    again = send(named("other name.pdf"))
    version = send(named("paper.pdf"), reverse("sessions:paper_new_version", args=[event.slug, Paper.objects.get().pk]))
    assert "You have sent this file already, as “Trust”." in again.content.decode()
    assert "This is the same file as version 1." in version.content.decode()
    assert PaperVersion.objects.count() == 1


@pytest.mark.parametrize("file", ["text", [named("a.pdf"), named("b.pdf")], ["text", named("a.pdf"), named("b.pdf")]])
def test_b066_one_file_in_the_field_for_files(event, author, send, file):
    paper = PaperFactory(event=event, status="submitted", authors=[author])
    for address in ("", reverse("sessions:paper_new_version", args=[event.slug, paper.pk])):
        assert send(file, address).status_code == 422
    assert PaperVersion.objects.count() == 1


def test_b066_a_file_in_a_field_for_text_is_no_text(send):
    assert send(named("paper.pdf"), title=named("title.pdf")).status_code == 422
    assert not Paper.objects.exists()


def test_b068_what_the_scanner_finds_is_not_kept(send, scanner):
    page = send(named("paper", files.pdf() + f"\n%{files.EICAR}".encode()))
    assert (page.status_code, "The virus scanner found Eicar-Test-Signature" in page.content.decode()) == (422, True)
    assert not Paper.objects.exists()


# B-068
def test_while_the_scanner_is_down_a_paper_is_held_and_handed_to_nobody(client, event, send, scanner, settings):
    up, settings.CLAMD_ADDRESS = settings.CLAMD_ADDRESS, "127.0.0.1:1"
    send(named("clean.pdf"))
    send(named("infected.pdf", files.pdf() + f"\n%{files.EICAR}".encode()), title="Other")
    clean, infected = PaperVersion.objects.order_by("pk")
    read_version(clean.pk)
    assert [version.warnings for version in PaperVersion.objects.all()] == [["unscanned"]] * 2
    client.force_login(make_user(Role.SECRETARIAT))
    address = reverse("sessions:paper_file", args=[event.slug, clean.paper_id])
    assert client.get(address).status_code == 404
    assert zipfile.ZipFile(BytesIO(b"".join(pack(Paper.objects.all(), title="All")))).namelist() == ["index.html"]
    settings.CLAMD_ADDRESS = up
    for version in (clean, infected):
        read_version(version.pk)
    assert [version.warnings for version in PaperVersion.objects.order_by("pk")] == [[], ["virus"]]
    assert b"".join(client.get(address)) == files.pdf()
    assert client.get(reverse("sessions:paper_file", args=[event.slug, infected.paper_id])).status_code == 404


# B-068
def test_a_held_version_leaves_the_one_before_in_force(client, event, author, send, scanner, settings):
    paper = PaperFactory(event=event, authors=[author], status="submitted")
    first = paper.versions.get()
    settings.CLAMD_ADDRESS = "127.0.0.1:1"
    send(named("second.pdf"), reverse("sessions:paper_new_version", args=[event.slug, paper.pk]))
    held = paper.versions.exclude(pk=first.pk).get()
    page = client.get(reverse("sessions:paper", args=[event.slug, paper.pk]))
    assert [(row["version"], bool(row["url"])) for row in page.context["files"]] == [(first, True), (held, False)]
    assert page.context["older"] == []
    assert b"".join(client.get(reverse("sessions:paper_file", args=[event.slug, paper.pk]))) == b"%PDF-invented"
    own = reverse("sessions:paper_version", args=[event.slug, paper.pk, held.pk])
    assert client.get(own).status_code == 404


def pages_of(paper: Paper) -> dict[str, list[str]]:
    """Where a title or abstract is read, by who reads it."""
    slug, one = [paper.event.slug], [paper.event.slug, paper.pk]
    everybody = ["sessions:papers", "sessions:paper", "sessions:session", "sessions:library"]
    args = {"sessions:papers": slug, "sessions:session": [*slug, paper.session_id], "sessions:library": []}
    return {
        "visitor": [reverse(name, args=args.get(name, one)) for name in everybody],
        "author": [reverse("sessions:paper_withdraw", args=one), reverse("participants:me")],
        "organiser": [reverse("papers:index", args=slug), reverse("papers:publish", args=one)],
    }


def test_b070_markup_in_title_and_abstract_is_shown_as_it_was_typed(client, event, author):
    session = SessionFactory(event=event)
    words = {"title": f"T{MARKUP}", "abstract": f"A{MARKUP}", "session": session}
    paper = PaperFactory(event=event, authors=[author], **words)
    released(event)
    index_all()
    people = {"visitor": None, "author": author.user, "organiser": make_user(Role.ORGANISER, event)}
    for who, addresses in pages_of(paper).items():
        client.logout()
        if people[who]:
            client.force_login(people[who])
        for address in addresses:
            page = client.get(address).content.decode()
            assert ("<img src=x" in page, "&lt;img src=x" in page, "{49" in page) == (False, True, False), address


def test_b070_a_formula_and_a_line_break_in_a_title_end_in_one_line_of_a_letter(send):
    send(named("paper.pdf"), title=f"{FORMULA}\r\nBcc: all@example.org")
    letter = DBTaskResult.objects.get(task_path=deliver.module_path).args_kwargs["kwargs"]
    assert letter["subject"] == f"We have your paper: {FORMULA} Bcc: all@example.org"
