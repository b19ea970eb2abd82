"""Reads the working programme of an event into a state, in a number of queries that does not grow."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import translation

from cms.models import Event, Theme
from participants.models import Person
from sessions import models
from sessions.kinds import KINDS

from .state import Place, Sitting, Someone, State, Talk


def state_of(event: Event) -> State:
    themes = Theme.objects.filter(Q(events=event) | Q(sessions__event=event)).distinct()
    with translation.override("en"):
        kinds = {kind.slug: str(kind.label) for kind in KINDS.values()}
    return State(
        slug=event.slug,
        title=event.title,
        language=event.language,
        languages=tuple(dict.fromkeys([*dict(settings.LANGUAGES), *event.working_languages, *event.interpretation])),
        timezone=event.timezone,
        start_date=event.start_date,
        end_date=event.end_date,
        is_numbered=event.session_numbering == Event.Numbering.ROMAN,
        url=f"{settings.WAGTAILADMIN_BASE_URL}{reverse('sessions:programme', args=[event.slug])}".removesuffix(
            "programme/"
        ),
        sittings=list(_sittings(event)),
        rooms=[Place(*row) for row in event.rooms.values_list("name", "building", "floor", "capacity", "pk")],
        people=_people(event),
        themes={theme.pk: (theme.slug, theme.name) for theme in themes},
        objectives=dict(event.objectives.values_list("pk", "text")),
        agenda=dict(event.agenda_items.values_list("pk", "title")),
        kinds=kinds,
    )


PLAIN = (
    *("id", "uid", "number", "kind", "title", "description", "start", "end", "status"),
    *("agenda_item", "languages", "interpretation", "expected", "external_ref", "version"),
)


def _sittings(event: Event) -> Iterable[Sitting]:
    people, talks = _roles(event), _talks(event)
    themes, objectives = _linked(event, "theme", "theme__name"), _linked(event, "objective", "objective__position")
    for row in models.Session.objects.filter(event=event).values(*PLAIN, "room__name"):
        moments = {key: row.pop(key) for key in ("start", "end")}
        lists = {key: tuple(row.pop(key)) for key in ("languages", "interpretation")}
        pk, room = row["id"], row.pop("room__name") or ""
        yield Sitting(
            **row | lists | {"uid": str(row["uid"])},
            **{key: moment and moment.astimezone(event.tz) for key, moment in moments.items()},
            room=room,
            people={role: tuple(who for _role, who in found) for role, found in _by_role(people[pk])},
            themes=tuple(themes[pk]),
            objectives=tuple(objectives[pk]),
            talks=talks[pk],
        )


def _by_role(found: list[tuple[str, int]]) -> Iterable[tuple[str, Iterable[tuple[str, int]]]]:
    return groupby(sorted(found, key=lambda pair: pair[0]), key=lambda pair: pair[0])


def _grouped(rows: QuerySet, key: str, make: Callable[[dict[str, Any]], Any]) -> dict[int, list[Any]]:
    found = defaultdict(list)
    for row in rows:
        found[row[key]].append(make(row))
    return found


def _roles(event: Event) -> dict[int, list[tuple[str, int]]]:
    rows = models.SessionRole.objects.filter(session__event=event).values("session_id", "role", "person_id")
    return _grouped(rows, "session_id", lambda row: (row["role"], row["person_id"]))


def _linked(event: Event, what: str, order: str) -> dict[int, list[int]]:
    through = getattr(models.Session, f"{what}s").through
    rows = through.objects.filter(session__event=event).order_by(order, "pk").values("session_id", f"{what}_id")
    return _grouped(rows, "session_id", lambda row: row[f"{what}_id"])


def _talks(event: Event) -> dict[int, list[Talk]]:
    links = models.ContributionSpeaker.objects.filter(contribution__session__event=event)
    speakers = _grouped(links.values("contribution_id", "person_id"), "contribution_id", lambda row: row["person_id"])
    rows = models.Contribution.objects.filter(session__event=event)
    return _grouped(
        rows.values("id", "session_id", "title", "abstract", "minutes", "external_ref"),
        "session_id",
        lambda row: Talk(
            row["title"], row["abstract"], row["minutes"], tuple(speakers[row["id"]]), row["external_ref"], row["id"]
        ),
    )


def _people(event: Event) -> dict[int, Someone]:
    in_roles = models.SessionRole.objects.filter(session__event=event).values("person_id")
    speaking = models.ContributionSpeaker.objects.filter(contribution__session__event=event).values("person_id")
    people = Person.objects.with_posts().filter(Q(pk__in=in_roles) | Q(pk__in=speaking)).order_by("sort_name", "pk")
    keys: set[str] = set()
    return {person.pk: someone(person, event, keys) for person in people}


def someone(person: Person, event: Event, keys: set[str]) -> Someone:
    """`keys` are the names that are taken already; the new one is added."""
    post = person.post_on(event.start_date)
    name, institution = person.name.replace(";", ","), post.institution if post else ""
    wanted = [name, f"{name} ({institution.replace(';', ',')})", f"{name} [{person.uid}]"]
    key = next(each for each in wanted if each.casefold() not in keys)
    keys.add(key.casefold())
    country = person.country.name_en if person.country else ""
    title = post.title if post else ""
    return Someone(person.pk, str(person.uid), person.name, key, person.honorific, title, institution, country)
