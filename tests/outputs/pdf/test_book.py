"""Gatherings set, kept and bound: what is set again, and that the file is as if it had been set whole."""

from dataclasses import replace
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from outputs.pdf import run
from outputs.pdf.book import bind, key_of
from outputs.pdf.marks import draft_mark, file_of_mark
from outputs.pdf.run import Limits, compile_pdf
from outputs.pdf.stamp import stamp
from outputs.renderers import html
from outputs.tree import Document, Link, Note, Paragraph, Section, Text, Verification
from tests.outputs import samples

pytestmark = pytest.mark.slow
LONG = "Services are used when they are designed with the people who need them. " * 100


class Shelf(dict):
    """Keeps gatherings, and writes down which were given to it."""

    set = dict.__setitem__


@pytest.fixture(scope="module")
def shelf():
    return Shelf()


@pytest.fixture(scope="module")
def book():
    return replace(html.book(samples.report()), mark=file_of_mark("en"))


@pytest.fixture(scope="module")
def heard():
    """The percents told while `bound` was made."""
    return []


@pytest.fixture(scope="module")
def bound(book, shelf, heard):
    return bind(book, shelf, on_progress=lambda progress: heard.append(progress.percent))


def texts(data):
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data)]


def pictures(data):
    return [page.render(scale=1).to_pil().tobytes() for page in pypdfium2.PdfDocument(data)]


def test_every_page_looks_as_if_the_document_had_been_set_whole(bound):
    whole = stamp(compile_pdf(html.print_page(samples.report())), draft_mark("en"))
    assert pictures(bound) == pictures(whole)


def test_what_is_kept_is_used_and_what_is_not_is_set_and_kept(book, shelf, bound):
    keys = [key_of(page) for page in book.gatherings]
    assert list(shelf) == keys
    strange = compile_pdf("<html lang=en><title>T</title><h2 id=annex-participants>Kept from another day</h2></html>")
    poisoned = Shelf({keys[-1]: strange, keys[0]: shelf[keys[0]]})
    assert "Kept from another day" in "".join(texts(bind(book, poisoned)))
    assert set(poisoned) == set(keys)


def test_the_same_file_whether_set_or_kept(book, shelf, bound):
    assert bind(book, shelf) == bound
    assert bind(book, Shelf()) == bound


def test_draft_and_final_and_archive_share_what_is_kept(shelf, bound):
    proof = Verification("https://rostrum.example.org/outputs/7/verify", "ab" * 32)
    final = html.book(replace(samples.report(), state="adopted", version="", verification=proof))
    kept = dict(shelf)
    data = bind(final, shelf)
    archive = bind(final, shelf, variant="pdf/a-3a")
    assert shelf == kept
    cover, second, *_others = texts(data)
    assert ("ab" * 32 in cover, "Page 2 of 8" in second, "Draft" in "".join(texts(data))) == (True, True, False)
    assert b"pdfaid" in pikepdf.open(BytesIO(archive)).Root.Metadata.read_bytes()


def test_bookmarks_stand_under_the_title_and_lead_to_their_pages(bound):
    document = pypdfium2.PdfDocument(bound)
    listed = [(mark.level, mark.get_title(), mark.get_dest().get_index() + 1) for mark in document.get_toc()]
    assert [entry for entry in listed if entry[0] < 2] == [
        (0, "Innovating governance for sustainable development and well-being", 1),
        (1, "Note", 2), (1, "Summary", 2), (1, "Contents", 2), (1, "I. Introduction", 3),
        (1, "II. Summary of the sessions", 3), (1, "III. Conclusions", 5), (1, "IV. Recommendations", 5),
        (1, "Annex I Programme", 6), (1, "Annex II List of participants", 7),
    ]  # fmt: skip


def test_links_lead_from_one_gathering_into_another():
    look = Paragraph("look", (Text("See "), Link("#far", (Text("there"),)), Note("n", (Text("Or not."),)), Text(".")))
    chapters = (Section("near", "Near", (look, Paragraph("fill", (Text(LONG),)))), Section("far", "Far"))
    shelf = Shelf()
    document = Document("d", "final_report", "Report", "en", state="adopted", sections=chapters)
    with pikepdf.open(BytesIO(bind(html.book(document), shelf))) as pdf:
        names = {str(name): place for name, place in zip(*[iter(pdf.Root.Names.Dests.Names)] * 2, strict=True)}
        links = [link for page in pdf.pages for link in page.get("/Annots", [])]
        targets = [pikepdf.Page(names[str(link.Dest)][0]).index for link in links if "/Dest" in link]
        assert (len(shelf), targets) == (2, [2, 4, 4])
        assert not any("/A" in link for link in links)


def test_from_right_to_left_it_looks_the_same_too():
    document = replace(samples.report(), language="ar")
    whole = stamp(compile_pdf(html.print_page(document)), draft_mark("ar"))
    assert pictures(bind(replace(html.book(document), mark=file_of_mark("ar")), Shelf())) == pictures(whole)


def test_progress_only_rises_and_reaches_the_end(bound, heard):
    assert heard == sorted(heard)
    assert [heard[0] < 10, heard[-1] > 95] == [True, True]


def test_a_failure_keeps_nothing_and_is_told_in_words(book):
    shelf = Shelf()
    with pytest.raises(run.TooLong, match=r"^Setting the pages took longer than allowed"):
        bind(book, shelf, limits=Limits(seconds=0.5))
    assert shelf == {}


def test_a_damaged_gathering_is_refused_in_words(book, shelf, bound):
    damaged = Shelf(shelf | {key_of(book.gatherings[0]): b"%PDF-1.7 and no more"})
    with pytest.raises(run.Refused, match=r"^The content cannot be set as pages"):
        bind(book, damaged)
