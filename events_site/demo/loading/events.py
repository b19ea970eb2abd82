"""An event with everything that belongs to it."""

from datetime import date, datetime, time, timedelta

from cms.models import Contact, Event, EventKind, Objective, Organizer, PracticalNote, Series, Venue
from events_site.demo.facts import UPCOMING
from events_site.demo.shape import Attendee, Meeting, Place
from participants.domain.privacy.consents import digest_of, list_consent
from participants.models import CategoryPlaces, Consent, Registration, RegistrationSetup

from . import answers, papers, programme, record, reviews, site, ways
from .shelf import Shelf

SERIES = {"public-service-forum": "United Nations Public Service Forum"}
WEEKS_OPEN = 13  # from the opening of registration to the first day
WEEKS_CLOSED = 2  # from its end to the first day


def add_event(meeting: Meeting, shelf: Shelf, today: date) -> Event:
    """Adds an event that is not there yet, with its page, programme, people, papers and record, and releases it."""
    event = _event(meeting, shelf)
    _add_details(event, meeting, shelf)
    site.publish(event, meeting)
    if meeting.attendees:
        _add_registrations(event, meeting, shelf, today)
    if meeting.slug == UPCOMING:
        ways.add(event, shelf)
    if meeting.sittings:
        sessions = programme.add(event, meeting, shelf)
        record.add(event, meeting, sessions, shelf, is_over=meeting.last < today)
        papers.add(event, meeting, sessions, shelf, is_over=meeting.last < today)
        if meeting.slug == UPCOMING:
            reviews.add(event, shelf, today)
        answers.add(event, meeting, sessions, shelf)
        programme.release(event, meeting, sessions)
    return event


def _event(meeting: Meeting, shelf: Shelf) -> Event:
    event = Event(
        slug=meeting.slug,
        title=meeting.title,
        short_title=meeting.short_title,
        kind=EventKind.objects.get(slug=meeting.kind),
        series=_series(meeting.series),
        edition=meeting.edition,
        parent=Event.objects.filter(slug=meeting.parent).first(),
        outside_parent=meeting.outside_parent,
        theme=meeting.theme,
        goal=meeting.goal,
        start_date=meeting.first,
        end_date=meeting.last,
        timezone=meeting.timezone,
        venue=_venue(meeting.place, meeting.timezone),
        working_languages=list(meeting.languages),
        session_numbering=Event.Numbering.ROMAN if meeting.roman else Event.Numbering.NONE,
        symbol=meeting.symbol,
        expected_participants=meeting.expected,
        participant_count=meeting.people,
        participant_precision=meeting.people_precision,
        state_count=meeting.states,
        state_precision=meeting.states_precision,
    )
    event.full_clean()
    event.save()
    event.themes.set(shelf.themes[slug] for slug in meeting.themes)
    event.sdg_targets.set(meeting.sdg)
    return event


def _series(slug: str) -> Series | None:
    return Series.objects.get_or_create(slug=slug, defaults={"name": SERIES[slug]})[0] if slug else None


def _venue(place: Place, timezone: str) -> Venue:
    found, _ = Venue.objects.get_or_create(
        name=place.name,
        building=place.building,
        room=place.room,
        floor=place.floor,
        address=place.address,
        city=place.city,
        country_id=place.country,
        defaults={"timezone": timezone},
    )
    return found


def _add_details(event: Event, meeting: Meeting, shelf: Shelf) -> None:
    Organizer.objects.bulk_create(
        Organizer(event=event, organization=shelf.organizations[key], role=role, position=position)
        for position, (key, role) in enumerate(meeting.organizers)
    )
    Objective.objects.bulk_create(
        Objective(event=event, text=text, position=position) for position, text in enumerate(meeting.objectives)
    )
    for topic, text in meeting.notes:
        PracticalNote.objects.create(event=event, topic=topic, text=text)
    Contact.objects.bulk_create(
        Contact(event=event, name=focal.name, title=focal.title, unit=focal.unit, email=focal.email, position=position)
        for position, focal in enumerate(meeting.contacts)
    )


def _add_registrations(event: Event, meeting: Meeting, shelf: Shelf, today: date) -> None:
    RegistrationSetup.objects.create(
        event=event,
        opens_at=morning(event, min(meeting.first - timedelta(weeks=WEEKS_OPEN), today - timedelta(days=1))),
        closes_at=evening(event, meeting.first - timedelta(weeks=WEEKS_CLOSED)),
        capacity=meeting.places,
        needs_approval=meeting.approval,
        places_taken=sum(not attendee.in_line for attendee in meeting.attendees),
        introduction="" if meeting.last < today else "Tell us who you are and what you will contribute.",
    )
    made = Registration.objects.bulk_create(
        _registration(event, attendee, place, shelf, is_over=meeting.last < today)
        for place, attendee in enumerate(meeting.attendees)
    )
    _add_consents(event, made)
    CategoryPlaces.objects.bulk_create(
        CategoryPlaces(setup_id=event.pk, category=shelf.categories[category], capacity=capacity, places_taken=capacity)
        for category, capacity in meeting.quotas
    )


def _add_consents(event: Event, registrations: list[Registration]) -> None:
    """As the form would have asked for them, on the day it was sent."""
    given = list_consent(is_given=True)
    facts = {"event": event, "purpose": given.purpose, "text": given.text, "digest": digest_of(given.text)}
    Consent.objects.bulk_create(
        Consent(person=row.person, is_given=True, way=Consent.Way.FORM, at=row.submitted_at, **facts)
        for row in registrations
        if row.list_consent
    )


def _registration(event: Event, attendee: Attendee, place: int, shelf: Shelf, *, is_over: bool) -> Registration:
    """Every ninth person does not consent to be listed."""
    person = shelf.people[attendee.person]
    post = person.post_on(event.start_date)
    sent = morning(event, event.start_date - timedelta(weeks=WEEKS_OPEN - 1)) + timedelta(hours=place % 9)
    return Registration(
        event=event,
        person=person,
        title=post.title if post else "",
        institution=post.institution if post else "",
        category=shelf.categories[attendee.category],
        status=_status(attendee),
        waiting_since=sent if attendee.in_line else None,
        list_consent=place % 9 != 8,
        consented_at=sent if place % 9 != 8 else None,
        role_in_list=attendee.role,
        protocol_rank=attendee.rank,
        attended=is_over,
        submitted_at=sent,
        decided_at=None if attendee.waits or attendee.in_line else sent + timedelta(days=2),
    )


def _status(attendee: Attendee) -> str:
    if attendee.in_line:
        return Registration.Status.WAITING
    return Registration.Status.SUBMITTED if attendee.waits else Registration.Status.APPROVED


def morning(event: Event, day: date) -> datetime:
    return datetime.combine(day, time(9), event.tz)


def evening(event: Event, day: date) -> datetime:
    return datetime.combine(day, time(18), event.tz)
