import pytest

from outputs import tree
from outputs.editing import richtext
from outputs.tree import Break, Cell, Column, Item, Link, Note, Paragraph, Quote, Span, Subheading, Table, Text


def blocks(html):
    return richtext.blocks(html, prefix="b")


def test_a_list_becomes_the_items_of_the_paragraph_before_it():
    html = "<p>There is a need to:</p><ol><li>look;<ul><li>twice</li></ul></li><li>listen.</li></ol>"
    nested = Item("b-2", (Text("twice"),))
    items = (Item("b-3", (Text("look;"),), (nested,), marks="bullets"), Item("b-4", (Text("listen."),)))
    assert blocks(html) == (Paragraph("b-1", (Text("There is a need to:"),), items=items),)


def test_inline_marks_links_and_notes():
    html = '<p>A <b>bold</b> and <em>soft</em> word<br/><a href="https://example.org/">here</a>[^see there].</p>'
    (paragraph,) = blocks(html)
    assert paragraph.inlines == (
        Text("A "), Span("strong", (Text("bold"),)), Text(" and "), Span("emphasis", (Text("soft"),)), Text(" word"),
        Break(), Link("https://example.org/", (Text("here"),)), Note("b-1", (Text("see there"),)), Text("."),
    )  # fmt: skip


def test_headings_quotes_and_loose_text():
    html = "loose <i>text</i><h3>Head</h3><blockquote><p>one</p><p>two</p></blockquote>"
    loose = Paragraph("b-1", (Text("loose "), Span("emphasis", (Text("text"),))))
    quote = Quote("b-3", ((Text("one"),), (Text("two"),)))
    assert blocks(html) == (loose, Subheading("b-2", (Text("Head"),)), quote)


def test_a_table_keeps_its_head_and_few_columns():
    html = "<table><caption>Cap</caption><tr><th>A</th><th>B</th></tr><tr><td>1</td><td rowspan=2>2</td></tr></table>"
    row = (Cell((Text("1"),)), Cell((Text("2"),), rowspan=2))
    assert blocks(html) == (Table("b-1", (Column("A"), Column("B")), (row,), caption="Cap"),)


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "//host/x", "JaVaScRiPt:x", "ftp://h/", "/x"],
)
def test_links_elsewhere_than_the_web_lose_their_address(address):
    links = [n for n in tree.walk(blocks(f'<p><a href="{address}">text</a></p>')) if isinstance(n, Link)]
    assert links == []


@pytest.mark.parametrize(
    "html",
    [
        "<script>secret</script>", "<style>@import url(file:///etc/passwd)</style>", "<iframe src='http://x'></iframe>",
        "<link rel=attachment href='file:///etc/passwd'>", "<img src='http://127.0.0.1/x'>", "<svg><image href='http://x'/></svg>",
        "<object data='file:///etc/passwd'></object>",
    ],
)  # fmt: skip
def test_what_fetches_does_not_survive(html):
    assert blocks(f"{html}<p style='font-size:9999999px' onclick='x'>kept</p>") == (Paragraph("b-1", (Text("kept"),)),)


def test_spans_are_capped():
    for value in ("100000", "99999999999999999999", "-1", "x", "٣"):
        (table,) = blocks(f"<table><tr><td colspan={value} rowspan={value}>x</td></tr></table>")
        assert table.rows[0][0].colspan in (1, richtext.MAX_SPAN)


@pytest.mark.parametrize("tag", ["div", "ul><li", "blockquote", "b", "table><tr><td"])
def test_nesting_is_capped_and_the_text_kept(tag):
    found = blocks(f"<{tag}>" * 400 + "text")
    assert "text" in "".join(n.text for n in tree.walk(found) if isinstance(n, Text))
    assert depth(found) <= 2 * richtext.MAX_DEPTH + 6


def depth(node):
    children = node if isinstance(node, tuple) else tuple(getattr(node, f) for f in getattr(node, "__slots__", ()))
    return 1 + max((depth(c) for c in children if isinstance(c, tuple) or hasattr(c, "__slots__")), default=0)


def test_characters_no_format_can_carry_are_dropped():
    assert blocks("<p>a\x00\ufffe\ud800\x0bb\ufeff</p>") == (Paragraph("b-1", (Text("ab"),)),)


def test_inlines_join_blocks():
    assert richtext.inlines("<p>one</p><p>two</p>", prefix="b") == (Text("one"), Text(" "), Text("two"))


def test_plain_text_keeps_its_lines():
    assert richtext.text_inlines("one\r\n two ") == (Text("one"), Break(), Text("two"))
