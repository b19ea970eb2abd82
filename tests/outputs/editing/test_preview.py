"""The page beside the text."""

import base64
import time
from io import BytesIO

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from cms.domain.team import grant_role
from outputs.models import Output
from outputs.pdf.pictures import HELPER, pictures_of
from outputs.pdf.run import Limits, Refused, TooLong
from outputs.resolve import document_of
from outputs.tree import Paragraph, walk
from outputs.tree.excerpt import excerpt, head_of
from tests.factories.outputs import new_output, recorded_event
from tests.outputs.editing.test_writing import contents, typed
from tests.outputs.test_views import admin_url

pytestmark = pytest.mark.django_db


def paragraphs(document):
    return [(node.number, node.id) for node in walk(document) if isinstance(node, Paragraph)]


def test_an_excerpt_has_the_numbers_of_the_whole(output):
    document = document_of(output)
    second, keys = output.body[3], [str(block.id) for block in output.body]
    part = excerpt(document, keys)
    assert ([section.number for section in part.sections], paragraphs(part)) == (["II"], [("2", f"b-{second.id}-1")])
    assert excerpt(document, []) is None
    assert (head_of(document).title, paragraphs(head_of(document))) == (document.title, [])


def test_an_excerpt_begins_shortly_before_the_block_and_is_short(output):
    output.body = [("chapter", "One"), *(("text", f"<p>{'Word ' * 300}</p>") for _ in range(20))]
    output.save()
    saved = Output.objects.get(pk=output.pk)
    keys = [str(block.id) for block in saved.body]
    numbers = [int(number) for number, _key in paragraphs(excerpt(document_of(saved), keys[:11]))]
    assert (numbers[0], len(numbers)) == (8, 3)


def test_a_long_list_is_cut(event):
    made = new_output(recorded_event(60))
    keys = [str(block.id) for block in made.body]
    place = [block.block_type for block in made.body].index("recommendations")
    whole = [node for node in walk(document_of(made)) if getattr(node, "recommendation", None)]
    part = [
        node for node in walk(excerpt(document_of(made), keys[: place + 1])) if getattr(node, "recommendation", None)
    ]
    assert len(whole) == 60
    assert 0 < len(part) < 60
    assert part == whole[: len(part)]


def test_pages_are_pictures_of_what_is_typed(client, output):
    data = typed(client, output, block=output.body[3].id) | {"body-3-value": contents("<p>Typed.</p>")}
    answer = client.post(admin_url("preview", output), data)
    pictures = [Image.open(BytesIO(base64.b64decode(page.partition(",")[2]))) for page in answer.json()["pages"]]
    assert [(one.format, one.size) for one in pictures] == [("PNG", (800, 1132))]
    assert "no-store" in answer["Cache-Control"]
    assert "Typed." not in str(Output.objects.get(pk=output.pk).body)
    saved = client.get(admin_url("preview", output), {"block": output.body[3].id})
    assert (len(saved.context["pages"]), saved.context["pages"] == answer.json()["pages"]) == (1, False)


def test_a_form_that_nobody_would_save_is_shown_all_the_same(client, output):
    data = typed(client, output, title="", **{"body-0-value": "", "block": "nonsense"})
    assert len(client.post(admin_url("preview", output), data).json()["pages"]) == 1


def test_a_preview_costs_the_same_for_two_and_twenty(client, rapporteur):
    def queries(count):
        made = new_output(recorded_event(count))
        grant_role(made.event, user=rapporteur, role="rapporteur", by=None)
        data = typed(client, made)
        with CaptureQueriesContext(connection) as first:
            client.post(admin_url("preview", made), data)
        with CaptureQueriesContext(connection) as second:
            client.post(admin_url("preview", made), data | {"title": "Other"})
        return len(first), len(second)

    queries(2)
    few, many = queries(2), queries(20)
    assert few == many
    assert few[1] < few[0]


# --- The process that sets it -------------------------------------------------------------------------------


def test_what_a_page_may_not_do(output):
    for hostile in ('<img src="file:///etc/passwd">', '<link rel="stylesheet" href="http://127.0.0.1/x.css">'):
        assert len(pictures_of(f"<html>{hostile}<p>Text</p>", var=settings.VAR)) == 1


def test_a_page_that_costs_too_much_is_given_up_and_the_next_is_set():
    heavy = "<table>" + "<tr>" + "<td>x</td>" * 60 + "</tr>" * 1 + ("<tr>" + "<td>word word</td>" * 60 + "</tr>") * 300
    began = time.monotonic()
    with pytest.raises(TooLong):
        pictures_of(heavy, limits=Limits(seconds=1, cpu=20), var=settings.VAR)
    assert time.monotonic() - began < 5
    assert len(pictures_of("<p>Next</p>", var=settings.VAR)) == 1


def test_a_helper_that_was_killed_is_started_anew():
    pictures_of("<p>One</p>", var=settings.VAR)
    HELPER.process.kill()
    assert len(pictures_of("<p>Two</p>", var=settings.VAR)) == 1


def test_what_cannot_be_set_is_refused_in_words():
    with pytest.raises(Refused):
        pictures_of("<p>x</p>", width=-1, var=settings.VAR)
