"""Sessions as blocks of the grid. The only place that knows their markup: scripts put blocks in place, and make none.

Written by hand, since a template for each of some hundred blocks would cost more than all the rest of the page.
"""

from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from cms.models import Event
from sessions.kinds import KINDS
from sessions.models import Session

FACTS = ("pk", "version", "kind", "number", "title", "start", "end", "room_id", "status")
USUAL = {slug: kind.minutes for slug, kind in KINDS.items()}


def rows_of(event: Event) -> QuerySet:
    """What blocks show, in reading order; sessions without a time last."""
    return Session.objects.filter(event=event).values_list(*FACTS, named=True)


def blocks_of(rows: Iterable[Any], tz: ZoneInfo) -> dict[int, str]:
    words = {value: escape(label) for value, label in Session.Status.choices if value != Session.Status.CONFIRMED}
    return {row.pk: block(row, tz, words.get(row.status, "")) for row in rows}


def block(row: Any, tz: ZoneInfo, word: str) -> SafeString:
    """`row` has FACTS; `word` says how it stands, where that is worth saying."""
    classes = f"block k-{row.kind}" + (f" is-{row.status}" if word else "")
    number = f"<b>{escape(row.number)}</b> " if row.number else ""
    state = f" <em>{word}</em>" if word else ""
    when, facts = _hours(row, tz)
    return mark_safe(  # noqa: S308 -- every text is escaped
        f'<a class="{classes}" id="s{row.pk}" href="sessions/{row.pk}/" data-v="{row.version}"{facts} '
        f'data-room="{row.room_id or ""}">{number}<span>{escape(row.title)}</span>{state}{when}</a>'
    )


def _hours(row: Any, tz: ZoneInfo) -> tuple[str, str]:
    """Minutes are those of the clock on the wall, from midnight."""
    if not row.start:
        return "", f' data-for="{USUAL[row.kind]}"'
    start, end = row.start.astimezone(tz).replace(tzinfo=None), row.end.astimezone(tz).replace(tzinfo=None)
    minutes = int((end - start).total_seconds() // 60)
    facts = f' data-day="{start:%Y-%m-%d}" data-at="{start.hour * 60 + start.minute}" data-for="{max(minutes, 5)}"'
    return f" <small>{start:%H:%M}–{end:%H:%M}</small>", facts
