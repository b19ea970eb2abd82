"""The editor itself, what became of the programme since, and its warnings."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy

from cms.numbers import whole_number
from sessions.admin.programme.base import EventView
from sessions.domain.draft import tell
from sessions.models import ProgrammeChange
from sessions.warnings import grouped, warnings_of

from .act import steps_of
from .base import Answer, last_change
from .blocks import blocks_of, rows_of
from .board import board_of

CHANGES_AT_MOST = 100


class Editor(EventView):
    title = gettext_lazy("Timetable")
    template = "sessions/admin/editor/editor.html"
    screen = "editor:index"

    def get(self, request: Any) -> HttpResponse:
        now = last_change(self.event)  # before the blocks are read: what comes in between is told again, not missed
        board = board_of(self.event)
        return self.show(now=now, **board, **steps_of(self.event, request.user))


class State(Answer):
    """All blocks; with `?since=` only what changed after that change: 204 where nothing did."""

    http_method_names = ["get"]

    def get(self, request: Any) -> HttpResponse:
        since = whole_number(request.GET.get("since"))
        if since is None:
            now = last_change(self.event)
            return JsonResponse({"now": now, "all": blocks_of(rows_of(self.event), self.event.tz)})
        found = ProgrammeChange.objects.filter(event=self.event, pk__gt=since).select_related("user")
        changes = list(found.defer("before", "after").order_by("pk")[:CHANGES_AT_MOST])
        return JsonResponse(self.news(changes)) if changes else HttpResponse(status=204)

    def news(self, changes: list[ProgrammeChange]) -> dict[str, Any]:
        touched = {int(pk) for change in changes for pk in change.touched}
        blocks = blocks_of(rows_of(self.event).filter(pk__in=touched), self.event.tz)
        return {
            "now": changes[-1].pk,
            "blocks": blocks,
            "gone": sorted(touched - blocks.keys()),
            "told": [[change.pk, tell(change, self.request.user, self.event)] for change in changes],
            "reload": any(not change.touched for change in changes),
            **steps_of(self.event, self.request.user),
        }


class Warnings(EventView):
    """What the editor shows beside the grid: the warnings by kind, and how many each session has."""

    def get(self, request: Any) -> HttpResponse:
        findings = warnings_of(self.event, by=request.user)
        marks: dict[int, int] = {}
        for pk in (pk for finding in findings for pk in finding.sessions):
            marks[pk] = marks.get(pk, 0) + 1
        context = {"groups": grouped(findings), "event_slug": self.event.slug}
        html = render_to_string("sessions/admin/editor/warnings.html", context, request)
        return JsonResponse({"count": len(findings), "marks": marks, "html": html})
