"""Revisions, addenda and corrigenda, and what becomes of what they modify."""

import subprocess

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from outputs.checks.gaps import gaps_of
from outputs.domain import modifications
from outputs.domain.adoption import adopt_output, issue_output
from outputs.domain.assembling import accept_suggestions
from outputs.domain.compilation import compile_now
from outputs.domain.documents import create_output, save_output
from outputs.domain.superseding import stamp_copy, superseded_words
from outputs.editing.corrections import correction
from outputs.issued.changes import changes
from outputs.issued.succession import successor_of
from outputs.issued.verdicts import verdict_on
from outputs.models import Output
from outputs.renderers import ignore
from outputs.resolve import document_of, resolve
from outputs.tree import Subheading, plain
from tests.factories.cms import publish
from tests.factories.outputs import new_output, recorded_event
from tests.roles import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    made = recorded_event(2, slug="meeting", symbol="E/1")
    publish(made)
    return made


@pytest.fixture
def report(event):
    return issued(new_output(event))


def issued(output):
    accept_suggestions(output, by=None)
    return issue_output(adopt_output(fetched(output), by=None), by=None)


def fetched(output):
    return Output.objects.get(pk=output.pk)


def begin(output, modification):
    return modifications.begin_modification(fetched(output), modification, by=None)


def retitle(output, title):
    return save_output(output, by=make_user("organiser", output.event), data={"title": title})


def test_each_is_counted_for_what_it_modifies(report):
    revision = issued(begin(report, "rev"))
    made = [begin(report, "add"), begin(report, "corr"), begin(revision, "corr"), begin(revision, "rev")]
    assert [one.symbol for one in (revision, *made)] == [
        "E/1/R.1/Rev.1", "E/1/R.1/Add.1", "E/1/R.1/Corr.1", "E/1/R.1/Rev.1/Corr.1", "E/1/R.1/Rev.2",
    ]  # fmt: skip
    assert [one.modifies_id for one in made] == [report.pk, report.pk, revision.pk, report.pk]


def test_a_revision_begins_with_text_and_decisions_of_what_is_in_force(report):
    revision = begin(report, "rev")
    assert fetched(revision).body.get_prep_value() == fetched(report).body.get_prep_value()
    assert list(revision.dispositions.values_list("verdict", flat=True)) == ["included", "included"]
    assert changes(document_of(fetched(report)), resolve(fetched(revision), state="adopted")) == []


def test_one_draft_of_each_at_a_time(report):
    begin(report, "rev")
    with pytest.raises(ValidationError, match="There is a draft of this document already"):
        begin(report, "rev")


def test_a_new_report_may_begin_while_the_old_one_is_revised(report):
    begin(report, "rev")
    assert create_output(report.event, "final_report", by=None).symbol == "E/1/R.2"


def test_a_draft_is_edited_and_not_modified(event):
    draft = new_output(event)
    with pytest.raises(PermissionDenied):
        modifications.begin_modification(fetched(draft), "rev", by=make_user("organiser", event))


@pytest.mark.parametrize(("role", "may"), [("rapporteur", True), ("chair", False), (None, False)])
def test_who_may(report, role, may):
    user = make_user(role, report.event)
    try:
        modifications.begin_modification(report, "corr", by=user)
    except PermissionDenied:
        assert not may
    else:
        assert may


def test_a_corrigendum_names_paragraphs_that_there_are(report):
    corrigendum = begin(report, "corr")
    assert gaps_of(corrigendum, resolve(corrigendum)) == ["A correction does not say which paragraph it corrects."]
    organiser = make_user("organiser", report.event)
    save_output(corrigendum, by=organiser, data={"body": [("correction", {"paragraph": "99", "read": "two"})]})
    assert gaps_of(fetched(corrigendum), resolve(fetched(corrigendum))) == ["There is no paragraph 99 in E/1/R.1."]
    body = [("correction", {"paragraph": "2", "instead_of": "one", "read": "two"})]
    save_output(corrigendum, by=organiser, data={"body": body})
    document = document_of(issued(corrigendum))
    heading, *lines = document.opening
    assert isinstance(heading, Subheading)
    assert [plain(node.inlines) for node in (heading, *lines)] == ["Paragraph 2", "For one", "Read two"]
    assert successor_of(report) is None


def test_corrections_are_said_in_the_language_of_the_document():
    value = {"paragraph": "2", "instead_of": "un", "read": "deux"}
    with translation.override("fr"):
        said = [plain(node.inlines) for node in correction(value, "b-1")]
    assert said == ["Paragraphe 2", "Au lieu de un", "Lire deux"]


def test_an_addendum_needs_a_text_and_no_decisions(report):
    addendum = begin(report, "add")
    with pytest.raises(ValidationError, match="There is no text yet"):
        adopt_output(fetched(addendum), by=None)
    body = [("text", "<p>One more thing.</p>")]
    save_output(addendum, by=make_user("organiser", report.event), data={"body": body})
    assert adopt_output(fetched(addendum), by=None).state == "adopted"


def test_what_is_revised_is_superseded_once_the_revision_is_issued(report):
    revision = begin(report, "rev")
    accept_suggestions(revision, by=None)
    adopt_output(fetched(revision), by=None)
    assert successor_of(report) is None
    issue_output(fetched(revision), by=None)
    assert (successor_of(report), successor_of(revision)) == (revision, None)
    second = issued(begin(report, "rev"))
    assert (successor_of(report), successor_of(fetched(revision))) == (second, second)


def test_pages_and_lists_of_the_former_say_so(client, report):
    revision = issued(retitle(begin(report, "rev"), "Report, revised"))
    page = client.get(report.get_absolute_url()).content.decode()
    assert f'<a href="/outputs/{revision.pk}/" lang="en">E/1/R.1/Rev.1</a>' in page
    assert "This document is superseded" in page
    rows = client.get("/events/meeting/outputs/").context["rows"]
    assert [(row["output"], row["successor"]) for row in rows] == [(revision, None), (report, revision)]


def test_the_words_on_copies(report):
    revision = issued(begin(report, "rev"))
    day = revision.issued_at.astimezone(report.event.tz)
    assert superseded_words(revision, "en") == f"Superseded by E/1/R.1/Rev.1 of {day:%-d %B %Y}"


def test_what_changed_is_shown_word_by_word(client, report):
    revision = begin(report, "rev")
    session = report.event.recommendations.first()
    session.text, session.revision = "publish two standards", 2
    session.save()
    revision = issued(revision)
    found = client.get(f"/outputs/{revision.pk}/changes/").context["changes"]
    shown = [[(piece.kind, piece.text) for piece in change.pieces] for change in found]
    assert ("removed", "standard") in shown[0]
    assert ("added", "two") in shown[0]
    assert client.get(f"/outputs/{report.pk}/changes/").status_code == 404


def test_the_list_costs_the_same_for_two_and_twenty(client, event, report):
    def queries(count):
        while Output.objects.filter(event=event).count() < count:
            last = Output.objects.filter(event=event).order_by("-pk").first()
            issued(begin(last, "rev"))
        with CaptureQueriesContext(connection) as captured:
            client.get("/events/meeting/outputs/", {"asked": count})
        return len(captured)

    assert queries(2) == queries(6)


@pytest.mark.slow
def test_a_copy_is_stamped_and_the_issued_file_stays(client, report, tmp_path):
    url = f"/outputs/{report.pk}/superseded.pdf"
    before = compile_now(fetched(report), "pdf", on_progress=ignore).sha256
    assert (stamp_copy(report.pk), client.get(url).status_code) == (None, 404)
    issued(begin(report, "rev"))
    stamped = stamp_copy(report.pk)
    file = tmp_path / "copy.pdf"
    file.write_bytes(client.get(url).getvalue())
    text = subprocess.run(
        ["pdftotext", "-f", "2", "-l", "2", file, "-"], capture_output=True, check=True
    ).stdout.decode()
    assert "Superseded by E/1/R.1/Rev.1 of" in text
    assert verdict_on(report, before).answer == "file"
    assert verdict_on(report, stamped.sha256).answer == "stamped"
    assert client.get("/events/meeting/outputs/").context["rows"][1]["pdf_url"] == url
