"""Finding the records of one person, making them one, and taking that back.

`likely` finds pairs, `merge` makes one record of two, `moving` carries over whatever points at a record, whichever app
it belongs to, and `journal` writes down each step so that it can be taken back.
"""

from .likely import Pair, likely_pairs, tell_apart
from .merge import CHOICES, merge_people, undo_merge
from .moving import belongings
from .rules import Rule, rules

__all__ = [
    "CHOICES",
    "Pair",
    "Rule",
    "belongings",
    "likely_pairs",
    "merge_people",
    "rules",
    "tell_apart",
    "undo_merge",
]
