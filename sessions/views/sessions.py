"""The page of a session, from the release."""

import hashlib
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cms import places
from sessions.exporters.ics import export_session
from sessions.kinds import KINDS
from sessions.programme.groups import is_pause
from sessions.programme.links import programme_url, session_url
from sessions.programme.rows import kind_label, person_line, roles_of, state_of
from sessions.programme.tree import Session

from .base import Shown, is_open, not_modified, shown_programme, with_validators
from .papers import papers_of_session
from .recommendations import adopted_record
from .stars import account_stars
from .taking_part import panel_of


@require_safe
def session(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    shown, found = shown_session(request, slug, pk)
    with timezone.override(shown.event.tz):
        context = places.head(shown.event, request, "programme") | session_context(shown, found)
        context["papers"] = papers_of_session(found.id, request.user)
        if any(row["paper"].status == "published" for row in context["papers"]):
            context["pack_url"] = reverse("sessions:session_pack", args=[slug, found.id])
        context["record"] = adopted_record(found.id)
        context["stars"] = account_stars(request, shown.event)
        context["taking_part"] = panel_of(request, found.id)
        response = render(request, "sessions/session.html", context)
    if not is_open(shown.event):
        response["Cache-Control"] = "private, no-cache"
    return response


def shown_session(request: HttpRequest, slug: str, pk: int) -> tuple[Shown, Session]:
    shown = shown_programme(request, slug)
    found = shown.programme.session(pk)
    if found is None or KINDS[found.kind].is_pause:
        raise Http404
    return shown, found


def session_context(shown: Shown, found: Session) -> dict[str, Any]:
    programme = shown.programme
    state, label = state_of(programme, found)
    return {
        "programme_url": programme_url(programme),
        "is_working": shown.is_working,
        "session": found,
        "type": kind_label(found),
        "status": {"kind": "danger" if state == "cancelled" else "warning", "label": label} if state else None,
        "roles": list(roles_of(programme, found.roles)),
        "contributions": [
            {"talk": talk, "speakers": [person_line(programme, speaker) for speaker in talk.speakers]}
            for talk in found.contributions
        ],
        "neighbours": neighbours(shown, found),
    }


def neighbours(shown: Shown, found: Session) -> dict[str, dict[str, str] | None]:
    """The sessions before and after it, breaks left out."""
    in_order = [session for session in shown.programme.shown if not KINDS[session.kind].is_pause]
    place = in_order.index(found)
    before = in_order[place - 1] if place else None
    after = in_order[place + 1] if place + 1 < len(in_order) else None
    return {"before": link(shown, before), "after": link(shown, after)}


def link(shown: Shown, session: Session | None) -> dict[str, str] | None:
    return {"title": session.title, "url": session_url(shown.programme, session.id)} if session else None


@require_safe
def session_calendar(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Of one that left the programme, too: a calendar that has it is told."""
    shown = shown_programme(request, slug)
    found = next((each for each in shown.programme.sessions if each.id == pk and not is_pause(each)), None)
    if found is None:
        raise Http404
    content = export_session(shown.programme, found)
    etag = hashlib.sha256(content).hexdigest()[:32]
    at = shown.programme.released_at or timezone.now()
    response = not_modified(request, etag=etag, at=at)
    response = response or HttpResponse(content, content_type="text/calendar; charset=utf-8")
    return with_validators(response, shown.event, etag=etag, at=at)
