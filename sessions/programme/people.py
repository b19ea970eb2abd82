"""Those who have a part in a programme, in the order of their names."""

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from .choice import folded
from .tree import Programme, Speaker


@dataclass(frozen=True, slots=True)
class Listed:
    """`sessions` is in how many they have a part."""

    person: Speaker
    sessions: int

    @property
    def letter(self) -> str:
        return letter_of(self.person.name)


def speakers_of(programme: Programme) -> list[Listed]:
    people = {person.id: person for session in programme.shown for person in session.people()}
    counts = Counter(key for session in programme.shown for key in {person.id for person in session.people()})
    found = [Listed(person, counts[key]) for key, person in people.items()]
    return sorted(found, key=lambda listed: (folded(listed.person.name), listed.person.id))


def letter_of(name: str) -> str:
    """Under which letter somebody stands, in any script; "#" for what begins with none."""
    first = next((letter for letter in folded(name) if unicodedata.category(letter).startswith("L")), "#")
    return first.upper()


def letters_of(people: Iterable[Listed]) -> list[str]:
    return list(dict.fromkeys(listed.letter for listed in people))


def countries_of(people: Iterable[Listed]) -> list[str]:
    return sorted({listed.person.country for listed in people if listed.person.country}, key=folded)
