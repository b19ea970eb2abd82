"""The whole document: cover page, preface, preamble, body, conclusions, annexes; its metadata last, put first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lxml import etree

from ..renderers import UnsuitedFormat
from ..tree import Attendance, Block, Document, Paragraph, Section
from ..tree.text import data_address
from ..words import distribution
from . import inline, names
from .blocks import write_blocks, write_section
from .body import complete, write_body, write_flow
from .classes import class_of
from .metadata import write_annex_meta, write_meta
from .writer import Writer

LAYOUTS = ("report", "paper")


def build(document: Document) -> Any:
    """The root element of a numbered document. Raises UnsuitedFormat for what is printed sheet by sheet."""
    if document.layout not in LAYOUTS:
        raise UnsuitedFormat(document.layout)
    writer, kind = Writer(document.language), class_of(document.kind)
    writer.pictures = {one.sha256: data_address(one.media_type, one.data) for one in document.assets}
    root = etree.Element(f"{{{names.AKN}}}akomaNtoso", nsmap={None: names.AKN, "rostrum": names.RECORD})
    made = writer.add(root, kind.tag, name=kind.name)
    _cover(writer, made, document)
    _preface(writer, made, document)
    _text(writer, made, document)
    _annexes(writer, made, document)
    inline.resolve(writer, made)
    write_meta(writer, made, document)
    return root


def _part(writer: Writer, parent: Any, tag: str, document: Document) -> Any:
    """A main part; each says its language, since the document element cannot."""
    made = writer.add(parent, tag)
    made.set(f"{{{names.XML}}}lang", names.tag(document.language))
    if tag != "mainBody":
        made.set("eId", tag)
    return made


def _cover(writer: Writer, parent: Any, document: Document) -> None:
    masthead, words = document.masthead, writer.words
    lines = [
        ("docAuthority", masthead.organization, {}),
        ("docCommittee", masthead.body, {}),
        ("docNumber", masthead.symbol, {}),
        ("", distribution(masthead.distribution, words), {}),
        ("docDate" if document.identity.day else "", masthead.date, {"date": document.identity.day}),
        ("", f"{words['original']}: {masthead.original_language}" if masthead.original_language else "", {}),
        ("", masthead.job_number, {}),
        ("session", masthead.session, {}),
        ("", masthead.place_and_dates, {}),
        ("", masthead.agenda_item, {}),
        ("docProponent", masthead.author, {}),
        ("", masthead.imprint, {}),
    ]
    if said := [line for line in lines if line[1]]:
        box = writer.add(_part(writer, parent, "coverPage", document), "container", name="masthead")
        for tag, content, attributes in said:
            _line(writer, box, tag, content, **attributes)


def _line(writer: Writer, parent: Any, tag: str, content: str, **attributes: str) -> None:
    made = writer.add(parent, "p", "" if tag else content)
    if tag:
        writer.add(made, tag, content, **attributes)


def _preface(writer: Writer, parent: Any, document: Document) -> None:
    made = _part(writer, parent, "preface", document)
    _line(writer, writer.add(made, "longTitle"), "docTitle", document.title)
    status = writer.words["draft"] if document.is_draft else ""
    lines = (("", document.subtitle), ("docStatus", status), ("", document.dated), ("", document.version))
    for tag, content in lines:
        if content:
            _line(writer, made, tag, content)
    for section in document.front:
        write_section(writer, made, section)
    if document.summary:
        box = writer.named(made, "blockContainer", class_="summary")
        writer.add(box, "heading", writer.words["summary"])
        write_blocks(writer, box, document.summary)


def _text(writer: Writer, parent: Any, document: Document) -> None:
    """Text before the chapters is the preamble, text after them the conclusions. Where it is numbered or all there is,
    it belongs to the body, for only there a paragraph may have a number.
    """
    opening, closing = document.opening, document.closing
    is_preamble = bool(opening and document.sections and not _is_numbered(opening))
    is_conclusion = bool(closing and not _is_numbered(closing))
    if is_preamble:
        box = writer.add(_part(writer, parent, "preamble", document), "container", name="preamble")
        write_blocks(writer, box, opening)
    body = _part(writer, parent, "mainBody", document)
    write_body(writer, body, () if is_preamble else opening, document.sections)
    write_flow(writer, body, () if is_conclusion else closing)
    complete(writer, body)
    if is_conclusion:
        write_blocks(writer, _part(writer, parent, "conclusions", document), closing)


def _is_numbered(flow: Sequence[Block]) -> bool:
    return any(isinstance(block, Paragraph | Attendance) and block.number for block in flow)


def _annexes(writer: Writer, parent: Any, document: Document) -> None:
    if document.annexes:
        made = writer.add(parent, "attachments")
        for position, section in enumerate(document.annexes, 1):
            _annex(writer, made, document, section, position)


def _annex(writer: Writer, parent: Any, document: Document, section: Section, position: int) -> None:
    made = writer.named(parent, "attachment", section.id, str(position))
    writer.add(made, "num", f"{writer.words['annex']} {section.number}".strip())
    if section.heading:
        writer.add(made, "heading", section.heading)
    annex = writer.add(made, "doc", name="annex")
    write_annex_meta(writer, annex, document, f"annex_{position}")
    body = _part(writer, annex, "mainBody", document)
    write_body(writer, body, section.blocks, section.sections)
    complete(writer, body)
