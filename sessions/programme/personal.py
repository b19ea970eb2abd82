"""What of all programmes is somebody's own: the sessions they have a part in, and those they starred."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import chain

from django.db.models import OuterRef, Q, Subquery

from cms.models import Event
from participants.models import Person, User
from sessions.models import Release, SessionStar

from .tree import Programme


@dataclass(frozen=True, slots=True)
class Own:
    """`releases` are the newest of the events in question, `stars` ids of sessions; `person` is 0 without a record."""

    releases: tuple[int, ...]
    stars: frozenset[int]
    person: int

    def tag(self, *more: str) -> str:
        """The same as long as the sessions are the same: a release never changes."""
        facts = (self.releases, sorted(self.stars), self.person, more)
        return sha256(repr(facts).encode()).hexdigest()[:32]


def read_own(user: User) -> Own:
    """In four statements at most. Only events that `user` may see, and has something to do with."""
    person = Person.objects.filter(user=user).values_list("pk", flat=True).first() or 0
    stars: dict[int, list[int]] = defaultdict(list)
    for event_id, session_id in SessionStar.objects.filter(user=user).values_list("event_id", "session_id"):
        stars[event_id].append(session_id)
    part = Q(sessions__roles__person=person) | Q(sessions__contributions__speakers=person)
    concerned = Q(pk__in=Event.objects.filter(part).values("pk")) | Q(registrations__person=person) | Q(pk__in=stars)
    events = Event.objects.visible_to(user).filter(concerned).values("pk")
    newest = Release.objects.filter(event=OuterRef("event")).order_by("-number").values("pk")[:1]
    releases = Release.objects.filter(event__in=events, pk=Subquery(newest)).order_by("pk").values_list("pk", flat=True)
    return Own(tuple(releases), frozenset(chain.from_iterable(stars.values())), person)


def programmes_of(own: Own) -> Iterator[Programme]:
    """Of each programme the sessions that are somebody's own, those that are gone among them. One statement."""
    rows = Release.objects.filter(pk__in=own.releases).order_by("event__start_date", "pk")
    for data in rows.values_list("programme", flat=True):
        programme = Programme.from_json(data)
        sessions = tuple(
            session
            for session in programme.sessions
            if session.id in own.stars or any(person.id == own.person for person in session.people())
        )
        if sessions:
            yield replace(programme, sessions=sessions)
