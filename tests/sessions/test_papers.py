"""What happens to a paper: sent in, decided, withdrawn."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django_tasks_db.models import DBTaskResult

from cms.file_names import clean_name
from cms.models import Role
from participants.domain.letters import deliver
from participants.domain.people import person_of
from sessions.domain.papers import add_version, publish_paper, reject_paper, submit_paper, withdraw_paper
from sessions.models import Paper
from tests.factories.cms import EventFactory
from tests.factories.participants import PersonFactory, RegistrationFactory
from tests.factories.record import EMBARGO, PaperFactory, PaperVersionFactory
from tests.factories.sessions import ContributionFactory, SessionFactory
from tests.roles import make_user
from tests.sessions import hostile_files as files

pytestmark = pytest.mark.django_db
DATA = {"title": "Trust", "abstract": "On trust.", "language": "en"}


@pytest.fixture
def expert(db):
    """Approved for the event that is `expert.event`."""
    registration = RegistrationFactory(person=PersonFactory(user=make_user()))
    registration.person.user.event = registration.event
    return registration.person.user


def send(user, **fields):
    return submit_paper(user.event, by=user, data=DATA | fields, upload=files.upload(files.pdf(), "Trust.pdf"))


def test_a_paper_is_kept_with_what_its_file_is(expert):
    paper = send(expert)
    version = paper.versions.get()
    assert (paper.title, paper.status, [author.person for author in paper.authors.all()]) == (
        "Trust",
        "submitted",
        [person_of(expert)],
    )
    assert (version.number, version.name, version.media_type, version.uploaded_by) == (
        1,
        "Trust.pdf",
        "application/pdf",
        expert,
    )
    assert len(version.sha256) == 64
    assert "Trust" not in version.file.name
    with version.file.open() as kept:
        assert kept.read() == files.pdf()


def test_its_arrival_is_acknowledged_by_mail(expert):
    send(expert)
    letter = DBTaskResult.objects.get(task_path=deliver.module_path).args_kwargs["kwargs"]
    assert (letter["to"], letter["subject"]) == (expert.email, "We have your paper: Trust")
    assert "Trust.pdf" in letter["body"]


def test_speakers_and_organisers_may_send_one_too_and_strangers_may_not():
    event = EventFactory()
    speaker, organiser, stranger = make_user(), make_user(Role.ORGANISER, event), make_user()
    ContributionFactory(session=SessionFactory(event=event), speakers=[PersonFactory(user=speaker)])
    for user in (speaker, organiser):
        user.event = event
        upload = files.upload(files.pdf(Lang=user.email))
        assert submit_paper(event, by=user, data=DATA, upload=upload).pk
    stranger.event = event
    with pytest.raises(PermissionDenied):
        send(stranger)


# B-062
def test_the_same_file_twice_is_one_paper_and_it_is_said(expert):
    send(expert)
    with pytest.raises(ValidationError) as refusal:
        send(expert, title="Again")
    assert refusal.value.message_dict == {"file": ["You have sent this file already, as “Trust”."]}
    assert Paper.objects.count() == 1


def test_a_refused_file_stores_nothing(expert):
    with pytest.raises(ValidationError) as refusal:
        submit_paper(expert.event, by=expert, data=DATA, upload=files.upload(b"%PDF-", "Trust.pdf"))
    assert list(refusal.value.message_dict) == ["file"]
    assert not Paper.objects.exists()


def test_a_session_of_another_event_is_refused(expert):
    with pytest.raises(ValidationError) as refusal:
        send(expert, session=SessionFactory())
    assert refusal.value.message_dict == {"session": ["This session belongs to another event."]}


def test_status_and_event_are_not_taken_from_what_was_sent(expert):
    paper = send(expert, status="published", event=EventFactory())
    assert (paper.status, paper.event) == ("submitted", expert.event)


def test_versions_are_numbered_and_keep_their_note(expert):
    paper = send(expert)
    version = add_version(paper, by=expert, upload=files.upload(files.docx(), "Trust.docx"), note=" Shorter ")
    assert (version.number, version.note, paper.versions.count()) == (2, "Shorter", 2)


# B-062
def test_the_same_file_is_no_new_version(expert):
    paper = send(expert)
    with pytest.raises(ValidationError) as refusal:
        add_version(paper, by=expert, upload=files.upload(files.pdf()))
    assert refusal.value.message_dict == {"file": ["This is the same file as version 1."]}


def test_somebody_else_sends_no_version(expert):
    with pytest.raises(PermissionDenied):
        add_version(send(expert), by=make_user(), upload=files.upload(files.docx()))


def test_warnings_of_the_inspection_stay_with_the_version(expert):
    link = files.LINK.format("attachedTemplate", "https://example.org/x.dotm")
    upload = files.upload(files.docx(("word/_rels/document.xml.rels", link)), "Trust.docx")
    paper = submit_paper(expert.event, by=expert, data=DATA, upload=upload)
    assert paper.versions.get().warnings == ["remote_template"]


def test_organisers_publish_at_once_or_from_a_time_on():
    paper = PaperFactory(status="submitted")
    organiser = make_user(Role.ORGANISER, paper.event)
    assert publish_paper(paper, by=organiser).is_public
    assert not publish_paper(paper, by=organiser, embargo_until=EMBARGO).is_public
    assert list(Paper.objects.published()) == []


@pytest.mark.parametrize("role", ["rapporteur", "reviewer", "desk", None])
def test_nobody_else_decides(role):
    paper = PaperFactory(status="submitted")
    user = make_user(role, paper.event)
    for decide in (publish_paper, lambda paper, by: reject_paper(paper, by=by, reason="No")):
        with pytest.raises(PermissionDenied):
            decide(paper, by=user)


def test_a_refusal_gives_its_reason():
    paper = PaperFactory(status="submitted")
    with pytest.raises(ValidationError):
        reject_paper(paper, by=None, reason=" ")
    assert reject_paper(paper, by=None, reason="Off the subject").reason == "Off the subject"


def test_a_withdrawn_paper_stays_withdrawn(expert):
    paper = withdraw_paper(send(expert), by=expert)
    assert paper.status == "withdrawn"
    with pytest.raises(ValidationError):
        publish_paper(paper, by=None)
    with pytest.raises(ValidationError):
        add_version(paper, by=expert, upload=files.upload(files.docx()))


def test_a_stranger_withdraws_nothing():
    with pytest.raises(PermissionDenied):
        withdraw_paper(PaperFactory(), by=make_user())


# B-054, B-056, B-058
@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("paper.pdf", "paper.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\x\\Paper 1.PDF", "Paper 1.pdf"),
        ("%2e%2e", "-2e-2e.pdf"),
        ("..", "paper.pdf"),
        ("", "paper.pdf"),
        ("abc\u202efdp.exe", "abcfdp.exe.pdf"),
        ("a\r\nb\0.pdf", "ab.pdf"),
        ("نور.pdf", "نور.pdf"),
        ("Photo.JPEG.pdf", "Photo.JPEG.pdf"),
        ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
        ("会" * 120 + ".pdf", "会" * 48 + ".pdf"),
        ("e\u0301" * 200 + ".pdf", "é" * 73 + ".pdf"),
    ],
)
def test_names_are_cleaned_and_cut_on_a_letter(name, shown):
    assert clean_name(name, extension=".pdf") == shown
    assert len(shown.encode()) <= 150


def test_list_knows_the_facts_of_the_newest_version():
    paper = PaperFactory(version__warnings=["script"])
    newest = PaperVersionFactory(paper=paper, number=2, size=99, warnings=["files"])
    found = Paper.objects.for_lists().get()
    facts = {"pk": newest.pk, "number": 2, "media_type": "application/pdf", "size": 99, "picture": ""}
    assert found.newest == facts
    assert found.newest_warnings == ["files"]
