"""What is printed to stand at a door or on a table, to be worn or handed out.

Part of the document tree: plain, immutable, without markup.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SignLine:
    """A session on a sign; `start` and `end` are local clock times of the place ("09:30")."""

    start: str
    end: str
    title: str
    label: str = ""
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Sign:
    """One page at the door of a room, for one day (`date` as 2014-06-23, `day` in words)."""

    id: str
    room: str
    place: str
    date: str
    day: str
    lines: tuple[SignLine, ...]


@dataclass(frozen=True, slots=True)
class Signs:
    id: str
    meeting: str
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class Plate:
    """One sheet to be folded; `name` is a person's or a country's, `lines` are what stands small under it."""

    id: str
    name: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plates:
    id: str
    plates: tuple[Plate, ...]


@dataclass(frozen=True, slots=True)
class Badge:
    """An A6 sheet to be worn. `code` is what its QR says, `band` (1 to 12) the colour behind the word `category`."""

    id: str
    name: str
    code: str
    category: str
    band: int = 1
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OutlineDay:
    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Badges:
    """Four to a sheet. Where it `has_backs`, a sheet of backs follows each, with the `outline`, which may be empty."""

    id: str
    meeting: str
    occasion: str
    badges: tuple[Badge, ...]
    has_backs: bool = False
    outline: tuple[OutlineDay, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """`sender`, `addressee`, `paragraphs` are lines; `particulars` pairs of a label and a value (passport number)."""

    id: str
    sender: tuple[str, ...]
    dateline: str
    reference: str
    addressee: tuple[str, ...]
    subject: str
    paragraphs: tuple[str, ...]
    signatory: tuple[str, ...]
    particulars: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Letters:
    id: str
    letters: tuple[Letter, ...]


@dataclass(frozen=True, slots=True)
class Certificate:
    """`address` is the page that verifies it, as text and as QR; `roles` are lines such as "Speaker: Open data"."""

    id: str
    organization: str
    heading: str
    certifies: str
    name: str
    did: str
    event: str
    occasion: str
    roles: tuple[str, ...]
    signatory: tuple[str, ...]
    serial: str
    verify: str
    address: str
    code: str


@dataclass(frozen=True, slots=True)
class Certificates:
    id: str
    certificates: tuple[Certificate, ...]
