"""The secretariat's pages about kinds of documents, as forms send them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from outputs.domain import kinds
from outputs.domain.documents import create_output
from outputs.models import DocumentTemplate, TemplateText
from outputs.parts_of_kinds import kind_of
from tests.factories.cms import EventFactory
from tests.roles import make_user

pytestmark = pytest.mark.django_db
EDIT = reverse("outputs_admin:kind", args=["final_report"])


@pytest.fixture
def secretariat(client):
    user = make_user("secretariat")
    client.force_login(user)
    return user


def form(*parts, **fields):
    return (
        nested_form_data({"name": "Final report", "title": "", "subtitle": "", "sections": streamfield(parts)}) | fields
    )


def part(heading, *content, role="chapter", **fields):
    return ("part", {"role": role, "heading": heading, "guidance": "", "content": streamfield(content), **fields})


def said(response):
    return response.content.decode()


def test_parts_are_kept_in_the_order_of_the_form(client, secretariat):
    text = ("text", rich_text("<p>About {event}.</p>"))
    data = form(part("Second", text, mandatory="on", guidance="Say it."), part("First"), title="Account of {event}")
    assert client.post(EDIT, data).status_code == 302
    kept = TemplateText.objects.get()
    parts = [(one.value["heading"], one.value["mandatory"], one.value["guidance"]) for one in kept.sections]
    assert (parts, kept.title, kept.language) == (
        [("Second", True, "Say it."), ("First", False, "")],
        "Account of {event}",
        "en",
    )


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (form(part("{who}")), "There is no placeholder {who}."),
        (form(part("A", ("plain", rich_text("<p>{who}</p>")))), "There is no placeholder {who}."),
        (form(part("")), "This part needs a heading."),
        (form(part("A"), title="{who}"), "There is no placeholder {who}."),
        (form(), "This field is required."),
    ],
)
def test_what_is_refused_is_told_beside_the_field_and_what_was_typed_stays(client, secretariat, data, refusal):
    response = client.post(EDIT, data | {"subtitle": "What I typed"})
    assert (response.status_code, TemplateText.objects.exists()) == (200, False)
    assert refusal in said(response).replace("&quot;", '"')
    assert "What I typed" in said(response)


def test_what_is_typed_is_previewed_and_not_saved(client, secretariat):
    event = EventFactory(title="Forum on Rivers")
    data = form(part("What {event} was for", ("text", rich_text("<p>Said.</p>")))) | {
        "preview": "yes",
        "event": event.slug,
    }
    response = client.post(EDIT, data)
    assert "What Forum on Rivers was for" in said(response)
    assert not DocumentTemplate.objects.exists()


def test_back_to_the_delivered_one_and_to_an_earlier_version(client, secretariat):
    client.post(EDIT, form(part("Ours")))
    page = reverse("outputs_admin:restore_kind", args=["final_report"])
    client.post(page, {"language": "en"})
    assert kind_of("final_report", "en").text is None
    version = TemplateText.objects.get().revisions.get()
    client.post(page, {"language": "en", "version": version.pk})
    assert kind_of("final_report", "en").text.sections[0].value["heading"] == "Ours"
    for wrong in ("0", "x", "9" * 30):
        assert client.post(page, {"language": "en", "version": wrong}).status_code == 404


def test_a_new_kind_is_offered_where_documents_are_begun(client, secretariat):
    data = {"name": "Mission report", "behaves_as": "final_report", "language": "en"}
    response = client.post(reverse("outputs_admin:add_kind"), data)
    assert response.url == f"{reverse('outputs_admin:kind', args=['mission_report'])}?language=en"
    event = EventFactory()
    index = reverse("outputs_admin:index", args=[event.pk])
    client.post(index, {"kind": "mission_report", "language": "en"})
    assert [output.label for output in event.outputs.all()] == ["Mission report"]
    client.post(reverse("outputs_admin:retire_kind", args=["mission_report"]), {"retired": "yes"})
    assert 'value="mission_report"' not in said(client.get(index))
    assert "Mission report" in said(client.get(index))


@pytest.mark.parametrize("page", ["kinds", "kind", "preview_kind"])
def test_pages_cost_the_same_for_two_and_twenty(client, secretariat, page):
    counts = []
    for more in (2, 18):
        for number in range(more):
            made = kinds.create_kind(by=secretariat, name=f"{more} {number}", behaves_as="communique", language="en")
            create_output(EventFactory(), made.template.slug, by=None)
            kinds.save_text("final_report", "en", by=secretariat, data={"name": f"Report {more} {number}"})
        address = reverse(f"outputs_admin:{page}", args=[] if page == "kinds" else ["final_report"])
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]
