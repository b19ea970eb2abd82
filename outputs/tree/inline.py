"""Inline text: pieces that say what is emphasised, linked or noted; and where a piece comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

SpanStyle: TypeAlias = Literal["emphasis", "strong", "sub", "sup"]


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


@dataclass(frozen=True, slots=True)
class Reference:
    """To a piece of the same document, or, where it is `bare`, its number alone. `outputs.tree.references.complete`
    makes the `target` the id of that piece and writes the `text` ("para. 12"); where there is none, it `is_missing`.
    """

    target: str
    bare: bool = False
    text: str = ""
    is_missing: bool = False


Inline: TypeAlias = Text | Span | Link | Break | Note | Reference
Inlines: TypeAlias = tuple[Inline, ...]
