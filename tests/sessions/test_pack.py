"""All papers of a session or an event in one ZIP."""

import io
import tracemalloc
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from lxml import html

from sessions.library.pack import pack
from tests.factories.cms import published_event
from tests.factories.participants import PersonFactory, RegistrationFactory
from tests.factories.record import EMBARGO, PaperFactory, PaperVersionFactory
from tests.factories.sessions import SessionFactory
from tests.roles import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(db):
    return published_event(slug="forum")


def unpacked(response) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(response)))


def address(event, session=None) -> str:
    return (
        reverse("sessions:session_pack", args=[event.slug, session.pk])
        if session
        else reverse("sessions:papers_pack", args=[event.slug])
    )


def test_a_pack_holds_the_newest_file_of_each_kind_and_language_and_a_list(client, event):
    noor = PersonFactory(name="Noor Adeyemi")
    for title in ("Trust", "TRUST"):
        paper = PaperFactory(event=event, title=title, authors=[noor])
        PaperVersionFactory(paper=paper, number=2)
    PaperVersionFactory(paper=paper, kind="slides", language="fr", name="s.pptx", file=ContentFile(b"slides", "s.pptx"))
    response = client.get(address(event))
    archive = unpacked(response)
    names = archive.namelist()
    assert names == [
        "Noor Adeyemi - TRUST - paper - en.pdf",
        "Noor Adeyemi - TRUST - slides - fr.pptx",
        "Noor Adeyemi - Trust - paper - en (2).pdf",
        "index.html",
    ]
    assert archive.read(names[1]) == b"slides"
    assert html.fromstring(archive.read("index.html")).xpath("//a/@href") == names[:-1]
    assert (response["Content-Type"], response["Cache-Control"]) == ("application/zip", "private, no-store")


def test_a_pack_holds_what_the_asker_may_read(client, event):
    PaperFactory(event=event, title="Public")
    PaperFactory(event=event, title="Participants", audience="participants")
    PaperFactory(event=event, title="Embargoed", embargo_until=EMBARGO)
    PaperFactory(event=event, title="Submitted", status="submitted")
    assert len(unpacked(client.get(address(event))).namelist()) == 2
    person = PersonFactory(user=make_user())
    RegistrationFactory(event=event, person=person, status="approved")
    client.force_login(person.user)
    assert len(unpacked(client.get(address(event))).namelist()) == 3


def test_a_session_packs_its_own_and_an_empty_one_is_not_found(client, event):
    session, empty = SessionFactory(event=event), SessionFactory(event=event)
    PaperFactory(event=event, session=session, title="Mine", authors=[PersonFactory(name="A")])
    PaperFactory(event=event, title="Other")
    assert unpacked(client.get(address(event, session))).namelist() == ["A - Mine - paper - en.pdf", "index.html"]
    assert client.get(address(event, empty)).status_code == 404
    assert client.get(address(event, SessionFactory())).status_code == 404


def test_markup_in_a_title_stays_text(event):
    paper = PaperFactory(event=event, title="<script>alert(1)</script>", authors=[PersonFactory(name="../../A")])
    archive = zipfile.ZipFile(io.BytesIO(b"".join(pack([paper], title="<b>"))))
    assert "<script>" not in archive.read("index.html").decode()
    assert not [name for name in archive.namelist() if "/" in name or ".." in name.partition(".pdf")[0]]


def test_memory_stays_flat_however_large_the_files(event):
    for _ in range(3):
        version = PaperFactory(event=event).versions.get()
        version.file.save("large.pdf", ContentFile(b"\0" * 8_000_000))
    papers = list(event.papers.prefetch_related("authors__person", "versions"))
    tracemalloc.start()
    sent = sum(len(chunk) for chunk in pack(papers, title="Large"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sent > 24_000_000
    assert peak < 4_000_000


def test_whoever_goes_away_leaves_no_file_open(event):
    paper = PaperFactory(event=event)
    version = paper.versions.get()
    version.file.save("large.pdf", ContentFile(b"\0" * 2_000_000))
    stream = iter(pack([paper], title="Large"))
    next(stream), next(stream)
    stream.close()


@pytest.mark.parametrize("count", [2, 20])
def test_a_pack_takes_as_many_statements_for_twenty(client, event, count, django_assert_max_num_queries):
    PaperFactory.create_batch(count, event=event)
    with django_assert_max_num_queries(9):
        b"".join(client.get(address(event)))
