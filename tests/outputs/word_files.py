"""Reads a .docx file as its parts, its paragraphs and its numbers."""

import re
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def part(data, name="document"):
    with ZipFile(BytesIO(data)) as file:
        return etree.fromstring(file.read(f"word/{name}.xml"))


def part_names(data):
    with ZipFile(BytesIO(data)) as file:
        return set(file.namelist())


def written(node):
    """The text of a paragraph; a tab is one, a break a line."""
    kinds = {f"{W}t": lambda e: e.text or "", f"{W}tab": lambda e: "\t", f"{W}br": lambda e: "\n"}
    pieces = [kinds[e.tag](e) for e in node.iter() if e.tag in kinds and e.getparent().tag == f"{W}r"]
    return "".join(pieces)


def paragraphs(data, *styles, name="document"):
    """Style and text of the paragraphs, of all or of those `styles`."""
    found = [(style_of(p), written(p)) for p in part(data, name).iter(f"{W}p")]
    return [(style, text) for style, text in found if not styles or style in styles]


def style_of(p):
    style = p.find(f"{W}pPr/{W}pStyle")
    return style.get(f"{W}val") if style is not None else ""


def numbers(data):
    """The numbers of paragraphs and the marks of items and headings, as they stand in the text."""
    styles = {style for style, _ in paragraphs(data)}
    marked = [s for s in styles if re.match(r"(NumberedParagraph|LeadIn|Item|Heading)", s)]
    return [text.split("\t")[0] for _, text in paragraphs(data, *marked)]
