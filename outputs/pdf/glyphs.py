"""The text of each glyph, so that a PDF is copied and read out as it was typed (ISO 14289-1, 7.21.7).

WeasyPrint gives the text of several glyphs that stand for one letter to the last of them, and none to the others, in
the whole file: of "ị" the dot below was "ị" and each "i" was nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pikepdf
    from fontTools.ttLib import TTFont

FONTS = Path(__file__).parents[1] / "fonts"
ENTRY = re.compile(rb"^<([0-9a-f]+)> <([0-9a-f]*)>$", re.MULTILINE)
WORD_JOINER = "\u2060"
MARK = 3  # the class of combining marks in a font's table GDEF


def name_glyphs(pdf: pikepdf.Pdf) -> None:
    """Gives a base letter its own text and the mark over or under it the rest of their letter.

    Where a syllable takes several glyphs, as in Devanagari, its text belongs to one of them; the others get a word
    joiner, since each needs some.
    """
    for font in (item for item in pdf.objects if "/ToUnicode" in _keys(item)):
        names = font.ToUnicode.read_bytes()
        changed = _own_texts(dict(_texts(names)), str(font.BaseFont))
        if changed:
            font.ToUnicode.write(_renamed(names, changed))


def _texts(names: bytes) -> Iterator[tuple[int, str]]:
    for glyph, text in ENTRY.findall(names):
        yield int(glyph, 16), bytes.fromhex(text.decode()).decode("utf-16-be")


def _renamed(names: bytes, changed: dict[int, str]) -> bytes:
    def entry(found: re.Match[bytes]) -> bytes:
        text = changed.get(int(found[1], 16))
        return found[0] if text is None else b"<%s> <%s>" % (found[1], text.encode("utf-16-be").hex().encode())

    return ENTRY.sub(entry, names)


def _own_texts(texts: dict[int, str], name: str) -> dict[int, str]:
    """The texts of the glyphs that have none, or that of a whole letter with its marks."""
    suspects = {glyph for glyph, text in texts.items() if len(unicodedata.normalize("NFD", text)) != 1}
    font = _font(name) if suspects else None
    return {glyph: _own_text(glyph, texts[glyph], font) for glyph in suspects}


def _own_text(glyph: int, text: str, font: TTFont | None) -> str:
    if font is None:
        return text or WORD_JOINER
    name = font.getGlyphName(glyph)
    if not text:
        own = next((chr(code) for code, named in font.getBestCmap().items() if named == name), WORD_JOINER)
        return own.replace("ı", "i")
    letters = unicodedata.normalize("NFD", text)
    is_mark = len(text) == 1 and font["GDEF"].table.GlyphClassDef.classDefs.get(name) == MARK
    return letters[1:] if is_mark else text


def _font(name: str) -> TTFont | None:
    """The file of our own that a font of the PDF ("/ABCDEF+Noto-Sans-Bold") is a part of; glyphs keep their numbers."""
    from fontTools.ttLib import TTFont

    plain = name.rpartition("+")[2].replace("-", "")
    files = {file.stem.replace("-", ""): file for file in FONTS.glob("*.ttf")}
    file = files.get(plain) or files.get(f"{plain}Regular")
    return TTFont(file, lazy=True) if file else None


def _keys(item: Any) -> Any:
    import pikepdf

    return item.keys() if isinstance(item, pikepdf.Dictionary) else ()
