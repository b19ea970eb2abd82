import pytest

from outputs import tree
from outputs.tree import Document, Item, Note, Paragraph, Section, Text, numbering
from tests.outputs import samples


def words(content):
    return (Text(content),)


@pytest.mark.parametrize(
    ("position", "expected"),
    [(1, "i"), (4, "iv"), (9, "ix"), (14, "xiv"), (40, "xl"), (99, "xcix"), (1999, "mcmxcix")],
)
def test_roman(position, expected):
    assert numbering.roman(position) == expected


@pytest.mark.parametrize(("position", "expected"), [(1, "a"), (26, "z"), (27, "aa"), (52, "az"), (53, "ba")])
def test_letters(position, expected):
    assert numbering.letters(position) == expected


@pytest.mark.parametrize(
    ("language", "marks"),
    [
        ("en", ["(b)", "(ii)", "b."]),
        ("fr", ["b)", "ii)", "b."]),
        ("ru", ["b)", "ii)", "b."]),
        ("ar", ["(ب)", "(ii)", "ب."]),
    ],
)
def test_item_marks_follow_the_language(language, marks):
    styles = [("letters", 0), ("romans", 1), ("letters", 2)]
    assert [numbering.item_mark(style, depth, 2, language) for style, depth in styles] == marks


def test_headings_and_paragraphs_of_the_report():
    numbers = [(s.id, s.level, s.number) for s in tree.sections(samples.report())]
    assert numbers == [
        ("note", 1, ""),
        ("introduction", 1, "I"),
        ("background", 2, "A"),
        ("attendance", 2, "B"),
        ("sessions", 1, "II"),
        ("session-1", 2, "A"),
        ("session-2", 2, "B"),
        ("session-3", 2, "C"),
        ("conclusions", 1, "III"),
        ("recommendations", 1, "IV"),
        ("annex-programme", 1, "I"),
        ("annex-participants", 1, "II"),
    ]
    paragraphs = [n.number for n in tree.walk(samples.report().sections) if isinstance(n, Paragraph | tree.Attendance)]
    assert paragraphs == [str(n) for n in range(1, 16)]


def test_items_nest_three_deep():
    rec = next(n for n in tree.walk(samples.report()) if getattr(n, "id", "") == "rec-3")
    assert [item.marker for item in rec.items] == ["(a)", "(b)", "(c)"]
    assert [item.marker for item in rec.items[1].items] == ["(i)", "(ii)"]
    assert [item.marker for item in rec.items[1].items[1].items] == ["i."]


def test_annexes_begin_again_and_a_lone_annex_has_no_number():
    one = Section("a", "Annex", (Paragraph("pa", words("x")),))
    two = Section("b", "Annex", (Paragraph("pb", words("x")),))
    body = (Section("s", "Body", (Paragraph("p", words("x")),)),)
    both = numbering.number(Document("d", "final_report", "T", "en", sections=body, annexes=(one, two)))
    alone = numbering.number(Document("d", "final_report", "T", "en", sections=body, annexes=(one,)))
    assert [(s.number, s.blocks[0].number) for s in both.annexes] == [("I", "1"), ("II", "1")]
    assert alone.annexes[0].number == ""


def test_notes_are_numbered_in_reading_order_wherever_they_stand():
    item = Item("i", (Note("n2", words("second")),))
    first = Paragraph("p", (Text("a"), tree.Span("strong", (Note("n1", words("first")),))), items=(item,))
    document = numbering.number(Document("d", "final_report", "T", "en", sections=(Section("s", "S", (first,)),)))
    assert [(n.id, n.number) for n in tree.walk(document) if isinstance(n, Note)] == [("n1", "1"), ("n2", "2")]


def test_an_id_used_twice_is_refused():
    twice = (Paragraph("p", words("a")), Paragraph("p", words("b")))
    with pytest.raises(numbering.DuplicateId, match=r"^p$"):
        numbering.number(Document("d", "final_report", "T", "en", opening=twice))


def test_ids_do_not_move_when_a_paragraph_is_added_before():
    def ids(count):
        blocks = tuple(Paragraph(f"p-{n}", words("x")) for n in reversed(range(count)))
        document = numbering.number(Document("d", "final_report", "T", "en", opening=blocks))
        return {b.id: b.number for b in document.opening}

    assert ids(2) == {"p-1": "1", "p-0": "2"}
    assert ids(3) == {"p-2": "1", "p-1": "2", "p-0": "3"}


def test_contents_list_chapters_their_paragraphs_and_annexes():
    lines = [(e.number, e.heading, e.level, e.first, e.last) for e in numbering.contents(samples.report())]
    assert lines == [
        ("I", "Introduction", 1, "1", "3"),
        ("A", "Background", 2, "1", "2"),
        ("B", "Attendance", 2, "3", "3"),
        ("II", "Summary of the sessions", 1, "4", "10"),
        ("A", "Innovating governance for development", 2, "4", "6"),
        ("B", "Services that people use", 2, "7", "8"),
        ("C", "Shared services of small island States", 2, "9", "10"),
        ("III", "Conclusions", 1, "11", "12"),
        ("IV", "Recommendations", 1, "13", "15"),
        ("I", "Programme", 1, "", ""),
        ("II", "List of participants", 1, "", ""),
    ]


def test_lettered_chapters_and_numbers_that_pieces_bring_along():
    own = Paragraph("own", words("x"), numbered=False, number="7")
    inner = Section("inner", "Inner", (Paragraph("p", words("y")), own))
    chapters = (Section("a", "A", sections=(inner,)), Section("item", "Item", numbered=False, number="4"))
    document = numbering.number(Document("d", "information_note", "T", "en", sections=chapters, lettered=True))
    assert [section.number for section in tree.sections(document)] == ["A", "1", "4"]
    assert [node.number for node in tree.walk(document) if isinstance(node, Paragraph)] == ["1", "7"]


def test_signs_and_plates_bear_no_draft_mark():
    layouts = ("report", "paper", "signs", "plates")
    drafts = [Document("d", "door_signs", "T", "en", layout=layout).is_draft for layout in layouts]
    assert drafts == [True, True, False, False]
