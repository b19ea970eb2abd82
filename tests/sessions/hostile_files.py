"""Files for the inspection, sound and hostile, made when asked for."""

import io
import warnings
import zipfile
from collections.abc import Iterable

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
MACRO_WORD = "application/vnd.ms-word.document.macroEnabled.main+xml"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/{}" ContentType="{}"/></Types>'
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
EICAR = r"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
DOCUMENT = "<document><p>Text</p></document>"
LINK = '<Relationships><Relationship Id="r1" Type="http://x/relationships/{}" Target="{}" TargetMode="External"/></Relationships>'


def upload(content: bytes, name: str = "paper.pdf", declared: str = "application/pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type=declared)


def pdf(*, pages: int = 1, encryption: pikepdf.Encryption | bool = False, **root: object) -> bytes:
    """Empty pages; `root` adds entries to the catalogue."""
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page()
        for key, value in root.items():
            document.Root[Name(f"/{key}")] = value
        target = io.BytesIO()
        document.save(target, encryption=encryption, deterministic_id=not encryption)
    return target.getvalue()


def pdf_with_action(**action: object) -> bytes:
    return pdf(OpenAction=Dictionary(**action))


def pdf_with_attachment() -> bytes:
    with pikepdf.new() as document:
        document.add_blank_page()
        document.attachments["inside.txt"] = b"inside"
        target = io.BytesIO()
        document.save(target)
    return target.getvalue()


def pdf_with_link(target: str) -> bytes:
    action = Dictionary(S=Name.URI, URI=String(target))
    return pdf(Links=Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, A=action)]))


def archive(parts: Iterable[tuple[str, str | bytes]]) -> bytes:
    target = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        warnings.simplefilter("ignore")  # of duplicate names, which are the point
        for name, content in parts:
            made.writestr(name, content)
    return target.getvalue()


def docx(*more: tuple[str, str | bytes], kind: str = WORD, document: str | bytes = DOCUMENT) -> bytes:
    types = TYPES.format("word/document.xml", kind)
    return archive([("[Content_Types].xml", types), ("word/document.xml", document), *more])


def pptx() -> bytes:
    types = TYPES.format("ppt/presentation.xml", SLIDES)
    return archive([("[Content_Types].xml", types), ("ppt/presentation.xml", DOCUMENT)])


def odt(manifest: str = "<manifest/>", *more: tuple[str, str]) -> bytes:
    mimetype = "application/vnd.oasis.opendocument.text"
    return archive([("mimetype", mimetype), ("content.xml", DOCUMENT), ("META-INF/manifest.xml", manifest), *more])


def lying_docx(size: int) -> bytes:
    """Holds `size` bytes in a part that declares to be one kilobyte."""
    honest = docx(("word/media/image1.bmp", b"\0" * size))
    return honest.replace(size.to_bytes(4, "little"), (1024).to_bytes(4, "little"))


def xlsx() -> bytes:
    types = TYPES.format("xl/workbook.xml", EXCEL)
    return archive([("[Content_Types].xml", types), ("xl/workbook.xml", "<workbook/>")])


def picture(format: str = "PNG", size: tuple[int, int] = (60, 40)) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", size, "navy").save(target, format)
    return target.getvalue()


#: What no field for files takes, and why: B-040 to B-050 of the list of bad inputs.
REFUSED = [
    pytest.param(b"", "The file is empty.", id="B-040 nothing"),
    pytest.param(b"%", "This is none of them.", id="B-040 one byte"),
    pytest.param(b"%PDF-1.7", "The file is damaged or incomplete.", id="B-040 magic only"),
    pytest.param(pdf(encryption=pikepdf.Encryption(user="u", owner="o")), "protected by a password", id="B-042"),
    pytest.param(docx(), "The content does not fit the name", id="B-044"),
    pytest.param(pdf_with_attachment(), "carries other files inside", id="B-046"),
    pytest.param(lying_docx(9 * 1024 * 1024), "The file is damaged or incomplete.", id="B-048"),
    pytest.param(docx(("../../x", b"x")), "parts with misleading names", id="B-050"),
]
