"""Bytes into text, where nobody says in which encoding they are."""

import unicodedata

BOM = "\ufeff"
BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
FOREIGN_SHARE = 0.3


class NotText(Exception):
    """`code` is "unknown" for what is no text, "encoding" for letters that cannot be told."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def decode(data: bytes) -> tuple[str, str]:
    """The text and its encoding: by its mark, else UTF-8, UTF-16 by its zeros, Windows-1252. Raises NotText."""
    for encoding in _likely(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            raise NotText("unknown")
        if encoding != "cp1252" or _looks_western(text):
            return text.removeprefix(BOM), encoding
    raise NotText("encoding")


def _likely(data: bytes) -> list[str]:
    for mark, encoding in BOMS.items():
        if data.startswith(mark):
            return [encoding]
    sample = data[:2000]
    if len(sample) > 3 and b"\0" in sample:
        odd, even = sample[1::2].count(0), sample[::2].count(0)
        return ["utf-16-le" if odd > even else "utf-16-be"]
    return ["utf-8", "cp1252"]


def _looks_western(text: str) -> bool:
    """Cyrillic or Greek read as Windows-1252 is nothing but accented letters."""
    letters = [c for c in text if c.isalpha()]
    foreign = sum(1 for c in letters if not c.isascii())
    controls = any(unicodedata.category(c) == "Cc" for c in text if c not in "\r\n\t")
    return not controls and foreign <= FOREIGN_SHARE * max(len(letters), 1)
