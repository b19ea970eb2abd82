"""What a kind of output brings along."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from django_stubs_ext import StrPromise

from cms.models import Event
from outputs.record.reading import Reading
from outputs.tree import Document, Layout
from sessions.models import Recommendation

Body = list[tuple[str, Any]]


class Marked(str):
    """The text of a block that gives a document a part (chapter, front, annex, closing), or of the first one before any
    chapter: whether a document can do without that part, and what its writer is told.
    """

    __slots__ = ("guidance", "mandatory")

    mandatory: bool
    guidance: str

    def __new__(cls, text: str, *, mandatory: bool = False, guidance: str = "") -> Self:
        made = super().__new__(cls, text)
        made.mandatory, made.guidance = mandatory, guidance
        return made


def must(heading: str, guidance: str = "") -> tuple[str, Marked]:
    """A chapter without which no document of the kind is adopted."""
    return "chapter", Marked(heading, mandatory=True, guidance=guidance)


def take_all(recommendation: Recommendation, reading: Reading) -> str:
    """The disposition proposed where nobody has decided: take it up."""
    return "included"


def no_gaps(document: Document) -> list[str]:
    return []


@dataclass(frozen=True)
class Kind:
    """`body` are the blocks with which a new output of an event begins, as (block, value) pairs, or those of which one
    that is always current consists; `title` and `subtitle` make its head. `suggest` proposes a disposition. `gaps` says
    in words what is missing in a document.

    Where `takes_recommendations`, each one of the event needs a disposition before adoption. Where not `is_written`,
    nobody edits it: it is made by the system and is not among the outputs of its event. What `is_current` is made from
    present data whenever somebody looks; it is issued as it stands where it `is_issuable`. What `is_personal` is for
    those alone who look after registrations, and never public; what `is_for_desk` is for them, too.

    `place` is where it stands among the files of an event, 0 for what is not one of them; `about` says what it is for.
    `symbol_suffix` may name the {version}. Drafts bear their month where it `dates_drafts`; chapters are A, B, C where
    they are `lettered`.
    """

    slug: str
    label: StrPromise
    title: Callable[[Event], str]
    body: Callable[[Event], Body]
    layout: Layout = "report"
    contents: bool = True
    takes_recommendations: bool = True
    is_written: bool = True
    is_current: bool = False
    is_issuable: bool = False
    is_personal: bool = False
    is_for_desk: bool = False
    place: int = 0
    about: StrPromise | str = ""
    dates_drafts: bool = False
    lettered: bool = False
    symbol_suffix: str = ""
    subtitle: Callable[[Event], str] = lambda event: event.theme
    suggest: Callable[[Recommendation, Reading], str] = take_all
    gaps: Callable[[Document], list[str]] = no_gaps

    @property
    def is_text(self) -> bool:
        """A document to be read, not sheets to be cut, folded or worn."""
        return self.layout in {"report", "paper"}


def live(name: str, **values: Any) -> tuple[str, Mapping[str, Any]]:
    """A live block with other values than its defaults."""
    return name, values
