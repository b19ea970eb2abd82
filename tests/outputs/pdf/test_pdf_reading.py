"""What a reader with a screen reader is given of a PDF: language, title, tags in the order of the text, headings,
table heads, alternatives of pictures, and letters as they were typed. One file is compiled for all of them.
"""

import re
import shutil
import subprocess
import unicodedata
from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import pikepdf
import pytest

from outputs import tree
from outputs.renderers import pdf
from outputs.tree import Document, Paragraph, Text, numbering
from tests.outputs import samples

pytestmark = pytest.mark.slow

NAMES = ("Nguyễn Thị Lịch", "Ndị Minh", "Đặng Quỳnh", "Σοφία", "Zoë Ångström", "Александр", "王小明")
QUOTED = re.compile(r'^ *"(.*)"$')


@pytest.fixture(scope="module")
def document():
    report = samples.report("adopted")
    names = tuple(Paragraph(f"name-{n}", (Text(name),), numbered=False) for n, name in enumerate(NAMES))
    return numbering.number(replace(report, closing=(*report.closing, *names)))


@pytest.fixture(scope="module")
def data(document):
    return pdf.render(document)


@pytest.fixture(scope="module")
def opened(data):
    with pikepdf.open(BytesIO(data)) as found:
        yield found


@pytest.fixture(scope="module")
def read(data, tmp_path_factory):
    """The lines of the tree of tags with the text of each."""
    program = shutil.which("pdfinfo")
    if program is None:
        pytest.skip("pdfinfo, of poppler-utils, is not installed")
    path = tmp_path_factory.mktemp("read") / "document.pdf"
    path.write_bytes(data)
    done = subprocess.run([program, "-struct-text", path], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def elements(opened):
    """The elements of the tree of tags, in reading order."""
    stack = [opened.Root.StructTreeRoot.K]
    while stack:
        node = stack.pop()
        if isinstance(node, pikepdf.Array):
            stack.extend(reversed(list(node)))
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                yield node
            if "/K" in node:
                stack.append(node.K)


def test_language_title_and_tags_are_said(opened, document):
    root = opened.Root
    with opened.open_metadata() as metadata:
        title = metadata["dc:title"]
    said = (str(root.Lang), title, bool(root.MarkInfo.Marked), bool(root.ViewerPreferences.DisplayDocTitle))
    assert said == ("en", document.title, True, True)


def test_headings_stand_in_order_and_leave_out_no_level(opened):
    levels = [int(str(node.S)[2:]) for node in elements(opened) if re.fullmatch(r"/H[1-6]", str(node.S))]
    assert (levels[0], levels.count(1)) == (1, 1)
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert max(levels) == 3


def test_the_heads_of_tables_say_what_they_head(opened):
    heads = [node for node in elements(opened) if str(node.S) == "/TH"]
    assert heads
    assert {str(node.A.Scope) for node in heads} == {"/Column"}


def test_pictures_have_an_alternative(opened, document):
    alternatives = [str(node.Alt) for node in elements(opened) if str(node.S) == "/Figure"]
    assert alternatives == [document.masthead.organization]


def test_fonts_are_inside(opened):
    fonts = [item for item in opened.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"]
    descriptors = [font.FontDescriptor for font in fonts if "/FontDescriptor" in font]
    assert descriptors
    assert all("/FontFile2" in one or "/FontFile3" in one for one in descriptors)


def test_text_is_read_in_the_order_of_the_document(read, document):
    text = plain(" ".join(found[1] for found in map(QUOTED.match, read) if found))
    wanted = [plain(tree.plain(node.inlines))[:60] for node in body(document)]
    places = [text.find(words) for words in wanted]
    assert [words for words, place in zip(wanted, places, strict=True) if place < 0] == []
    assert places == sorted(places)


def body(document: Document):
    """The paragraphs and items between the contents and the annexes that begin like no other; without notes, which are
    read at the foot of the page.
    """
    texts = (n for n in tree.walk((document.sections, document.closing)) if isinstance(n, tree.Paragraph | tree.Item))
    nodes = [node for node in texts if not any(isinstance(piece, tree.Note) for piece in node.inlines)]
    starts = [plain(tree.plain(node.inlines))[:60] for node in nodes]
    return [node for node, start in zip(nodes, starts, strict=True) if start and starts.count(start) == 1]


@pytest.mark.parametrize("name", NAMES)
def test_names_are_read_as_they_were_typed(read, name):
    assert plain(name) in plain(" ".join(found[1] for found in map(QUOTED.match, read) if found))


def plain(text):
    """Letters alone, composed: where a line breaks or a mark stands is no matter."""
    return "".join(unicodedata.normalize("NFC", "".join(text.split())).split("\u2060"))
