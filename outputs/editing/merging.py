"""Two people's texts of one document joined, block by block, over the text that both began from.

A text is a mapping of plain fields, and under "body" the raw blocks of a StreamField: {"type", "value", "id"}. Blocks
are the same where they have the same id, and say the same where `meaning` is equal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, Literal, TypeAlias
from uuid import uuid4

Raw: TypeAlias = dict[str, Any]
Texts: TypeAlias = Mapping[str, Any]
Pick: TypeAlias = Literal["theirs", "mine", "both"]
BODY = "body"
#: Blocks of running text, of which both may stay, one after the other.
RUNNING = frozenset({"text", "plain", "closing", "taken"})
EDITOR_MARK = "data-block-key"


@dataclass(frozen=True, slots=True)
class Clash:
    """What both changed. `key` is a field's name or a block's id; `kind` the type of block, empty for a field. Values
    are None where one left the block out.
    """

    key: str
    kind: str
    base: Any
    theirs: Any
    mine: Any

    @property
    def picks(self) -> tuple[Pick, ...]:
        both = self.kind in RUNNING and self.theirs is not None and self.mine is not None
        return ("theirs", "mine", "both") if both else ("theirs", "mine")


@dataclass(slots=True)
class Joined:
    """`texts` are whole only where no clash is open; `taken` names what came from the other, as keys."""

    texts: dict[str, Any] = field(default_factory=dict)
    open: list[Clash] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)


def join(base: Texts, theirs: Texts, mine: Texts, picks: Mapping[str, str] | None = None) -> Joined:
    """What one of the two changed is taken, what both changed alike too; what they changed differently is `open` until
    `picks` says by its key whose it shall be: "theirs", "mine", or "both" for running text.
    """
    joined, chosen = Joined(), picks or {}
    for name in mine:
        if name != BODY:
            _join_field(joined, name, base.get(name), theirs.get(name), mine[name], chosen)
    if BODY in mine:
        joined.texts[BODY] = _join_bodies(joined, base.get(BODY, []), theirs.get(BODY, []), mine[BODY], chosen)
    return joined


def _join_field(joined: Joined, name: str, base: Any, theirs: Any, mine: Any, picks: Mapping[str, str]) -> None:
    if theirs in (mine, base):
        joined.texts[name] = mine
    elif mine == base or picks.get(name) == "theirs":
        joined.texts[name] = theirs
        joined.taken.append(name)
    else:
        joined.texts[name] = mine
        if picks.get(name) != "mine":
            joined.open.append(Clash(name, "", base, theirs, mine))


def _join_bodies(joined: Joined, *bodies: Any) -> list[Raw]:
    base, theirs, mine, picks = bodies
    before, other, own = (_by_id(blocks) for blocks in (base, theirs, mine))
    found: dict[str, list[Raw]] = {}
    for key in dict.fromkeys([*own, *other, *before]):
        found[key] = _join_block(joined, key, before.get(key), other.get(key), own.get(key), picks)
    return [block for key in _order(list(before), list(other), list(own)) for block in found[key]]


def _join_block(
    joined: Joined, key: str, base: Raw | None, theirs: Raw | None, mine: Raw | None, picks: Mapping[str, str]
) -> list[Raw]:
    """The block, two where both stay, none where it is left out."""
    if _same(mine, theirs) or _same(theirs, base):
        return _some(mine)
    if _same(mine, base):
        joined.taken.append(key)
        return _some(theirs)
    pick = picks.get(key)
    if pick == "both" and theirs and mine:
        return [theirs, {**mine, "id": str(uuid4())}]
    if pick not in ("theirs", "mine"):
        kind = (mine or theirs or {"type": ""})["type"]
        joined.open.append(Clash(key, kind, *(each and each["value"] for each in (base, theirs, mine))))
    return _some(theirs if pick == "theirs" else mine)


def _some(block: Raw | None) -> list[Raw]:
    return [block] if block else []


def _by_id(blocks: Sequence[Raw]) -> dict[str, Raw]:
    return {str(block["id"]): block for block in blocks}


def _same(one: Raw | None, other: Raw | None) -> bool:
    if one is None or other is None:
        return one is other
    return one["type"] == other["type"] and meaning(one["value"]) == meaning(other["value"])


def _order(base: list[str], theirs: list[str], mine: list[str]) -> list[str]:
    """Mine, unless only theirs moved; what stands only in the other's follows what it follows there."""
    kept = [key for key in base if key in mine]
    mine_moved = [key for key in mine if key in base] != kept
    leading, following = (mine, theirs) if mine_moved else (theirs, mine)
    order = list(leading)
    for place, key in enumerate(following):
        if key not in order:
            before = next((each for each in reversed(following[:place]) if each in order), None)
            order.insert(order.index(before) + 1 if before is not None else 0, key)
    return [*order, *(key for key in base if key not in order)]


def meaning(value: Any) -> Any:
    """What a raw value says: rich text without the marks of its editor, and what is empty as None."""
    if isinstance(value, str):
        return tuple(_tokens(value)) if "<" in value else value.replace("\r\n", "\n").strip() or None
    if isinstance(value, Mapping):
        return {key: said for key, part in value.items() if (said := meaning(part)) is not None}
    if isinstance(value, list):
        return [meaning(each) for each in value]
    return None if value is False else value


def _tokens(html: str) -> Iterator[Any]:
    reader = _Tokens()
    reader.feed(html)
    reader.close()
    yield from (token for token in reader.found if token != "")


class _Tokens(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Any] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, tuple(sorted(pair for pair in attrs if pair[0] != EDITOR_MARK))))

    def handle_endtag(self, tag: str) -> None:
        if tag != "br":
            self.found.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.found.append(" ".join(data.split()) if data.strip() else "")
