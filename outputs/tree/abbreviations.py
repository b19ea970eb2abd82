"""The abbreviations that a text explains at their first use: "Expert Group Meeting (EGM)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from outputs import tree
from outputs.tree import Cell, Column, Document, Section, Table, Text
from outputs.words import words

_SHORT = re.compile(r"\(([^\W\d_][\w&/-]{1,11})\)")
_ENTRY = re.compile(r"^\s*([^=]{1,30}?)\s*=\s*(.*?)\s*$")
LONGEST = 200


class NotAnEntry(ValueError):
    """A line, counted from 1, is not "EGM = Expert Group Meeting"."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def written(text: str) -> dict[str, str]:
    """What a writer says of abbreviations, one a line: "EGM = Expert Group Meeting" adds or corrects one, "EGM ="
    leaves it out. Raises NotAnEntry.
    """
    entries = {}
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            found = _ENTRY.match(line)
            if found is None or len(found[2]) > LONGEST:
                raise NotAnEntry(number)
            entries[found[1]] = found[2]
    return entries


def entries(text: str) -> dict[str, str]:
    """As `written`; of a text with a line that is no entry, nothing."""
    try:
        return written(text)
    except NotAnEntry:
        return {}


def collected(document: Document) -> dict[str, str]:
    """By abbreviation its long form, as the text first explains it."""
    found: dict[str, str] = {}
    for text in _texts(document):
        for match in _SHORT.finditer(text):
            short = match[1]
            if short not in found and sum(letter.isupper() for letter in short) > 1:
                long = long_form(text[: match.start()], short)
                found |= {short: long} if long else {}
    return found


def long_form(before: str, short: str) -> str:
    """The last words of `before` whose letters, in order, make up `short`, the first of them at the start of a word;
    empty where there are none (Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions").
    """
    letters = [letter.lower() for letter in short if letter.isalnum()]
    text = " ".join(before.split()[-min(len(letters) + 5, len(letters) * 2) :])
    place = len(text)
    for number, letter in reversed(list(enumerate(letters))):
        place -= 1
        while place >= 0 and not _is_at(text, place, letter, starts_word=number == 0):
            place -= 1
        if place < 0:
            return ""
    return text[place:]


def _is_at(text: str, place: int, letter: str, *, starts_word: bool) -> bool:
    return text[place].lower() == letter and not (starts_word and place and text[place - 1].isalnum())


def section(document: Document, id: str, entries: Mapping[str, str]) -> Section | None:
    """The list in alphabetical order, with what the writer says in `entries`; nothing where it is empty."""
    said = words(document.language)
    found = {short: long for short, long in {**collected(document), **entries}.items() if long}
    if not found:
        return None
    rows = tuple(
        (Cell((Text(short),)), Cell((Text(long),)))
        for short, long in sorted(found.items(), key=lambda one: one[0].lower())
    )
    columns = (Column(said["abbreviation"], "medium"), Column(said["meaning"]))
    table = Table(f"{id}-list", columns, rows)
    return Section(id, said["abbreviations"], (table,), numbered=False)


def placed(document: Document, id: str, entries: Mapping[str, str]) -> Document:
    """The same document with its list of abbreviations last before the contents."""
    listed = section(document, id, entries)
    return replace(document, front=(*document.front, listed)) if listed else document


def _texts(document: Document) -> Iterator[str]:
    """Each run of text by itself, so that no long form reaches from one paragraph into another."""
    for node in tree.walk(document):
        if isinstance(node, Section):
            yield node.heading
        elif isinstance(node, tree.Quote):
            yield from map(tree.plain, node.paragraphs)
        elif isinstance(node, tree.Paragraph | tree.Item | tree.Subheading | tree.KeyMessage | tree.Note | Cell):
            yield tree.plain(node.inlines)
