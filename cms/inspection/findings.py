"""What the inspection exchanges with those who ask for it. Standard library only: the child imports it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    name: str
    extension: str
    media_type: str


_OFFICE = "application/vnd.openxmlformats-officedocument"
PAPERS = frozenset({"pdf", "docx", "pptx", "odt"})
PICTURES = frozenset({"jpeg", "png"})
ATTACHMENTS = PICTURES | {"pdf"}
TABLES = frozenset({"xlsx", "csv"})
FORMATS = {
    each.name: each
    for each in (
        Format("pdf", ".pdf", "application/pdf"),
        Format("docx", ".docx", f"{_OFFICE}.wordprocessingml.document"),
        Format("pptx", ".pptx", f"{_OFFICE}.presentationml.presentation"),
        Format("odt", ".odt", "application/vnd.oasis.opendocument.text"),
        Format("xlsx", ".xlsx", f"{_OFFICE}.spreadsheetml.sheet"),
        Format("csv", ".csv", "text/csv"),
        Format("jpeg", ".jpg", "image/jpeg"),
        Format("png", ".png", "image/png"),
    )
}


@dataclass(frozen=True, slots=True)
class Finding:
    """An acceptable file: its format, codes of what is worth telling (see `words.WARNINGS`), and the pages of a PDF."""

    format: Format
    warnings: tuple[str, ...] = ()
    pages: int | None = None


class Refused(Exception):
    """`code` is a key of `words.REFUSALS`, `detail` a word or two to fill in."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code, self.detail = code, detail
