"""The page of somebody who speaks at an event."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cms import places
from participants.models import Person
from sessions.programme.links import programme_url
from sessions.programme.rows import parts_of, row
from sessions.programme.tree import Programme, Speaker

from .base import is_open, shown_programme
from .papers import papers_of_speaker


@require_safe
def speaker(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Only for people the programme names; of the others nobody learns that they exist."""
    shown = shown_programme(request, slug)
    person = shown.programme.speaker(pk)
    if person is None:
        raise Http404
    biography = Person.objects.filter(pk=pk).values_list("biography", flat=True).first()
    with timezone.override(shown.event.tz):
        context = places.head(shown.event, request, "programme") | {
            "is_working": shown.is_working,
            "programme_url": programme_url(shown.programme),
            "person": person,
            "biography": biography,
            "appearances": appearances(shown.programme, person),
            "papers": papers_of_speaker(shown.event, person.id, request.user),
        }
        response = render(request, "sessions/speaker.html", context)
    if not is_open(shown.event):
        response["Cache-Control"] = "private, no-cache"
    return response


def appearances(programme: Programme, person: Speaker) -> list[dict[str, Any]]:
    return [
        {"row": row(programme, session), "parts": parts_of(session, person)}
        for session in programme.sessions_of(person.id)
    ]
