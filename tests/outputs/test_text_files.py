"""Word and Markdown on the site: made when asked for, with the permissions and headers of the other files."""

from dataclasses import replace

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from outputs.domain.adoption import adopt_output
from outputs.domain.assembling import accept_suggestions
from outputs.domain.documents import create_output
from outputs.models import Output
from outputs.renderers import renderer
from outputs.resolve import document_of
from outputs.tree import canonical
from tests.factories.cms import publish
from tests.factories.outputs import new_output, recorded_event

pytestmark = pytest.mark.django_db

FORMATS = [("docx", "docx"), ("markdown", "md")]


@pytest.fixture
def output():
    event = recorded_event(1, slug="meeting")
    publish(event)
    made = new_output(event)
    accept_suggestions(made, by=None)
    return adopt_output(made, by=None)


def freeze_as_sheets(output):
    sheets = replace(document_of(output), layout="signs")
    Output.objects.filter(pk=output.pk).update(frozen=canonical.dumps(sheets).decode())


@pytest.mark.parametrize(("format", "suffix"), FORMATS)
def test_the_file_is_that_of_the_frozen_tree(client, output, format, suffix):
    response = client.get(f"/outputs/{output.pk}.{suffix}")
    assert response.content == renderer(format).render(document_of(output))
    assert {name: response[name] for name in ("Content-Type", "Content-Disposition", "Cache-Control")} == {
        "Content-Type": renderer(format).media_type,
        "Content-Disposition": f'attachment; filename="meeting-final-report.{suffix}"',
        "Cache-Control": "public, max-age=300",
    }
    assert (response["X-Content-Type-Options"], response["Content-Security-Policy"]) == (
        "nosniff",
        "default-src 'none'; sandbox",
    )


def test_the_page_of_a_document_names_them(client, output):
    page = client.get(output.get_absolute_url()).content.decode()
    for _, suffix in FORMATS:
        assert f'href="/outputs/{output.pk}.{suffix}"' in page, suffix


@pytest.mark.parametrize(("format", "suffix"), FORMATS)
def test_what_is_printed_sheet_by_sheet_has_none(client, output, format, suffix):
    freeze_as_sheets(output)
    response = client.get(reverse(f"outputs:{format}", args=[output.pk]))
    assert (response.status_code, response["Cache-Control"]) == (404, "private, no-store")
    assert response.content.decode() == "This document is printed sheet by sheet; there is no text of it to edit."


@pytest.mark.parametrize(("format", "suffix"), FORMATS)
def test_a_draft_costs_the_same_for_two_and_twenty(admin_client, format, suffix):
    def queries(count):
        made = create_output(recorded_event(count), "final_report", by=None)
        with CaptureQueriesContext(connection) as captured:
            assert admin_client.get(reverse(f"outputs:{format}", args=[made.pk])).status_code == 200
        return len(captured)

    queries(2)
    assert queries(2) == queries(20)


def test_the_command_writes_them(tmp_path):
    recorded_event(1, slug="meeting")
    call_command("compile_output", "meeting", "final_report", format="docx,markdown", to=tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["meeting-final_report.docx", "meeting-final_report.md"]


def test_the_command_refuses_sheets(output, tmp_path):
    freeze_as_sheets(output)
    with pytest.raises(CommandError, match="is not made as docx"):
        call_command("compile_output", "meeting", "final_report", format="docx", to=tmp_path)
