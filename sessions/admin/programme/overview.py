"""The working programme at a glance: its days, what has no time yet, and whether the public sees it as it is."""

from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Count, Prefetch, QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext_lazy

from sessions.admin.programme.base import OVERVIEW, EventView
from sessions.models import MutedCheck, Release, Session, SessionRole
from sessions.programme.tree import REMOVED
from sessions.warnings import CHECKS, grouped, warnings_of


class Overview(EventView):
    title = gettext_lazy("Programme")
    template = OVERVIEW
    screen = "programme:index"

    def get(self, request: Any) -> HttpResponse:
        sessions = list(self.sessions())
        release = Release.objects.filter(event=self.event).order_by("-number").first()
        return self.show(
            days=self.days(sessions),
            unscheduled=[session for session in sessions if not session.start],
            release=release,
            is_changed=release is None or has_changed_since(release, sessions),
            findings=grouped(warnings_of(self.event, by=request.user)),
            muted=[CHECKS[slug] for slug in self.muted() if slug in CHECKS],
        )

    def sessions(self) -> QuerySet[Session]:
        chairs = SessionRole.objects.filter(role=SessionRole.Role.CHAIR).select_related("person")
        found = Session.objects.filter(event=self.event).select_related("room")
        found = found.prefetch_related(Prefetch("roles", chairs, to_attr="chairs"))
        return found.annotate(talks=Count("contributions"))

    def muted(self) -> QuerySet:
        return MutedCheck.objects.filter(event=self.event).order_by("slug").values_list("slug", flat=True)

    def days(self, sessions: list[Session]) -> list[tuple[date, list[Session]]]:
        moments = ((session.start.astimezone(self.event.tz), session) for session in sessions if session.start)
        days = groupby(moments, key=lambda found: found[0].date())
        return [(day, [session for _start, session in found]) for day, found in days]


def has_changed_since(release: Release, sessions: list[Session]) -> bool:
    """Whether a session was saved, taken out or its room renamed after `release`.

    Every change of a session's parts saves it, too.
    """
    here = {str(session.uid): _named(session.room and vars(session.room)) for session in sessions if session.start}
    told = {row["uid"]: _named(row["room"]) for row in release.programme["sessions"] if row["status"] != REMOVED}
    return here != told or any(session.updated_at > release.released_at for session in sessions)


def _named(room: dict[str, Any] | None) -> list[str]:
    return [room[name] for name in ("name", "floor", "building")] if room else []
