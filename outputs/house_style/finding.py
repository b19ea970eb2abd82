"""What a rule finds."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "hint"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A span of one passage, in characters; `replacement` is None where only a person knows what to write. Where
    `message` is empty, the rule's title says enough.
    """

    start: int
    end: int
    replacement: str | None = None
    message: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A hit of the rule `rule` in the `part`-th text of the tree's node `node`; `text` is that whole text."""

    rule: str
    severity: Severity
    node: str
    part: int
    text: str
    start: int
    end: int
    message: str
    replacement: str | None = None

    @property
    def found(self) -> str:
        return self.text[self.start : self.end]

    @property
    def shown(self) -> str:
        return _readable(self.found)

    @property
    def before(self) -> str:
        """Some words before, for reading."""
        begin = max(0, self.start - 50)
        return ("…" if begin else "") + _readable(self.text[begin : self.start])

    @property
    def after(self) -> str:
        end = self.end + 50
        return _readable(self.text[self.end : end]) + ("…" if end < len(self.text) else "")

    @property
    def text_hash(self) -> str:
        """The same as long as rule, words and the text around them are; wherever that text stands."""
        return _digest(self.rule, self.text, str(self.start), self.found)

    @property
    def key(self) -> str:
        """Names this finding in its document until the text of its node changes."""
        return _digest(self.node, str(self.part), self.text_hash)[:20]


def _readable(text: str) -> str:
    """References to other paragraphs have no words before these are numbered."""
    return text.replace("\ufffc", "…")


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
