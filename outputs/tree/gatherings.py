"""A report in gatherings: what begins on a new page, so that it can be set without the rest and kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from outputs import tree
from outputs.tree import Document, Masthead, Section, Text, Verification

#: Characters of about two printed pages: a longer chapter begins on a new page, and so does the one after it.
LONG = 6000


def gatherings(document: Document) -> Iterator[Document]:
    """The body, cut before the chapters of `chapters_on_new_pages`, and each annex: as documents without any of what
    the head says, so that a change of that leaves the gathering as it is.
    """
    bare = replace(
        document, state="draft", title="", subtitle="", description="", version="", dated="", masthead=Masthead(),
        verification=Verification(), contents=False, front=(), summary=(),
        opening=(), sections=(), closing=(), annexes=(),
    )  # fmt: skip
    yield from _body(document, bare)
    for annex in document.annexes:
        yield replace(bare, annexes=(annex,))


def _body(document: Document, bare: Document) -> Iterator[Document]:
    runs = list(_runs(document.sections))
    if not (runs or document.opening or document.closing):
        return
    parts = [replace(bare, sections=run) for run in runs] or [bare]
    parts[0] = replace(parts[0], opening=document.opening)
    parts[-1] = replace(parts[-1], closing=document.closing)
    yield from parts


def _runs(chapters: tuple[Section, ...]) -> Iterator[tuple[Section, ...]]:
    cuts = chapters_on_new_pages(chapters)
    places = [place for place, chapter in enumerate(chapters) if place and chapter.id in cuts]
    for start, end in pairwise([0, *places, len(chapters)] if chapters else []):
        yield chapters[start:end]


def chapters_on_new_pages(chapters: tuple[Section, ...]) -> frozenset[str]:
    """The ids of those that are LONG, and of those that follow one; the first stands where the body begins."""
    long = [_length(chapter) > LONG for chapter in chapters]
    return frozenset(chapter.id for chapter, *near in zip(chapters[1:], long, long[1:], strict=False) if any(near))


def _length(chapter: Section) -> int:
    return sum(len(node.text) for node in tree.walk(chapter) if isinstance(node, Text))
