"""Text that every format can carry."""

from __future__ import annotations

import re
import unicodedata
from base64 import b64encode

SAFE_ADDRESSES = ("http://", "https://", "mailto:", "#")

# XML 1.0 section 2.2 "Char", less the non-characters U+FDD0..U+FDEF and the last two of each plane.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "]"
)
_SPACE = re.compile(r"[ \t\r\n\f]+")


def clean(text: str) -> str:
    """Text without the characters that XML, PDF or PostgreSQL refuse, in composed form (NFC)."""
    return unicodedata.normalize("NFC", _FORBIDDEN.sub("", text))


def collapse(text: str) -> str:
    """Runs of white space as one blank, as HTML shows them."""
    return _SPACE.sub(" ", text)


def paragraphs(text: str) -> list[str]:
    """What blank lines part."""
    return [part.strip() for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if part.strip()]


def data_address(media_type: str, data: bytes) -> str:
    """An address that holds the data itself (RFC 2397)."""
    return f"data:{media_type};base64,{b64encode(data).decode()}"
