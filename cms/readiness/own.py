"""What this app checks: the facts of an event, its texts and its page."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.models import Contact, Event, Objective, PracticalNote

from .base import Check, Milestone
from .placeholders import placeholders

SHOWN = 3


def checks(event: Event) -> Iterator[Check]:
    objectives = list(Objective.objects.filter(event=event).values_list("text", flat=True))
    contacts = list(Contact.objects.filter(event=event).values_list("name", "title", "unit", "email"))
    notes = list(PracticalNote.objects.filter(event=event).values_list("text", flat=True))
    pages = list(event.pages.select_related("latest_revision"))
    yield from _facts(event, objectives, contacts)
    yield _texts(event, chain(objectives, chain.from_iterable(contacts), notes, _written(event, pages)))
    yield _page(event, pages)
    yield from _before_travel(event, notes)


def _facts(event: Event, objectives: list[str], contacts: list[Any]) -> Iterator[Check]:
    venue = event.venue
    wanted = {
        _("Venue"): (venue and venue.name, "when_and_where"),
        _("Room"): (venue and venue.room, "when_and_where"),
        _("Floor"): (venue and venue.floor, "when_and_where"),
        _("Organizers"): (event.organizers.exists(), "organizers_and_contacts"),
        _("Goal or objectives"): (event.goal or objectives, "objectives_and_subjects"),
        _("Subjects"): (event.themes.exists(), "objectives_and_subjects"),
        _("Contacts"): (contacts, "organizers_and_contacts"),
    }
    for label, (value, tab) in wanted.items():
        yield Check(Milestone.PUBLICATION, label, bool(value), form(event, tab), _("to be confirmed"))


def _texts(event: Event, texts: Any) -> Check:
    found = placeholders(texts)
    shown = ", ".join(f"“{word}”" for word in found[:SHOWN])
    label = _("Nothing is left “to be confirmed” in its texts")
    return Check(
        Milestone.PUBLICATION, label, not found, _where_texts_are(event), _("Found: %(words)s") % {"words": shown}
    )


def _written(event: Event, pages: list[Any]) -> Iterator[Any]:
    """The facts in words, and the pages as they were last written."""
    yield from (event.title, event.theme, event.goal, event.expected_participants)
    if event.venue:
        yield from (event.venue.name, event.venue.building, event.venue.room, event.venue.floor, event.venue.address)
    for page in pages:
        yield from page.latest_revision.content.values() if page.latest_revision else ()


def _where_texts_are(event: Event) -> str:
    return reverse("events:dashboard", args=[event.pk])


def _page(event: Event, pages: list[Any]) -> Check:
    is_live = any(page.live for page in pages)
    note = _("It is a draft.") if pages else _("There is none yet.")
    url = reverse("wagtailadmin_pages:edit", args=[pages[0].pk]) if pages else _where_texts_are(event)
    return Check(Milestone.PUBLICATION, _("Page published"), is_live, url, note)


def _before_travel(event: Event, notes: list[str]) -> Iterator[Check]:
    venue, where = event.venue, form(event, "when_and_where")
    yield Check(Milestone.NOTE, _("Address of the venue"), bool(venue and venue.address), where, _("to be confirmed"))
    written, wanted = len(notes), len(PracticalNote.Topic)
    words = ngettext("%(written)d of %(wanted)d topic", "%(written)d of %(wanted)d topics", wanted)
    counted = words % {"written": written, "wanted": wanted}
    yield Check(Milestone.NOTE, _("Practical notes"), bool(notes), form(event, "practical_notes"), counted)


def form(event: Event, tab: str) -> str:
    return f"{reverse('events:edit', args=[event.pk])}#tab-{tab}"
