"""The panel of one session, and of a new one: a dialog in the editor, a page of its own without scripts."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from cms.admin.dashboard import breadcrumbs
from cms.models import Event
from sessions.admin.programme.base import EventView
from sessions.domain.times import notes_on
from sessions.forms.schedule import NewForm, PlacementForm, ShiftForm, SwapForm, initial_of
from sessions.models import Session
from sessions.warnings import warnings_of

from .base import editor_url

PART, PAGE = "sessions/admin/editor/panel.html", "sessions/admin/editor/panel_page.html"


class Panel(EventView):
    def get(self, request: Any, pk: int) -> HttpResponse:
        return panel_page(request, self.event, self.session(pk).pk)


class NewPanel(EventView):
    def get(self, request: Any) -> HttpResponse:
        return panel_page(request, self.event, None)


def panel_page(
    request: Any,
    event: Event,
    pk: int | None,
    *,
    data: Any = None,
    errors: dict[str, list[str]] | None = None,
    told: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """`data` is what was sent and not accepted, `errors` what is wrong with it, `told` what others did meanwhile."""
    context = _of_session(event, pk, data, request.user) if pk else _of_new(event, request, data)
    unnamed = [text for name, found in (errors or {}).items() if name not in context["form"].fields for text in found]
    context |= {"event": event, "errors": unnamed, "told": told or [], "header_icon": "calendar"}
    _mark(context["form"], errors or {})
    trail = [{"url": editor_url(event), "label": _("Timetable")}, {"url": "", "label": context["header_title"]}]
    context["breadcrumbs_items"] = [*breadcrumbs(event), *trail]
    return render(request, PART if "part" in request.GET else PAGE, context, status=status)


def _mark(form: Any, errors: dict[str, list[str]]) -> None:
    """What the domain refused stands beside its field, too."""
    for name, found in errors.items():
        if name in form.fields and form.is_bound and name not in form.errors:
            form.add_error(name, found)


def _of_session(event: Event, pk: int, data: Any, user: Any) -> dict[str, Any]:
    sessions = {session.pk: session for session in Session.objects.filter(event=event).select_related("room")}
    session = sessions[pk]
    sent = data if data and data.get("action") == "change" else None
    form = PlacementForm(sent, initial=initial_of(session, event), event=event, rooms=event.rooms.in_bulk())
    others = {other.pk: _in_words(other, event) for other in sessions.values() if other.pk != pk}
    return {
        "header_title": session.title,
        "session": session,
        "form": form,
        "shift": ShiftForm(auto_id="id_shift_%s") if session.start else None,
        "swap": SwapForm(sessions=others, auto_id="id_swap_%s") if others else None,
        "seen": data["seen"] if data and "seen" in data else versions(sessions.values()),
        "notes": notes_on(session, event),
        "findings": [finding.text for finding in warnings_of(event, by=user) if pk in finding.sessions],
    }


def versions(sessions: Iterable[Session]) -> str:
    return " ".join(f"{each.pk}:{each.version}" for each in sessions)


def _in_words(session: Session, event: Event) -> str:
    name = f"{session.number}. {session.title}" if session.number else session.title
    if not session.start:
        return name
    return f"{session.start.astimezone(event.tz):%d.%m. %H:%M} {name}"


def _of_new(event: Event, request: Any, data: Any) -> dict[str, Any]:
    asked = request.GET
    initial = {"day": _day(asked.get("day")), "start": _clock(asked.get("start")), "room": asked.get("room", "")}
    initial["kind"] = asked.get("kind", "thematic")
    form = NewForm(data, initial=initial, event=event, rooms=event.rooms.in_bulk())
    return {"header_title": _("New session or break"), "session": None, "form": form}


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def _clock(text: str | None) -> time | None:
    try:
        return time.fromisoformat(text or "")
    except ValueError:
        return None
