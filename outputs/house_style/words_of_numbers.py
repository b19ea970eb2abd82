"""English words of the numbers up to 99."""

from __future__ import annotations

ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
IRREGULAR = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
             "twelve": "twelfth"}  # fmt: skip


def cardinal(number: int) -> str:
    """In words, of 0 to 99."""
    if number < 20:
        return ONES[number]
    ten, one = divmod(number, 10)
    return TENS[ten - 2] + (f"-{ONES[one]}" if one else "")


def ordinal(number: int) -> str:
    """ "Fifty-fifth" of 55; empty outside 1 to 99."""
    if not 0 < number < 100:
        return ""
    start, hyphen, last = cardinal(number).rpartition("-")
    ending = IRREGULAR.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return start + hyphen + ending


CARDINALS = {number: cardinal(number) for number in range(1, 100)}
FIGURES = {word: number for number, word in CARDINALS.items()}
