"""Check-in at the door: one page for a phone that goes on without a network, and what it asks the server."""

import json
from datetime import datetime, timedelta
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.staticfiles import finders
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cms.doors import open_event
from cms.models import Event
from participants import checkin_places
from participants.domain import checkin
from participants.domain.checkin import PREFIX, Reading
from participants.models import Registration, Scan
from participants.permissions import may_manage_registrations

from .registration import read_or_send

AT_ONCE = 100
FOUND = 20
WORKER = "participants/check-in/worker.js"
PRIVATE = "private, no-store"
OVERLAP = timedelta(seconds=20)  # what another desk was still writing when this one asked


def for_desk(view):
    """Finds the event for its desk; for anybody else there is no such page."""

    @login_required
    @wraps(view)
    def wrapped(request: HttpRequest, slug: str) -> HttpResponse:
        event = open_event(request.user, slug)
        if not may_manage_registrations(request.user, event):
            raise Http404
        with timezone.override(event.tz):
            response = view(request, event)
        response["Cache-Control"] = PRIVATE
        return response

    return wrapped


@read_or_send
@for_desk
def page(request: HttpRequest, event: Event) -> HttpResponse:
    """Without scripts: a search, and a button for each who is found."""
    if request.method == "POST":
        return check_in_by_hand(request, event)
    query = request.GET.get("q", "").strip()[:100]
    context = {
        "event": event,
        "counts": checkin.counts_of(event),
        "places": checkin_places.of(event),
        "query": query,
        "found": find(event, query) if query else [],
        "prefix": PREFIX,
    }
    response = render(request, "participants/check_in.html", context)
    response["Permissions-Policy"] = "camera=(self), microphone=(), geolocation=()"
    return response


def find(event: Event, query: str) -> list[Registration]:
    rows = Registration.objects.approved().filter(event=event).select_related("person", "category")
    named = rows.filter(person__name__icontains=query) | rows.filter(institution__icontains=query)
    return list(named.order_by("person__sort_name", "pk")[:FOUND])


def check_in_by_hand(request: HttpRequest, event: Event) -> HttpResponse:
    code, is_undo = request.POST.get("code", ""), "undo" in request.POST
    reading = Reading(uuid4(), code[:200], timezone.now(), is_undo=is_undo)
    scan = checkin.take_scan(event, by=request.user, reading=reading)
    name = scan.registration.person if scan.registration else _("Badge")
    add = messages.success if scan.outcome in {Scan.Outcome.ARRIVED, Scan.Outcome.UNDONE} else messages.warning
    add(request, f"{name}: {scan.get_outcome_display()}")
    return redirect("participants:check_in", event.slug)


@require_safe
@for_desk
def people(request: HttpRequest, event: Event) -> HttpResponse:
    """All who are approved, as short as can be: no way to reach anybody is in it."""
    rows = Registration.objects.approved().filter(event=event).order_by("person__sort_name", "pk")
    fields = ("pk", "uid", "person__name", "institution", "category__name", "checked_in_at")
    arrivals = checkin.arrivals_of(event)
    listed = [
        {
            "code": f"{PREFIX}{uid.hex}",
            "name": name,
            "institution": institution,
            "category": category,
            "in": time_of(at) if at else "",
            "by": by_of(arrivals.get(pk)) if at else "",
        }
        for pk, uid, name, institution, category, at in rows.values_list(*fields)
    ]
    return JsonResponse({"people": listed, "at": time_of(timezone.now())})


@require_safe
@for_desk
def state(request: HttpRequest, event: Event) -> HttpResponse:
    """Numbers for all desks, who came in since `since` (a time as it was answered before), and a token to send with."""
    since = parse(request.GET.get("since", ""))
    now = timezone.now() - OVERLAP
    changed = [told(scan) for scan in checkin.changes_since(event, since)] if since else []
    answer = {"counts": checkin.counts_of(event), "changed": changed, "now": now.isoformat()}
    return JsonResponse(answer | {"token": get_token(request)})


@require_POST
@for_desk
def scans(request: HttpRequest, event: Event) -> HttpResponse:
    """Takes readings in the order they were made, and says what became of each."""
    try:
        sent = json.loads(request.body)["scans"]
        readings = [reading_of(each) for each in sent[:AT_ONCE]]
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        return JsonResponse({"error": _("This is not a list of readings.")}, status=422)
    return JsonResponse({"results": [taken(request, event, reading) for reading in readings]})


def reading_of(sent: dict[str, Any]) -> Reading:
    code, place = str(sent["code"])[:200].replace("\0", ""), str(sent.get("place", ""))[:40].replace("\0", "")
    at = parse(str(sent.get("at", ""))[:40]) or timezone.now()
    return Reading(UUID(str(sent["uid"])), code, at, place=place, is_undo=bool(sent.get("undo")))


def taken(request: HttpRequest, event: Event, reading: Reading) -> dict[str, str]:
    try:
        scan = checkin.take_scan(event, by=request.user, reading=reading)
    except ValidationError as refused:
        return {"uid": str(reading.uid), "outcome": "refused", "text": " ".join(refused.messages)}
    return told(scan) | {"uid": str(reading.uid), "text": scan.get_outcome_display()}


def told(scan: Scan) -> dict[str, str]:
    arrival = checkin.arrival_of(scan)
    return {
        "code": checkin.code_of(scan.registration) if scan.registration else "",
        "outcome": scan.outcome,
        "in": time_of(arrival.at) if arrival else "",
        "by": by_of(arrival),
        "place": scan.place,
    }


def time_of(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%H:%M}"


def by_of(scan: Scan | None) -> str:
    return scan.by.get_full_name() if scan and scan.by else ""


def parse(text: str) -> datetime | None:
    """An aware moment, or None for anything else."""
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment and timezone.is_aware(moment) else None


@require_safe
def worker(request: HttpRequest, slug: str) -> HttpResponse:
    """The script that keeps the page on the device. It knows nothing of the event, so anybody may read it."""
    path = finders.find(WORKER)
    with open(path, encoding="utf-8") as script:  # noqa: PTH123
        response = HttpResponse(script.read(), content_type="text/javascript; charset=utf-8")
    response["Service-Worker-Allowed"] = reverse("participants:check_in", args=[slug])
    response["Cache-Control"] = "no-cache"
    return response
