"""What going back to a release would change in the working programme, before anybody does it."""

import hashlib
import json
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from cms.models import Theme as ThemeRow
from participants.models import Person
from sessions import models

from .changes import carry_over, changes_between, content
from .read import working_programme
from .tree import REMOVED, Programme, Session, Theme


@dataclass(frozen=True)
class Restoration:
    """`target` is what the release says of what still exists: without people and themes that are gone (`missing`).

    `rows` are all sessions of the event by uid, `talks` all their contributions by id, as they are now.
    """

    release: models.Release
    working: Programme
    target: Programme
    missing: tuple[str, ...]
    rows: dict[str, models.Session]
    talks: dict[int, models.Contribution]

    @cached_property
    def changes(self) -> dict[str, list[dict[str, Any]]]:
        target = carry_over(self.target, self.working, at=timezone.now())
        return {kind: rows for kind, rows in changes_between(self.working, target).items() if kind != "removed"}

    @cached_property
    def changed(self) -> list[Session]:
        """The sessions of the release that are not now as it says."""
        now = {session.uid: content(session) for session in self.working.sessions}
        return [session for session in self.target.sessions if now.get(session.uid) != content(session)]

    @cached_property
    def taken_out(self) -> list[models.Session]:
        """Planned since: they lose their times, and nothing else."""
        wanted = {session.uid for session in self.target.sessions}
        return [row for uid, row in self.rows.items() if row.start and uid not in wanted]

    @cached_property
    def made_again(self) -> list[Session]:
        """Deleted since: they come back under the identifier that calendars know."""
        return [session for session in self.target.sessions if session.uid not in self.rows]

    @cached_property
    def added_talks(self) -> list[models.Contribution]:
        """Presentations added since to sessions of the release, without an entry in the record: kept apart."""
        return [talk for talk in self._extra_talks if not talk.is_recorded]

    @cached_property
    def recorded_talks(self) -> list[models.Contribution]:
        """As `added_talks`, but with an entry in the record: they stay where they were given."""
        return [talk for talk in self._extra_talks if talk.is_recorded]

    @cached_property
    def _extra_talks(self) -> list[models.Contribution]:
        here = {self.rows[session.uid].pk for session in self.target.sessions if session.uid in self.rows}
        wanted = {talk.id for session in self.target.sessions for talk in session.contributions}
        return [talk for pk, talk in self.talks.items() if talk.session_id in here and pk not in wanted]

    @property
    def is_needed(self) -> bool:
        return bool(self.changed or self.taken_out or self.added_talks)

    @property
    def fingerprint(self) -> str:
        """The same as long as restoring would do the same: who confirms must have seen what happens."""
        versions = sorted((uid, row.version, row.updated_at.isoformat()) for uid, row in self.rows.items())
        talks = [talk.pk for talk in self._extra_talks]
        return hashlib.sha256(json.dumps([self.release.pk, versions, talks, self.missing]).encode()).hexdigest()


def plan_restoration(release: models.Release) -> Restoration:
    """Reads what there is now, in a number of queries that does not grow."""
    event = release.event
    frozen = Programme.from_json(release.programme)
    target, missing = _still_possible(replace(frozen, sessions=_shown(frozen)))
    recorded = models.RecordEntry.with_removed.filter(contribution=OuterRef("pk"))
    talks = models.Contribution.objects.filter(session__event=event).annotate(is_recorded=Exists(recorded))
    return Restoration(
        release=release,
        working=working_programme(event),
        target=target,
        missing=missing,
        rows={str(row.uid): row for row in models.Session.objects.filter(event=event).order_by("pk")},
        talks={talk.pk: talk for talk in talks.order_by("pk")},
    )


def _shown(programme: Programme) -> tuple[Session, ...]:
    return tuple(session for session in programme.sessions if session.status != REMOVED)


def _still_possible(programme: Programme) -> tuple[Programme, tuple[str, ...]]:
    """`programme` without people and themes that are no longer there, and what those were called."""
    named = {person.id: person.full_name for session in programme.sessions for person in session.people()}
    people = set(Person.objects.filter(pk__in=named).values_list("pk", flat=True))
    themes = {theme.slug: theme.name for session in programme.sessions for theme in session.themes}
    known = dict(ThemeRow.objects.filter(slug__in=themes).values_list("slug", "name"))
    sessions = tuple(_reduced(session, people, known) for session in programme.sessions)
    gone = [name for pk, name in named.items() if pk not in people]
    return replace(programme, sessions=sessions), (*gone, *(name for slug, name in themes.items() if slug not in known))


def _reduced(session: Session, people: set[int], themes: dict[str, str]) -> Session:
    talks = (
        replace(talk, speakers=tuple(person for person in talk.speakers if person.id in people))
        for talk in session.contributions
    )
    return replace(
        session,
        roles=tuple(role for role in session.roles if role.person.id in people),
        contributions=tuple(talks),
        themes=tuple(_named(session, themes)),
    )


def _named(session: Session, themes: dict[str, str]) -> list[Theme]:
    """Themes under the names they have now, in the order of the working programme."""
    found = [Theme(theme.slug, themes[theme.slug]) for theme in session.themes if theme.slug in themes]
    return sorted(found, key=lambda theme: theme.name)
