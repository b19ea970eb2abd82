"""What happens in reading a table, in words. Every refusal says what is wrong and what to do."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "empty": _("The file is empty."),
    "blank": _("The file has no row that says anything."),
    "too_large": _("The file is too large: %(detail)s at most."),
    "kind": _("Send a spreadsheet (.xlsx) or a table (.csv). This looks like %(detail)s."),
    "unknown": _("Send a spreadsheet (.xlsx) or a table (.csv). This is neither."),
    "old_office": _("This is an older Excel file (.xls), or one with a password. Save it without a password as .xlsx."),
    "macros": _("The file contains macros. Save it without them, as .xlsx."),
    "encrypted": _("The file is protected by a password. Save it without one."),
    "bomb": _("The file is far larger inside than it seems: nothing was unpacked. Copy the table into a new workbook."),
    "too_many_parts": _("The file is made of too many parts to be checked. Copy the table into a new workbook."),
    "strange_parts": _("The file has parts with misleading names. Copy the table into a new workbook."),
    "foreign_entities": _(
        "The file refers to things outside itself in a way that no spreadsheet does. "
        "Copy the table into a new workbook."
    ),
    "damaged": _("The file is damaged or incomplete. Open it once to check, save it again, and send it again."),
    "disguised": _("The content does not fit the name of this file: it is %(detail)s. Did you choose the right one?"),
    "too_complex": _("The file could not be read: it is too complex. Copy the table into a new workbook."),
    "encoding": _("The letters of this file cannot be told for certain. Save it as “CSV UTF-8”, or as .xlsx."),
    "quotes": _("The quotation marks of this table do not fit together. Save it again as CSV, or as .xlsx."),
    "rows": _("The file has more than 5,000 rows. Send it in parts."),
}

NOTES = {
    "encoding": _("The letters were read as %(detail)s. Look whether accents are right."),
    "banner": _("A line across the table was left out, row %(detail)s"),
}

FAULTS = {
    "formula": _("A formula. Open the file in a spreadsheet, keep the values only, and send it again."),
    "error": _("The spreadsheet says that this cell has an error."),
    "merged": _("A merged cell. Take the cells apart and write into each what belongs there."),
    "letters": _("Letters were lost on the way: this was saved in another encoding."),
    "control": _("Characters that cannot be seen and belong into no list. Type it again."),
    "too_long": _("This is too long."),
}
