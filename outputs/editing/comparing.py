"""What two texts of an output say differently, block by block, with the words marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape
from typing import Any, Literal, TypeAlias, cast

from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.compare import diff_text, get_comparison_class_for_block
from wagtail.blocks import RichTextBlock

from outputs.models import Output

from .merging import meaning
from .texts import BODY, FIELDS

BLOCK_END = re.compile(r"</(?:p|li|h[2-6])>|<br\s*/?>", re.IGNORECASE)
Change: TypeAlias = Literal["changed", "added", "removed", "moved"]


@dataclass(frozen=True, slots=True)
class Difference:
    """`html` holds the text with `.addition` and `.deletion` around the words that differ."""

    key: str
    label: str
    change: Change
    html: SafeString


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Of two texts (see `outputs.editing.texts`), in the order of the later one; what was removed comes last."""
    fields = [
        Difference(name, label_of(name), "changed", difference("", before.get(name, ""), after.get(name, "")))
        for name in FIELDS
        if before.get(name, "") != after.get(name, "")
    ]
    return fields + list(_of_bodies(before.get(BODY, []), after.get(BODY, [])))


def _of_bodies(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> Iterator[Difference]:
    known, kept = {block["id"]: block for block in before}, {block["id"] for block in after}
    moved = _moved([key for key in known if key in kept], [block["id"] for block in after if block["id"] in known])
    for block in after:
        key, kind, old = block["id"], block["type"], known.get(block["id"])
        if old is None:
            yield Difference(key, label_of(kind), "added", difference(kind, None, block["value"]))
        elif meaning(old["value"]) != meaning(block["value"]):
            yield Difference(key, label_of(kind), "changed", difference(kind, old["value"], block["value"]))
        elif key in moved:
            yield Difference(key, label_of(kind), "moved", value_html(kind, block["value"]))
    for block in before:
        if block["id"] not in kept:
            yield Difference(
                block["id"], label_of(block["type"]), "removed", difference(block["type"], block["value"], None)
            )


def _moved(before: list[str], after: list[str]) -> set[str]:
    """Those that no longer stand among the longest run of the rest in the same order."""
    matching = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    still = {key for match in matching for key in before[match.a : match.a + match.size]}
    return set(after) - still


def label_of(name: str) -> str:
    """Of a field, or of a type of block."""
    if name in FIELDS:
        return capfirst(str(cast(Any, Output._meta.get_field(name)).verbose_name))
    block = _blocks().get(name)
    return str(block.label) if block else _("A block of a kind that is no longer there")


def difference(kind: str, before: Any, after: Any) -> SafeString:
    """Two values of a field (no `kind`) or a block; None where it was not there, or is left out."""
    if kind == "taken_table":
        return difference("table", before, after)
    if kind == "taken":
        return difference("text", *(value and value["text"] for value in (before, after)))
    if before is None or after is None:
        mark = "addition" if before is None else "deletion"
        return format_html('<div class="{}">{}</div>', mark, value_html(kind, after if before is None else before))
    if kind not in _blocks():
        return diff_text(str(before), str(after)).to_html()
    block = _blocks()[kind]
    if isinstance(block, RichTextBlock):
        return diff_text(_lines(before), _lines(after)).to_html()
    values = (block.to_python(before), block.to_python(after))
    return mark_safe(get_comparison_class_for_block(block)(block, True, True, *values).htmldiff())  # noqa: S308 -- escaped by Wagtail


def _lines(html: str) -> str:
    """The text of rich text, each paragraph and item on a line of its own."""
    return unescape(strip_tags(BLOCK_END.sub("\n", html))).strip()


def value_html(kind: str, value: Any) -> SafeString:
    """One value in plain words; empty for none."""
    if value is None:
        return mark_safe("")
    return difference(kind, value, value)


def _blocks() -> dict[str, Any]:
    blocks: dict[str, Any] = cast(Any, Output._meta.get_field(BODY)).stream_block.child_blocks
    return blocks
