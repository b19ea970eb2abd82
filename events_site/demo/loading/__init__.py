"""Writes the demonstration. Whatever is there already stays as it is, so loading twice changes nothing."""

from dataclasses import replace
from datetime import date

from django.db import transaction

from events_site.demo import facts
from events_site.demo.shape import Advice, Meeting, Sitting
from sessions.library import entries as library
from sessions.models import PaperVersion
from sessions.register import entries as register
from sessions.tasks import read_paper

from . import crowd, desk, experts, forms, networks, outcome, people, site
from .events import add_event
from .shelf import Shelf

MOST_READ = 60
SIZES = ("small", "demo", "load")


def load(size: str, *, today: date) -> list[str]:
    """Loads the demonstration in one of SIZES and returns the slugs of the events that were new.

    `small` has every event with fewer rows in each, no questions of its own in any form, and nothing adopted; `load`
    adds an event of the size that the benchmarks measure.
    """
    with transaction.atomic():
        shelf = Shelf()
        people.add(shelf, facts.institutions(), facts.people().values())
        site.add_pages()
        added = [add_event(meeting, shelf, today).slug for meeting in _missing(_meetings(size, today))]
        people.add_accounts(shelf)
        desk.add(added, today)
        experts.add(shelf)
        networks.add(shelf)
        if size == "load":
            added += crowd.add(shelf, today)
        if size != "small":
            outcome.add()
            forms.add()
        library.index_all()
        register.index_all()
        read_files()
    return added


def read_files() -> None:
    """Words and first pages of the papers, by the worker, after what people wait for."""
    for pk in PaperVersion.objects.filter(picture="", text="").values_list("pk", flat=True)[:MOST_READ]:
        read_paper.using(priority=-50).enqueue(pk)


def _meetings(size: str, today: date) -> list[Meeting]:
    found = facts.meetings(today)
    return [_trimmed(meeting) for meeting in found] if size == "small" else found


def _missing(meetings: list[Meeting]) -> list[Meeting]:
    from cms.models import Event

    there = set(Event.objects.values_list("slug", flat=True))
    return [meeting for meeting in meetings if meeting.slug not in there]


def _trimmed(meeting: Meeting) -> Meeting:
    """The same meeting with fewer talks, entries, recommendations and people."""
    sittings = tuple(_short(sitting) for sitting in meeting.sittings)
    left = {advice.ref for sitting in sittings for advice in sitting.advice}
    points = tuple(
        replace(point, sources=tuple(ref for ref in point.sources if ref in left)) for point in meeting.points
    )
    return replace(meeting, sittings=sittings, points=points, attendees=meeting.attendees[:14])


def _short(sitting: Sitting) -> Sitting:
    advice: tuple[Advice, ...] = sitting.advice[:2]
    return replace(sitting, talks=sitting.talks[:1], record=sitting.record[:3], advice=advice)
