"""What a document lacks is named before it is adopted."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from outputs.beginning import new_body
from outputs.checks.completeness import Lack, lacks_of
from outputs.domain.adoption import adopt_output
from outputs.domain.assembling import accept_suggestions
from outputs.models import Output
from outputs.parts_of_kinds import Part, begun
from outputs.resolve import document_of
from tests.factories.outputs import new_output, recorded_event
from tests.roles import make_user

pytestmark = pytest.mark.django_db
TEXT = ("text", "<p>Said.</p>")


@pytest.fixture
def event():
    return recorded_event(1)


def with_parts(event, *parts):
    """A report that begins with these parts and takes up what was recommended."""
    output = new_output(event)
    blocks, output.parts = begun([*parts, Part("chapter", "Outcome", content=[("recommendations", {})])])
    output.body = new_body(blocks)
    output.save()
    return Output.objects.get(pk=output.pk)


def chapter(heading, *content, **fields):
    return Part("chapter", heading, content=list(content), **fields)


def lacks(output):
    return [(lack.text, lack.is_blocking) for lack in lacks_of(output, document_of(output))]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ([TEXT], ""),
        ([("attendance", {}), TEXT], ""),
        ([], "The part “Way forward” is empty."),
        ([("heading", "Actions")], "The part “Way forward” is empty."),
        ([TEXT, ("text", "<p>[Who does what.]</p>")], "UNFINISHED"),
        ([("contacts", {})], "UNFINISHED"),
        ([("text", "<p>The Group [Committee] met.</p>")], ""),
    ],
)
@pytest.mark.parametrize("mandatory", [True, False])
def test_a_part_is_whole_empty_or_unfinished(event, content, text, mandatory):
    unfinished = "The part “Way forward” still holds a text in brackets, or something to be confirmed."
    output = with_parts(event, chapter("Way forward", *content, mandatory=mandatory, guidance="Say it."))
    assert lacks(output) == ([(text.replace("UNFINISHED", unfinished), mandatory)] if text else [])


def test_a_mandatory_part_that_was_taken_out_is_missing_and_one_with_a_new_heading_is_not(event):
    output = with_parts(event, chapter("Way forward", TEXT, mandatory=True), chapter("Thanks", TEXT))
    headings = [place for place, block in enumerate(output.body) if block.block_type == "chapter"]
    output.body[headings[0]] = ("chapter", "Next steps", output.body[headings[0]].id)
    assert lacks(output) == []
    for place in (headings[1], headings[0]):
        del output.body[place]
    output.save()
    assert lacks(Output.objects.get(pk=output.pk)) == [("The part “Way forward” is missing.", True)]


def test_opening_and_closing_texts_are_looked_at(event):
    output = with_parts(
        event,
        Part("opening", "", True, content=[("plain", "<p>[Preamble.]</p>")]),
        Part("closing", "", True, content=[("text", "<p>Adopted.</p>")]),
    )
    assert lacks(output) == [
        ("The part “Opening text” still holds a text in brackets, or something to be confirmed.", True)
    ]
    assert lacks_of(output, document_of(output))[0].block == output.body[0].id


def test_adoption_is_refused_with_the_list_until_mandatory_parts_are_whole(event):
    output = with_parts(event, chapter("Way forward", mandatory=True), chapter("Thanks"))
    accept_suggestions(output, by=None)
    with pytest.raises(ValidationError) as refused:
        adopt_output(output, by=None)
    assert refused.value.messages == ["The part “Way forward” is empty."]
    output.body[0] = ("chapter", "Way forward", output.body[0].id)
    output.body.insert(1, ("text", "<p>Said.</p>"))
    output.save()
    assert adopt_output(output, by=None).state == "adopted"


def test_guidance_is_never_printed(event):
    output = with_parts(event, chapter("Way forward", TEXT, guidance="Say who does what."))
    assert "Say who does what" not in str(document_of(output))
    assert "Say who does what" in str(output.body)


def test_pages_name_what_is_lacking_with_a_way_to_it(event, client):
    output = with_parts(event, chapter("Way forward", mandatory=True, guidance="Say it."))
    lack = Lack("The part “Way forward” is empty.", str(output.body[0].id), "Say it.")
    assert lacks_of(output, document_of(output)) == [lack]
    client.force_login(make_user("organiser", event))
    link = f"{reverse('outputs_admin:edit', args=[output.pk])}#block-{lack.block}-section"
    for page in ("work", "adopt"):
        body = client.get(reverse(f"outputs_admin:{page}", args=[output.pk])).content.decode()
        assert [link in body, lack.text in body, "Say it." in body] == [True, True, True]
    edit = client.get(reverse("outputs_admin:edit", args=[output.pk])).content.decode()
    assert lack.block in edit
