"""From the record to a document: compiled with progress shown, downloaded, and not adopted too early."""

import io
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.audit import too_wide, violations, violations_in_the_dark

pytestmark = [pytest.mark.browser, pytest.mark.slow]
COMPILING = 150_000  # milliseconds


@pytest.fixture
def documents(enter) -> Page:
    """The documents of the forum, before an organiser; some lose the network."""
    page = enter("organiser", foreseen="ERR_INTERNET_DISCONNECTED")
    page.goto("/admin/")
    page.get_by_role("link", name=re.compile("Public Service Forum, Day and Awards")).first.click()
    page.get_by_role("link", name=re.compile("^Outcome documents")).click()
    expect(page.get_by_role("heading", name="Begin a document")).to_be_visible()
    return page


def turn_to(page: Page, kind: str) -> None:
    """There is one draft of each kind; the first test that wants it begins it."""
    begun = page.locator(".listing tr").filter(has=page.get_by_role("cell", name=kind, exact=True))
    if begun.count():
        begun.get_by_role("link").first.click()
    else:
        page.get_by_label("Document").select_option(label=kind)
        page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("heading", name="PDF", exact=True)).to_be_visible()


@pytest.mark.parametrize("kind", ["Final report", "Communiqué"])
def test_a_document_is_compiled_and_downloaded(documents, kind):
    turn_to(documents, kind)
    documents.get_by_role("button", name="Make the PDF").click()
    bar = documents.get_by_role("progressbar", name="Making the PDF")
    expect(bar).to_be_visible()
    expect(bar.locator("..")).to_have_css("opacity", "1")
    link = documents.get_by_role("link", name=re.compile(r"\d+ pages?, .* made"))
    expect(link).to_be_visible(timeout=COMPILING)
    answer = documents.request.get(link.get_attribute("href"))
    assert answer.headers["content-type"] == "application/pdf"
    assert "Public Service Forum" in title_of(answer.body())


def title_of(pdf: bytes) -> str:
    import pypdf

    assert pdf.startswith(b"%PDF-")
    return pypdf.PdfReader(io.BytesIO(pdf)).metadata.title


def test_nothing_is_adopted_while_a_recommendation_is_open(documents):
    turn_to(documents, "Final report")
    documents.get_by_role("link", name="Adopt …").click()
    expect(documents.get_by_role("alert")).to_contain_text("cannot be adopted")
    open_ones = documents.locator("main li")
    assert open_ones.count() > 3
    expect(documents.get_by_role("button", name="Yes, adopt it")).to_have_count(0)

    documents.get_by_role("link", name="Decide what becomes of each").click()
    documents.get_by_role("button", name="Decide all that are open as suggested").click()
    expect(documents.locator("main")).to_contain_text("Every recommendation has a decision.")


def test_a_document_on_screen_is_for_everyone(documents):
    turn_to(documents, "Final report")
    documents.get_by_role("link", name="Read on the site").click()
    expect(documents.locator("main .document .paragraph").first).to_be_visible()
    assert violations(documents) + violations_in_the_dark(documents) == []
    assert too_wide(documents) == []


def test_text_typed_without_a_network_is_taken_up_again(documents):
    turn_to(documents, "Final report")
    documents.get_by_role("link", name="Edit", exact=True).click()
    expect(documents.get_by_alt_text("Page of the preview 1")).to_be_visible(timeout=COMPILING)
    documents.context.set_offline(True)
    documents.get_by_label("Subtitle").fill("Typed without a network")
    expect(documents.get_by_text("The server cannot be reached")).to_be_visible(timeout=20_000)
    address, context = documents.url, documents.context
    documents.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(address)
    expect(page.get_by_text("Typed without a network")).to_be_visible(timeout=20_000)
    page.get_by_role("link", name="Take it up").click()
    expect(page.get_by_label("Subtitle")).to_have_value("Typed without a network")
    page.set_viewport_size({"width": 390, "height": 844})
    assert not too_wide(page)
