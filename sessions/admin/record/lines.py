"""What the desk's scripts send and ask: lines as they are typed, and what colleagues did meanwhile.

They tell three refusals apart: 401 signed out, 410 no longer theirs to write, 422 a line that cannot be taken; in each
case the browser keeps the line. Without scripts, a line is finished by the same form.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.log_actions import LogContext

from sessions.admin.record.base import back, crumbs, for_recorders, recorded, show
from sessions.admin.record.desk import Desk
from sessions.domain import record
from sessions.forms.lines import LineForm
from sessions.models import Recommendation
from sessions.record.quality import quality_of_line
from sessions.record.reading import operative_sentence
from sessions.register.similar import Similar, similar_to
from sessions.shorthand import Vocabulary, parse

#: A change may be seen later than it was dated: it is dated before its transaction ends.
OVERLAP = timedelta(seconds=20)
View = Callable[..., HttpResponse]


def for_scripts(view: View) -> View:
    @never_cache
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return refused(_("You are signed out."), status=401)
        try:
            with LogContext(user=request.user):
                return view(request, *args, **kwargs)
        except (Http404, PermissionDenied):
            return refused(_("This session is gone, or its record is not yours to write any more."), status=410)

    return wrapped


def refused(message: str, *, status: int) -> JsonResponse:
    return JsonResponse({"refused": message}, status=status)


@require_POST
@for_scripts
def keep(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A line as it stands; an empty one is forgotten."""
    session = recorded(request, slug, pk)
    form = LineForm(request.POST)
    if not form.is_valid() or not form.is_of(request.user):
        return refused(form.refusal(), status=422)
    key, text = form.cleaned_data["key"], form.cleaned_data["text"]
    if not text.strip():
        record.discard_line(session, by=request.user, key=key)
        return JsonResponse({"kept": form.cleaned_data["sequence"]})
    try:
        record.keep_line(session, by=request.user, key=key, text=text, sequence=form.cleaned_data["sequence"])
    except ValidationError as refusal:
        return refused(" ".join(refusal.messages), status=422)
    return JsonResponse({"kept": form.cleaned_data["sequence"]})


@require_POST
@for_scripts
def finish(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    session = recorded(request, slug, pk)
    form = LineForm(request.POST)
    if not form.is_valid() or not form.is_of(request.user):
        return refused(form.refusal(), status=422)
    try:
        made = record.finish_line(session, by=request.user, **form.line())
    except ValidationError as refusal:
        return refused(" ".join(refusal.messages), status=422)
    return JsonResponse({"made": Desk.key_of(made) if made else ""})


@require_POST
@for_recorders
def add(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The same without scripts; sent twice, it is added once."""
    session = recorded(request, slug, pk)
    form = LineForm(request.POST)
    if form.is_valid():
        try:
            record.finish_line(session, by=request.user, **form.line())
            return back(session, "#next")
        except ValidationError as refusal:
            form.add_error("text", refusal.messages)
    return show(request, Desk(session, request.user).with_form("line", form), status=422)


@require_safe
@for_scripts
def stream(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What changed since `since`: rows as they are drawn, and the order of all. With a token, for one may be old."""
    now = timezone.now()
    at = Desk(recorded(request, slug, pk), request.user)
    since = moment(request.GET.get("since", ""))
    with timezone.override(at.session.event.tz):
        rows = {row["key"]: drawn(request, at, row) for row in at.rows(since=(since or now) - OVERLAP)}
    answer = {"now": now.isoformat(), "rows": rows, "order": at.order(), "state": at.session.record_state}
    if since is None:
        answer["unfinished"] = at.unfinished()
    return JsonResponse(answer | {"user": request.user.pk, "token": get_token(request)})


def drawn(request: HttpRequest, at: Desk, row: dict[str, Any]) -> dict[str, Any]:
    context = at.shared() | {"row": row, "is_live": True}
    html = render_to_string("sessions/admin/record/row.html", context, request)
    return {"revision": row["subject"].revision, "html": html}


def moment(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and timezone.is_aware(found) else None


@require_safe
@for_scripts
def vocabulary(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What the shorthand may name here; the browser keeps it for when the network is away."""
    return JsonResponse(Vocabulary.of(recorded(request, slug, pk)).for_browser())


@require_safe
@for_recorders
def beside(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What is looked up while writing; a page of its own without scripts."""
    at = Desk(recorded(request, slug, pk), request.user)
    is_part = request.headers.get("X-Requested-With") == "XMLHttpRequest"
    template = "beside.html" if is_part else "beside_page.html"
    context = crumbs(at.session.event, at.session) | at.beside()
    context |= {"header_title": str(at.session), "header_icon": "edit"}
    return render(request, f"sessions/admin/record/{template}", context)


@require_POST
@for_scripts
def look(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """How good the recommendation is that is being typed, and those like it."""
    session = recorded(request, slug, pk)
    line, kind = request.POST.get("text", "")[:5000], request.POST.get("kind", "")
    parsed = parse(line, Vocabulary.of(session), kind=kind)
    if not parsed.is_recommendation:
        return JsonResponse({"html": ""})
    similar = [similar_row(each) for each in similar_to(parsed.text, user=request.user)]
    context = {"quality": quality_of_line(parsed), "similar": similar}
    return JsonResponse({"html": render_to_string("sessions/admin/record/quality.html", context, request)})


def similar_row(found: Similar) -> dict[str, Any]:
    row = found.recommendation
    where = f"{row.event.name}, {row.number}"
    if row.status == Recommendation.Status.ADOPTED:
        url = reverse("sessions:recommendation", args=[row.pk])
    else:
        url = reverse("record:more", args=[row.event.slug, row.session_id, row.pk]) if row.session_id else ""
    return {"url": url, "where": where, "text": operative_sentence(row), "words": found.words}
