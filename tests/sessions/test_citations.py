"""Papers as references."""

import pytest
from django.urls import reverse

from sessions.library.citations import bibtex, ris
from sessions.library.entries import index_all
from tests.factories.cms import published_event
from tests.factories.participants import PersonFactory
from tests.factories.record import PaperFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(db):
    authors = [PersonFactory(name="Noor Adeyemi"), PersonFactory(name="王 明")]
    event = published_event(title="Forum & fair")
    return PaperFactory(event=event, title="50% of {trust}_\nin #1\\~", abstract="On trust.", authors=authors)


def link(paper) -> str:
    return "https://rostrum.example.org/papers/7/"


def test_bibtex_escapes_what_tex_would_read(paper):
    assert bibtex([paper], link) == (
        f"@inproceedings{{paper-{paper.pk},\n"
        "  author = {{Noor Adeyemi} and {王 明}},\n"
        "  title = {{50\\% of \\{trust\\}\\_ in \\#1\\textbackslash{}\\textasciitilde{}}},\n"
        "  booktitle = {{Forum \\& fair}},\n"
        "  year = {2014},\n"
        "  language = {en},\n"
        "  url = {https://rostrum.example.org/papers/7/},\n"
        "}\n"
    )


def test_ris_has_a_line_for_each_field(paper):
    assert ris([paper], link).split("\r\n") == [
        "TY  - CPAPER",
        "AU  - Noor Adeyemi",
        "AU  - 王 明",
        "TI  - 50% of {trust}_ in #1\\~",
        "T2  - Forum & fair",
        "PY  - 2014",
        "DA  - 2014/06/23",
        "LA  - en",
        "UR  - https://rostrum.example.org/papers/7/",
        "AB  - On trust.",
        "ER  - ",
        "",
    ]


def test_one_and_many_are_sent_as_files(client, paper):
    PaperFactory(event=paper.event, title="Other", language="fr")
    PaperFactory(event=paper.event, title="Not public", audience="team")
    index_all()
    one = client.get(reverse("sessions:reference_bib", args=[paper.pk]))
    assert one["Content-Disposition"] == f'attachment; filename="paper-{paper.pk}.bib"'
    assert f"/papers/{paper.pk}/" in one.content.decode()
    assert client.get(reverse("sessions:references_ris")).content.count(b"TY  - ") == 2
    assert client.get(reverse("sessions:references_ris"), {"language": "fr"}).content.count(b"TY  - ") == 1


@pytest.mark.parametrize("count", [2, 20])
def test_references_take_as_many_statements_for_twenty(client, paper, count, django_assert_max_num_queries):
    PaperFactory.create_batch(count, event=paper.event)
    index_all()
    with django_assert_max_num_queries(6):
        client.get(reverse("sessions:references_bib"), {"x": "1"})
