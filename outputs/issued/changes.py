"""What a revised document says otherwise than the one before (Editorial Manual: changes in revised texts are shown)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from outputs import tree
from outputs.tree import Document, Inlines, plain

Kind = Literal["same", "added", "removed"]
WORD = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One paragraph or heading; `number` as it reads now, or read before where it is gone. `pieces` are its words."""

    kind: Literal["added", "removed", "changed"]
    number: str
    pieces: tuple[Piece, ...]
    id: str = ""


@dataclass(frozen=True, slots=True)
class _Text:
    id: str
    number: str
    words: tuple[str, ...]


def changes(before: Document, after: Document) -> list[Change]:
    """In reading order. A piece is the same one where it has the same id, or, where none is found, the same words."""
    old, new = list(_texts(before)), list(_texts(after))
    places = {text.id: text for text in old}
    keys = [text.id if text.id in {one.id for one in new} else f"={text.words}" for text in old]
    found: list[Change] = []
    matcher = SequenceMatcher(None, keys, [text.id if text.id in places else f"={text.words}" for text in new], False)
    for _tag, start, end, first, last in matcher.get_opcodes():
        if _tag == "equal":
            pairs = zip(old[start:end], new[first:last], strict=True)
            found += [_changed(one, other) for one, other in pairs if one.words != other.words]
            continue
        found += [_whole("removed", text) for text in old[start:end]]
        found += [_whole("added", text) for text in new[first:last]]
    return found


def _texts(document: Document) -> Iterator[_Text]:
    for node in tree.walk(document):
        if isinstance(node, tree.Section):
            yield _Text(node.id, node.number, _words(node.heading))
        elif isinstance(node, tree.Paragraph | tree.Item | tree.Subheading | tree.KeyMessage):
            yield _Text(node.id, getattr(node, "number", "") or getattr(node, "marker", ""), _words(node.inlines))
        elif isinstance(node, tree.Quote):
            yield _Text(node.id, "", tuple(word for part in node.paragraphs for word in _words(part)))
        elif isinstance(node, tree.Attendance):
            yield _Text(node.id, node.number, _words(_listed(node)))
        elif isinstance(node, tree.Table):
            cells = (plain(cell.inlines) for row in node.rows for cell in row)
            yield _Text(node.id, node.number, _words(" | ".join(cells)))


def _listed(node: tree.Attendance) -> str:
    names = (f"{one.name} ({one.remark})" if one.remark else one.name for one in node.attendees)
    return f"{plain(node.lead_in)} {'; '.join(names)}"


def _words(text: str | Inlines) -> tuple[str, ...]:
    return tuple(WORD.findall(text if isinstance(text, str) else plain(text)))


def _whole(kind: Any, text: _Text) -> Change:
    return Change(kind, text.number, (Piece(kind, "".join(text.words)),), "" if kind == "removed" else text.id)


def _changed(old: _Text, new: _Text) -> Change:
    pieces: list[Piece] = []
    for tag, start, end, first, last in SequenceMatcher(None, old.words, new.words, False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(old.words[start:end])))
            continue
        pieces += [Piece("removed", "".join(old.words[start:end]))] if end > start else []
        pieces += [Piece("added", "".join(new.words[first:last]))] if last > first else []
    return Change("changed", new.number, tuple(pieces), new.id)
