"""What the page of an event shows beside its head: the facts, and its sections in the order of an aide-memoire."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.utils.translation import get_language_info, gettext

from cms import wording
from cms.cards import card_rows, cards
from cms.lists import Lists, winner
from cms.models.events import Event
from cms.places import Place
from cms.prepared import prepared_for_visitors

if TYPE_CHECKING:
    from cms.models import EventPage, ForumPage

TEXT = "cms/sections/text.html"
Organizers = list[tuple[str, str]]
#: Sections that an app fills with a summary of its own, beneath what the page says; all other places come last.
FILLED_BY_PLACE = {"programme": "programme", "participants": "participants", "outcome": "outputs"}


@dataclass(slots=True)
class Section:
    """`template` draws `value`; `places` are the summaries that other apps put beneath it.

    Where it is `expected` and there is nothing yet, it reads "to be confirmed" until the event is over.
    """

    id: str
    title: str
    template: str = ""
    value: Any = None
    expected: bool = False
    places: list[Place] = field(default_factory=list)


def facts(event: Event, organizers: Organizers) -> list[dict[str, Any]]:
    """Label and value of what is known; what must be known and is not reads "to be confirmed"."""
    return [{"label": label, "value": value} for label, value in _facts(event, organizers) if value]


def _facts(event: Event, organizers: Organizers) -> Iterator[tuple[str, str]]:
    yield gettext("Dates"), wording.date_range(event.start_date, event.end_date)
    yield gettext("Place"), event.venue.place if event.venue else gettext("to be confirmed")
    yield gettext("Theme"), event.theme
    yield gettext("In the margins of"), event.outside_parent
    yield from _edition(event)
    yield gettext("Working languages"), languages(event)
    yield gettext("Participants"), wording.attendance(event) or event.expected_participants
    for role, names in _by_role(organizers).items():
        yield role, "; ".join(names)
    yield gettext("Document symbol"), event.symbol


def languages(event: Event) -> str:
    codes = event.working_languages or [event.language]
    return ", ".join(str(get_language_info(code)["name_translated"]) for code in codes)


def _edition(event: Event) -> Iterator[tuple[str, str]]:
    if event.series and event.edition:
        edition = gettext("%(series)s, edition %(number)s")
        yield gettext("Series"), edition % {"series": event.series.name, "number": event.edition}


def _by_role(organizers: Organizers) -> dict[str, list[str]]:
    """Names under the heading of their role, both in the order in which they are printed."""
    headings = {
        "organizer": gettext("Organized by"),
        "co_organizer": gettext("Co-organized by"),
        "host": gettext("Hosted by"),
        "partner": gettext("In partnership with"),
    }
    found: dict[str, list[str]] = {}
    for role, name in organizers:
        found.setdefault(headings[role], []).append(name)
    return found


def of_event(page: "EventPage", event: Event, lists: Lists) -> list[Section]:
    aims = {"goal": event.goal, "objectives": lists.objectives} if lists.objectives or event.goal else None
    venue = {"venue": event.venue, "note": page.venue_note} if event.venue or page.venue_note else None
    return [
        Section("background", gettext("Background"), "cms/sections/blocks.html", page.background),
        Section("objectives", gettext("Objectives"), "cms/sections/objectives.html", aims),
        Section("expected-output", gettext("Expected output"), TEXT, page.expected_output),
        Section("outcome", gettext("Outcome")),
        Section("programme", gettext("Programme"), TEXT, page.programme_note, expected=True),
        Section("participants", gettext("Participants"), TEXT, page.participants_note),
        Section("organization", gettext("Organization and language"), TEXT, page.organization_note),
        Section("venue", gettext("Venue"), "cms/sections/venue.html", venue, expected=True),
        Section("contacts", gettext("Contacts"), "cms/sections/contacts.html", lists.contacts, expected=True),
    ]


def of_forum(page: "ForumPage", event: Event, lists: Lists, user: Any) -> list[Section]:
    background, objectives, expected_output, outcome, *rest = of_event(page, event, lists)
    outcome.template, outcome.value = TEXT, page.outcome_note
    workshops, editions = _related(page, event, user)
    return [
        background,
        objectives,
        Section("host", gettext("Host"), TEXT, page.host_note),
        Section("workshops", gettext("Workshops"), "cms/sections/events.html", workshops),
        Section("awards", gettext("Awards"), "cms/sections/awards.html", _awards(page, lists, user)),
        outcome,
        expected_output,
        *rest,
        Section("editions", gettext("Other editions"), "cms/sections/events.html", editions),
    ]


def _related(page: "ForumPage", event: Event, user: Any) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """The workshops inside the forum and the other editions of its series, read together."""
    lines = cards(_relatives(user, event.pk, event.series_id))
    workshops = [line for line in lines if line.parent == event.pk]
    editions = [line for line in reversed(lines) if line.parent != event.pk]
    return (
        {"note": page.workshops_note, "events": workshops} if workshops or page.workshops_note else None,
        {"events": editions} if editions else None,
    )


@prepared_for_visitors
def _relatives(user: Any, event: int, series: int | None) -> QuerySet:
    of_series = Q(series=series, series__isnull=False, visibility=Event.Visibility.PUBLIC, has_live_page=True)
    found = Event.objects.visible_to(user).with_live_page().filter(Q(parent=event) | of_series)
    return card_rows(found.exclude(pk=event).order_by("start_date", "title"))


def _awards(page: "ForumPage", lists: Lists, user: Any) -> dict[str, Any] | None:
    """The winners under their categories, and how many institutions of how many countries they are."""
    # Those of a draft, which only its editors see, are in the page and not in the database.
    winners = _winners_of_draft(page) if user.is_authenticated else lists.winners
    if not winners and not page.awards_note:
        return None
    categories: dict[str, list[dict[str, str]]] = {}
    for each in winners:
        categories.setdefault(each["category"], []).append(each)
    return {"note": page.awards_note, "categories": categories, "numbers": _award_numbers(winners)}


def _winners_of_draft(page: "ForumPage") -> list[dict[str, str]]:
    rows = page.awards.select_related("country")
    return [winner(row.category, row.institution, row.initiative, row.country.name) for row in rows]


def _award_numbers(winners: list[dict[str, str]]) -> list[dict[str, Any]]:
    counts = {
        gettext("Institutions"): len(winners),
        gettext("Countries"): len({each["country"] for each in winners}),
        gettext("Categories"): len({each["category"] for each in winners}),
    }
    return [{"label": label, "value": count} for label, count in counts.items()] if winners else []


def arrange(written: list[Section], places: list[Place], *, is_over: bool) -> list[Section]:
    """The sections that have something to say, the summaries of `places` each under its own, the others last."""
    summaries = {place.slug: place for place in places if place.template}
    for section in written:
        place = summaries.pop(FILLED_BY_PLACE.get(section.id, ""), None)
        section.places = [place] if place else []
    shown = [each for each in written if each.value or each.places or (each.expected and not is_over)]
    return shown + [Section(place.slug, place.label, places=[place]) for place in summaries.values()]
