"""Badges: everybody approved, in the order of names, with the QR by which check-in finds the registration."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms import wording as cms_wording
from cms.alphabet import sort_key
from cms.models import Event
from outputs.models import PrintRun
from outputs.tree import Badge, Badges, Document, OutlineDay
from outputs.words import wording
from participants.listing import Line, lines
from participants.models import ParticipantCategory, Registration
from sessions.kinds import KINDS
from sessions.models import Release
from sessions.programme.read import working_programme
from sessions.programme.tree import Day, Programme, Session

from .base import Options, Run

#: What stands before the registration's `uid` (32 hexadecimal digits) in the QR; check-in looks it up.
CODE = "rostrum:"
BANDS = 12
NO_BACK, BLANK, OUTLINE = "", "blank", "programme"


def wanted(event: Event, *, category: str = "", only_new: bool = False, ids: list[int] | None = None) -> QuerySet:
    """Of those approved: of a category, without a printed badge, or those of `ids`."""
    found = Registration.objects.approved().filter(event=event)
    if category:
        found = found.filter(category__slug=category)
    if only_new:
        found = found.filter(badge_printed_at=None)
    return found if ids is None else found.filter(pk__in=ids)


def documents(event: Event, options: Options) -> list[Document]:
    """One document; `options["back"]` is "" (one-sided), "blank" or "programme"."""
    back = options.get("back", NO_BACK)
    with translation.override(event.language), timezone.override(event.tz):
        found = lines(wanted(event, ids=options["ids"]).order_by("person__sort_name", "pk"), event.start_date)
        bands = _bands()
        block = Badges(
            id="badges",
            meeting=event.title,
            occasion=_occasion(event),
            badges=tuple(_badge(line, bands) for line in sorted(found, key=lambda line: _order(line, event))),
            has_backs=back != NO_BACK,
            outline=outline_of(_programme(event)) if back == OUTLINE else (),
        )
        return [
            Document(
                id="badges",
                kind="badges",
                title=_("Badges of the %(event)s") % {"event": event.title},
                language=event.language,
                layout="badges",
                contents=False,
                opening=(block,),
            )
        ]


def printed(event: Event, options: Options) -> None:
    wanted(event, ids=options["ids"]).update(badge_printed_at=timezone.now())


def outline_of(programme: Programme) -> tuple[OutlineDay, ...]:
    """Day by day what happens when; sessions at the same time are counted."""
    return tuple(OutlineDay(wording.day_heading(day.date), tuple(_outline(day))) for day in programme.days)


def _outline(day: Day) -> Iterator[str]:
    starts: dict[Any, list[Session]] = {}
    for session in day.sessions:
        if not session.is_cancelled and not KINDS[session.kind].is_pause:
            starts.setdefault(session.start, []).append(session)
    for start, found in starts.items():
        several = ngettext("%(count)s session", "%(count)s sessions at the same time", len(found))
        what = found[0].title if len(found) == 1 else several % {"count": len(found)}
        yield f"{start:%H:%M}  {what}"


def _programme(event: Event) -> Programme:
    released = Release.objects.filter(event=event).order_by("-number").values_list("programme", flat=True).first()
    return Programme.from_json(released) if released else working_programme(event)


def _occasion(event: Event) -> str:
    dates = cms_wording.date_range(event.start_date, event.end_date)
    return f"{event.venue.place}, {dates}" if event.venue else dates


def _bands() -> dict[str, int]:
    """The colour of each category: the same at all events."""
    slugs = ParticipantCategory.objects.order_by("position", "name").values_list("slug", flat=True)
    return {slug: number % BANDS + 1 for number, slug in enumerate(slugs)}


def _badge(line: Line, bands: dict[str, int]) -> Badge:
    assert line.uid is not None  # noqa: S101 -- every registration has one
    entry = line.entry
    name = f"{entry.honorific} {entry.name}".strip()
    small = tuple(filter(None, [entry.title, entry.institution, entry.country]))
    return Badge(f"badge-{line.uid.hex}", name, f"{CODE}{line.uid.hex}", line.name, bands.get(line.slug, 1), small)


def _order(line: Line, event: Event) -> tuple[str, str]:
    return sort_key(line.sort_name, event.language)


RUN = Run(PrintRun.Kind.BADGES, documents, printed)
