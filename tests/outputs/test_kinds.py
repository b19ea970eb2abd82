"""Kinds of documents as the secretariat has them, and what documents begin with."""

import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from wagtail.models import ModelLogEntry

from cms.models import Organizer
from outputs.blocks import LIVE, PROSE
from outputs.blocks.kind_parts import CHAPTER, CLOSING
from outputs.domain import kinds
from outputs.domain.adoption import adopt_output
from outputs.domain.assembling import accept_suggestions
from outputs.domain.documents import create_output
from outputs.domain.modifications import begin_modification
from outputs.kinds import KINDS
from outputs.models import DocumentTemplate, Output, TemplateText
from outputs.parts_of_kinds import Part, as_sections, body_of, delivered, kind_of, offered, parts_for
from outputs.resolve import current_of, resolve
from tests.factories.cms import EventFactory, OrganizationFactory, VenueFactory
from tests.factories.outputs import recorded_event
from tests.roles import make_user

pytestmark = pytest.mark.django_db
#: What the editor gives each block of a rich text.
KEY = re.compile(r' data-block-key="[^"]*"')


def sections_of(*parts):
    return TemplateText.sections.field.stream_block.to_python(as_sections(parts))


def chapter(heading, *content, **fields):
    return Part(CHAPTER, heading, content=list(content), **fields)


def change(slug, *parts, language="en", **lines):
    data = {"name": str(KINDS[slug].label), **lines, "sections": sections_of(*parts)}
    return kinds.save_text(slug, language, by=make_user("secretariat"), data=data)


def outline(output):
    return [(block.block_type, KEY.sub("", str(block.value))) for block in output.body]


@pytest.mark.parametrize("slug", sorted(slug for slug, kind in KINDS.items() if kind.is_text))
def test_what_is_delivered_can_be_kept_as_data_and_begins_the_same_document(slug):
    """Saving a kind as it is opened changes nothing, but for what an event leaves out."""
    event = EventFactory(title="Meeting on Trust", theme="Trust", goal="To build trust.", venue=VenueFactory())
    event.objectives.create(text="learn from complaints;")
    event.objectives.create(text="share what was learned.")
    event.organizers.create(organization=OrganizationFactory(), role=Organizer.Role.HOST)
    event.parent = EventFactory(title="Forum")
    found = kind_of(slug, "en")
    before = body_of(parts_for(found, event))
    opened = kinds.text_of(found, "en")
    kinds.save_text(slug, "en", by=make_user("secretariat"), data={"sections": opened.sections})
    after = body_of(parts_for(kind_of(slug, "en"), event))
    assert [(name, said(name, value)) for name, value in after] == [(name, said(name, value)) for name, value in before]


def said(name, value):
    """A block as it is kept, what it leaves out by default, without the ids of its entries."""
    block = LIVE.get(name) or PROSE[name]
    kept = block.to_python(block.get_prep_value(block.normalize(value)))
    return without_ids(block.get_prep_value(kept))


def without_ids(value):
    if isinstance(value, dict):
        return {key: without_ids(each) or "" for key, each in value.items() if key != "id"}
    return [without_ids(each) for each in value] if isinstance(value, list) else value


def test_a_document_begins_with_the_parts_of_its_kind_filled_for_its_event():
    change(
        "final_report",
        chapter("What {event} was for", ("text", "<p>About {theme}.</p><p>Thanks to {host}.</p>")),
        chapter("Way forward", guidance="Say who does what."),
        Part(CLOSING, content=[("text", "<p>Done in {place}.</p>")]),
        title="Account of the {event}, {year}",
        name="Account",
    )
    event = EventFactory(title="Forum", theme="<Trust>", venue=VenueFactory())
    output = create_output(event, "final_report", by=None)
    assert (output.title, output.label) == (f"Account of the Forum, {event.start_date.year}", "Account")
    assert outline(output) == [
        ("chapter", "What Forum was for"),
        ("text", "<p>About &lt;Trust&gt;.</p>"),
        ("chapter", "Way forward"),
        ("guidance", "Say who does what."),
        ("closing", f"<p>Done in {event.venue.place}.</p>"),
    ]
    assert [(part["heading"], part["id"]) for part in output.parts] == [
        ("What Forum was for", output.body[0].id),
        ("Way forward", output.body[2].id),
        ("", output.body[4].id),
    ]


def test_documents_that_were_begun_stay_as_they_are():
    event = recorded_event(1)
    output = Output.objects.get(pk=create_output(event, "final_report", by=None).pk)
    before = (outline(output), output.parts, output.label)
    change("final_report", chapter("Other", mandatory=True), name="Other")
    output = Output.objects.get(pk=output.pk)
    assert (outline(output), output.parts, output.label) == before


def test_another_language_is_as_it_was_delivered():
    change("final_report", chapter("Other"), language="fr", name="Autre")
    assert (kind_of("final_report", "fr").label, kind_of("final_report", "en").label) == ("Autre", "Final report")


def test_back_to_the_delivered_one_and_to_an_earlier_version():
    by = make_user("secretariat")
    change("final_report", chapter("First"))
    change("final_report", chapter("Second"))
    event = EventFactory()
    kinds.restore_delivered("final_report", "en", by=by)
    assert parts_for(kind_of("final_report", "en"), event)[0].heading == "Note"
    first = TemplateText.objects.get().revisions.order_by("pk").first()
    kinds.restore_version("final_report", "en", by=by, revision=first.pk)
    assert [part.heading for part in parts_for(kind_of("final_report", "en"), event)] == ["First"]
    actions = (
        ModelLogEntry.objects.filter(action__startswith="outputs.").order_by("pk").values_list("action", flat=True)
    )
    assert list(actions) == ["outputs.change_kind"] * 2 + ["outputs.restore_kind", "outputs.change_kind"]


def test_what_is_always_current_follows_its_kind():
    event = EventFactory(title="Forum")
    change("participants_list", chapter("Who came to {event}", ("participants", {}), ("text", "<p>By consent.</p>")))
    document = resolve(current_of(event, "participants_list"))
    assert [section.heading for section in document.sections] == ["Who came to Forum"]


@pytest.mark.parametrize(
    ("slug", "parts", "lines", "field"),
    [
        ("final_report", [chapter("{who}")], {}, "sections"),
        ("final_report", [chapter("A", ("text", "<p>{who}</p>"))], {}, "sections"),
        ("final_report", [chapter("")], {}, "sections"),
        ("final_report", [], {}, "sections"),
        ("final_report", [chapter("A", ("name_plates", {}))], {}, "sections"),
        ("final_report", [chapter("A"), Part("opening", content=[("text", "<p>x</p>")])], {}, "sections"),
        ("final_report", [Part(CLOSING, content=[("papers", {})])], {}, "sections"),
        ("final_report", [chapter("A")], {"title": "{who}"}, "title"),
        ("final_report", [chapter("A")], {"name": ""}, "name"),
    ],
)
def test_what_no_document_can_begin_with_is_refused(slug, parts, lines, field):
    with pytest.raises(ValidationError):
        change(slug, *parts, **lines)
    assert not TemplateText.objects.exists()


def test_a_kind_of_ones_own_has_documents_and_versions_of_its_own(tmp_path):
    by = make_user("secretariat")
    made = kinds.create_kind(by=by, name="Mission report", behaves_as="working_group_report", language="en")
    event = recorded_event(1)
    both = [create_output(event, slug, by=None) for slug in ("working_group_report", made.template.slug)]
    assert [(one.kind, one.slug, one.label, one.version) for one in both] == [
        ("working_group_report", "working_group_report", "Report of a working group", 1),
        ("working_group_report", "mission_report", "Mission report", 1),
    ]
    call_command("compile_output", event.slug, "mission_report", "--format", "json", "--to", tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == [f"{event.slug}-mission_report.json"]
    with pytest.raises(CommandError, match="mission_report"):
        call_command("compile_output", event.slug, "unheard_of", "--format", "json", "--to", tmp_path)


def test_a_name_that_is_taken_gets_an_address_of_its_own():
    by = make_user("secretariat")
    names = [kinds.create_kind(by=by, name="Final report", behaves_as="final_report", language="en") for _ in "ab"]
    assert [text.template.slug for text in names] == ["final_report_2", "final_report_3"]


def test_nothing_is_begun_of_a_retired_kind_and_its_documents_stay():
    by = make_user("secretariat")
    event = EventFactory()
    output = create_output(event, "communique", by=None)
    kinds.retire_kind("communique", by=by)
    with pytest.raises(ValidationError, match="No more documents"):
        create_output(EventFactory(), "communique", by=None)
    assert Output.objects.get(pk=output.pk).label == "Communiqué"
    kinds.resume_kind("communique", by=by)
    assert not offered("en")["communique"].is_retired
    with pytest.raises(ValidationError):
        kinds.retire_kind("programme", by=by)


@pytest.mark.parametrize("role", ["organiser", "rapporteur", None])
def test_only_the_secretariat_changes_kinds(role):
    by = make_user(role, EventFactory())
    for attempt in (
        lambda: kinds.save_text("final_report", "en", by=by, data={}),
        lambda: kinds.restore_delivered("final_report", "en", by=by),
        lambda: kinds.restore_version("final_report", "en", by=by, revision=1),
        lambda: kinds.create_kind(by=by, name="x", behaves_as="final_report", language="en"),
        lambda: kinds.retire_kind("final_report", by=by),
    ):
        with pytest.raises(PermissionDenied):
            attempt()
    assert not DocumentTemplate.objects.exists()


#: As such documents usually go; what stands before the first chapter and after the last has no heading.
ORDERS = {
    "aide_memoire": """Background and context; Objectives; Theme and sub-themes; Expected outputs;
        Methodology and proposed programme; Participants; Organization, language and documentation; Date and venue;
        Contacts""",
    "annotated_agenda": "Provisional agenda; Annotations",
    "communique": "opening; Participation; Conclusions and recommendations",
    "final_report": """Note; Introduction; Attendance; Summary of the sessions; Conclusions; Recommendations; Programme;
        List of participants; Papers""",
    "information_note": """Dates and venue; Registration and accreditation; Badges; Seating; Documentation;
        Languages and interpretation; Side events; Media; Accessibility; Visa; Travel and insurance; Allowances; Hotels;
        Local information; Security and emergency; Contacts""",
    "outcome_document": """opening; Attendance; Principles and conclusions; Recommendations; Commitments and follow-up;
        Next meeting; closing""",
    "session_report": "Attendance; Presentations and discussion; Conclusions and recommendations",
    "working_group_report": "opening; Proceedings; Conclusions and recommendations",
}


@pytest.mark.parametrize("slug", ORDERS)
def test_parts_come_in_their_usual_order(slug):
    found = [part.heading or part.role for part in delivered(KINDS[slug], "en")]
    assert found == [heading.strip() for heading in ORDERS[slug].split(";")]


def test_a_revision_is_of_the_same_kind_and_asks_for_the_same_parts():
    by = make_user("secretariat")
    made = kinds.create_kind(by=by, name="Mission report", behaves_as="communique", language="en")
    event = recorded_event(1, symbol="ST/R/2014")
    delivered_one, own = (create_output(event, slug, by=None) for slug in ("communique", made.template.slug))
    assert (delivered_one.symbol, own.symbol != delivered_one.symbol) == ("ST/R/2014/L.1", True)
    accept_suggestions(own, by=None)
    revision = begin_modification(adopt_output(own, by=None), "rev", by=None)
    assert (revision.slug, revision.label, revision.parts) == (made.template.slug, "Mission report", own.parts)
