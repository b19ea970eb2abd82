"""Names of States: official, and in alphabetical order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from ..facts import rows
from ..finding import Hit
from ..manuscript import Manuscript, Passage
from ..rule import RUNNING, WORDED, Hits, Rule

NAMES = "UNTERM, short names of States; Editorial Manual, Country names"
#: A body may have the old name in its own: "University of …", "Bank of …".
BODY = re.compile(r"(?:University|Bank|Institute|College|Museum|Airlines?|Embassy) of (?:the )?$")
SHORTEST_LIST = 3


def informal(manuscript: Manuscript) -> Hits:
    """Names of the list for the document's language; what is part of the official name is not found."""
    wrong = {row[0]: row[1] for row in rows("names_of_states") if row[2] == manuscript.language[:2]}
    if not wrong:
        return
    official = manuscript.facts.names
    search = _any_of(tuple(wrong))
    whole = _any_of(tuple(sorted(official.values())))
    for passage in manuscript.in_roles(WORDED):
        if not passage.is_written or not (found := list(search.finditer(passage.open_text))):
            continue
        taken = [one.span() for one in whole.finditer(passage.open_text)]
        for one in found:
            right = official.get(wrong[one[0]], "")
            if right and not _inside(one.span(), taken) and not BODY.search(passage.open_text[: one.start()]):
                yield passage, Hit(*one.span(), right)


def _inside(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in taken)


@lru_cache(maxsize=16)
def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    longest = "|".join(re.escape(name) for name in sorted(filter(None, names), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{longest})(?![\w-])")


def alphabetical(manuscript: Manuscript) -> Hits:
    order = manuscript.facts.order
    if not order:
        return
    name = _any_of(tuple(sorted(order))).pattern
    runs = _runs_of(name)
    for passage in manuscript.in_roles(RUNNING):
        for run in runs.finditer(passage.open_text):
            yield from ((passage, hit) for hit in _unsorted(run, order))


@lru_cache(maxsize=16)
def _runs_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"{name}(?:, (?:the )?{name})+,? (?:and|et|y|и) (?:the )?{name}")


def _unsorted(run: re.Match[str], order: Mapping[str, int]) -> Iterator[Hit]:
    found = list(_any_of(tuple(sorted(order))).finditer(run[0]))
    names = [one[0] for one in found]
    right = sorted(names, key=lambda name: order[name])
    if len(names) >= SHORTEST_LIST and names != right:
        yield Hit(
            *run.span(), _in_places(run[0], found, right), _t("In order: %(names)s") % {"names": ", ".join(right)}
        )


def _in_places(text: str, found: list[re.Match[str]], names: list[str]) -> str:
    for one, name in reversed(list(zip(found, names, strict=True))):
        text = text[: one.start()] + name + text[one.end() :]
    return text


def _government(passage: Passage, names: re.Pattern[str]) -> Iterator[Hit]:
    for found in re.finditer(r"\bthe (government) of (?:the )?", passage.open_text):
        if names.match(passage.open_text, found.end()):
            yield Hit(*found.span(1), "Government")


def government(manuscript: Manuscript) -> Hits:
    names = _any_of(tuple(sorted(manuscript.facts.names.values())))
    for passage in manuscript.in_roles(RUNNING):
        if "government of" in passage.open_text:
            yield from ((passage, hit) for hit in _government(passage, names))


RULES = (
    Rule(
        "name-of-state",
        _("The official short name of a State is used"),
        _("States chose their names; another one is noticed by its delegation first."),
        NAMES,
        informal,
        severity="error",
        languages=("en", "fr", "es"),
    ),
    Rule(
        "states-in-order",
        _("States are listed in alphabetical order"),
        _("The order of the document’s language puts nobody before anybody."),
        "Editorial Manual, Country names",
        alphabetical,
        languages=(),
    ),
    Rule(
        "government-capital",
        _("The Government of a State that is named has a capital"),
        _("A specific Government is a body; governments in general are not."),
        "Editorial Manual, Capitalization",
        government,
    ),
)
