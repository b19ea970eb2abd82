"""What writers put between the text: charts from the record, tables, pictures, references, and what is asked before adoption."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.images import ImageFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image
from wagtail.rich_text import RichText

from cms.models import Picture
from outputs import tree
from outputs.beginning import new_body
from outputs.checks.text_gaps import gaps_of_text
from outputs.domain import documents
from outputs.domain.adoption import adopt_output
from outputs.domain.assembling import accept_suggestions
from outputs.models import Asset, Output
from outputs.renderers import renderer
from outputs.resolve import document_of, resolve
from tests.factories.cms import ThemeFactory
from tests.factories.outputs import new_output, recorded_event
from tests.factories.participants import CategoryFactory, PersonFactory, RegistrationFactory
from tests.roles import make_user

pytestmark = pytest.mark.django_db
TABLE = {"caption": "Counted", "cells": "a\tb\n1\t2", "has_head": True, "head_column": False}


def output_with(*blocks, event=None):
    output = new_output(event or recorded_event(1))
    output.body, output.parts = new_body([*blocks, ("recommendations", {})]), []
    output.save()
    return Output.objects.get(pk=output.pk)


def client_as(client, role, event):
    client.force_login(make_user(role, event))


def nodes(document, kind):
    return [node for node in tree.walk(document) if isinstance(node, kind)]


def attend(event, *genders):
    category = CategoryFactory()
    for gender in genders:
        RegistrationFactory(event=event, category=category, person=PersonFactory(gender=gender), status="approved")


def picture(color="red", size=(3000, 30)):
    file = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "Where it was taken"
    Image.new("RGB", size, color).save(file, "JPEG", exif=exif)
    file.seek(0)
    return Picture.objects.create(title="Hall", file=ImageFile(file, name="hall.jpg"))


def shown(image, alt="The hall from behind"):
    return ("picture", {"image": image, "caption": "The hall", "alt": alt, "credit": ""})


# --- Charts -------------------------------------------------------------------------------------------------


def test_a_chart_counts_those_who_were_there():
    event = recorded_event(1)
    attend(event, "f", "f", "f", "f", "f", "m", "m", "m", "m", "m", "m", "x", "")
    (chart,) = nodes(resolve(output_with(("participation", {"by": "gender"}), event=event)), tree.Chart)
    assert [(bar.label, bar.shown, bar.share) for bar in chart.bars] == [
        ("Male", "6", "46.2"),
        ("Female", "5", "38.5"),
        ("Other (fewer than five each) or not stated", "2", "15.4"),
    ]
    assert (chart.number, chart.caption, chart.note) == (
        "1",
        "Participants by gender",
        "Counted from 13 registrations.",
    )
    assert chart.alt.startswith("Bar chart of 13 registered participants. The largest group is Male. Male: 6 (46.2%);")


def test_recommendations_are_counted_by_theme_without_shares():
    event = recorded_event(2)
    trust = ThemeFactory(name="Trust")
    for one in event.recommendations.all():
        one.themes.set([trust])
    (chart,) = nodes(resolve(output_with(("participation", {"by": "theme"}), event=event)), tree.Chart)
    assert [(bar.label, bar.value, bar.share) for bar in chart.bars] == [("Trust", 2, "")]


@pytest.mark.parametrize("by", ["region", "theme", "nonsense"])
def test_there_is_no_chart_of_nothing(by):
    assert nodes(resolve(output_with(("participation", {"by": by}))), tree.Chart) == []


def test_charts_and_references_cost_the_same_for_two_and_twenty():
    def queries(number):
        event = recorded_event(number)
        attend(event, *"f" * number)
        charts = [("participation", {"by": by}) for by in ("region", "gender", "category", "theme")]
        output = output_with(*charts, ("table", TABLE), event=event)
        with CaptureQueriesContext(connection) as captured:
            resolve(output)
        return len(captured)

    queries(2)
    assert queries(2) == queries(20)


# --- Pictures -----------------------------------------------------------------------------------------------


@pytest.fixture
def with_picture():
    image = picture()
    output = output_with(shown(image))
    documents.save_output(output, by=make_user("rapporteur", output.event), data={"body": output.body})
    return Output.objects.get(pk=output.pk), image


def test_a_picture_is_kept_at_the_size_of_print_and_without_metadata(with_picture):
    output, _image = with_picture
    document = resolve(output)
    (node,) = nodes(document, tree.Picture)
    (asset,) = document.assets
    assert (node.sha256, node.width, node.height, node.media_type) == (asset.sha256, 1680, 17, "image/jpeg")
    assert b"Where it was taken" not in asset.data
    assert gaps_of_text(document) == []


def test_an_adopted_document_keeps_its_picture_when_the_library_loses_it(with_picture):
    output, image = with_picture
    accept_suggestions(output, by=None)
    adopt_output(output, by=None)
    adopted = Output.objects.get(pk=output.pk)
    before = renderer("html").render(document_of(adopted))
    image.delete()
    assert renderer("html").render(document_of(adopted)) == before
    assert b'src="data:image/jpeg;base64,' in before


def test_saving_again_keeps_nothing_twice(with_picture):
    output, _image = with_picture
    documents.save_output(output, by=make_user("rapporteur", output.event), data={"body": output.body})
    assert Asset.objects.count() == 1


def test_a_picture_that_cannot_be_read_is_refused_and_nothing_is_written():
    image = picture()
    with image.file.storage.open(image.file.name, "wb") as file:
        file.write(b"no picture")
    output = output_with(shown(image))
    with pytest.raises(ValidationError, match="The picture “Hall” cannot be read"):
        documents.save_output(
            output, by=make_user("rapporteur", output.event), data={"title": "New", "body": output.body}
        )
    assert (Asset.objects.count(), Output.objects.get(pk=output.pk).title) == (0, output.title)


# --- Before adoption ----------------------------------------------------------------------------------------


def test_what_leads_nowhere_and_what_is_missing_stands_against_adoption():
    output = output_with(("text", RichText("<p>See [#gone].</p>")), shown(picture(), alt=" "))
    accept_suggestions(output, by=None)
    gaps = [
        "A reference leads nowhere: [#gone].",
        "The picture “The hall” is missing.",
        "Nothing is said of what “The hall” shows.",
    ]
    assert gaps_of_text(resolve(output)) == gaps
    with pytest.raises(ValidationError) as refused:
        adopt_output(output, by=None)
    assert refused.value.messages == gaps
    assert Output.objects.get(pk=output.pk).state == "draft"


# --- In the back office -------------------------------------------------------------------------------------


def posted(client, output, **values):
    """Saves a body of one table."""
    url = reverse("outputs_admin:edit", args=[output.pk])
    form = client.get(url).context["form"]
    data = {name: form[name].value() or "" for name in form.fields if name != "body"}
    block = {f"body-0-value-{name}": value for name, value in values.items()}
    head = {"body-count": 1, "body-0-deleted": "", "body-0-order": 0, "body-0-type": "table", "body-0-id": ""}
    return client.post(url, data | head | block)


def test_cells_that_are_no_table_are_refused_beside_what_was_typed(client):
    output = output_with()
    client_as(client, "rapporteur", output.event)
    page = posted(client, output, caption="Counted", cells="a;b\n1;2;3").content.decode()
    assert "Line 2 has 3 cells, the first line has 2." in page
    assert "1;2;3" in page
    assert posted(client, output, caption="Counted", cells="a;b\n1;2").status_code == 302
    (table,) = nodes(document_of(Output.objects.get(pk=output.pk)), tree.Table)
    assert [tree.plain(cell.inlines) for cell in table.rows[-1]] == ["1", "2"]


def test_all_that_can_be_referred_to_is_listed_with_its_code(client):
    output = output_with(("text", RichText('<p data-block-key="abcde">One [#gone]</p>')), ("table", TABLE))
    client_as(client, "rapporteur", output.event)
    context = client.get(reverse("outputs_admin:references", args=[output.pk])).context
    block, table = (str(one.id)[:8] for one in list(output.body)[:2])
    clause = f"recommendation-{output.event.recommendations.get().pk}"
    assert [(one.name, one.code) for one in context["targets"]] == [
        ("para. 1", f"{block}-abcde"),
        ("table 1", table),
        ("para. 2", clause),
    ]
    assert context["missing"] == ["gone"]


def test_the_codes_cost_the_same_for_two_and_twenty(client):
    def queries(number):
        output = output_with(event=recorded_event(number))
        client_as(client, "rapporteur", output.event)
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("outputs_admin:references", args=[output.pk]))
        return len(captured)

    queries(2)
    assert queries(2) == queries(20)
