"""The document tree: what every renderer is given, and all it is given.

A tree is plain, immutable data. Ids are made where a piece is made and never depend on its number;
numbers are empty until `outputs.numbering.number` has computed them, once, for every format; a piece that is not
`numbered` keeps the number it was given (an item of an agenda has its own).
Text carries no markup: `Inline` pieces say what is emphasised, linked or noted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Literal, TypeAlias, TypeVar

from .printed import (
    Badge,
    Badges,
    Certificate,
    Certificates,
    Letter,
    Letters,
    OutlineDay,
    Plate,
    Plates,
    Sign,
    SignLine,
    Signs,
)

__all__ = [
    "Badge",
    "Badges",
    "Certificate",
    "Certificates",
    "Letter",
    "Letters",
    "OutlineDay",
    "Plate",
    "Plates",
    "Sign",
    "SignLine",
    "Signs",
]

State: TypeAlias = Literal["draft", "for_comments", "final_draft", "adopted", "issued"]
Layout: TypeAlias = Literal["report", "paper", "signs", "plates", "badges", "letters", "certificates"]
SpanStyle: TypeAlias = Literal["emphasis", "strong", "sub", "sup"]
Marks: TypeAlias = Literal["letters", "romans", "bullets"]
Width: TypeAlias = Literal["auto", "narrow", "medium", "wide"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a piece comes from, so that each clause can be traced to its room.

    `kind` names the record ("session", "entry", "recommendation", "paper", "output"), `id` is its key there,
    `label` is what a reader sees ("Session II, Room 4"), `url` a site path or empty.
    """

    kind: str
    id: str
    label: str
    url: str = ""


# Inline text


@dataclass(frozen=True, slots=True)
class Text:
    text: str


@dataclass(frozen=True, slots=True)
class Span:
    style: SpanStyle
    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """`href` is http, https, mailto, or "#id" of a piece of the same document."""

    href: str
    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Break:
    pass


@dataclass(frozen=True, slots=True)
class Note:
    """An authorial note at the place where it is called: a footnote on paper, an endnote on screen."""

    id: str
    inlines: tuple[Inline, ...]
    number: str = ""


Inline: TypeAlias = Text | Span | Link | Break | Note
Inlines: TypeAlias = tuple[Inline, ...]


# Blocks


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What is known of a paragraph or item that recommends something."""

    reference: str
    verb: str = ""
    addressees: tuple[str, ...] = ()
    consensus: str = ""
    themes: tuple[str, ...] = ()
    sdg_targets: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list, addressable by itself; `marker` is "(a)", "(i)", "a." or "•"."""

    id: str
    inlines: Inlines
    items: tuple[Item, ...] = ()
    marks: Marks = "romans"
    sources: tuple[Source, ...] = ()
    recommendation: Recommendation | None = None
    marker: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or the lead-in of the items under it; `marks` is how those are marked."""

    id: str
    inlines: Inlines
    items: tuple[Item, ...] = ()
    marks: Marks = "letters"
    sources: tuple[Source, ...] = ()
    recommendation: Recommendation | None = None
    numbered: bool = True
    number: str = ""


@dataclass(frozen=True, slots=True)
class Subheading:
    """A heading inside a section that is no section of its own (the name of a theme, a day)."""

    id: str
    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Quote:
    id: str
    paragraphs: tuple[Inlines, ...]
    attribution: str = ""
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyMessage:
    """One sentence, set in a box."""

    id: str
    inlines: Inlines
    label: str = ""
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Attendee:
    """A person by name with a remark ("Chairperson"), or an institution by its name alone."""

    name: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Attendance:
    """One numbered paragraph: a lead-in and who was there, run on in one sentence."""

    id: str
    lead_in: Inlines
    attendees: tuple[Attendee, ...]
    sources: tuple[Source, ...] = ()
    numbered: bool = True
    number: str = ""


@dataclass(frozen=True, slots=True)
class Participant:
    name: str
    title: str = ""
    organization: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class ParticipantGroup:
    heading: str
    participants: tuple[Participant, ...]


@dataclass(frozen=True, slots=True)
class ParticipantList:
    id: str
    groups: tuple[ParticipantGroup, ...]


@dataclass(frozen=True, slots=True)
class ProgrammeEntry:
    """One line of a timetable; `start` and `end` are local clock times of the place ("09:30")."""

    id: str
    start: str
    end: str
    title: str
    label: str = ""
    kind: str = ""
    room: str = ""
    people: tuple[str, ...] = ()
    is_break: bool = False
    cancelled: bool = False
    url: str = ""
    agenda_item: str = ""
    languages: str = ""


@dataclass(frozen=True, slots=True)
class ProgrammeDay:
    date: str
    heading: str
    entries: tuple[ProgrammeEntry, ...]


@dataclass(frozen=True, slots=True)
class Programme:
    """A timetable; `detailed`: people have a column of their own, and items of the agenda where it is `with_items`."""

    id: str
    days: tuple[ProgrammeDay, ...]
    time_zone: str = ""
    detailed: bool = False
    with_items: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    heading: str
    width: Width = "auto"
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    inlines: Inlines
    colspan: int = 1
    rowspan: int = 1
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    id: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    sources: tuple[Source, ...] = ()
    number: str = ""

    @property
    def has_head(self) -> bool:
        return any(column.heading for column in self.columns)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that says something: "1,800" "participants"."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Figures:
    id: str
    figures: tuple[Figure, ...]
    sources: tuple[Source, ...] = ()


Block: TypeAlias = (
    Paragraph
    | Subheading
    | Quote
    | KeyMessage
    | Attendance
    | ParticipantList
    | Programme
    | Table
    | Figures
    | Signs
    | Plates
    | Badges
    | Letters
    | Certificates
)


# Documents


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter (level 1) or what stands under it. `numbered` false: a heading without a number."""

    id: str
    heading: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    numbered: bool = True
    level: int = 0
    number: str = ""


@dataclass(frozen=True, slots=True)
class Masthead:
    organization: str = ""
    body: str = ""
    symbol: str = ""
    distribution: str = ""
    date: str = ""
    original_language: str = ""
    job_number: str = ""
    session: str = ""
    place_and_dates: str = ""
    agenda_item: str = ""
    author: str = ""
    imprint: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """What names a document elsewhere, the same from its first draft on: the slug and the dates of its `event`, and the
    `part` of it that it is about ("session-7"). `day` is when this text was made or adopted, empty for what is always
    current. Dates as 2014-06-23.
    """

    event: str = ""
    begins: str = ""
    ends: str = ""
    part: str = ""
    day: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class Verification:
    """Where anybody finds out whether a copy is the adopted text, and the SHA-256 of the canonical form of this very
    tree, in which it therefore does not stand.
    """

    address: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One document in one language.

    `front` stands before the contents and is never numbered (note, acknowledgements, abbreviations);
    `opening` is the unnumbered text between title and first section ("We, the participants ...").
    `closing` is the unnumbered text at the end (adoption note). `dated` stands under the title of a draft. Chapters are
    I, II, III, or A, B, C where they are `lettered`.
    """

    id: str
    kind: str
    title: str
    language: str
    state: State = "draft"
    layout: Layout = "report"
    subtitle: str = ""
    description: str = ""
    version: str = ""
    masthead: Masthead = Masthead()
    summary: tuple[Block, ...] = ()
    front: tuple[Section, ...] = ()
    opening: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    closing: tuple[Block, ...] = ()
    annexes: tuple[Section, ...] = ()
    contents: bool = True
    dated: str = ""
    lettered: bool = False
    identity: Identity = Identity()
    verification: Verification = Verification()

    @property
    def is_draft(self) -> bool:
        """What is printed sheet by sheet is printed as it stands."""
        return self.state in ("draft", "for_comments", "final_draft") and self.layout in ("report", "paper")


Node = TypeVar("Node")


def walk(node: object) -> Iterator[Any]:
    """Every dataclass of a tree, itself included, in reading order."""
    if isinstance(node, tuple):
        for child in node:
            yield from walk(child)
    elif is_dataclass(node):
        yield node
        for field in fields(node):
            yield from walk(getattr(node, field.name))


def sections(document: Document) -> Iterator[Section]:
    """Front matter, chapters with their sub-sections, and annexes, in reading order."""
    return (node for node in walk(document) if isinstance(node, Section))


def plain(inlines: Inlines) -> str:
    """The text of inline pieces without notes, for titles, bookmarks and search."""
    return "".join(_plain(piece) for piece in inlines)


def _plain(piece: Inline) -> str:
    match piece:
        case Text(text):
            return text
        case Break():
            return " "
        case Note():
            return ""
        case Span() | Link():
            return plain(piece.inlines)


def map_text(node: Any, change: Any) -> Any:
    """The same tree with `change` applied to every string in it."""
    if isinstance(node, str):
        return change(node)
    if isinstance(node, tuple):
        return tuple(map_text(child, change) for child in node)
    if is_dataclass(node) and not isinstance(node, type):
        return replace(node, **{f.name: map_text(getattr(node, f.name), change) for f in fields(node)})
    return node
