"""Names in comparable spelling: without marks, in Latin letters, whatever their order and script.

The tables are meant for finding, not for printing: they choose what the spellings of one name have in common.
"""

import re
import unicodedata
from functools import lru_cache

MOST = 300
_WORD = re.compile(r"[^\W_]+")

#: Letters that no decomposition brings to plain Latin ones; “-” is nothing. Each line of letters has its line of Latin.
_TABLES = [
    ("ø đ ð ł ı ß æ œ þ", "o d d l i ss ae oe th"),
    ("а б в г д е ж з и й к л м н о п р с т у ф", "a b v g d e zh z i i k l m n o p r s t u f"),
    ("х ц ч ш щ ъ ы ь э ю я і ї є ґ ў ё", "kh ts ch sh shch - y - e yu ya i yi ye g u e"),
    ("ј љ њ ћ ђ џ ѓ ќ ѕ", "j lj nj c d dz g k z"),
    ("ا ب ت ث ج ح خ د ذ ر ز س ش ص ض", "a b t th j h kh d dh r z s sh s d"),
    ("ط ظ ع غ ف ق ك ل م ن ه و ي ة ى ء", "t z a gh f q k l m n h w y a a -"),
    ("أ إ آ ؤ ئ پ چ ژ گ ک ی ہ", "a i a w y p ch zh g k y h"),
    ("α β γ δ ε ζ η θ ι κ λ μ ν ξ ο π ρ σ τ υ φ χ ψ ω ς", "a v g d e z i th i k l m n x o p r s t y f ch ps o s"),
]
_LETTERS = {
    letter: "" if latin == "-" else latin
    for letters, latins in _TABLES
    for letter, latin in zip(letters.split(), latins.split(), strict=True)
}
#: What one ear hears and several hands write differently; applied in this order.
_SOUNDS = [
    ("shch", "s"),
    ("tch", "c"),
    ("sch", "s"),
    ("sh", "s"),
    ("ch", "c"),
    ("kh", "h"),
    ("gh", "g"),
    ("zh", "j"),
    ("th", "t"),
    ("dh", "d"),
    ("ph", "f"),
    ("ck", "k"),
    ("q", "k"),
    ("x", "ks"),
    ("v", "f"),
    ("z", "s"),
]
_SILENT = re.compile(r"[aeiouyw]")
_ARTICLE = re.compile(r"^[ae]l(?=$|\w{4})")
_DOUBLED = re.compile(r"(.)\1+")


def fold(name: str) -> str:
    """`name` in small Latin letters without marks, words apart by one space; other scripts stay as they are."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(_LETTERS.get(c, c) for c in plain if not unicodedata.combining(c) and c != "ـ")
    return " ".join(_WORD.findall(letters.replace("'", "").replace("’", "")))[:MOST]


@lru_cache(maxsize=20_000)
def sound(word: str) -> str:
    """What is left of a folded word when each spelling of a sound is one and vowels are gone: “mhmd”.

    Words of vowels alone, and those in scripts without a table, stay as they are.
    """
    heard = word
    for written, one in _SOUNDS:
        heard = heard.replace(written, one)
    return _DOUBLED.sub(r"\1", _SILENT.sub("", heard)) or word


def words_in_order(folded: str) -> tuple[str, ...]:
    return tuple(sorted(folded.split()))


def sounds_in_order(folded: str) -> tuple[str, ...]:
    """Articles (al-, el-) are left out: some write them, some join them, some do neither."""
    words = [_ARTICLE.sub("", word) for word in folded.split()]
    return tuple(sorted(sound(word) for word in words if word))


def script_of(name: str) -> str:
    """The script of the first letter, as Unicode names it: LATIN, ARABIC, CYRILLIC, CJK; empty where there is none."""
    letter = next((c for c in name if c.isalpha()), "")
    return unicodedata.name(letter, "").partition(" ")[0]
