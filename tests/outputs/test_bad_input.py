"""What a document does with a record that changed under it, with far too much, and with what wants to harm its reader.

A worker that is killed stands in `test_compilation`, bodies that fetch or never end in `test_pdf`, markup in
`test_richtext` and `test_renderers`.
"""

import time

import pytest
from django.urls import reverse

from outputs import tree
from outputs.beginning import new_body
from outputs.domain.adoption import adopt_output
from outputs.domain.assembling import accept_suggestions
from outputs.models import Output
from outputs.renderers import akn, html, markdown
from outputs.resolve import document_of, resolve
from outputs.tree import Cell, Column, Document, Paragraph, Section, Table, Text, numbering
from sessions.models import Recommendation
from tests.factories.cms import publish
from tests.factories.outputs import new_output, recorded_event
from tests.factories.participants import PersonFactory
from tests.factories.record import RecommendationFactory, RecordEntryFactory
from tests.factories.sessions import SessionFactory, SessionRoleFactory
from tests.roles import make_user

EVERY_BLOCK = [
    ("sessions", {}),
    ("conclusions", {"by_session": True}),
    ("recommendations", {"group_by": "session"}),
    ("highlights", {}),
    ("key_messages", {}),
    ("agreed_actions", {}),
    ("session_outline", {}),
    ("adoption_note", {}),
    ("clause_origins", {}),
]


@pytest.fixture
def event(db):
    event = recorded_event(0, slug="meeting")
    publish(event)
    RecommendationFactory(event=event, session=None, number=1, text="act together")
    return event


@pytest.fixture
def session(event):
    """One that was recorded and chaired, and of which nothing was recommended, so that it can be taken out."""
    session = SessionFactory(event=event, title="To be gone", key_message="Gone.")
    RecordEntryFactory(session=session, kind="conclusion", text="Gone.")
    SessionRoleFactory(session=session, person=PersonFactory(name="Ada Nwosu"))
    return session


def texts(document):
    return [
        tree.plain(n.inlines) for n in tree.walk(document) if isinstance(n, Paragraph | tree.Item | tree.KeyMessage)
    ]


def test_blocks_whose_session_is_gone_leave_it_out(event, session):
    output = new_output(event)
    output.body = new_body(EVERY_BLOCK)
    output.save()
    output = Output.objects.get(pk=output.pk)
    assert [text for text in texts(resolve(output)) if "Gone" in text or "Nwosu" in text] != []
    session.delete()
    found = texts(resolve(output))
    assert [text for text in found if "Gone" in text or "Nwosu" in text] == []
    assert "Adopted on 24 June 2014. Presiding officer: [to be confirmed]." in found


def test_an_adopted_document_keeps_a_session_that_is_gone_and_what_was_reworded_since(client, event, session):
    output = new_output(event, "communique")
    accept_suggestions(output, by=None)
    adopted = adopt_output(output, by=None)
    session.delete()
    Recommendation.objects.update(text="do something else", revision=2)
    assert document_of(Output.objects.get(pk=output.pk)) == document_of(adopted)
    page = client.get(reverse("outputs:output", args=[output.pk]))
    assert (page.status_code, "act together" in page.content.decode(), "something else" in page.content.decode()) == (
        *(200, True, False),
    )


@pytest.mark.parametrize("is_table", [False, True])
def test_300_pages_and_2000_rows_are_whole_in_every_format(is_table):
    document = long_table() if is_table else long_body()
    begun = time.process_time()
    for renderer in (html, akn, markdown):
        assert renderer.render(document).count(b"Public institutions") == 2_000 * 4
    assert time.process_time() - begun < 10


def long_body():
    chapters = tuple(
        Section(f"s-{n}", f"Chapter {n}", tuple(Paragraph(f"p-{n}-{k}", (Text(SENTENCE),)) for k in range(50)))
        for n in range(40)
    )
    return numbering.number(Document("d", "final_report", "Long", "en", sections=chapters))


def long_table():
    rows = tuple((Cell((Text(SENTENCE),)), Cell((Text(str(n)),), numeric=True)) for n in range(2_000))
    table = Table("t", (Column("What", "wide"), Column("Number", numeric=True)), rows)
    return numbering.number(Document("d", "final_report", "Long", "en", sections=(Section("s", "Rows", (table,)),)))


SENTENCE = "Public institutions serve people better where they listen, and say what came of it. " * 4
HOSTILE = (
    "<script>x()</script><p style='position:fixed' onclick='x()'>A<style>*{display:none}</style>"
    "<a href='javascript:x()'>B</a><img src='http://evil.example/x.png'>"
)


def test_hostile_html_in_a_body_and_a_preamble_is_text_or_nothing(client, event):
    output = new_output(event, "communique")
    clause = {"verb": "recalling", "other": "<b onclick=x()>", "text": HOSTILE}
    output.body = new_body([("plain", HOSTILE), ("preamble", {"clauses": [clause]}), ("thanks", {"also": HOSTILE})])
    output.save()
    client.force_login(make_user("organiser", event))
    page = client.get(reverse("outputs:output", args=[output.pk])).content.decode()
    article = page[page.index("<article") : page.index("</article>")]
    for harm in ("<script", "<style", "<img", 'href="javascript', "<b onclick", "style='position"):
        assert harm not in article
