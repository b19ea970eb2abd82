"""Lists: their marks, their leads and their ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from ..finding import Hit
from ..manuscript import Listing, Manuscript, Passage
from ..rule import Hits, Rule, passages

BULLETS = "Editorial Manual, Lists and bullets"
NUMBERING = "Editorial Manual, Numbering of paragraphs"
RESOLUTIONS = "Editorial Manual, Resolutions: drafting and editing"
TYPED = re.compile(r"^(?:\(?(?:[a-h]|[ivx]{1,4}|\d{1,2})\)|\d{1,2}\.(?= [A-Z])|[•·*–-](?= ))\s*")
LATIN = re.compile(r"(?<![\w(])\((?P<mark>[a-h]|[ivx]{1,4})\)(?= \w)")


def _last_of(passage: Passage, replacement: str, ending: str) -> tuple[Passage, Hit]:
    return passage, Hit(len(passage.text) - len(ending), len(passage.text), replacement)


def bullet_semicolons(manuscript: Manuscript) -> Hits:
    for listing in manuscript.listings:
        for item in listing.items if listing.marks == "bullets" else ():
            if found := re.search(r"[;,](?: (?:and|or|et|y))?$", item.text):
                yield _last_of(item, "", found[0])


def bullet_stops(manuscript: Manuscript) -> Hits:
    """Sentences and short items in one list: the end of each should say which it is."""
    for listing in manuscript.listings:
        stopped = [item.text.endswith(".") for item in listing.items]
        if listing.marks == "bullets" and any(stopped) and not all(stopped):
            for item in listing.items:
                if not item.text.endswith((".", ";", ",", ":", "?")) and sum(stopped) * 2 >= len(stopped):
                    yield _last_of(item, item.text[-1] + ".", item.text[-1])


def lone_items(manuscript: Manuscript) -> Hits:
    for listing in manuscript.listings:
        if len(listing.items) == 1 and not listing.items[0].recommends:
            yield listing.items[0], Hit(0, len(listing.items[0].text))


def leads(manuscript: Manuscript) -> Hits:
    for listing in manuscript.listings:
        lead = listing.lead
        if lead and lead.role == "text" and not lead.recommends and lead.text[-1] in ".;,":
            yield _last_of(lead, ":", lead.text[-1])


def operative_ends(manuscript: Manuscript) -> Hits:
    """Items that begin with an operative verb in italics, as in a resolution."""
    for listing in filter(_is_operative, manuscript.listings):
        *most, last = listing.items
        wanted = [(item, ";") for item in most if not _has_items(manuscript, item)] + [(last, ".")]
        for item, ending in wanted:
            text = item.text.rstrip("]")
            if not text.endswith((ending, ":")):
                cut = text[-1] if text[-1] in ".;," else ""
                yield item, Hit(len(text) - 1, len(text), (text[-1] if not cut else "") + ending)


def _is_operative(listing: Listing) -> bool:
    first = [style == "emphasis" and start <= 1 for item in listing.items for style, start, _end in item.styles[:1]]
    return listing.marks != "bullets" and len(listing.items) > 1 and len(first) == len(listing.items) and all(first)


def _has_items(manuscript: Manuscript, item: Passage) -> bool:
    return any(one.lead is item for one in manuscript.listings)


def preamble(manuscript: Manuscript) -> Hits:
    """Parts of a preamble begin with a participle in italics."""
    for passage in manuscript.passages:
        starts = [one for one in passage.styles if one[0] == "emphasis" and one[1] == 0]
        is_participle = starts and re.match(r"\w+ing\b|Deeply|Having|Mindful|Aware", passage.text)
        if passage.place == "opening" and passage.role == "text" and is_participle and passage.text[-1] in ".;":
            yield _last_of(passage, ",", passage.text[-1])


def typed_marks(passage: Passage) -> Iterator[Hit]:
    if found := TYPED.search(passage.text):
        yield Hit(*found.span(), "")


def one_bracket(passage: Passage) -> Iterator[Hit]:
    for found in LATIN.finditer(passage.open_text):
        yield Hit(*found.span(), f"{found['mark']})")


RULES = (
    Rule(
        "bullet-semicolon",
        _("Bullets end without a semicolon"),
        _("Short items have no stop, sentences a full stop."),
        BULLETS,
        bullet_semicolons,
        languages=(),
    ),
    Rule(
        "bullet-stops",
        _("The sentences of a bulleted list all end with a full stop"),
        _("A reader sees where one ends when all end alike."),
        BULLETS,
        bullet_stops,
        severity="hint",
        languages=(),
    ),
    Rule(
        "lone-item",
        _("A list has more than one item"),
        _("An (a) needs a (b); one item is a sentence."),
        NUMBERING,
        lone_items,
        severity="hint",
        languages=(),
    ),
    Rule(
        "list-lead",
        _("What leads to a list ends with a colon"),
        _("It says that something follows."),
        BULLETS,
        leads,
        severity="hint",
        languages=(),
    ),
    Rule(
        "operative-end",
        _("Operative paragraphs end with a semicolon, the last with a full stop"),
        _("The whole is one sentence, from the body that decides to the last thing decided."),
        RESOLUTIONS,
        operative_ends,
        languages=("en", "fr", "es", "ru"),
    ),
    Rule(
        "preamble-end",
        _("Parts of a preamble end with a comma"),
        _("The sentence goes on to what is decided."),
        RESOLUTIONS,
        preamble,
        languages=("en", "fr", "es"),
    ),
    Rule(
        "typed-mark",
        _("Numbers and marks are not typed"),
        _("They are set with the text, so that they agree in all languages and formats."),
        NUMBERING,
        passages(typed_marks, frozenset({"text", "item"})),
        languages=(),
    ),
    Rule(
        "marks-one-bracket",
        _("In French and Spanish, marks of lists have one bracket"),
        _("“a)”, not “(a)”."),
        NUMBERING,
        passages(one_bracket),
        languages=("fr", "es"),
    ),
)
