"""Whether a copy is the issued document: by file, by digest, after it was made anew, and for whom."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from outputs.domain.adoption import adopt_output, issue_output
from outputs.domain.assembling import accept_suggestions
from outputs.domain.compilation import compile_now
from outputs.issued import uploads
from outputs.issued.verdicts import plain_digest, verdict_on
from outputs.models import IssuedFile, Output, Rendition
from outputs.renderers import ignore, renderer
from outputs.resolve import document_of
from outputs.tree import canonical, plain
from outputs.words.imprint import imprint
from tests.factories.cms import publish
from tests.factories.outputs import new_output, recorded_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def output():
    event = recorded_event(1, slug="meeting")
    publish(event)
    made = new_output(event)
    accept_suggestions(made, by=None)
    return issue_output(adopt_output(made, by=None), by=None)


def verdict_in(response):
    verdict = response.context["verdict"]
    return verdict and (verdict.answer, verdict.format)


def test_the_text_says_where_it_is_verified_and_its_digest_is_not_part_of_it(output, settings):
    document = document_of(output)
    address = f"{settings.WAGTAILADMIN_BASE_URL}/outputs/{output.pk}/verify"
    said = f"The text of this document is verified at {address}, SHA-256 {output.sha256}"
    assert [plain(paragraph.inlines) for paragraph in imprint(document)] == [said]
    assert canonical.dumps(document) == output.frozen.encode()
    assert address in output.frozen
    assert output.sha256 not in output.frozen


@pytest.mark.parametrize("name", ["html", "markdown", "akn"])
def test_each_file_says_so(output, name):
    content = renderer(name).render(document_of(output)).decode()
    assert (content.count(output.sha256), f"/outputs/{output.pk}/verify" in content) == (1, True)


def test_a_draft_says_nothing_of_it():
    draft = Output.objects.get(pk=new_output().pk)
    assert imprint(document_of(draft)) == ()


def test_an_upload_is_the_issued_file_or_not(client, output):
    rendition = compile_now(output, "docx", on_progress=ignore)
    with rendition.file.open("rb") as file:
        content = file.read()
    sent = SimpleUploadedFile("report.docx", content)
    changed = SimpleUploadedFile("report.docx", content[:-1] + b"x")
    url = f"/outputs/{output.pk}/verify"
    assert verdict_in(client.post(url, {"file": sent, "sha256": ""})) == ("file", "docx")
    assert verdict_in(client.post(url, {"file": changed, "sha256": ""})) == ("other", "")


def test_a_digest_by_address(client, output):
    url = f"/outputs/{output.pk}/verify"
    assert verdict_in(client.get(url, {"sha256": output.sha256.upper()})) == ("text", "json")
    assert verdict_in(client.get(url, {"sha256": "0" * 64})) == ("other", "")
    assert verdict_in(client.get(url)) is None


def test_an_earlier_copy_is_still_known(output):
    rendition = compile_now(output, "markdown", on_progress=ignore)
    first = rendition.sha256
    Rendition.objects.update(sha256=hashlib.sha256(b"made anew").hexdigest())
    verdict = verdict_on(output, first)
    assert (verdict.answer, verdict.format) == ("earlier", "markdown")


def test_a_draft_that_was_handed_out_is_not_the_issued_document():
    draft = new_output()
    before = compile_now(Output.objects.get(pk=draft.pk), "json", on_progress=ignore).sha256
    accept_suggestions(draft, by=None)
    output = adopt_output(draft, by=None)
    compile_now(Output.objects.get(pk=draft.pk), "json", on_progress=ignore)
    assert verdict_on(output, before).answer == "other"
    assert list(IssuedFile.objects.values_list("sha256", flat=True)) == [output.sha256]


@pytest.mark.parametrize(
    ("data", "field"),
    [({}, "file"), ({"sha256": "short"}, "sha256"), ({"sha256": "g" * 64}, "sha256")],
)
def test_what_is_neither_is_told_beside_the_field_and_kept(client, output, data, field):
    response = client.post(f"/outputs/{output.pk}/verify", data)
    assert (response.status_code, list(response.context["errors"])) == (400, [field])
    assert f'value="{data.get("sha256", "")}"' in response.content.decode()


def test_a_file_that_is_too_large_is_not_read_to_its_end(client, output, monkeypatch):
    monkeypatch.setattr(uploads, "LARGEST", 1000)
    sent = SimpleUploadedFile("report.pdf", b"x" * 200_000)
    response = client.post(f"/outputs/{output.pk}/verify", {"file": sent})
    assert (response.status_code, list(response.context["errors"])) == (400, ["file"])


def test_nobody_verifies_what_they_may_not_read(client, output):
    draft = new_output(output.event, "communique")
    assert client.get(f"/outputs/{draft.pk}/verify").status_code == 404
    output.event.visibility = "private"
    output.event.save()
    assert client.get(f"/outputs/{output.pk}/verify", {"sha256": output.sha256}).status_code == 404


@pytest.mark.parametrize("typed", ["AB " * 32, "sha-256: " + "ab" * 32, "\n".join(["ab" * 16, "ab" * 16])])
def test_a_digest_is_read_as_it_is_copied(typed):
    assert plain_digest(typed) == "ab" * 32
