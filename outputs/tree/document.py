"""The document: its head, its parts, and what names it elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from .blocks import Block, Section

State: TypeAlias = Literal["draft", "for_comments", "final_draft", "adopted", "issued"]
Layout: TypeAlias = Literal["report", "paper", "signs", "plates", "badges", "letters", "certificates"]


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
class Asset:
    """The bytes of a picture, named by their SHA-256."""

    sha256: str
    media_type: str
    data: bytes


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
    `assets` are the bytes of its pictures. They travel with the tree but are no part of what is frozen: the digests in
    the tree name them.
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
    assets: tuple[Asset, ...] = field(default=(), compare=False, repr=False, metadata={"apart": True})
    verification: Verification = Verification()

    @property
    def is_draft(self) -> bool:
        """What is printed sheet by sheet is printed as it stands."""
        return self.state in ("draft", "for_comments", "final_draft") and self.layout in ("report", "paper")
