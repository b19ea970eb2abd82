"""Where a page of the programme takes its parts from: a release and what is kept of it, or the working programme."""

import json
from functools import cached_property

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from cms.models import Event
from sessions.exporters.facets import facets_of
from sessions.programme.choice import Choice, Facets, narrowed
from sessions.programme.draw import VIEWS, Drawn, draw
from sessions.programme.groups import is_pause
from sessions.programme.latest import Latest, read_latest
from sessions.programme.read import working_programme
from sessions.programme.tree import Programme

from .base import wants_working


class Source:
    """`whole` gives a view of all sessions, `part` one of those that a choice asks for."""

    programme: Programme
    facets: Facets
    drawn: Drawn | None = None
    latest: Latest | None = None

    def whole(self, by: str, shape: str) -> SafeString:
        return draw(self.programme, by, shape)

    def part(self, choice: Choice, stars: frozenset[int]) -> tuple[SafeString, int]:
        """With the number of its sessions; pauses do not count."""
        found = narrowed(self.programme, choice, stars)
        html = draw(found, choice.by, choice.shape, only=choice.only, drawn=self.drawn, is_whole=False)
        return html, sum(not is_pause(session) for session in found.sessions)


class Working(Source):
    def __init__(self, event: Event) -> None:
        self.programme = working_programme(event)
        self.facets = facets_of(self.programme)


class Released(Source):
    """The release itself is read for parts of it alone."""

    def __init__(self, latest: Latest) -> None:
        self.latest: Latest = latest
        self.facets = json.loads(latest.content("facets"))
        self.drawn = latest.drawn

    @cached_property
    def programme(self) -> Programme:  # type: ignore[override]
        return self.latest.programme

    def whole(self, by: str, shape: str) -> SafeString:
        return SafeString(self.latest.content(VIEWS[by, shape]).decode())


def source_of(request: HttpRequest, event: Event) -> Source | None:
    """None before the first release, but for the team that asks for the working programme."""
    if wants_working(request, event):
        return Working(event)
    view = VIEWS.get((request.GET.get("by", "day"), request.GET.get("as", "list")), "html")
    event.latest_programme = latest = read_latest(event, view, "facets", language=get_language())
    return Released(latest) if latest else None
