"""The list of participants as a spreadsheet: the same people, in the same order, by the same rules as on paper."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.models import Event
from cms.tables.cells import clean, guard
from participants.listing import Group, participants_for_print

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTHS = (24, 26, 36, 40, 44)


def workbook(event: Event) -> bytes:
    """In the event's language; no cell is taken for a formula. Two queries."""
    from openpyxl import Workbook

    with translation.override(event.language):
        book = Workbook(write_only=True)
        sheet = book.create_sheet(_("List of participants")[:31])
        sheet.freeze_panes = "A2"
        for letter, width in zip("ABCDE", WIDTHS, strict=True):
            sheet.column_dimensions[letter].width = width
        sheet.append(_bold(sheet, [_("Category"), _("Country"), _("Name"), _("Title"), _("Institution")]))
        for group in participants_for_print(event):
            for row in _rows(group):
                sheet.append([guard(clean(cell)) or None for cell in row])
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _rows(group: Group) -> Iterator[tuple[str, ...]]:
    for entry in group.entries:
        yield group.heading, entry.country, entry.full, entry.title, entry.institution
    for institution in group.institutions:
        yield group.heading, "", "", "", institution
    named = group.entries or group.institutions
    if left := group.unnamed or (0 if named else group.count):
        words = ngettext("%(count)d participant not named", "%(count)d participants not named", left)
        yield group.heading, "", words % {"count": left}, "", ""


def _bold(sheet: Any, texts: list[str]) -> list[Any]:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cells = [WriteOnlyCell(sheet, value=text) for text in texts]
    for cell in cells:
        cell.font = Font(bold=True)
    return cells
