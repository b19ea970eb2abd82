"""Markdown: the numbers of the other formats, and no text that becomes markup."""

import re

import pytest

from outputs.marked.inline import begun, escaped
from outputs.renderers import html, renderer
from outputs.tree import (
    Break,
    Cell,
    Column,
    Document,
    Figure,
    Figures,
    Item,
    KeyMessage,
    Link,
    Note,
    Paragraph,
    Quote,
    Section,
    Span,
    Subheading,
    Table,
    Text,
    numbering,
)
from tests.outputs import samples


def text(content):
    return (Text(content),)


def render(document):
    return renderer("markdown").render(document).decode()


def body(*blocks):
    """What blocks become, without the title of their document."""
    document = numbering.number(Document("d", "k", "T", "en", state="adopted", layout="paper", opening=blocks))
    return render(document).removeprefix("# T\n\n").rstrip("\n")


def test_numbers_are_those_of_the_page():
    report = samples.report()
    on_screen = re.findall(r'<p id="[^"]+" class="paragraph[^>]*><span class="number">(\d+)\. ', html.fragment(report))
    assert re.findall(r"(?m)^(\d+)\\\. ", render(report)) == on_screen
    assert on_screen[0] == "1"


def test_a_report_begins_with_its_head_and_contents():
    pieces = render(samples.report()).split("\n\n")
    assert pieces[:7] == [
        "Rostrum sample secretariat\\\nPublic Service Forum\\\nRS/PSF/2014/R.1\\\nDistr.: General\\\n3 July 2014\\\nOriginal: English",
        "**DRAFT**",
        "# Innovating governance for sustainable development and well-being",
        "Report of the public service forum",
        "Eleventh forum\\\nGoyang, Republic of Korea, 23–26 June 2014\\\nReport of the Rapporteur\\\nRostrum sample secretariat, Goyang, 2014\\\nDraft of 3 July 2014",
        '## <a id="note"></a>Note',
        "The designations employed and the presentation of the material in this document do not imply the expression of any opinion on the legal status of any country, territory, city or area, or of its authorities.",
    ]
    contents = pieces[pieces.index("## Contents") + 1].split("\n")
    assert (contents[0], contents[1], contents[-1]) == (
        "- [I. Introduction](<#introduction>) (1–3)",
        "  - [A. Background](<#background>) (1–2)",
        "- [Annex II. List of participants](<#annex-participants>)",
    )


def test_headings_have_the_level_of_the_page_and_places_for_links():
    chapter = Section("a", "One", sections=(Section("b", "Two", sections=(Section("c", "Three"),)),))
    document = Document(
        "d", "k", "T", "en", state="adopted", contents=False, sections=(chapter,), annexes=(Section("e", "More"),)
    )
    assert render(numbering.number(document)).split("\n\n") == [
        "# T",
        '## <a id="a"></a>I. One',
        '### <a id="b"></a>A. Two',
        '#### <a id="c"></a>1. Three',
        '## <a id="e"></a>Annex. More\n',
    ]


def test_items_are_lists_within_lists():
    inner = Item("b", text("Two"), items=(Item("c", text("Three"), items=(Item("e", text("Deep")),), marks="bullets"),))
    found = body(Paragraph("p", text("Needed:"), items=(Item("a", text("One")), inner)))
    assert found == "1\\. Needed:\n\n- (a) One\n- (b) Two\n  - (i) Three\n    - Deep"


def test_notes_are_called_and_written():
    found = body(Paragraph("p", (Text("a"), Note("n", text("why [x]")), Text("b"))))
    assert found == "1\\. a[^1]b\n\n[^1]: why \\[x\\]"


def test_tables_are_a_full_grid():
    columns = (Column("Name"), Column("Count", numeric=True))
    rows = (
        (Cell(text("a|b"), rowspan=2), Cell(text("1"), numeric=True)),
        (Cell(text("2")),),
        (Cell(text("all"), colspan=2),),
    )
    assert body(Table("t", columns, rows, caption="Counts")) == (
        "**Table 1. Counts**\n\n| Name | Count |\n| --- | ---: |\n| a\\|b | 1 |\n|  | 2 |\n| all |  |"
    )


def test_boxes_are_quotations():
    quote = Quote("q", (text("One."), text("Two.")), "Para. 3")
    found = body(
        quote, KeyMessage("k", text("Listen.")), Subheading("s", text("Theme")), Figures("f", (Figure("12", "days"),))
    )
    assert found.split("\n\n") == [
        "> One.\n>\n> Two.\n>\n> — Para. 3",
        "> **Key message**\n>\n> Listen.",
        "**Theme**",
        "- **12** days",
    ]


def test_links_lead_to_addresses_and_to_places():
    links = (
        Link("https://e.org/a b<c>", text("[x]")),
        Link("#p", text("here")),
        Link("#gone", text("gone")),
        Link("data:x", text("d")),
    )
    assert body(Paragraph("p", links)) == '<a id="p"></a>1\\. [\\[x\\]](<https://e.org/a%20b%3Cc%3E>)[here](<#p>)goned'


def test_emphasis_that_stars_cannot_carry_is_written_as_tags():
    spans = (
        Span("strong", text("a")),
        Span("emphasis", text("b")),
        Span("strong", text(" “c” ")),
        Span("sub", text("2")),
    )
    assert body(Paragraph("p", spans)) == "1\\. **a**<em>b</em><strong> “c” </strong><sub>2</sub>"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("# a", "\\# a"),
        ("- a", "\\- a"),
        ("1. a", "1\\. a"),
        ("12) a", "12\\) a"),
        ("---", "\\---"),
        ("> a", "\\> a"),
        ("<script>", "\\<script\\>"),
        ("![x](http://h)", "!\\[x\\](http\\://h)"),
        ("a\x00*b*\n# c", "a\\*b\\* \\# c"),
        ("`x` &lt; ~~y~~ $z$", "\\`x\\` \\&lt; \\~\\~y\\~\\~ \\$z\\$"),
        ("[^1]: x", "\\[\\^1\\]: x"),
        ("www.h.org", "www\\.h.org"),
    ],
)
def test_what_somebody_typed_is_no_markup(typed, shown):
    assert begun(escaped(typed)) == shown


def test_lines_within_a_paragraph_begin_nothing():
    assert body(Paragraph("p", (Text("a"), Break(), Text("- b"), Break(), Text("===")))) == "1\\. a\\\n\\- b\\\n\\==="


def test_hostile_text_is_no_line_of_its_own():
    made = body(Paragraph("p", text("a\n\n# b\n[^9]: c\ud800"), numbered=False))
    assert made == "a \\# b \\[\\^9\\]: c"
