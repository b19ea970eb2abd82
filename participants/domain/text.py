"""What people type, before it is kept: nothing is refused here, only what no text needs is taken out."""

import re
import unicodedata

# Joiners and marks of direction (category Cf) stay: Persian and many Indian names are wrong without them.
_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def one_line(value: str) -> str:
    """`value` on one line, without control characters; a name cannot add a header to a mail."""
    printable = "".join(" " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in value)
    return " ".join(printable.split())


def many_lines(value: str) -> str:
    """`value` with plain line ends and no other control characters but the tab."""
    text = _BREAKS.sub("\n", value)
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc").strip()
