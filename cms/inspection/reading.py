"""The child that reads an accepted file: its words for a search, and its first page as a small picture for lists.

Of Word, PowerPoint and OpenDocument files the picture is the one that the program saved inside, if it did.
"""

import base64
import io
import zipfile
from typing import Any, BinaryIO

from cms.inspection import child
from cms.inspection.findings import Refused

LONGEST = 200_000  # characters
WIDTH = 320  # pixels
MOST_PIXELS = 20_000_000
PARTS = ("word/document.xml", "content.xml", "xl/sharedStrings.xml")
SLIDES = ("ppt/slides/slide", "ppt/notesSlides/")
THUMBNAILS = ("docProps/thumbnail.jpeg", "docProps/thumbnail.png", "Thumbnails/thumbnail.png")
PARAGRAPHS = {"p", "h", "br", "tab", "line-break", "si"}


def main() -> None:
    child.serve(read)


def read(file: BinaryIO) -> dict[str, object]:
    head = file.read(4)
    file.seek(0)
    if head == b"%PDF":
        words, picture = _pdf(file.read())
    elif head == b"PK\x03\x04":
        words, picture = _office(file)
    else:
        words, picture = "", _shrunk(file)
    return {"text": _clean(words), "picture": base64.b64encode(picture).decode() if picture else ""}


def _clean(words: str) -> str:
    """Without the characters no database takes, and without layout."""
    printable = "".join(c if c.isprintable() or c.isspace() else " " for c in words[: 4 * LONGEST])
    return " ".join(printable.split())[:LONGEST]


def _pdf(data: bytes) -> tuple[str, bytes]:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    words, length = [], 0
    for page in document:
        words.append(page.get_textpage().get_text_bounded())
        length += len(words[-1])
        if length > LONGEST:
            break
    return "\n".join(words), _first_page(document)


def _first_page(document: Any) -> bytes:
    page = document[0]
    width, height = page.get_size()
    if not width or not height or WIDTH * WIDTH * height / width > MOST_PIXELS:
        return b""
    return _jpeg(page.render(scale=WIDTH / width).to_pil())


def _office(file: BinaryIO) -> tuple[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        read = [name for name in names if name in PARTS or (name.startswith(SLIDES) and name.endswith(".xml"))]
        words = " ".join(_words(archive, name) for name in sorted(read))
        thumbnail = next((name for name in THUMBNAILS if name in names), "")
        return words, _shrunk(io.BytesIO(archive.read(thumbnail))) if thumbnail else b""


def _words(archive: zipfile.ZipFile, part: str) -> str:
    from lxml import etree

    words: list[str] = []
    with archive.open(part) as stream:
        for _event, element in etree.iterparse(stream, resolve_entities=False, no_network=True, load_dtd=False):
            words.append(element.text or "")
            if etree.QName(element).localname in PARAGRAPHS:
                words.append(f" {element.tail or ''}")
            else:
                words.append(element.tail or "")
            element.clear()
    return "".join(words)


def _shrunk(file: BinaryIO) -> bytes:
    """Nothing where it is no picture that can be drawn."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(file, formats=["JPEG", "PNG"]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return b""
            return _jpeg(picture)
    except (UnidentifiedImageError, OSError, Refused):
        return b""


def _jpeg(picture: Any) -> bytes:
    """On white, WIDTH wide and never taller than twice that."""
    from PIL import Image

    drawn = picture.convert("RGBA")
    drawn.thumbnail((WIDTH, 2 * WIDTH))
    paper = Image.new("RGB", drawn.size, "white")
    paper.paste(drawn, mask=drawn.getchannel("A"))
    target = io.BytesIO()
    paper.save(target, "JPEG", quality=80, optimize=True)
    return target.getvalue()
