"""Inline pieces as Markdown. All text is escaped here: what somebody typed never becomes markup."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from urllib.parse import quote

from ..tree import Break, Inline, Inlines, Link, Note, Reference, Span, Text, plain
from ..tree.text import SAFE_ADDRESSES, clean, collapse

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&$^#])")
#: What would begin a list, a rule or an underline (CommonMark 0.31.2, sections 4 and 5).
_START = re.compile(r"^(\s*)([+=-]|\d{1,9}(?=[.)]))")
_WEB = re.compile(r"(?i)(https?:|ftp:|www\.)(?=\S)")
STARS = {"emphasis": "*", "strong": "**"}
TAGS = {"emphasis": "em", "strong": "strong", "sub": "sub", "sup": "sup"}
HARD_BREAK = "\\\n"


def escaped(content: str) -> str:
    """Text inside a line, with nothing in it that means anything."""
    return _WEB.sub(_unlinked, _SPECIAL.sub(r"\\\1", collapse(clean(content))))


def _unlinked(match: re.Match[str]) -> str:
    """No address but that of a link becomes one."""
    return match[1].replace(":", "\\:").replace(".", "\\.")


def begun(text: str) -> str:
    """Text none of whose lines begins a list, a rule or the underline of a heading."""
    return "\n".join(_begun(line) for line in text.split("\n"))


def _begun(line: str) -> str:
    found = _START.match(line)
    if not found:
        return line
    rest = line[found.end() :]
    return f"{found[1]}{found[2]}\\{rest}" if found[2].isdigit() else f"{found[1]}\\{found[2]}{rest}"


def inline(pieces: Inlines, targets: AbstractSet[str], *, line_break: str = HARD_BREAK) -> str:
    """`targets` are the ids to which links may lead."""
    text = ""
    for piece in pieces:
        written = _piece(piece, targets, line_break)
        if isinstance(piece, Span) and text.endswith("*") and written.startswith("*"):
            written = _tagged(piece, targets, line_break)
        text += written
    return text


def _piece(piece: Inline, targets: AbstractSet[str], line_break: str) -> str:
    match piece:
        case Text(content):
            return escaped(content)
        case Break():
            return line_break
        case Span():
            return _span(piece, targets, line_break)
        case Link(href, inner):
            return _link(href, inline(inner, targets, line_break=line_break), targets)
        case Note():
            return f"[^{escaped(piece.number)}]"
        case Reference() if piece.is_missing:
            return f"**{escaped(piece.text)}**"
        case Reference():
            return _link(f"#{piece.target}", escaped(piece.text), targets)


def _span(span: Span, targets: AbstractSet[str], line_break: str) -> str:
    """Stars mark words only where letters stand at both ends."""
    content = plain(span.inlines)
    if span.style not in STARS or not (content[:1].isalnum() and content[-1:].isalnum()):
        return _tagged(span, targets, line_break)
    star = STARS[span.style]
    return f"{star}{inline(span.inlines, targets, line_break=line_break)}{star}"


def _tagged(span: Span, targets: AbstractSet[str], line_break: str) -> str:
    name = TAGS[span.style]
    return f"<{name}>{inline(span.inlines, targets, line_break=line_break)}</{name}>"


def _link(href: str, content: str, targets: AbstractSet[str]) -> str:
    if not href.lower().startswith(SAFE_ADDRESSES) or (href.startswith("#") and href[1:] not in targets):
        return content
    return f"[{content}](<{address(href)}>)"


def address(href: str) -> str:
    return quote(clean(href), safe="%/:=&?~#+!$,;'@()*[]")
