"""Single cells: clean text in, and text out that no spreadsheet takes for a formula."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from typing import Any

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


def as_text(value: Any) -> str:
    """The value of a cell as a person would have typed it."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            moment = (value + timedelta(seconds=30)).replace(second=0, microsecond=0)
            return moment.date().isoformat() if moment.time() == time() else moment.isoformat(" ", "minutes")
        case date():
            return value.isoformat()
        case time():
            return value.strftime("%H:%M")
        case timedelta():
            minutes = round(value.total_seconds() / 60)
            return f"{minutes // 60:02}:{minutes % 60:02}"
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)
