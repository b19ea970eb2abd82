"""Where two texts differ, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORDS = re.compile(r"\s+|[^\W_]+|[\W_]", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    differs: bool


def differing_words(one: str, other: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces, each marked as common to both or standing in one only; joined, the pieces are the text."""
    a, b = _WORDS.findall(one), _WORDS.findall(other)
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        differs = tag != "equal"
        left += [Piece("".join(a[a1:a2]), differs)] if a2 > a1 else []
        right += [Piece("".join(b[b1:b2]), differs)] if b2 > b1 else []
    return left, right
