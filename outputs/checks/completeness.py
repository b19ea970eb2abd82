"""Whether a document has what its kind asks for: parts that are missing, empty or unfinished, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from outputs import tree
from outputs.blocks.kind_parts import CLOSING, HEADED
from outputs.kinds import KINDS
from outputs.models import Output
from outputs.parts_of_kinds import kind_of, parts_for
from outputs.tree import Document
from outputs.words.wording import to_be_confirmed

from .gaps import gaps_of

#: Pieces of a tree that say something by themselves.
SAID = tree.Block.__args__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Lack:
    """`block` is the id of the block in the body where it is mended, empty where there is none; without one of the
    mandatory parts, which are `is_blocking`, no document is adopted.
    """

    text: str
    block: str = ""
    guidance: str = ""
    is_blocking: bool = True


def lacks_of(output: Output, document: Document) -> list[Lack]:
    """What `document`, the one that `output` is at present, lacks; what blocks adoption first."""
    of_kind = [Lack(text) for text in gaps_of(output, document)]
    found = [lack for part in parts_of(output) if (lack := _lack(part, output, document))]
    return sorted([*of_kind, *found], key=lambda one: not one.is_blocking)


def blocking(output: Output, document: Document) -> list[str]:
    """In words, what keeps the document from being adopted."""
    return [lack.text for lack in lacks_of(output, document) if lack.is_blocking]


def parts_of(output: Output) -> list[dict[str, Any]]:
    """The parts as the output keeps them (see `parts_of_kinds.begun`); of one that is always current, those of its kind
    now.
    """
    if not KINDS[output.kind].is_current:
        return output.parts
    found = kind_of(output.kind, output.language)
    if found is None or found.text is None:
        return []
    parts, number, kept = parts_for(found, output.event), 1, []
    for part in parts:
        kept.append({"id": str(number), "role": part.role, "heading": part.heading, "mandatory": part.mandatory})
        number += len(part.content) + (part.role in HEADED)
    return kept


def _lack(part: dict[str, Any], output: Output, document: Document) -> Lack | None:
    heading = _heading(part, output)
    words = {"part": heading or _name(part)}
    if part["role"] in HEADED and heading is None:
        words["part"] = part["heading"]
        text = _("The part “%(part)s” is missing.") % words if part["mandatory"] else ""
    else:
        text = _state(_pieces(part, document), output.language, words)
    if not text:
        return None
    block = part["id"] if _is_there(part, output) else ""
    return Lack(text, block, part.get("guidance", ""), bool(part["mandatory"]))


def _state(pieces: list[Any], language: str, words: dict[str, str]) -> str:
    if not pieces:
        return _("The part “%(part)s” is empty.") % words
    if any(_is_unfinished(piece, language) for piece in pieces):
        return _("The part “%(part)s” still holds a text in brackets, or something to be confirmed.") % words
    return ""


def _heading(part: dict[str, Any], output: Output) -> str | None:
    """The heading as it is now; None where the part is gone."""
    if KINDS[output.kind].is_current or part["role"] not in HEADED:
        return str(part["heading"])
    found = [one for one in output.body if str(one.id) == part["id"]]
    return str(found[0].value) if found else None


def _is_there(part: dict[str, Any], output: Output) -> bool:
    return any(str(one.id) == part["id"] for one in output.body)


def _name(part: dict[str, Any]) -> str:
    return _("Closing text") if part["role"] == CLOSING else _("Opening text")


def _pieces(part: dict[str, Any], document: Document) -> list[Any]:
    if part["role"] in HEADED:
        where: Iterable[Any] = (one for one in tree.sections(document) if one.id == f"b-{part['id']}")
    else:
        where = document.closing if part["role"] == CLOSING else document.opening
    return [piece for one in where for piece in tree.walk(one) if isinstance(piece, SAID)]


def _is_unfinished(piece: Any, language: str) -> bool:
    """A paragraph wholly in brackets that nobody decided on as a recommendation, or one that says so."""
    if not isinstance(piece, tree.Paragraph) or piece.recommendation:
        return False
    with translation.override(language):
        is_open = piece.inlines == to_be_confirmed()
    text = tree.plain(piece.inlines).strip()
    return is_open or (text.startswith("[") and text.endswith("]"))
