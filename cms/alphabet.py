"""The order of names in the alphabet of a language, without ICU: what lists of countries and people need of it."""

import unicodedata
from functools import lru_cache

_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": None})
_ARTICLE = "ال"


@lru_cache(maxsize=4096)
def sort_key(text: str, language: str = "en") -> tuple[str, str]:
    """By which `text` is sorted in `language`; the text itself decides where letters are the same.

    Accents do not count, except that ñ follows n in Spanish and й is a letter of its own in Russian. Arabic passes over
    the article, as the lists of the United Nations do; Chinese is in the order of Pinyin (GB 2312 keeps its 3,755
    common characters in it).
    """
    code = language[:2]
    if code == "zh":
        return text.encode("gb18030", "replace").hex(), text
    folded = unicodedata.normalize("NFC", text.casefold())
    if code == "es":
        folded = folded.replace("ñ", "n\uffff")
    if code == "ar":
        words = (word.removeprefix(_ARTICLE) if len(word) > 4 else word for word in folded.translate(_ARABIC).split())
        folded = " ".join(words)
    return "".join(_letters(folded)), text


def _letters(text: str) -> list[str]:
    """Letters, digits and spaces without accents; hyphens and apostrophes are passed over, as dictionaries do."""
    kept = []
    for character in text:
        base = character if character in "й\uffff" else unicodedata.normalize("NFKD", character)[:1]
        if base.isalnum() or base in " \uffff":
            kept.append(base)
    return kept
