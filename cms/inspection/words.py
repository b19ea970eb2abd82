"""The findings in words. Every refusal says what is wrong and what to do."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from cms.inspection.findings import FORMATS

REFUSALS = {
    "empty": _("The file is empty."),
    "too_large": _("The file is too large: %(detail)s at most."),
    "kind": _("Send one of these: %(formats)s. This looks like %(detail)s."),
    "unknown": _("Send one of these: %(formats)s. This is none of them."),
    "old_office": _(
        "This is an older Office file, or one with a password. Save it without one, as one of these: %(formats)s."
    ),
    "virus": _("The virus scanner found %(detail)s in the file. Nothing was kept."),
    "unscanned": _("The virus scanner does not answer, so nothing was kept. Please try again in a few minutes."),
    "disguised": _("The content does not fit the name of this file: it is %(detail)s. Did you choose the right one?"),
    "damaged": _(
        "The file is damaged or incomplete. Save or export it again, open it once to check, and send it again."
    ),
    "encrypted": _("The file is protected by a password or by restrictions. Send it without protection."),
    "script": _("The file contains a script or form program. Print it to a new PDF and send that."),
    "launch": _("The file contains a command that starts another program. Print it to a new PDF and send that."),
    "attachment": _("The file carries other files inside. Send them one by one, and this one without them."),
    "macros": _("The file contains macros. Save it without macros, as .docx, .pptx or .odt."),
    "bomb": _("The file is far larger inside than it seems: nothing was unpacked. Save it again or send a PDF."),
    "too_many_parts": _("The file is made of too many parts to be checked. Send a PDF."),
    "strange_parts": _("The file has parts with misleading names. Save it again from your word processor."),
    "foreign_entities": _(
        "The file refers to things outside itself in a way that no word processor does. Save it again."
    ),
    "too_complex": _(
        "The file could not be checked: it is too complex or damaged. Save it again, or send a simpler PDF."
    ),
}

WARNINGS = {
    "remote_template": _("loads its template from the network"),
    "remote_content": _("loads pictures or other content from the network"),
    "local_link": _("has a link to a file on a computer"),
    "unscanned": _("waits for the virus scanner, and nobody can open it before"),
    "virus": _("is not opened for anybody: the virus scanner found something in it"),
}

FORMAT_WORDS = {
    "pdf": "PDF",
    "docx": _("Word (.docx)"),
    "pptx": _("PowerPoint (.pptx)"),
    "odt": _("OpenDocument text (.odt)"),
    "xlsx": _("Excel (.xlsx)"),
    "csv": "CSV",
    "jpeg": "JPEG",
    "png": "PNG",
}


def reason(code: str) -> StrPromise:
    """Why a file was refused; takes `detail`, and `formats` as `list_of` has them."""
    return REFUSALS[code]


def list_of(formats: Iterable[str]) -> str:
    """Such as "PDF, Word (.docx), JPEG", in the order of FORMATS."""
    wanted = set(formats)
    return ", ".join(str(FORMAT_WORDS[name]) for name in FORMATS if name in wanted)
