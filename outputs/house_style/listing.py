"""All rules as a page of documentation, in Markdown and in English."""

from __future__ import annotations

from django.utils import translation

from .rule import Rule
from .rules import RULES

HEAD = """# House style: the rules

What “House style” beside a document finds, and `manage.py check_style`. This page is written by
`manage.py check_style --list`; a test fails when it is out of date. The secretariat turns rules off, everywhere or
for a series or a kind of document, under “House style”, “All rules”; a writer lets one finding stand, with a reason,
until its text changes. What is quoted, addresses and symbols of documents are not searched.
"""


def page() -> str:
    """The rules by source, as they stand in the code."""
    with translation.override("en"):
        by_source: dict[str, list[Rule]] = {}
        for rule in RULES.values():
            by_source.setdefault(rule.source, []).append(rule)
        parts = [f"## {source}\n\n{''.join(map(_line, rules))}" for source, rules in sorted(by_source.items())]
    return "\n".join([HEAD, *parts])


def _line(rule: Rule) -> str:
    languages = ", ".join(rule.languages) or "all languages"
    return f"- `{rule.code}` ({rule.severity}; {languages}): **{rule.title}.** {rule.why}\n"
