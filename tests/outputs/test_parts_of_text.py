"""References, tables, charts, pictures and abbreviations: one document with all of them, asked once in each format."""

import re
from dataclasses import replace
from io import BytesIO

import outloud
import page
import pikepdf
import pytest
from lxml import etree

from outputs import tree
from outputs.editing import pasted, richtext
from outputs.record import charting
from outputs.renderers import drawing, html, pdf, renderer
from outputs.tree import (
    Document,
    Item,
    Note,
    Paragraph,
    Reference,
    Section,
    Text,
    abbreviations,
    canonical,
    numbering,
    references,
)
from tests.outputs import akn, samples
from tests.outputs.word_files import W, part, part_names

NAMED = [
    ("p-agreed", "para. 2"),
    ("tab", "table 1"),
    ("chart", "figure 1"),
    ("pic", "figure 2"),
    ("p-agreed-1", "2 (a)"),
    ("agreed", "chap. II"),
    ("annex", "annex"),
]


@pytest.fixture(scope="module")
def document():
    return samples.illustrated()


def text(content):
    return (Text(content),)


def report(*sections, annexes=(), language="en"):
    return numbering.number(Document("d", "final_report", "T", language, sections=sections, annexes=annexes))


def referring(*targets):
    return Paragraph("p", tuple(Reference(target) for target in targets))


def said(document):
    return [(node.target, node.text) for node in tree.walk(document) if isinstance(node, Reference)]


# --- In each format -----------------------------------------------------------------------------------------


def test_the_tree_names_what_it_refers_to_and_comes_back_whole(document):
    assert said(document) == NAMED
    assert canonical.loads(canonical.dumps(document)) == document
    assert samples.PIXELS not in canonical.dumps(document)


def test_on_screen_references_are_links_and_figures_have_words(document):
    fragment = html.fragment(document)
    found = re.findall(r'<a class="reference" href="#([^"]+)">([^<]+)</a>', fragment)
    assert found == NAMED
    assert all(f'id="{target}"' in fragment for target, _name in NAMED)
    assert '<svg class="bars" role="img"' in fragment
    assert "<title>Asia-Pacific States are the largest group.</title>" in fragment
    assert re.findall(r'<th scope="row">([^<]+)</th>', fragment)[:4] == ["Births", "Land titles", "Permits", "Other"]
    assert 'alt="Tables in a horseshoe" width="2" height="2"' in fragment
    assert "style=" not in fragment


def test_markdown_links_and_carries_the_picture(document):
    written = renderer("markdown").render(document).decode()
    assert [(target, name) for name, target in re.findall(r"(?<!- )\[([^\]]+)\]\(<#([^>]+)>\)", written)][-7:] == NAMED
    assert "| Land titles | 388 | 61% |" in written
    assert "\n![Tables in a horseshoe][55f579d4c598]\n" in written
    assert "\n[55f579d4c598]: <data:image/png;base64," in written


def test_akoma_ntoso_refers_by_the_ids_of_its_elements(document):
    root = akn.parsed(document)
    ids = {element.get("eId"): element.get("GUID") for element in root.iter() if element.get("eId")}
    found = [(ids[ref.get("href")[1:]], akn.said(ref)) for ref in akn.find(root, ".//ref")]
    assert found == NAMED
    heads = [akn.said(cell).strip() for cell in akn.find(root, ".//th")]
    assert heads[-3:] == ["African States", *found_names()]
    assert akn.find(root, ".//img")[0].get("alt") == "Tables in a horseshoe"


def found_names():
    return [bar.label for bar in samples.chart().bars][2:]


def test_word_jumps_to_bookmarks_and_draws_the_chart_itself(document):
    data = renderer("docx").render(document)
    assert data == renderer("docx").render(document)
    body = part(data)
    marks = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}
    links = [(link.get(f"{W}anchor"), "".join(link.itertext())) for link in body.iter(f"{W}hyperlink")]
    named = [(anchor, name) for anchor, name in links if name in dict(NAMED).values()]
    assert [name for _anchor, name in named] == [name for _target, name in NAMED]
    assert {anchor for anchor, _name in named} <= marks
    assert {"word/charts/chart1.xml", "word/media/55f579d4c5986ed7.png"} <= part_names(data)
    values = part(data, "charts/chart1").iter("{*}v")
    assert [value.text for value in values][:3] == ["Participants", "Asia-Pacific States", "African States"]
    alts = [one.get("descr") for one in body.iter("{*}docPr")]
    assert alts[-2:] == ["Asia-Pacific States are the largest group.", "Tables in a horseshoe"]


@pytest.mark.slow
def test_pdf_says_what_figures_show_and_what_header_cells_name(document, tmp_path):
    file = tmp_path / "document.pdf"
    file.write_bytes(pdf.render(document))
    assert page.validate_pdf(str(file), profile="ua1").is_compliant
    assert [one for one in outloud.check(str(file)).findings if one.severity == "error"] == []
    with pikepdf.open(BytesIO(file.read_bytes())) as made:
        kinds = [item for item in made.objects if isinstance(item, pikepdf.Dictionary) and "/S" in item]
        alts = {str(item.Alt) for item in kinds if item.S == "/Figure"}
        scopes = [str(item.A.Scope) for item in kinds if item.S == "/TH"]
    assert alts >= {"Asia-Pacific States are the largest group.", "Tables in a horseshoe"}
    assert (scopes.count("/Column"), scopes.count("/Row")) == (8, 8)


@pytest.mark.slow
def test_notes_stand_on_the_page_that_calls_them():
    called = (Paragraph("p", (Text("a"), Note("n", text("why")))), samples.paragraph("q"))
    paper = Document(
        "d", "final_report", "T", "en", layout="paper", sections=(Section("s", "S", called),), contents=False
    )
    with pikepdf.open(BytesIO(pdf.render(numbering.number(paper)))) as made:
        assert len(made.pages) == 1


def test_right_to_left_bars_begin_at_the_right():
    drawn = etree.fromstring(drawing.on_screen(samples.chart(rtl=True), rtl=True))
    ends = {float(bar.get("x")) + float(bar.get("width")) for bar in drawn.iter("rect")}
    assert {round(end, 1) for end in ends} == {360.0}
    assert {one.get("text-anchor") for one in drawn.iter("text")} == {"end"}


def test_no_type_of_a_chart_is_smaller_than_seven_points():
    """On a phone a drawing of 360 units is 350 pixels wide; a point is 4/3 of a pixel."""
    assert drawing.PRINT.type_size >= 7
    assert drawing.SCREEN.type_size * 350 / drawing.SCREEN.width * 3 / 4 >= 7


# --- References ---------------------------------------------------------------------------------------------


def test_parts_of_annexes_and_sections_are_named_within_them():
    inner = Section("inner", "Inner", (Paragraph("q", text("x"), items=(Item("i", text("y")),)),))
    annexes = (Section("one", "One", (Paragraph("a", text("z")),)), Section("two", "Two", (inner.blocks[0],)))
    annexes = (annexes[0], replace(annexes[1], blocks=(Paragraph("b", text("w")),)))
    made = report(Section("s", "S", (referring("inner", "i", "one", "b"),), (inner,)), annexes=annexes)
    assert [name for _target, name in said(made)] == ["sect. I.A", "para. 2 (a)", "annex I", "para. 1 of annex II"]


def test_a_reference_follows_its_target_and_says_when_it_is_gone():
    target, other = Paragraph("b-0f3c21aa-1111-2222-3333-444455556666-abcde", text("x")), Paragraph("o", text("y"))
    first = report(Section("s", "S", (target, referring("0f3c21aa-abcde"))))
    later = report(Section("s", "S", (other, target, referring("0f3c21aa-abcde"))))
    gone = report(Section("s", "S", (other, referring("0f3c21aa-abcde"))))
    assert [said(one) for one in (first, later)] == [[(target.id, "para. 1")], [(target.id, "para. 2")]]
    assert references.missing(gone) == ["0f3c21aa-abcde"]
    assert '<strong class="missing">[reference missing: 0f3c21aa-abcde]</strong>' in html.fragment(gone)
    assert "**\\[reference missing: 0f3c21aa-abcde\\]**" in renderer("markdown").render(gone).decode()
    assert "[reference missing: 0f3c21aa-abcde]" in akn.said(akn.parsed(gone))


@pytest.mark.parametrize(("language", "name"), [("fr", "par. 1"), ("ar", "الفقرة 1"), ("zh-hans", "第1段")])
def test_references_are_in_the_language_of_the_document(language, name):
    assert said(report(Section("s", "S", (referring("p"),)), language=language)) == [("p", name)]


def test_what_a_writer_types_becomes_references_in_text_and_notes():
    (made,) = richtext.blocks("<p>See [#a-1] and [##b] [^as in [#c]], not [# ] or [#d e].</p>", prefix="x")
    found = [node for node in tree.walk(made) if isinstance(node, Reference)]
    assert [(one.target, one.bare) for one in found] == [("a-1", False), ("b", True), ("c", False)]
    assert tree.plain(made.inlines).endswith(", not [# ] or [#d e].")


def test_ids_are_the_keys_of_the_editor_wherever_a_block_stands():
    kept = '<p data-block-key="k1abc">one</p><ul><li data-block-key="k2abc">two</li></ul>'
    before = richtext.blocks(kept, prefix="x")[0]
    after = richtext.blocks(f"<p>new</p>{kept}<p data-block-key='k1abc'>same key</p>", prefix="x")
    assert (before.id, before.items[0].id) == ("x-k1abc", "x-k2abc")
    assert [one.id for one in after] == ["x-1", "x-k1abc", "x-4"]
    assert re.findall("<p", richtext.keyed("<p>a</p><p>b</p>")) == ["<p", "<p"]
    assert len(set(re.findall('data-block-key="([a-z]{5})"', richtext.keyed("<p>a</p><p>b</p>")))) == 2


# --- Tables, charts, abbreviations --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cells",
    ["a\tb\n1\t2", "a;b\n1;2", "a,b\r\n1,2\r\n", 'a\tb\n1\t"2"', "\n\na\tb\n\n1\t2\n", "a;b;\n1;2;"],
)
def test_cells_are_read_as_they_are_pasted(cells):
    assert [row[:2] for row in pasted.read(cells)] == [["a", "b"], ["1", "2"]]


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ("", "There are no cells."),
        ("a\nb", "There is only one column. Paste the cells from a spreadsheet, or part them by semicolons."),
        ("a;b\n1;2;3", "Line 2 has 3 cells, the first line has 2."),
        ('a;b\n"1;2', "A quotation mark is opened and not closed."),
        ("\t".join("abcdefghijklm"), "The first line has 13 cells; 12 columns fit on a page."),
        (f"a;b\n1;{'x' * 2001}", "Line 2 has a cell of more than 2000 characters."),
        ("a;b\n" * 5001, "There are 5001 lines; a table may have 5000."),
    ],
)
def test_what_is_no_table_is_said_with_its_line(cells, message):
    with pytest.raises(pasted.Unreadable) as refused:
        pasted.read(cells)
    assert str(refused.value) == message


def test_columns_of_numbers_are_set_to_the_end():
    made = pasted.table("t", pasted.read("a\tb\tc\nx\t1,204\t97%\ny\t–\t"), "", has_head=True, head_column=False)
    assert [column.numeric for column in made.columns] == [False, True, True]


def test_bars_stand_in_order_and_small_personal_ones_are_not_told_apart():
    names = {"f": "female", "m": "male", "x": "other"}
    counts = {"f": 7, "m": 9, "x": 1, "": 3}
    shown = charting.in_order(counts, names, is_personal=True)
    assert [(one.label, one.value) for one in shown] == [
        ("Male", 9), ("Female", 7), ("Other (fewer than five each) or not stated", 4)
    ]  # fmt: skip
    plain = charting.in_order(counts, names)
    assert [(one.label, one.value) for one in plain][-2:] == [("Other", 1), ("Not stated", 3)]
    assert [bar.share for bar in charting.bars(shown, 20)] == ["45.0", "35.0", "20.0"]


@pytest.mark.parametrize(
    ("before", "short", "long"),
    [
        ("the Expert Group Meeting ", "EGM", "Expert Group Meeting"),
        ("by the Department of Economic and Social Affairs ", "DESA", "Department of Economic and Social Affairs"),
        ("nothing of that kind ", "XYZ", ""),
        ("", "AB", ""),
    ],
)
def test_long_forms_are_found_by_their_letters(before, short, long):
    assert abbreviations.long_form(before, short) == long


def test_the_writer_adds_corrects_and_drops_abbreviations():
    made = report(Section("s", "Expert Group Meeting (EGM)", (Paragraph("p", text("Small Island State (SIS) (ok)")),)))
    entries = abbreviations.written("EGM = Expert Group Meetings\n\nSIS =\nAB = A Body")
    listed = abbreviations.section(made, "a", entries)
    rows = [tuple(tree.plain(cell.inlines) for cell in row) for row in listed.blocks[0].rows]
    assert rows == [("AB", "A Body"), ("EGM", "Expert Group Meetings")]
    assert abbreviations.section(made, "a", {"EGM": "", "SIS": ""}) is None
    with pytest.raises(abbreviations.NotAnEntry) as wrong:
        abbreviations.written("AB = A Body\nno entry")
    assert wrong.value.line == 2
