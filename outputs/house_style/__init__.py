"""House style: what the rules of United Nations documents find in a text, and what they would write instead."""

from .checking import Report, check, rules_of
from .finding import Finding, Hit
from .manuscript import Manuscript, Passage, manuscript_of
from .rule import Rule
from .rules import RULES

__all__ = [
    "RULES", "Finding", "Hit", "Manuscript", "Passage", "Report", "Rule", "check", "manuscript_of", "rules_of",
]  # fmt: skip
