"""What the record says otherwise than when the writers of a document last looked."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from django.utils.translation import gettext as _

from outputs.models import LastReading, Output
from outputs.words.wording import session_name

from .reading import Reading

Change: TypeAlias = Literal["new", "changed", "gone"]
RECOMMENDATION, ENTRY, SESSION = "recommendation", "entry", "session"


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of the record that documents say: `words` as they were captured, `label` what it is and where from."""

    key: str
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Offer:
    """`before` and `after` are words, empty where it was not there or is gone; `digest` stands for `after`."""

    key: str
    label: str
    change: Change
    before: str
    after: str

    @property
    def digest(self) -> str:
        return digest(self.after)


def digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def items_of(reading: Reading) -> dict[str, Item]:
    """The record by key ("entry:5"), in the order of the programme. `reading` must be one without pinned words."""
    items = []
    for record in reading.sessions:
        name = session_name(record.session)
        items.append(Item(f"{SESSION}:{record.session.pk}", _("Title of a session"), record.session.title))
        for rows in record.entries.values():
            items += [Item(f"{ENTRY}:{row.pk}", f"{row.get_kind_display()}, {name}", row.text) for row in rows]
    for one in reading.recommendations:
        where = f", {session_name(one.session)}" if one.session else ""
        label = _("Recommendation %(number)d") % {"number": one.number}
        items.append(Item(f"{RECOMMENDATION}:{one.pk}", label + where, one.text))
    return {item.key: item for item in items}


def offers_of(last: LastReading | None, now: Mapping[str, Item]) -> list[Offer]:
    """What is new or changed, in the order of the record, then what is gone. Nothing where nobody ever looked."""
    if last is None:
        return []
    known: dict[str, list[str]] = last.items
    found = [
        Offer(item.key, item.label, "changed" if item.key in known else "new", _words(known.get(item.key)), item.words)
        for item in now.values()
        if _words(known.get(item.key)) != item.words or item.key not in known
    ]
    return found + [Offer(key, label, "gone", words, "") for key, (label, words) in known.items() if key not in now]


def _words(known: list[str] | None) -> str:
    return known[1] if known else ""


def noted(now: Mapping[str, Item]) -> dict[str, Any]:
    """As `LastReading.items` keeps them: label and words by key."""
    return {key: [item.label, item.words] for key, item in now.items()}


def last_reading(output: Output) -> LastReading | None:
    return LastReading.objects.filter(output=output).select_related("looked_by").first()
