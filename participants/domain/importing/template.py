"""The empty table of a kind of list: a sheet with the columns, and one that explains them."""

import io

from cms.models import Event
from cms.tables.cells import guard
from participants.domain.setup import offered_categories, setup_of

from .kinds import Kind

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def empty_table(kind: Kind, event: Event) -> bytes:
    """A workbook (XLSX)."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active
    sheet.title, sheet.freeze_panes = str(kind.label)[:31], "A2"
    sheet.append([column.header for column in kind.columns])
    explained = book.create_sheet("How to")
    explained.append(["Column", "What belongs there"])
    for column in kind.columns:
        explained.append([column.header, guard(str(column.help))])
    if (setup := setup_of(event)) and any(column.key == "category" for column in kind.columns):
        names = "; ".join(str(each) for each in offered_categories(setup))
        explained.append(["Categories", guard(names)])
    for each, widths in ((sheet, [24] * len(kind.columns)), (explained, [22, 90])):
        for place, width in enumerate(widths, start=1):
            each.cell(row=1, column=place).font = Font(bold=True)
            each.column_dimensions[each.cell(row=1, column=place).column_letter].width = width
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
