"""What is printed to stand at a door or on a table. Part of the document tree: plain, immutable, without markup."""

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
