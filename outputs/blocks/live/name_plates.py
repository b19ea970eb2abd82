"""A plate for each seat: those in the programme and everybody approved, or the country of a delegation.

Seats are in the alphabetical order of countries in the document's language, those of no country last. This block shows
people who did not agree to be listed: a kind that uses it is personal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from cms.alphabet import sort_key
from cms.models.taxonomy import LAST
from outputs.blocks.base import Context, LiveBlock, Resolved
from outputs.record.reading import Reading
from outputs.tree import Plate, Plates
from participants.listing import Line
from sessions.programme.tree import Speaker

#: Kinds of event to which States send delegations, and the category of those who sit behind their country's name.
OF_DELEGATIONS = frozenset({"committee-session"})
DELEGATES = "member-state"


@dataclass(frozen=True, slots=True)
class Seat:
    key: str
    name: str
    lines: tuple[str, ...]
    country: str


class NamePlatesBlock(LiveBlock):
    name = "name_plates"
    is_text = False
    is_offered = False

    def resolve(self, value: Any, context: Context) -> Iterator[Resolved]:
        reading, language = context.reading, context.language
        seats = sorted(_seats(reading), key=lambda seat: _order(seat, reading.alphabet, language))
        if seats:
            plates = (Plate(context.id(seat.key), seat.name, seat.lines) for seat in seats)
            yield Plates(context.id("plates"), tuple(plates))

    class Meta:
        icon = "user"
        label = gettext_lazy("Name plates")


def _seats(reading: Reading) -> Iterator[Seat]:
    """Each country and each person once; what they registered with tells more than the programme does."""
    has_delegations = reading.event.kind.slug in OF_DELEGATIONS
    seated: set[int | str] = set()
    for line in reading.seated:
        seat = _of_country(line) if has_delegations and line.slug == DELEGATES and line.entry.country else _of(line)
        seated.add(line.person)
        if seat.key not in seated:
            seated.add(seat.key)
            yield seat
    for speaker in _speakers(reading):
        if speaker.id not in seated:
            seated.add(speaker.id)
            yield _of_speaker(speaker)


def _speakers(reading: Reading) -> Iterator[Speaker]:
    for session in reading.working_programme.shown:
        if not session.is_cancelled:
            yield from session.people()


def _of_country(line: Line) -> Seat:
    country = line.entry.country
    return Seat("-".join(["country", *country.split()]), country, (), country)


def _of(line: Line) -> Seat:
    entry = line.entry
    post = ", ".join(filter(None, [entry.title, entry.institution]))
    lines = tuple(filter(None, [entry.role, post, entry.country]))
    return Seat(f"person-{line.person}", f"{entry.honorific} {entry.name}".strip(), lines, entry.country)


def _of_speaker(speaker: Speaker) -> Seat:
    lines = tuple(filter(None, [speaker.post, speaker.country]))
    return Seat(f"person-{speaker.id}", speaker.full_name, lines, speaker.country)


def _order(seat: Seat, alphabet: Mapping[str, int], language: str) -> tuple:
    """By country; whoever has none by name, after all others."""
    if seat.country:
        return False, alphabet.get(seat.country, LAST), sort_key(seat.country, language)
    return True, 0, sort_key(seat.name, language)


BLOCK = NamePlatesBlock
