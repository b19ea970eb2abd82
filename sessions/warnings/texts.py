"""The words of an event's pages, without their marks."""

import html
import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from wagtail.blocks import StreamValue

PROSE = ("title", "lede", "expected_output", "programme_note", "participants_note", "organization_note", "venue_note")
OF_FORUMS = ("host_note", "workshops_note", "awards_note", "outcome_note")
TAG = re.compile(r"<[^>]+>")


def of_pages(pages: QuerySet) -> list[str]:
    """One statement for all of `pages`, which are EventPages."""
    rows = pages.values_list(*PROSE, "background", *(f"forumpage__{name}" for name in OF_FORUMS))
    return [plain(text) for row in rows for value in row for text in _strings(value) if text]


def plain(text: str) -> str:
    return html.unescape(TAG.sub("", text)) if "<" in text or "&" in text else text


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, StreamValue):
        yield from _of_blocks(block["value"] for block in value.raw_data)
    elif value:
        yield value


def _of_blocks(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        yield from value.values() if isinstance(value, dict) else [str(value)]
