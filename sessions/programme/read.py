"""Reads the working programme of an event into the tree, in eight queries whatever its size."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils import translation

from cms.models import Event
from participants.models import Affiliation, Person
from sessions import models

from .tree import Contribution, Programme, Role, Room, Session, Speaker, Theme


def working_programme(event: Event) -> Programme:
    """The sessions of `event` that have a time, as organisers see them now; names of places in the event's language."""
    with translation.override(event.language):
        place = event.venue.place if event.venue else ""
    return Programme(
        slug=event.slug,
        title=event.title,
        start_date=event.start_date,
        end_date=event.end_date,
        timezone=event.timezone,
        language=event.language,
        venue=event.venue.name if event.venue else "",
        place=place,
        languages=tuple(event.working_languages),
        sessions=tuple(_sessions(event)),
    )


def _sessions(event: Event) -> Iterable[Session]:
    people = _people(event)
    roles, contributions, themes = _roles(event, people), _contributions(event, people), _themes(event)
    rows = models.Session.objects.filter(event=event, start__isnull=False).values(
        *("id", "uid", "kind", "number", "title", "description", "start", "end", "status", "languages"),
        *ROOM,
    )
    for row in rows:
        room = [row.pop(key) for key in ROOM]
        zone: ZoneInfo = event.tz
        moments = {"start": row.pop("start").astimezone(zone), "end": row.pop("end").astimezone(zone)}
        yield Session(
            **row | moments | {"uid": str(row["uid"]), "languages": tuple(row["languages"])},
            room=Room(*room) if room[0] else None,
            roles=tuple(roles[row["id"]]),
            contributions=tuple(contributions[row["id"]]),
            themes=tuple(themes[row["id"]]),
        )


ROOM = ("room_id", "room__name", "room__building", "room__floor", "room__position")


def _grouped(rows: QuerySet, key: str, make: Callable[[dict[str, Any]], Any]) -> dict[int, list[Any]]:
    found = defaultdict(list)
    for row in rows:
        found[row[key]].append(make(row))
    return found


def _roles(event: Event, people: dict[int, Speaker]) -> dict[int, list[Role]]:
    rows = models.SessionRole.objects.filter(session__event=event).values("session_id", "role", "person_id")
    return _grouped(rows, "session_id", lambda row: Role(row["role"], people[row["person_id"]]))


def _contributions(event: Event, people: dict[int, Speaker]) -> dict[int, list[Contribution]]:
    links = models.ContributionSpeaker.objects.filter(contribution__session__event=event)
    speakers = _grouped(
        links.values("contribution_id", "person_id"), "contribution_id", lambda row: people[row["person_id"]]
    )
    rows = models.Contribution.objects.filter(session__event=event)
    return _grouped(
        rows.values("id", "session_id", "title", "abstract", "minutes"),
        "session_id",
        lambda row: Contribution(row["id"], row["title"], row["abstract"], row["minutes"], tuple(speakers[row["id"]])),
    )


def _themes(event: Event) -> dict[int, list[Theme]]:
    links = models.Session.themes.through.objects.filter(session__event=event).order_by("theme__name")
    rows = links.values("session_id", "theme__slug", "theme__name")
    return _grouped(rows, "session_id", lambda row: Theme(row["theme__slug"], row["theme__name"]))


def _people(event: Event) -> dict[int, Speaker]:
    in_roles = models.SessionRole.objects.filter(session__event=event).values("person_id")
    speaking = models.ContributionSpeaker.objects.filter(contribution__session__event=event).values("person_id")
    named = Person.objects.filter(Q(pk__in=in_roles) | Q(pk__in=speaking)).order_by().select_related("country")
    posts = _posts(named, event.start_date)
    return {
        person.pk: Speaker(
            person.pk,
            person.name,
            person.honorific,
            posts.get(person.pk, ""),
            person.country.name_in(event.language) if person.country else "",
        )
        for person in named
    }


def _posts(people: QuerySet, day: date) -> dict[int, str]:
    """The post that each held on `day`: the one begun last where there were several (as `Person.post_on`)."""
    held = Affiliation.objects.filter(
        Q(start__isnull=True) | Q(start__lte=day),
        Q(end__isnull=True) | Q(end__gte=day),
        person__in=people.values("pk"),
    ).select_related("organization")
    newest_last = sorted(held, key=lambda post: post.start or date.min)
    return {post.person_id: str(post) for post in newest_last}
