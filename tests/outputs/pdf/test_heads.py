"""Running heads and page numbers, drawn on pages that have none."""

from dataclasses import replace
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from outputs.pdf.heads import LINES_OF_PAGE, draw_heads, with_numbers
from outputs.pdf.run import compile_pdf
from outputs.renderers import html
from tests.outputs import samples

pytestmark = pytest.mark.slow
COUNT = 2 * LINES_OF_PAGE + 3


@pytest.fixture(scope="module")
def heads():
    return compile_pdf(with_numbers(html.book(replace(samples.report(), version="")).heads, COUNT))


def drawn(heads, count):
    with pikepdf.new() as pdf, pikepdf.open(BytesIO(heads)) as given:
        for _ in range(count):
            pdf.add_blank_page(page_size=(595, 842))
        draw_heads(pdf, given)
        pdf.save(target := BytesIO())
    return [
        "".join(page.get_textpage().get_text_bounded().split()) for page in pypdfium2.PdfDocument(target.getvalue())
    ]


def test_every_page_but_the_cover_has_its_number(heads):
    head = "Innovatinggovernanceforsustainabledevelopmentand…RS/PSF/2014/R.1DRAFT"
    assert drawn(heads, COUNT) == ["", *(f"{head}Page{number}of{COUNT}" for number in range(2, COUNT + 1))]


def test_heads_for_another_number_of_pages_are_refused(heads):
    with pytest.raises(ValueError, match="longer than"):
        drawn(heads, COUNT - 1)
