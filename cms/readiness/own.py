"""What this app checks: the facts of an event, its texts and its page."""

from collections.abc import Iterable, Iterator
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
    yield _texts(event, chain(objectives, chain.from_iterable(contacts), notes), pages)
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


def _texts(event: Event, texts: Iterable[Any], pages: list[Any]) -> Check:
    """Leads to the first place where something is found: the facts, or a page."""
    places = {form(event, "what"): chain(_words(event), texts)}
    places |= {edit_url(page): page.latest_revision.content.values() for page in pages if page.latest_revision}
    found = {url: placeholders(words) for url, words in places.items()}
    first = next((url for url, words in found.items() if words), "")
    shown = ", ".join(f"“{word}”" for word in list(dict.fromkeys(chain.from_iterable(found.values())))[:SHOWN])
    note = _("Found: %(words)s") % {"words": shown}
    return Check(Milestone.PUBLICATION, _("Texts without “to be confirmed”"), not first, first, note)


def _words(event: Event) -> list[str]:
    venue = event.venue
    of_venue = [venue.name, venue.building, venue.room, venue.floor, venue.address] if venue else []
    return [event.title, event.theme, event.goal, event.expected_participants, *of_venue]


def _page(event: Event, pages: list[Any]) -> Check:
    is_live = any(page.live for page in pages)
    note = _("It is a draft.") if pages else _("There is none yet.")
    url = edit_url(pages[0]) if pages else reverse("events:dashboard", args=[event.pk])
    return Check(Milestone.PUBLICATION, _("Page published"), is_live, url, note)


def edit_url(page: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def _before_travel(event: Event, notes: list[str]) -> Iterator[Check]:
    venue, where = event.venue, form(event, "when_and_where")
    yield Check(Milestone.NOTE, _("Address of the venue"), bool(venue and venue.address), where, _("to be confirmed"))
    written, wanted = len(notes), len(PracticalNote.Topic)
    words = ngettext("%(written)d of %(wanted)d topic", "%(written)d of %(wanted)d topics", wanted)
    counted = words % {"written": written, "wanted": wanted}
    yield Check(Milestone.NOTE, _("Practical notes"), bool(notes), form(event, "practical_notes"), counted)


def form(event: Event, tab: str) -> str:
    return f"{reverse('events:edit', args=[event.pk])}#tab-{tab}"
