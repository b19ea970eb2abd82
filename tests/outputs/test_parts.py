import pytest
from django.utils.html import strip_tags

from cms.domain.set_up import set_up_event
from cms.parts import all_parts, take
from outputs.beginning import new_body
from outputs.domain.documents import create_output
from outputs.domain.kinds import create_kind, retire_kind
from outputs.domain.stationery import save_stationery, stationery_of
from outputs.models import Output
from tests.factories.outputs import new_output
from tests.factories.set_up import edition, new_event
from tests.matrix.world import adopted_output
from tests.roles import make_user

pytestmark = pytest.mark.django_db
PART = next(part for part in all_parts() if part.slug == "documents")


def set_up(old, *wanted):
    new = new_event()
    set_up_event(new, by=make_user("organiser", old), source=old, parts=wanted)
    return {output.kind: output for output in Output.objects.filter(event=new)}


def test_documents_are_begun_anew():
    old = edition()
    adopted_output(old)
    made = set_up(old, "documents")
    assert {kind: (one.title, one.state, one.version, one.frozen) for kind, one in made.items()} == {
        "communique": ("Final communiqué of the Forum 2027", "draft", 1, ""),
        "final_report": ("Report of the Forum 2027", "draft", 1, ""),
    }


def test_text_comes_along_when_asked_for():
    old = edition()
    document = Output.objects.get(event=old, kind="communique")
    document.body = new_body([("plain", "<p>Our own words.</p>"), ("chapter", "Ours")])
    document.save()
    assert "Our own words" not in str(set_up(old, "documents")["communique"].body)
    Output.objects.exclude(event=old).delete()
    new_slug = new_event(slug="again")
    set_up_event(new_slug, by=make_user("organiser", old), source=old, parts=["documents", "documents:text"])
    body = Output.objects.get(event=new_slug, kind="communique").body
    assert [(block.block_type, strip_tags(str(block.value))) for block in body] == [
        ("plain", "Our own words."),
        ("chapter", "Ours"),
    ]
    assert not {block.id for block in body} & {block.id for block in document.body}


def test_kinds_of_the_secretariat_and_parts_come_along():
    """The parts stand at the blocks of the new document; without the text, they are those of the kind now."""
    old, secretariat = edition(), make_user("secretariat")
    made = create_kind(by=secretariat, name="Mission report", behaves_as="outcome_document", language="en")
    create_output(old, made.template.slug, by=None)
    data = take(old, ["documents", "documents:text"])["documents"]
    new = new_event()
    set_up_event(new, by=secretariat)
    PART.give(new, data, secretariat)
    output = Output.objects.get(event=new, template=made.template)
    assert (output.label, PART.tell(data, new)) == ("Mission report", "Communiqué, Mission report")
    headings = {block.id: block.value for block in output.body if block.block_type == "chapter"}
    chapters = {part["id"]: part["heading"] for part in output.parts if part["role"] == "chapter"}
    assert chapters == headings
    retire_kind(made.template.slug, by=secretariat)
    assert PART.tell(data, new) == "Communiqué"


def test_programme_and_unknown_kinds_are_left_out():
    old = edition()
    Output.objects.create(event=old, kind="programme", title="Programme")
    assert [row["kind"] for row in take(old, ["documents"])["documents"]] == ["communique"]
    data = [{"kind": "unheard_of"}, {"kind": "final_report"}]
    new, user = new_event(), make_user("secretariat")
    set_up_event(new, by=user)
    PART.give(new, data, user)
    assert [output.kind for output in new.outputs.all()] == ["final_report"]
    assert PART.tell(data, new) == "Final report"
    assert new_output(new, "communique").version == 1


def test_letters_and_certificates_say_the_same_and_who_signs_only_where_that_is_asked_for():
    old = edition()
    texts = {"organization": "Division of Rivers", "letter_pattern": "R/{number}", "signatory_name": "Ada Signs"}
    save_stationery(old, by=None, data=texts)
    plain, signed = new_event(), new_event(slug="signed")
    for new, wanted in ((plain, ["stationery"]), (signed, ["stationery", "stationery:signatory"])):
        set_up_event(new, by=make_user("organiser", old), source=old, parts=wanted)
    found = [stationery_of(new) for new in (plain, signed)]
    assert [(one.organization, one.letter_pattern, one.signatory_name) for one in found] == [
        ("Division of Rivers", "R/{number}", ""),
        ("Division of Rivers", "R/{number}", "Ada Signs"),
    ]


def test_an_event_without_letters_of_its_own_has_none_to_give():
    assert take(edition(), ["stationery"]) == {}
