"""Every format from the same tree; the PDF valid for both checkers, in the scripts that are set differently."""

import re
from dataclasses import replace
from io import BytesIO

import outloud
import page
import pikepdf
import pypdfium2
import pytest

from outputs import renderers
from outputs.renderers import html, pdf
from outputs.tree import Document, KeyMessage, Link, Note, Paragraph, Section, Source, Span, Text, canonical, numbering
from outputs.words import LANGUAGES, words
from tests.outputs import samples


def test_formats_are_the_modules():
    assert renderers.formats() == ("akn", "archive", "docx", "html", "json", "markdown", "pdf")
    with pytest.raises(renderers.UnknownFormat):
        renderers.renderer("inline")


def test_json_is_the_canonical_tree():
    report = samples.report()
    assert renderers.renderer("json").render(report) == canonical.dumps(report)


def test_all_languages_have_all_words():
    assert {frozenset(words(language)) for language in LANGUAGES} == {frozenset(words("en"))}


def test_screen_and_print_have_the_same_ids_and_numbers():
    report = samples.report()
    screen, printed = html.fragment(report), html.print_page(report)
    pattern = r'<p id="([^"]+)" class="paragraph[^>]*>(?:<span class="number">(\d+)\. </span>)?'
    found = re.findall(pattern, screen)
    assert found == re.findall(pattern, printed)
    assert [number for _, number in found if number][:3] == ["1", "2", "3"]


def test_the_fragment_keeps_a_strict_content_policy():
    fragment = html.fragment(samples.report())
    assert "<script" not in fragment
    assert "style=" not in fragment
    assert "<style" not in fragment


def test_each_clause_links_to_its_source_on_screen():
    assert '<a href="/events/sample-forum-2014/sessions/2/">Session II, Room 301</a>' in html.fragment(samples.report())


def test_notes_stand_at_the_end_on_screen_and_float_on_paper():
    document = numbering.number(
        Document("d", "final_report", "T", "en", opening=(Paragraph("p", (Text("a"), Note("n", (Text("why"),)))),))
    )
    screen = html.fragment(document)
    assert '<sup class="noteref"><a id="ref-n" href="#n" role="doc-noteref">1</a></sup>' in screen
    assert '<li id="n" value="1">why' in screen
    assert '<span class="footnote" data-number="1">why</span>' in html.print_page(document)


HOSTILE = '</style><script>x</script>"; } @page { content: url(http://h/) } \\"'


@pytest.mark.parametrize("field", ["title", "subtitle", "version", "description", "id", "kind"])
def test_markup_in_any_field_stays_text(field):
    document = replace(samples.communique(), **{field: HOSTILE})
    fragment, printed = html.fragment(document), html.print_page(document)
    assert "<script" not in fragment + printed
    (style,) = re.findall("<style>(.*?)</style>", printed, re.DOTALL)
    assert "url(" not in style


def test_links_and_sources_with_other_schemes_make_no_address():
    link = Link("javascript:alert(1)", (Text("x"),))
    source = Source("session", "1", "S", "javascript:alert(2)")
    document = numbering.number(
        Document("d", "final_report", "T", "en", opening=(Paragraph("p", (link,), sources=(source,)),))
    )
    assert "javascript" not in html.fragment(document)


def test_a_page_that_stands_alone_asks_nothing_of_anybody():
    page_html = renderers.renderer("html").render(samples.report()).decode()
    assert page_html.startswith('<!doctype html>\n<html lang="en" dir="ltr">')
    assert not re.search(r'(?:src|rel)="', page_html)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ar", "zh-hans"])
def test_pdf_is_valid_in_each_script(language, tmp_path):
    assert_valid(pdf.render(samples.in_language(language)), tmp_path / "document.pdf")


@pytest.mark.slow
def test_links_around_emphasis_are_links_in_the_tags(tmp_path):
    link = Link("https://example.org/", (Text("The "), Span("emphasis", (Text("title"),)), Text(" of it")))
    opening = (Paragraph("p", (link, Text("."))), Paragraph("q", (Link("https://example.org/", link.inlines[1:2]),)))
    document = numbering.number(Document("d", "final_report", "T", "en", opening=opening))
    assert '<em><a href="https://example.org/">title</a></em>' in html.print_page(document)
    assert '<a href="https://example.org/">The <em>title</em> of it</a>' in html.fragment(document)
    assert_valid(pdf.render(document), tmp_path / "document.pdf")


@pytest.mark.slow
def test_pdf_of_the_whole_report(tmp_path):
    data = pdf.render(samples.report(annex_people=60))
    assert_valid(data, tmp_path / "report.pdf")
    with pikepdf.open(BytesIO(data)) as file, file.open_outline() as outline:
        assert str(file.Root.Lang) == "en"
        assert str(file.docinfo.Title) == "Innovating governance for sustainable development and well-being"
        headings = [item.title for item in outline.root[0].children]
        assert [h for h in headings if h.startswith("I")][:1] == ["I. Introduction"]


@pytest.mark.slow
def test_the_draft_mark_leaves_with_the_draft():
    draft, adopted = (pdf.render(samples.communique(state)) for state in ("draft", "adopted"))
    assert [marks(data) for data in (draft, adopted)] == [{1}, {0}]


@pytest.mark.slow
def test_arabic_and_chinese_can_be_copied_as_they_were_typed():
    from pypdf import PdfReader

    for language in ("ar", "zh-hans"):
        reader = PdfReader(BytesIO(pdf.render(replace(samples.in_language(language), contents=False, state="adopted"))))
        extracted = "".join("".join(p.extract_text().split()) for p in reader.pages)
        assert "".join(samples.SENTENCES[language][3].split()) in extracted


@pytest.mark.slow
def test_a_key_message_stays_with_its_lead_in():
    from pypdf import PdfReader

    blocks = []
    for place in range(40):
        blocks.append(Paragraph(f"p-{place}", (Text(f"Filling {place}. " * (place * 7)),)))
        blocks += [Paragraph(f"l-{place}", (Text(f"Leading {place}:"),)), KeyMessage(f"k-{place}", (Text("Told."),))]
    plain = replace(samples.communique("adopted"), sections=(Section("s", "Chapter", tuple(blocks)),))
    texts = [page.extract_text() for page in PdfReader(BytesIO(pdf.render(numbering.number(plain)))).pages]
    assert [text.count("Told.") for text in texts] == [text.count("Leading") for text in texts]
    assert len(texts) > 5


@pytest.mark.slow
def test_a_last_line_without_room_for_a_blank_is_not_broken_anew():
    """The end of this one leaves less room than a blank takes."""
    from pypdf import PdfReader

    words = (
        "It was moderated by Ms. Leyla Gökçenler. Presentations were made by Ms. Nino Gelashvilidze and Ms. Luz Marina "
        "Ospino Ariza. Ms. Aminata Kpakra served as rapporteur."
    )
    told = Paragraph("p", (Text(words),), sources=(Source("session", "1", "Session I, Room 301"),))
    document = replace(samples.communique("adopted"), sections=(Section("s", "Chapter", (told,)),))
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf.render(numbering.number(document)))).pages)
    assert "Gelashvilidze and Ms. Luz Marina Ospino Ariza. Ms. Aminata Kpakra served as rapporteur." in text


@pytest.mark.slow
def test_no_heading_has_room_above_it_at_the_top_of_a_page():
    body = (Text("Filling. " * 60),)
    chapters = tuple(Section(f"s{place}", "Chapter", (Paragraph(f"p{place}", body),)) for place in range(60))
    data = pdf.render(numbering.number(replace(samples.communique("adopted"), sections=chapters)))
    tops = [top_of_heading(page) for page in pypdfium2.PdfDocument(data)]
    assert {top > BODY_TOP - 12 for top in tops if top > BODY_TOP - 40} == {True}


BODY_TOP = 842 - 85  # points; the margin is 30 mm


def top_of_heading(page):
    """Of the first on the page, in points from its bottom; 0 where there is none."""
    text = page.get_textpage()
    found = text.search("Chapter").get_next()
    return text.get_charbox(found[0])[3] if found else 0


def marks(data):
    """How many background artifacts each page has."""
    with pikepdf.open(BytesIO(data)) as file:
        return {b"".join(s.read_bytes() for s in contents(p)).count(b"/Type /Background") for p in file.pages}


def contents(page_object):
    streams = page_object.Contents
    return list(streams) if isinstance(streams, pikepdf.Array) else [streams]


def assert_valid(data, path):
    path.write_bytes(data)
    first = page.validate_pdf(str(path), profile="ua1")
    assert first.is_compliant, str(first)
    second = outloud.check(str(path))
    assert [f for f in second.findings if f.severity == "error"] == []
