"""Inline pieces as runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from unicodedata import bidirectional

from ..tree import Break, Inline, Inlines, Link, Note, Reference, Span, Text, plain, walk
from .names import Addresses, Bookmarks
from .xml import LINE_BREAK, paragraph, tag, text

#: In the order in which the schema wants them.
MARKS = {
    "link": '<w:rStyle w:val="Hyperlink"/>',
    "strong": "<w:b/><w:bCs/>",
    "emphasis": "<w:i/>",  # complex scripts, such as Arabic, know no italics
    "sub": '<w:vertAlign w:val="subscript"/>',
    "sup": '<w:vertAlign w:val="superscript"/>',
}
RIGHT_TO_LEFT = frozenset({"R", "AL", "AN", "RLE", "RLO", "RLI"})
#: Ids 0 and 1 are the lines above footnotes.
FIRST_NOTE = 2


@dataclass(slots=True)
class Pen:
    """Writes the text of one part of the package; notes called in it go to `notes`, where there is such a part."""

    rtl: bool
    bookmarks: Bookmarks
    addresses: Addresses = field(default_factory=Addresses)
    notes: Notes | None = None

    def write(self, pieces: Inlines, marks: frozenset[str] = frozenset()) -> str:
        """Runs of `pieces`, each with `marks` (names of MARKS)."""
        return "".join(self._piece(piece, marks) for piece in pieces)

    def run(self, content: str, style: str = "") -> str:
        """One run of plain text in a character style."""
        return self._run(content, tag("rStyle", val=style) if style else "") if content else ""

    def _piece(self, piece: Inline, marks: frozenset[str]) -> str:
        match piece:
            case Text(content):
                return self._run(content, "".join(xml for name, xml in MARKS.items() if name in marks))
            case Span(style, inner):
                return self.write(inner, marks | {style})
            case Link(href, inner):
                return self._link(href, inner, marks)
            case Break():
                return LINE_BREAK
            case Reference():
                return self._reference(piece, marks)
            case Note():
                return self.notes.call(piece) if self.notes else self._run(f" ({plain(piece.inlines)})", "")

    def _run(self, content: str, properties: str) -> str:
        properties += "<w:rtl/>" if self.rtl and runs_right_to_left(content) else ""
        return f"<w:r>{tag('rPr', properties) if properties else ''}{text(content)}</w:r>"

    def _link(self, href: str, inner: Inlines, marks: frozenset[str]) -> str:
        """Links do not nest, and none leads to where nothing is."""
        target = "" if "link" in marks else self._target(href)
        return (
            f"<w:hyperlink {target}>{self.write(inner, marks | {'link'})}</w:hyperlink>"
            if target
            else self.write(inner, marks)
        )

    def _reference(self, reference: Reference, marks: frozenset[str]) -> str:
        """A jump to the bookmark of its target, with the number as it stands in the tree: Word counts none anew."""
        text = (Text(reference.text),)
        name = "" if reference.is_missing else self.bookmarks.names.get(reference.target, "")
        if not name or "link" in marks:
            return self.write(text, marks | {"strong"} if reference.is_missing else marks)
        return f'<w:hyperlink w:anchor="{name}" w:history="1">{self.write(text, marks)}</w:hyperlink>'

    def _target(self, href: str) -> str:
        if href.startswith("#"):
            name = self.bookmarks.names.get(href[1:])
            return f'w:anchor="{name}"' if name else ""
        name = self.addresses.add(href)
        return f'r:id="{name}"' if name else ""


def runs_right_to_left(content: str) -> bool:
    """Whether a run of a right-to-left document is one itself: all but those of Latin letters alone."""
    kinds = {bidirectional(character) for character in content}
    return bool(kinds & RIGHT_TO_LEFT) or "L" not in kinds


@dataclass(slots=True)
class Notes:
    """Footnotes in the order of their calls. Word counts them itself, unless `counted` says that it would not come to
    the numbers of the tree: then each call shows its number as a mark of its own.
    """

    pen: Pen
    counted: bool = True
    written: list[str] = field(default_factory=list)

    def call(self, note: Note) -> str:
        key = FIRST_NOTE + len(self.written)
        mark = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
        shown = "<w:footnoteRef/>" if self.counted else text(note.number)
        content = f"<w:r>{mark}{shown}</w:r><w:r><w:tab/></w:r>" + self.pen.write(note.inlines)
        self.written.append(tag("footnote", paragraph("FootnoteText", content), id=key))
        if self.counted:
            return f'<w:r>{mark}<w:footnoteReference w:id="{key}"/></w:r>'
        return f'<w:r>{mark}<w:footnoteReference w:customMarkFollows="1" w:id="{key}"/>{text(note.number)}</w:r>'


def are_counted(pieces: tuple[object, ...]) -> bool:
    """Whether the notes of `pieces`, in the order of the page, are numbered 1, 2, 3."""
    numbers = [node.number for node in walk(pieces) if isinstance(node, Note)]
    return numbers == [str(position) for position in range(1, len(numbers) + 1)]
