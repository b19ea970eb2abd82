"""The name under which a file is shown and downloaded; it is stored under a random one."""

import re
import unicodedata
from pathlib import PurePosixPath

MOST_OCTETS = 150
#: Characters that turn the order of letters around: abc[U+202E]fdp.exe reads abcexe.pdf.
_DIRECTION = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_RESERVED = re.compile(r'[<>:"|?*%]')


def clean_name(name: str, *, extension: str, otherwise: str = "paper") -> str:
    """`name` without folders, controls and marks of direction, ending in `extension`, of at most 150 octets.

    Cut between letters, never inside one or before its accents. Empty names become `otherwise`.
    """
    text = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    text = _RESERVED.sub("-", _DIRECTION.sub("", "".join(filter(_is_shown, text))))
    stem = text.strip(" .")
    ending = PurePosixPath(stem).suffix
    if ending.lower().replace("jpeg", "jpg") == extension:
        stem = stem[: -len(ending)].rstrip(" .")
    return _cut((stem.strip(" .-") and stem) or otherwise, MOST_OCTETS - len(extension)) + extension


def _is_shown(character: str) -> bool:
    return unicodedata.category(character) not in {"Cc", "Cs", "Cn", "Co", "Zl", "Zp"}


def _cut(text: str, octets: int) -> str:
    if len(text.encode()) <= octets:
        return text
    kept = text.encode()[:octets].decode(errors="ignore")
    while kept and unicodedata.category(text[len(kept)]).startswith("M"):
        kept = kept[:-1]
    return kept.rstrip()
