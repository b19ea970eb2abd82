"""Word: the numbers of the other formats, real styles, notes and fields, and a file that any text leaves whole."""

import re
import time
from dataclasses import replace
from html import unescape
from io import BytesIO

import docx
import pytest
from django.utils.html import strip_tags

from outputs.renderers import UnsuitedFormat, html, renderer
from outputs.tree import (
    Attendance,
    Attendee,
    Cell,
    Column,
    Document,
    Link,
    Masthead,
    Note,
    Paragraph,
    ParticipantList,
    Section,
    Table,
    Text,
    numbering,
)
from outputs.word import tables
from outputs.words import LANGUAGES
from tests.outputs import samples
from tests.outputs.word_files import W, numbers, paragraphs, part, part_names, written

render = renderer("docx").render


def document(*blocks, language="en", **options):
    made = Document("d", "final_report", "T", language, layout="paper", opening=blocks, **options)
    return numbering.number(made)


def text(content):
    return (Text(content),)


def table(rows, columns=2, caption="", **options):
    heads = tuple(Column(f"Head {n}") for n in range(columns))
    return Table("t", heads, tuple(rows), caption=caption, **options)


def cells(*contents):
    return tuple(Cell(text(content)) for content in contents)


# --- The same document ------------------------------------------------------------------------------------------


def test_numbers_are_those_of_the_page():
    report = samples.report()
    pattern = r'<(?:p|li|h[234])[^>]*>(?:<span class="(?:number|marker)">([^<]*)</span>)?'
    body = html.fragment(report).split('<div class="body">')[1].split('<section class="notes"')[0]
    on_screen = [number.strip() for number in re.findall(pattern, body) if number]
    assert [number.strip() for number in numbers(render(report)) if number] == on_screen
    assert on_screen[:6] == ["I.", "A.", "1.", "2.", "(a)", "(b)"]


def test_those_who_attended_are_one_numbered_sentence():
    who = (Attendee("Ms. A", "Chair"), Attendee("Union"))
    data = render(document(Attendance("a", text("Present were:"), who)))
    assert paragraphs(data, "NumberedParagraph") == [("NumberedParagraph", "1.\tPresent were: Ms. A (Chair); Union.")]


def test_headings_stand_in_the_order_of_the_tree():
    found = paragraphs(render(samples.report()), "Heading1", "Heading2", "AnnexHeading", "FrontHeading")
    assert found == [
        ("FrontHeading", "Note"),
        ("Heading1", "I.\tIntroduction"),
        ("Heading2", "A.\tBackground"),
        ("Heading2", "B.\tAttendance"),
        ("Heading1", "II.\tSummary of the sessions"),
        ("Heading2", "A.\tInnovating governance for development"),
        ("Heading2", "B.\tServices that people use"),
        ("Heading2", "C.\tShared services of small island States"),
        ("Heading1", "III.\tConclusions"),
        ("Heading1", "IV.\tRecommendations"),
        ("AnnexHeading", "Annex I\nProgramme"),
        ("AnnexHeading", "Annex II\nList of participants"),
    ]


def test_every_paragraph_has_a_style_of_the_document():
    data = render(samples.report())
    known = {style.get(f"{W}styleId") for style in part(data, "styles").iter(f"{W}style")}
    assert {style for style, _ in paragraphs(data)} <= known
    names = {style.find(f"{W}name").get(f"{W}val") for style in part(data, "styles").iter(f"{W}style")}
    assert {"Title", "Subtitle", "heading 1", "heading 2", "heading 3", "toc 1", "caption", "footnote text"} <= names


def test_no_text_of_the_page_is_missing():
    report = samples.report()
    shown = set(re.findall(r"\w+", unescape(strip_tags(html.fragment(report).replace("<", " <")))))
    in_word = " ".join(
        content for name in ("document", "footnotes") for _, content in paragraphs(render(report), name=name)
    )
    assert shown - set(re.findall(r"\w+", in_word)) == {
        "Transparency",
        "Notes",
        "Chapter",
        "Paragraphs",
    }  # what the screen alone shows


def test_contents_show_the_paragraphs_without_being_made_anew():
    data = render(samples.report())
    assert paragraphs(data, "TOC1", "TOC2")[:3] == [
        ("TOC1", "I.\tIntroduction (1–3)\t"),
        ("TOC2", "A.\tBackground (1–2)\t"),
        ("TOC2", "B.\tAttendance (3)\t"),
    ]
    codes = [code.text.strip() for code in part(data).iter(f"{W}instrText")]
    targets = {mark.get(f"{W}name") for mark in part(data).iter(f"{W}bookmarkStart")}
    assert codes[0] == r'TOC \o "1-2" \h \z'
    assert {code.split()[1] for code in codes[1:]} <= targets


def test_fields_and_bookmarks_are_closed():
    body = part(render(samples.report()))
    kinds = [char.get(f"{W}fldCharType") for char in body.iter(f"{W}fldChar")]
    assert {kinds.count(kind) for kind in ("begin", "separate", "end")} == {kinds.count("begin")}
    started, ended = ([m.get(f"{W}id") for m in body.iter(f"{W}bookmark{end}")] for end in ("Start", "End"))
    assert (sorted(started), len(set(started))) == (sorted(ended), len(started))


# --- Notes, links, tables ---------------------------------------------------------------------------------------


def test_footnotes_are_real():
    data = render(document(Paragraph("p", (Text("a"), Note("n", text("why")), Text("b"), Note("m", text("how"))))))
    assert paragraphs(data, "FootnoteText", name="footnotes") == [("FootnoteText", "\twhy"), ("FootnoteText", "\thow")]
    calls = [call.get(f"{W}id") for call in part(data).iter(f"{W}footnoteReference")]
    assert calls == [note.get(f"{W}id") for note in part(data, "footnotes").iter(f"{W}footnote")][2:]


def test_notes_that_word_would_count_otherwise_show_their_own_numbers():
    front = (Section("f", "Note", (Paragraph("q", (Note("later", text("x"), "2"),)),)),)
    summary = (Paragraph("p", (Note("first", text("y"), "1"),)),)
    data = render(Document("d", "k", "T", "en", layout="paper", front=front, summary=summary))
    calls = part(data).iter(f"{W}footnoteReference")
    assert [(call.get(f"{W}customMarkFollows"), call.getnext().text) for call in calls] == [("1", "2"), ("1", "1")]


def test_a_document_without_notes_has_no_part_for_them():
    assert "word/footnotes.xml" not in part_names(render(document(Paragraph("p", text("a")))))


def test_links_lead_to_addresses_and_to_places():
    links = [
        Link(href, text(href)) for href in ("https://example.org/ü?a=1&b", "#p", "#gone", "javascript:x@y", "http://[")
    ]
    data = render(document(Paragraph("p", tuple(links))))
    file = docx.Document(BytesIO(data))
    found = [link.address or f"#{link.fragment}" for p in file.paragraphs for link in p.hyperlinks]
    assert found == ["https://example.org/%C3%BC?a=1&b", "#_p_2"]


def test_the_head_of_a_table_comes_again_and_rows_stay_whole():
    data = render(document(table([cells("a", "b"), cells("c" * 2000, "d")], caption="Counts")))
    (found,) = [t for t in part(data).iter(f"{W}tbl") if t.find(f".//{W}tblCaption") is not None]
    kept = [[e.tag.removeprefix(W) for e in row.findall(f"{W}trPr/*")] for row in found.iter(f"{W}tr")]
    assert kept == [["cantSplit", "tblHeader"], ["cantSplit"], []]
    assert paragraphs(data, "Caption") == [("Caption", "Table 1. Counts")]
    assert found.find(f".//{W}tblCaption").get(f"{W}val") == "Counts"


def test_cells_that_reach_over_others_leave_the_grid_whole():
    tall, broad = Cell(text("tall"), rowspan=2), Cell(text("broad"), colspan=9)
    data = render(document(table([(tall, Cell(text("a"))), cells("b"), (broad,), ()])))
    rows = list(list(part(data).iter(f"{W}tbl"))[-1].iter(f"{W}tr"))[1:]
    shape = [
        [(written(c), *(e.tag.removeprefix(W) for e in c.find(f"{W}tcPr")[1:])) for c in row.iter(f"{W}tc")]
        for row in rows
    ]
    assert shape == [
        [("tall", "vMerge"), ("a",)],
        [("", "vMerge"), ("b",)],
        [("broad", "gridSpan")],
        [("",), ("",)],
    ]


def test_columns_share_what_is_left():
    widths = ("auto", "narrow", "medium", "wide")
    assert tables.grid([Column("", width) for width in widths], 142) == [19, 23, 29, 71]
    assert tables.grid([Column("", "wide")] * 3, 90) == [30, 30, 30]


def test_a_table_without_columns_or_rows_leaves_the_file_whole():
    bare = Table("u", (), (cells("lost"),), caption="Nothing")
    data = render(document(bare, table([], columns=1)))
    assert [len(list(t.iter(f"{W}tc"))) for t in part(data).iter(f"{W}tbl")] == [3, 1]


def test_two_thousand_rows_take_no_time():
    made = document(table([cells(f"Row {n}", "b", "c") for n in range(2000)], columns=3))
    started = time.process_time()
    data = render(made)
    assert time.process_time() - started < 2
    assert len(list(part(data).iter(f"{W}tr"))) == 2002  # with the head, and that of the masthead


# --- Pages ------------------------------------------------------------------------------------------------------


def test_running_heads_and_the_number_of_the_page():
    data = render(samples.report())
    title = "Innovating governance for sustainable development and well-being"
    assert paragraphs(data, name="header1") == [("Header", f"{title}\tRS/PSF/2014/R.1")]
    for name in ("footer1", "footer2"):
        assert paragraphs(data, name=name) == [("Footer", "Draft of 3 July 2014\tPage 1 of 1")]
        assert [code.text.strip() for code in part(data, name).iter(f"{W}instrText")] == ["PAGE", "NUMPAGES"]


def test_the_mark_is_read_out_as_the_organization():
    data = render(samples.report())
    (drawn,) = [e for e in part(data).iter() if e.tag.endswith("}docPr")]
    assert (drawn.get("descr"), "word/media/mark.png" in part_names(data)) == ("Rostrum sample secretariat", True)


def test_the_draft_mark_leaves_with_the_draft():
    def marks(state):
        data = render(samples.communique(state))
        shapes = [
            e for name in ("header1", "header2") for e in part(data, name).iter("{urn:schemas-microsoft-com:vml}shape")
        ]
        return [shape.get("alt") for shape in shapes], paragraphs(data, "State")

    assert marks("draft") == (["DRAFT", "DRAFT"], [("State", "DRAFT")])
    assert marks("adopted") == ([], [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_is_said_and_set_in_its_direction(language):
    data = render(samples.in_language(language, sheets=False))
    spoken = part(data, "styles").find(f".//{W}rPrDefault//{W}lang").attrib.values()
    assert any(code.startswith(language[:2]) for code in spoken)
    normal = part(data, "styles").find(f"{W}style[@{W}styleId='Normal']/{W}pPr/{W}bidi")
    mirrored = [t.find(f"{W}tblPr/{W}bidiVisual") is not None for t in part(data).iter(f"{W}tbl")]
    rtl = language == "ar"
    assert (normal is not None, set(mirrored)) == (rtl, {rtl})
    assert docx.Document(BytesIO(data)).core_properties.language == language


def test_runs_of_arabic_documents_say_that_they_run_right_to_left():
    data = render(
        document(Paragraph("p", (Text("توصيات"), Note("n", text("حاشية")), Text("RS/2014/1"))), language="ar")
    )
    (found,) = [p for p in part(data).iter(f"{W}p") if "توصيات" in written(p)]
    runs = [(written(r), r.find(f"{W}rPr/{W}rtl") is not None) for r in found.iter(f"{W}r") if written(r).strip()]
    assert runs == [("1.", True), ("توصيات", True), ("RS/2014/1", False)]


def test_properties_name_the_document_and_no_date():
    properties = docx.Document(BytesIO(render(samples.report()))).core_properties
    assert (properties.title, properties.author, properties.language, properties.identifier) == (
        "Innovating governance for sustainable development and well-being",
        "Rostrum sample secretariat",
        "en",
        "RS/PSF/2014/R.1",
    )
    assert (properties.created, properties.modified, properties.last_modified_by) == (None, None, "")


# --- The file ---------------------------------------------------------------------------------------------------


def test_the_same_tree_is_the_same_file(monkeypatch):
    first = render(samples.report())
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    assert render(samples.report()) == first


HOSTILE = "a\x00\x0b\ufffe]]>&<w:p/>\"'\u202e\u2066\ud800 \t\nz{page}"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_hostile_text_stays_text_everywhere(language):
    inlines = (Text(HOSTILE), Link(f"https://h/{HOSTILE}", text(HOSTILE)), Note(HOSTILE, text(HOSTILE)))
    masthead = Masthead(*[HOSTILE] * 12)
    section = Section(f"s{HOSTILE}", HOSTILE, (Paragraph("p", inlines), table([cells(HOSTILE)], caption=HOSTILE)))
    made = Document(
        "d", HOSTILE, HOSTILE, language, subtitle=HOSTILE, description=HOSTILE, version=HOSTILE, masthead=masthead,
        sections=(section,), annexes=(Section("a", HOSTILE),), dated=HOSTILE,
    )  # fmt: skip
    data = render(numbering.number(made))
    shown = "a]]>&<w:p/>\"'\u202e\u2066 z{page}"
    assert docx.Document(BytesIO(data)).core_properties.subject.split() == shown.split()
    assert paragraphs(data, "Title") == [("Title", shown)]
    assert paragraphs(data, "Heading1") == [("Heading1", f"I.\t{shown}")]


def test_very_long_text_is_no_matter():
    long = "word " * 200_000
    made = document(Paragraph("p" * 500, (Link("https://h/" + "x" * 5000, text(long)),)), description=long)
    data = render(replace(made, title=long))
    assert len(docx.Document(BytesIO(data)).core_properties.title) == 255
    assert [len(text) for _, text in paragraphs(data, "NumberedParagraph")] == [1_000_003]


@pytest.mark.parametrize("format", ["docx", "markdown"])
def test_printed_sheets_are_refused(format):
    maker = renderer(format)
    for made in (replace(samples.communique(), layout="signs"), samples.in_language("en")):
        with pytest.raises(UnsuitedFormat):
            maker.render(made)


def test_a_document_of_nothing_is_a_document():
    data = render(
        numbering.number(
            Document("d", "final_report", "T", "en", annexes=(Section("a", "", (ParticipantList("l", ()),)),))
        )
    )
    assert docx.Document(BytesIO(data)).core_properties.title == "T"
