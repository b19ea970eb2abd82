"""What happens in reading, in words. Every refusal says what is wrong and what to do."""

from django.utils.translation import gettext_lazy as _

from .tables import MOST_ROWS

FORMATS = {
    "xlsx": _("Spreadsheet (XLSX)"),
    "csv": _("Table (CSV)"),
    "frab": _("schedule.json of pretalx and frab"),
    "indico": _("JSON of Indico"),
}
KNOWS = {
    "xlsx": _("Everything, in sheets for sessions, contributions, people and rooms, with a sheet that explains them."),
    "csv": _("Everything, in one table."),
    "frab": _(
        "Sessions with a time that are not cancelled: title, times, room, kind, description, first subject and "
        "language, speakers and panellists."
    ),
    "indico": _(
        "Sessions that are not cancelled: title, number, times, room, kind, description, chairs, and their "
        "contributions with speakers."
    ),
}

REFUSALS = {
    "empty": _("The file is empty."),
    "too_large": _("The file is too large: %(detail)s at most."),
    "kind": _(
        "Send a spreadsheet (.xlsx), a table (.csv), or the JSON of pretalx, frab or Indico. "
        "This looks like %(detail)s."
    ),
    "unknown": _(
        "Send a spreadsheet (.xlsx), a table (.csv), or the JSON of pretalx, frab or Indico. This is none of them."
    ),
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
    "heading": _(
        "No row with the names of the columns was found: one is to be called “Title”, others “Date”, “Start” and so "
        "on. The empty table shows all of them."
    ),
    "rows": _("The file has more than %(most)s rows. Send it in parts, or take out what is no programme.")
    % {"most": MOST_ROWS},
    "json": _("This JSON is neither a schedule of pretalx or frab nor an export of Indico."),
    "many_events": _("This export holds several events. Export the one you want."),
}

NOTES = {
    "encoding": _("The letters were read as %(detail)s. Look whether accents are right."),
    "columns": _("Columns that were not understood and are left out: %(detail)s"),
    "merged": _("%(detail)s: merged cells; what stands in the first was taken for the rows below it."),
    "banner": _("A line across the table was left out, row %(detail)s"),
}

FAULTS = {
    "formula": _("A formula without a result: open the file in a spreadsheet, save it, and send it again."),
    "error": _("The spreadsheet says that this cell has an error."),
    "too_long": _("This is too long."),
}
