"""Blocks, and the sections they stand in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from .inline import Inlines, Source
from .printed import Badges, Certificates, Letters, Plates, Signs

Marks: TypeAlias = Literal["letters", "romans", "bullets"]
Width: TypeAlias = Literal["auto", "narrow", "medium", "wide"]


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
    """Numbered where it has a caption; with a `head_column`, the first cell of each row names that row."""

    id: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    sources: tuple[Source, ...] = ()
    number: str = ""
    head_column: bool = False

    @property
    def has_head(self) -> bool:
        return any(column.heading for column in self.columns)


@dataclass(frozen=True, slots=True)
class Bar:
    """`shown` is the value as it is printed, `share` the part of all in per cent; empty where there is none."""

    label: str
    value: int
    shown: str
    share: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars to be drawn, and the same as a table: `heads` are those of its columns (what is counted, how many, per
    cent). `alt` says the main thing in words. Numbered as a figure.
    """

    id: str
    caption: str
    alt: str
    heads: tuple[str, ...]
    bars: tuple[Bar, ...]
    note: str = ""
    sources: tuple[Source, ...] = ()
    number: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """Numbered as a figure. `sha256` names its bytes among the assets of the document; sizes are in pixels."""

    id: str
    caption: str
    alt: str
    sha256: str
    media_type: str
    width: int
    height: int
    credit: str = ""
    sources: tuple[Source, ...] = ()
    number: str = ""


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
    | Chart
    | Picture
    | Signs
    | Plates
    | Badges
    | Letters
    | Certificates
)


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
