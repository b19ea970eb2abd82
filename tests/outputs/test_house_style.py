"""House style of a document: quick fixes, findings that stand, rules that are off, the page, and the command."""

import json
import re
from contextlib import nullcontext
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from cms.models import EventLogEntry
from outputs.beginning import new_body
from outputs.checks.style import style_report
from outputs.domain.assembling import accept_suggestions
from outputs.domain.house_style import (
    dismiss_finding,
    fix_finding,
    fix_rule,
    restore_finding,
    restore_rule,
    silence_rule,
)
from outputs.house_style import RULES, check
from outputs.house_style.facts import Facts
from outputs.house_style.listing import page
from outputs.models import Output, SilencedRule
from outputs.tree import Document, Paragraph, Section, Span, Text
from tests.factories.outputs import add_record, new_output, recorded_event
from tests.roles import make_user

pytestmark = pytest.mark.django_db

TEXT = "<p>The organisation, with <b>colour</b> &amp; care.[^An organisation in a note.]</p><p>The <i>UN</i> organisation</p>"


@pytest.fixture
def event():
    return recorded_event(1, slug="meeting")


@pytest.fixture
def output(event):
    output = new_output(event, "communique")
    output.body = new_body([("chapter", "Conclusions."), ("text", TEXT)])
    output.save()
    return Output.objects.get(pk=output.pk)


@pytest.fixture
def writer(event):
    return make_user("rapporteur", event)


def found(output):
    return [(one.rule, one.found) for one in style_report(output).open]


def the(output, rule, number=0):
    return [one for one in style_report(output).open if one.rule == rule][number]


def source(output):
    return without_keys(Output.objects.get(pk=output.pk).body[1])


def without_keys(block):
    """Its source without the keys that the editor gives to paragraphs."""
    return re.sub(r' data-block-key="\w+"', "", block.value.source)


def test_findings_stand_in_the_order_of_the_document(output):
    assert found(output) == [
        ("heading-stop", "."),
        ("spelling-ize", "organisation"),
        ("bold-emphasis", "colour"),
        ("ampersand", "&"),
        ("spelling-ize", "organisation"),
        ("united-nations", "UN"),
        ("spelling-ize", "organisation"),
    ]


def test_a_quick_fix_writes_where_it_was_found_and_nowhere_else(output, writer):
    fix_finding(output, by=writer, key=the(output, "spelling-ize", 1).key)
    assert source(output) == TEXT.replace("An organisation", "An organization")
    entry = EventLogEntry.objects.get(action="outputs.style_fix")
    assert entry.data["count"] == 1
    assert list(entry.data["changes"].values()) == [["organisation", "organization"]]


def test_a_heading_and_the_head_are_fixed_in_their_place(output, writer):
    output.summary = "First.\n\nThe organisation & all."
    output.save()
    fix_rule(output, by=writer, rule="heading-stop")
    fix_finding(output, by=writer, key=the(output, "spelling-ize").key)
    written = Output.objects.get(pk=output.pk)
    assert (written.body[0].value, written.summary) == ("Conclusions", "First.\n\nThe organization & all.")


def test_all_of_one_rule_are_fixed_at_once(output, writer):
    assert fix_rule(output, by=writer, rule="spelling-ize") == 3
    assert source(output) == TEXT.replace("organisation", "organization")


def test_a_text_that_changed_is_not_written_over(output, writer):
    key = the(output, "spelling-ize").key
    output.body = new_body([("text", "<p>Another organisation</p>")])
    output.save()
    with pytest.raises(ValidationError):
        fix_finding(output, by=writer, key=key)
    assert without_keys(Output.objects.get(pk=output.pk).body[0]) == "<p>Another organisation</p>"


def test_what_comes_from_the_record_is_not_rewritten(event, writer):
    output = new_output(event, "final_report")
    entry = event.sessions.get().entries.get(kind="conclusion")
    entry.text = "Conclusion of the organisation."
    entry.save()
    output = Output.objects.get(pk=output.pk)
    with pytest.raises(ValidationError):
        fix_finding(output, by=writer, key=the(output, "spelling-ize").key)
    with pytest.raises(ValidationError):
        fix_rule(output, by=writer, rule="spelling-ize")


def test_a_finding_stands_until_its_text_changes(output, writer):
    kept = dismiss_finding(output, by=writer, key=the(output, "united-nations").key, reason="A title")
    assert "united-nations" not in dict(found(output))
    output.body = new_body([("text", TEXT.replace("</p>", " now</p>"))])
    output.save()
    assert "united-nations" in dict(found(output))
    restore_finding(output, by=writer, pk=kept.pk)
    assert not output.dismissed_findings.exists()


def test_letting_stand_needs_a_reason(output, writer):
    with pytest.raises(ValidationError):
        dismiss_finding(output, by=writer, key=the(output, "united-nations").key, reason=" ")


def test_nobody_else_changes_anything(output):
    stranger, key = make_user("organiser", recorded_event(0)), the(output, "spelling-ize").key
    for attempt in (
        lambda: fix_finding(output, by=stranger, key=key),
        lambda: fix_rule(output, by=stranger, rule="spelling-ize"),
        lambda: dismiss_finding(output, by=stranger, key=key, reason="So"),
        lambda: silence_rule("bis", by=stranger, series=None, kind="", reason=""),
    ):
        with pytest.raises(PermissionDenied):
            attempt()
    assert source(output) == TEXT


@pytest.mark.parametrize(("kind", "left"), [("", False), ("communique", False), ("final_report", True)])
def test_a_rule_is_off_where_the_secretariat_says_so(output, kind, left):
    secretariat = make_user("secretariat")
    silenced = silence_rule("united-nations", by=secretariat, series=None, kind=kind, reason="Ours")
    assert ("united-nations" in dict(found(output))) == left
    with pytest.raises(ValidationError):
        silence_rule("united-nations", by=secretariat, series=None, kind=kind, reason="")
    restore_rule(silenced, by=secretariat)
    assert "united-nations" in dict(found(output))
    assert set(ModelLogEntry.objects.values_list("action", flat=True)) >= {
        "outputs.style_silence",
        "outputs.style_sound",
    }


# --- What a tree alone shows -------------------------------------------------------------------------------------


def of_tree(rule, **parts):
    document = Document("d", parts.pop("kind", "final_report"), "", "en", **parts)
    return [one.found for one in check(document, rules=[RULES[rule]], facts=Facts()).findings]


def one_section(text):
    return (Section("s", "Part", (Paragraph("p", (Text(text),)),)),)


@pytest.mark.parametrize(("state", "expected"), [("draft", []), ("final_draft", ["[not agreed]"])])
def test_brackets_are_left_over_in_a_final_draft(state, expected):
    assert of_tree("brackets-left", state=state, sections=one_section("It is [not agreed] yet")) == expected


def test_a_preamble_goes_on():
    opening = (Paragraph("p", (Span("emphasis", (Text("Noting"),)), Text(" the report."))),)
    assert of_tree("preamble-end", opening=opening) == ["."]


@pytest.mark.parametrize(("kind", "expected"), [("final_report", ["recommends"]), ("communique", [])])
def test_reports_are_in_the_past(kind, expected):
    assert (
        of_tree("report-past-tense", kind=kind, sections=one_section("The Committee recommends that it end"))
        == expected
    )


# --- The pages ---------------------------------------------------------------------------------------------------


def test_the_page_shows_and_fixes(client, output, writer):
    client.force_login(writer)
    address = reverse("outputs_admin:style", args=[output.pk])
    html = client.get(address).content.decode()
    assert html.count('class="style__row style__row--') == 7
    place = f"block-{output.body[1].id}-section"
    answer = client.post(address, {"fix": the(output, "united-nations").key, "next": "edit", "at": place})
    assert answer.url == f"{reverse('outputs_admin:edit', args=[output.pk])}#{place}"
    assert source(output) == TEXT.replace("UN", "United Nations")
    client.post(address, {"fix_all": "spelling-ize"})
    assert source(output) == TEXT.replace("UN", "United Nations").replace("organisation", "organization")


def test_adopting_tells_what_is_left_and_does_not_wait_for_it(client, output):
    client.force_login(make_user("organiser", output.event))
    output.body = new_body([("text", TEXT), ("recommendations", {"group_by": ""})])
    output.save()
    accept_suggestions(output, by=None)
    html = client.get(reverse("outputs_admin:adopt", args=[output.pk])).content.decode()
    assert "House style finds 6 things in it that nobody let stand." in html
    assert client.post(reverse("outputs_admin:adopt", args=[output.pk])).status_code == 302
    assert Output.objects.get(pk=output.pk).state == "adopted"


def test_the_work_page_counts(client, output, writer):
    client.force_login(writer)
    assert "House style: 7 findings" in client.get(reverse("outputs_admin:work", args=[output.pk])).content.decode()


def test_words_after_a_reference_and_a_link_are_fixed(output, writer):
    text = '<p>See [#b] and <a href="https://example.org/organisation">the organisation</a>, by the UN</p>'
    output.body = new_body([("text", text)])
    output.save()
    fix_rule(output, by=writer, rule="spelling-ize")
    fix_rule(output, by=writer, rule="united-nations")
    right = text.replace("the organisation", "the organization").replace("UN", "United Nations")
    assert without_keys(Output.objects.get(pk=output.pk).body[0]) == right


def test_without_a_reason_the_page_says_so_beside_the_field(client, output, writer):
    client.force_login(writer)
    finding = the(output, "united-nations")
    answer = client.post(reverse("outputs_admin:style", args=[output.pk]), {"dismiss": finding.key, "reason": " "})
    assert f'id="error-{finding.key}"' in answer.content.decode()
    answer = client.post(
        reverse("outputs_admin:style", args=[output.pk]), {"dismiss": finding.key, "reason": "A title"}
    )
    assert answer.status_code == 302
    assert "A title" in client.get(reverse("outputs_admin:style", args=[output.pk])).content.decode()


@pytest.mark.parametrize(
    "posted", [{"fix": "nothing"}, {"fix_all": "nothing"}, {"restore": "9" * 40}, {"restore": "x"}, {}]
)
def test_strange_posts_change_nothing(client, output, writer, posted):
    client.force_login(writer)
    assert client.post(reverse("outputs_admin:style", args=[output.pk]), posted).status_code == 302
    assert source(output) == TEXT


def test_the_secretariat_turns_rules_off_and_on(client):
    client.force_login(make_user("secretariat"))
    address = reverse("outputs_admin:style_rules")
    assert client.post(address, {"rule": "nothing"}).status_code == 200
    client.post(address, {"rule": "bis", "kind": "communique", "reason": "Ours"})
    silenced = SilencedRule.objects.get()
    assert (silenced.rule, silenced.kind, silenced.reason) == ("bis", "communique", "Ours")
    client.post(address, {"restore": silenced.pk})
    assert not SilencedRule.objects.exists()


def test_queries_do_not_grow_with_the_document(client, event, writer):
    client.force_login(writer)
    output = new_output(event, "final_report")
    counts = []
    for number in range(2, 20):
        add_record(event, number)
        if number in (2, 19):
            with CaptureQueriesContext(connection) as queries:
                client.get(reverse("outputs_admin:style", args=[output.pk]))
            counts.append(len(queries))
    assert counts[0] == counts[1]


# --- The command -------------------------------------------------------------------------------------------------


def told(*args, fails=False, **options):
    out = StringIO()
    with pytest.raises(SystemExit) if fails else nullcontext():
        call_command("check_style", *args, stdout=out, **options)
    return out.getvalue()


def test_the_command_reads_a_document(output):
    assert json.loads(told("meeting", "communique", format="json", rules="united-nations")) == [
        {
            "rule": "united-nations", "severity": "warning", "node": the(output, "united-nations").node, "start": 4, "end": 6,
            "found": "UN", "message": "“United Nations” is not abbreviated", "replacement": "United Nations",
        }
    ]  # fmt: skip


def test_the_command_reads_a_file_and_fails_on_errors(tmp_path):
    file = tmp_path / "text.md"
    file.write_text("# Services\n\nIt is the the first.\n", encoding="utf-8")
    assert told(str(file), fails=True) == (
        "line-3: error: A word stands there twice [repeated-word]\n    “the the” → “the”\n1 findings\n"
    )


def test_the_list_of_rules_is_current():
    assert Path("docs/house-style.md").read_text(encoding="utf-8") == page()
    assert len(RULES) >= 40
