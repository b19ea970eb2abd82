"""Words as the library compares them, in any script."""

import re
import unicodedata

#: Scripts written without spaces: each character is a word.
UNSPACED = re.compile(r"([\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff])")
MOST_LETTERS = 60_000


def comparable(text: str) -> str:
    """Small letters without accents, one space before and between words."""
    letters = unicodedata.normalize("NFKD", text[:MOST_LETTERS].casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " " + " ".join(re.findall(r"[^\W_]+", UNSPACED.sub(r" \1 ", plain)))


def asked(query: str) -> list[str]:
    """What somebody looks for, as `words` of an entry must have it: a phrase where the script has no spaces."""
    return [" ".join(comparable(word).split()) for word in query.split() if comparable(word).strip()]
