"""Putting a replacement into what a person wrote: head fields, and the prose blocks of a body."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from typing import Any

from wagtail.rich_text import RichText

from outputs import tree
from outputs.blocks import LIVE
from outputs.models import Output
from outputs.resolve import prose, summary_of
from outputs.tree import Document, Section
from outputs.tree.text import clean, collapse

from .facts import Facts
from .finding import Finding
from .manuscript import manuscript_of

HEAD = {"title": "title", "subtitle": "subtitle"}
HEADINGS = {"chapter", "heading", "front", "annex"}
WRITTEN = HEADINGS | {"text", "plain", "closing", "quote", "key_message"}
Texts = dict[tuple[str, int], str]


class CannotRewrite(Exception):
    """The words are not to be found in what was written, or not without touching others."""


def can_rewrite(output: Output, node: str) -> bool:
    block = block_of(output, node)
    return bool(field_of(node)) or (block is not None and block.block_type in WRITTEN)


def block_of(output: Output, node: str) -> Any:
    """The block of the body, filled in by a person, that the tree's node `node` comes from; None for live ones."""
    for block in output.body:
        prefix = f"b-{block.id}"
        if block.block_type not in LIVE and (node == prefix or node.startswith(f"{prefix}-")):
            return block
    return None


def field_of(node: str) -> str:
    """The field of the head that `node` comes from; empty for others."""
    return "summary" if node.startswith("summary-") else HEAD.get(node, "")


def rewrite(output: Output, finding: Finding) -> str:
    """Writes the replacement of `finding` into `output`, which is not saved; which field was changed.

    Raises CannotRewrite. Several findings are to be written from the last to the first.
    """
    if field := field_of(finding.node):
        setattr(output, field, _rewritten(getattr(output, field), finding, _head_texts(field)))
        return field
    block = block_of(output, finding.node)
    if block is None or block.block_type not in WRITTEN:
        raise CannotRewrite
    block.value = _in_block(block, finding)
    return "body"


def _in_block(block: Any, finding: Finding) -> Any:
    name, prefix = block.block_type, f"b-{block.id}"
    if isinstance(block.value, RichText):
        return RichText(_rewritten(block.value.source, finding, lambda raw: _texts_of(name, RichText(raw), prefix)))
    if name == "quote":
        value = dict(block.value)
        text = _rewritten(value["text"], finding, lambda raw: _texts_of(name, value | {"text": raw}, prefix))
        return type(block.value)(block.block, [*(value | {"text": text}).items()])
    return _rewritten(block.value, finding, lambda raw: _texts_of(name, raw, prefix))


def _rewritten(raw: str, finding: Finding, texts_of: Callable[[str], Texts]) -> str:
    """The one way to replace the words that changes the text where they were found, and no other text."""
    where, wanted = (finding.node, finding.part), texts_of(raw)
    text = wanted.get(where, "")
    if text[: finding.end] != finding.text[: finding.end]:
        raise CannotRewrite
    new = text[: finding.start] + (finding.replacement or "") + text[finding.end :]
    wanted[where] = _even(new)
    expected = {key: _even(one) for key, one in wanted.items()}
    for changed in _candidates(raw, finding):
        if {key: _even(one) for key, one in texts_of(changed).items()} == expected:
            return changed
    raise CannotRewrite


def _candidates(raw: str, finding: Finding) -> Iterator[str]:
    """Each place of the words, with one letter before them where they are none."""
    lead = finding.text[max(0, finding.start - 1) : finding.start] if not finding.found else ""
    old, new = lead + finding.found, lead + (finding.replacement or "")
    for quoted in dict.fromkeys(
        (old, html.escape(old, quote=False), html.escape(old), old.replace("\u00a0", "&nbsp;"))
    ):
        place = raw.find(quoted) if quoted else -1
        while place >= 0:
            plain = raw[:place] + html.escape(new, quote=False) + raw[place + len(quoted) :]
            yield plain if "<" in raw else raw[:place] + new + raw[place + len(quoted) :]
            place = raw.find(quoted, place + 1)


def _even(text: str) -> str:
    return collapse(text).strip()


def _head_texts(field: str) -> Callable[[str], Texts]:
    def read(raw: str) -> Texts:
        head = {"title": "", "subtitle": ""} | ({field: raw} if field in HEAD else {})
        summary = summary_of(raw) if field == "summary" else ()
        return _read(Document("", "", language="en", summary=summary, **head))  # type: ignore[arg-type]

    return read


def _texts_of(name: str, value: Any, prefix: str) -> Texts:
    if name in HEADINGS:
        return _read(Document("", "", "", "en", sections=(Section(prefix, value),)))
    return _read(
        Document("", "", "", "en", opening=tuple(prose("plain" if name == "closing" else name, value, prefix)))
    )


def _read(document: Document) -> Texts:
    cleaned: Document = tree.map_text(document, clean)
    return {(one.node, one.part): one.text for one in manuscript_of(cleaned, Facts()).passages}
