"""Roman numerals of sessions, in the order of time."""

from collections.abc import Iterable, Mapping

from django.db.models import F

from cms.models import Event
from sessions.kinds import KINDS
from sessions.models import Session

from .roman import roman


def numerals(sessions: Iterable[Session], places: Mapping[int, int | None]) -> dict[int, str]:
    """The numeral of each session by its id, empty for those without one.

    `places` has the position of each room by its id: of those that begin together, those without a room come last.
    Cancelled sessions keep their place, so that the others keep their number.
    """

    def order(session: Session) -> tuple:
        place = places.get(session.room_id) if session.room_id else None
        return session.start, place is None, place or 0, session.pk

    sessions = list(sessions)
    numbered = sorted((each for each in sessions if each.start and KINDS[each.kind].is_numbered), key=order)
    found = {session.pk: roman(place) for place, session in enumerate(numbered, start=1)}
    return {session.pk: found.get(session.pk, "") for session in sessions}


def number_sessions(event: Event) -> int:
    """Gives the sessions of numbered kinds their roman numerals; how many changed.

    Does nothing where the event's sessions are not numbered: numbers typed by hand stay.
    """
    if event.session_numbering != Event.Numbering.ROMAN:
        return 0
    rows = Session.objects.filter(event=event).annotate(place=F("room__position")).order_by()
    sessions = list(rows.only("number", "kind", "start", "room"))
    places = {session.room_id: session.place for session in sessions if session.room_id}
    wanted = numerals(sessions, places)
    changed = [session for session in sessions if session.number != wanted[session.pk]]
    for session in changed:
        session.number = wanted[session.pk]
    return Session.objects.bulk_update(changed, ["number"])
