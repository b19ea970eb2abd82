"""Single cells: clean text in, and text out that no spreadsheet takes for a formula."""

import re
import unicodedata

LONGEST = 20_000
_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_RISKY = "=+\\-@＝＋－＠"
_TO_ESCAPE = re.compile(rf"'*(?:\s*[{_RISKY}]|[\t\r])")
_ESCAPED = re.compile(rf"'(?='*(?:\s*[{_RISKY}]|[\t\r]))")


def clean(text: str) -> str:
    """Without control characters and halves of characters, which no database takes; plain line ends."""
    unbroken = _BREAKS.sub("\n", text)
    kept = (c for c in unbroken if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"})
    return "".join(kept).strip()


def guard(text: str) -> str:
    """With an apostrophe before what a spreadsheet would compute; `unguard` takes exactly that one away again."""
    return f"'{text}" if _TO_ESCAPE.match(text) else text


def unguard(text: str) -> str:
    return text[1:] if _ESCAPED.match(text) else text
