"""The part of a numbered document around the block that somebody writes: what a preview sets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from outputs import tree
from outputs.tree import Block, Document, Section

#: Characters: about two pages.
ROOM = 4500
#: Blocks that stand before the one in question, so that its place is seen.
BEFORE = 2
PARTS = ("front", "sections", "annexes")
LOOSE = ("opening", "closing")
#: What may be longer than a page, and of what it consists.
LONG = {
    tree.ParticipantList: "groups", tree.ParticipantGroup: "participants", tree.Programme: "days",
    tree.ProgrammeDay: "entries", tree.Table: "rows", tree.Paragraph: "items",
}  # fmt: skip


@dataclass(slots=True)
class _Room:
    left: int = ROOM


def head_of(document: Document) -> Document:
    """The cover, or the masthead, and the summary."""
    empty: dict[str, Any] = dict.fromkeys((*PARTS, *LOOSE), ())
    return replace(document, contents=False, **empty)


def excerpt(document: Document, blocks: Sequence[str]) -> Document | None:
    """The document with nothing but the section in which the last of `blocks` stands, from shortly before it on, about
    two pages of it, with its numbers. `blocks` are the ids of blocks of the body in its order; where the last made
    nothing that bears its id, the one before counts. None where nothing is found.
    """
    for key in reversed(blocks):
        if found := _around(document, f"b-{key}"):
            return replace(head_of(document), summary=(), **found)
    return None


def _around(document: Document, prefix: str) -> dict[str, Any]:
    room = _Room()
    for name in PARTS:
        sections = getattr(document, name)
        for section in sections:
            if _holds(section, prefix):
                return {name: (_cut(section, prefix, room),)}
    for name in LOOSE:
        if any(_holds(block, prefix) for block in getattr(document, name)):
            return {name: _blocks(getattr(document, name), prefix, room)}
    return {}


def _holds(node: Any, prefix: str) -> bool:
    return any(_is_of(each, prefix) for each in tree.walk(node))


def _is_of(node: Any, prefix: str) -> bool:
    key = getattr(node, "id", "")
    return key == prefix or key.startswith(f"{prefix}-")


def _cut(section: Section, prefix: str, room: _Room) -> Section:
    first = next((place for place, child in enumerate(section.sections) if _holds(child, prefix)), None)
    blocks = _blocks(section.blocks, prefix, room) if first is None else ()
    children = [_cut(child, prefix, room) for child in section.sections[first or 0 :] if room.left > 0]
    return replace(section, blocks=blocks, sections=tuple(children))


def _blocks(blocks: tuple[Block, ...], prefix: str, room: _Room) -> tuple[Block, ...]:
    place = next((place for place, block in enumerate(blocks) if _holds(block, prefix)), 0)
    return tuple(_shortened(block, room) for block in blocks[max(0, place - BEFORE) :] if room.left > 0)


def _shortened(node: Any, room: _Room) -> Any:
    """As much of it as there is room for; what cannot be parted is whole."""
    name = LONG.get(type(node), "")
    if not name or not getattr(node, name):
        room.left -= sum(map(_length, tree.walk(node)))
        return node
    return replace(node, **{name: tuple(_shortened(each, room) for each in getattr(node, name) if room.left > 0)})


def _length(node: Any) -> int:
    return sum(len(value) for part in fields(node) if isinstance(value := getattr(node, part.name), str))
