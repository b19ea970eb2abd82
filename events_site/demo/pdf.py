"""A PDF of one page, written by hand: the demonstration's papers must not wait for a typesetter."""

import textwrap
import unicodedata

WIDTH, HEIGHT, MARGIN = 595, 842, 72  # A4 in points


def one_page(title: str, authors: str, meeting: str, text: str) -> bytes:
    """Title, authors, the meeting and a text, in Helvetica. Letters beyond Windows-1252 lose their marks."""
    lines = [
        *_set("B", 18, textwrap.wrap(title, 46)),
        *_set("R", 12, [authors, *textwrap.wrap(meeting, 74), ""]),
        *_set("R", 11, textwrap.wrap(text, 80)),
        *_set("R", 9, ["", "Invented for the demonstration of Rostrum."]),
    ]
    content = f"BT {MARGIN} {HEIGHT - MARGIN} Td\n".encode() + b"\n".join(lines) + b"\nET"
    return _file(content, _literal(title))


def _set(font: str, size: int, lines: list[str]) -> list[bytes]:
    lead = round(size * 1.45)
    return [b"/%s %d Tf 0 -%d Td %s Tj" % (font.encode(), size, lead, _literal(line)) for line in lines]


def _literal(text: str) -> bytes:
    escaped = "".join(_plain(letter) for letter in text).replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return b"(" + escaped.encode("cp1252", "replace") + b")"


def _plain(letter: str) -> str:
    try:
        letter.encode("cp1252")
    except UnicodeEncodeError:
        return unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode() or "?"
    return letter


def _file(content: bytes, title: bytes) -> bytes:
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (en) >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 4 0 R "
        b"/Resources << /Font << /R 5 0 R /B 6 0 R >> >> >>" % (WIDTH, HEIGHT),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        font % b"Helvetica",
        font % b"Helvetica-Bold",
        b"<< /Title %s >>" % title,
    ]
    body, places = b"%PDF-1.4\n", []
    for number, value in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, value)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R /Info 7 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + trailer
