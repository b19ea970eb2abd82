"""What the people of an event do at the events around it: its parent, the parent's other children, and its own."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import OuterRef, Q, QuerySet, Subquery

from cms.models import Event, Role
from cms.roles import holds, is_secretariat
from sessions.models import Confirmation, ContributionSpeaker, Release, Session, SessionRole
from sessions.programme.tree import CANCELLED, REMOVED


class Engagement(NamedTuple):
    """Somebody has a part in the session `title` of another event; times in the zone of the event that is planned."""

    person: int
    event_id: int
    event: str
    uid: Any
    title: str
    start: datetime
    end: datetime


def read(event: Event, busy: Mapping[int, Iterable[Any]], *, by: Any) -> list[Engagement]:
    """What overlaps the sittings of `busy`, lists by person; in three statements, fewer where there is less to ask.

    Of events in whose team `by` is not, only what their newest release tells: nothing unpublished of another event.
    """
    around = list(_events_around(event, by).values_list("pk", flat=True))
    if not around:
        return []
    rows = [Engagement._make(row) for row in _rows(event, around)]
    found = [row for row in rows if _overlaps(row, busy)]
    known = {row.event_id for row in found if _is_in_team(by, row.event_id)}
    told = [row for row in found if row.event_id in known]
    told += [row for row in _as_released([row for row in found if row.event_id not in known]) if _overlaps(row, busy)]
    return [row._replace(start=row.start.astimezone(event.tz), end=row.end.astimezone(event.tz)) for row in told]


def _overlaps(row: Engagement, busy: Mapping[int, Iterable[Any]]) -> bool:
    return any(sitting.overlaps(row) for sitting in busy.get(row.person, ()))


def _is_in_team(by: Any, event_id: int) -> bool:
    return by is not None and (is_secretariat(by) or holds(by, event_id, Role.values))


def _events_around(event: Event, by: Any) -> QuerySet[Event]:
    around = Q(parent=event)
    if event.parent_id:
        around |= Q(pk=event.parent_id) | Q(parent=event.parent_id)
    public = Event.objects.published().exclude(visibility=Event.Visibility.PRIVATE)
    known = Q(pk__in=public.values("pk"))
    if by is not None:
        known |= Q(pk__in=Event.objects.in_role(by).values("pk"))
    return Event.objects.filter(around, known, is_cancelled=False).exclude(pk=event.pk).order_by()


def _rows(event: Event, around: list[int]) -> QuerySet:
    """The parts of the people of `event` at the events with the ids `around`."""
    chairing = SessionRole.objects.filter(session__event=event).values("person")
    speaking = ContributionSpeaker.objects.filter(contribution__session__event=event).values("person")
    known = Q(person__in=chairing) | Q(person__in=speaking)
    roles = _parts(SessionRole.objects.filter(known), "session__", around)
    return roles.union(_parts(ContributionSpeaker.objects.filter(known), "contribution__session__", around))


def _parts(parts: QuerySet, session: str, around: list[int]) -> QuerySet:
    found = parts.filter(**{f"{session}event__in": around, f"{session}start__isnull": False})
    found = found.exclude(confirmation=Confirmation.DECLINED)
    found = found.exclude(**{f"{session}status": Session.Status.CANCELLED}).order_by()
    names = ("event_id", "event__title", "uid", "title", "start", "end")
    return found.values_list("person_id", *(f"{session}{name}" for name in names))


def _as_released(rows: list[Engagement]) -> Iterator[Engagement]:
    """Those of `rows` that the public knows, with the title and the times that it knows."""
    if not rows:
        return
    newest = Release.objects.filter(event=OuterRef("event")).order_by("-number").values("pk")[:1]
    releases = Release.objects.filter(event__in={row.event_id for row in rows}, pk=Subquery(newest))
    programmes = {event: _by_uid(programme) for event, programme in releases.values_list("event_id", "programme")}
    for row in rows:
        session = programmes.get(row.event_id, {}).get(str(row.uid))
        if session and row.person in _people(session):
            start, end = (datetime.fromisoformat(session[name]) for name in ("start", "end"))
            yield row._replace(title=session["title"], start=start, end=end)


def _by_uid(programme: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {row["uid"]: row for row in programme["sessions"] if row["status"] not in {CANCELLED, REMOVED}}


def _people(session: dict[str, Any]) -> set[int]:
    speakers = (person for talk in session["contributions"] for person in talk["speakers"])
    return {*speakers, *(role["person"] for role in session["roles"])}
