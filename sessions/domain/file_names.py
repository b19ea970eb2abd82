"""The name under which a file is shown and downloaded; it is stored under a random one."""

import re
import unicodedata
from pathlib import PurePosixPath

from cms.inspection.findings import FORMATS
from sessions.models import PaperVersion

MOST_OCTETS = 150
EXTENSIONS = {each.media_type: each.extension for each in FORMATS.values()}
#: Characters that turn the order of letters around: abc[U+202E]fdp.exe reads abcexe.pdf.
_DIRECTION = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_RESERVED = re.compile(r'[<>:"|?*%]')


def clean_name(name: str, *, extension: str) -> str:
    """`name` without folders, controls and marks of direction, ending in `extension`, of at most 150 octets.

    Cut between letters, never inside one or before its accents. Empty names become "paper".
    """
    text = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    text = _RESERVED.sub("-", _DIRECTION.sub("", "".join(filter(_is_shown, text))))
    stem = text.strip(" .")
    if PurePosixPath(stem).suffix.lower() == extension:
        stem = stem[: -len(extension)].rstrip(" .")
    return _cut((stem.strip(" .-") and stem) or "paper", MOST_OCTETS - len(extension)) + extension


def _is_shown(character: str) -> bool:
    return unicodedata.category(character) not in {"Cc", "Cs", "Cn", "Co", "Zl", "Zp"}


def _cut(text: str, octets: int) -> str:
    if len(text.encode()) <= octets:
        return text
    kept = text.encode()[:octets].decode(errors="ignore")
    while kept and unicodedata.category(text[len(kept)]).startswith("M"):
        kept = kept[:-1]
    return kept.rstrip()


def neutral_name(version: PaperVersion) -> str:
    """Such as paper-12-v2.pdf: says of whose paper it is as little as its number does."""
    paper = version.paper
    language = "" if version.language == paper.language else version.language
    parts = [version.kind, str(paper.pk), language, f"v{version.number}"]
    return "-".join(filter(None, parts)) + EXTENSIONS.get(version.media_type, "")
