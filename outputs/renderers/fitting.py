"""How large the type of signs and plates may be. A step is 1 for the largest; templates make it a class."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from unicodedata import east_asian_width

from ..tree.printed import Badge, Badges, Certificate, Plate, Sign, Signs

#: For each step the characters that a line holds, and the millimetres that a line and the space after it take.
SIGN_LINES = (
    (25, 17.3, 7.0),
    (36, 13.0, 5.0),
    (48, 10.5, 4.0),
    (62, 8.3, 3.0),
    (82, 6.6, 2.4),
    (105, 5.3, 1.8),
    (120, 4.7, 1.5),
)
SIGN_HEIGHT = 112
ROOMS = (18, 30)
MEETINGS = (90,)
NAMES = (18, 23, 29, 36, 120)
SMALL_LINES = (66, 130)
#: For each step of a badge: the characters that a line holds, and the lines that there is room for.
BADGE_NAMES = ((12, 2), (15, 2), (18, 3), (24, 3), (30, 4), (36, 5))
BADGE_LINES = ((30, 4), (38, 6), (48, 8))
OUTLINES = (22, 32, 44)
CERTIFIED = ((30, 1), (42, 1), (30, 2))
ON_A_SHEET = 4


def width(text: str) -> int:
    """In characters of Latin script; those of Chinese are twice as wide."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def step(size: int, limits: Sequence[int]) -> int:
    """The first step whose limit holds `size`; one more than there are limits where none does."""
    return next((number for number, limit in enumerate(limits, 1) if size <= limit), len(limits) + 1)


def sign_step(sign: Sign) -> int:
    """The largest type in which all sessions of the day stand on one page; the smallest where none is small enough."""
    texts = [width(f"{line.label}  {line.title}") for line in sign.lines]
    for number, (characters, line, space) in enumerate(SIGN_LINES, 1):
        if sum(ceil(text / characters) * line + space for text in texts) <= SIGN_HEIGHT:
            return number
    return len(SIGN_LINES)


def room_step(sign: Sign) -> int:
    return step(width(sign.room), ROOMS)


def meeting_step(signs: Signs) -> int:
    return step(width(signs.meeting), MEETINGS)


def name_step(plate: Plate) -> int:
    return step(width(plate.name), NAMES)


def lines_step(plate: Plate) -> int:
    return step(max((width(line) for line in plate.lines), default=0), SMALL_LINES)


def wrapped(text: str, characters: int) -> int:
    """How many lines of `characters` the words of `text` fill; a word that is too long is broken."""
    lines, used = 1, 0
    for size in map(width, text.split()):
        if used and used + 1 + size > characters:
            lines, used = lines + 1, 0
        lines, used = lines + (size - 1) // characters, used + bool(used) + (size - 1) % characters + 1
    return lines


def fit(texts: Sequence[str], sizes: Sequence[tuple[int, int]]) -> int:
    """The first step at which all `texts` fit, each beginning a line and no word broken.

    The number after the last where none does.
    """
    longest = max((width(word) for text in texts for word in text.split()), default=0)
    for number, (characters, lines) in enumerate(sizes, 1):
        if longest <= characters and sum(wrapped(text, characters) for text in texts) <= lines:
            return number
    return len(sizes) + 1


def badge_name_step(badge: Badge) -> int:
    """The first three are 24 points and larger."""
    return fit([badge.name], BADGE_NAMES)


def badge_lines_step(badge: Badge) -> int:
    return fit(badge.lines, BADGE_LINES)


def outline_step(badges: Badges) -> int:
    return step(sum(1 + len(day.lines) for day in badges.outline), OUTLINES)


def certified_step(certificate: Certificate) -> int:
    return fit([certificate.name], CERTIFIED)


def in_fours(badges: Sequence[Badge]) -> list[Sequence[Badge]]:
    """Sheets of four badges, the last one with what is left."""
    return [badges[start : start + ON_A_SHEET] for start in range(0, len(badges), ON_A_SHEET)]
