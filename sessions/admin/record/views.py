"""The sessions of an event, the record of one session, and every change of it by form."""

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cms.models import Event
from sessions.admin.record.base import (
    PAUSES,
    act,
    attempt,
    back,
    crumbs,
    desk_url,
    for_recorders,
    recorded,
    show,
)
from sessions.admin.record.desk import Desk
from sessions.domain import record
from sessions.domain.differences import differing_words
from sessions.forms.record import KeyMessageForm, ReopenForm
from sessions.models import Recommendation, RecordEntry, Session
from sessions.record.missing import counted, missing_in

# --- Lists --------------------------------------------------------------------------------------------------


@require_safe
@for_recorders
def index(request: HttpRequest) -> HttpResponse:
    """The events in which the visitor records something."""
    mine = Session.objects.recorded_by(request.user).exclude(kind__in=PAUSES).filter(event=OuterRef("pk"))
    events = Event.objects.filter(Exists(mine)).order_by("-start_date", "title")
    context = crumbs() | {"events": events, "header_title": _("Record"), "header_icon": "edit"}
    return render(request, "sessions/admin/record/events.html", context)


@require_safe
@for_recorders
def sessions(request: HttpRequest, slug: str) -> HttpResponse:
    rows = list(counted(Session.objects.recorded_by(request.user).filter(event__slug=slug).exclude(kind__in=PAUSES)))
    if not rows:
        raise Http404
    event = rows[0].event
    for row in rows:
        row.missing = missing_in(row)
    context = crumbs(event) | {"event": event, "sessions": rows, "header_title": str(event), "header_icon": "edit"}
    with timezone.override(event.tz):
        return render(request, "sessions/admin/record/sessions.html", context)


# --- One session --------------------------------------------------------------------------------------------


@require_safe
@for_recorders
def desk(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    asked = {"editing": request.GET.get("edit", ""), "writing": request.GET.get("write", "")}
    return show(request, Desk(recorded(request, slug, pk), request.user, **asked))


@require_POST
@for_recorders
def add_entry(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    at = Desk(recorded(request, slug, pk), request.user)
    form = at.entry_form(data=request.POST)
    if form.is_valid() and attempt(form, record.capture_entry, at.session, by=request.user, data=form.values()):
        return back(at.session, "#next-entry", "?write=entry")
    return show(request, at.with_form("add-entry", form), status=422)


@require_POST
@for_recorders
def add_recommendation(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    at = Desk(recorded(request, slug, pk), request.user)
    form = at.recommendation_form(data=request.POST)
    if form.is_valid() and attempt(
        form,
        record.capture_recommendation,
        at.session.event,
        by=request.user,
        data=form.values(),
        session=at.session,
        addressees=form.addressees,
    ):
        return back(at.session, "#next-recommendation", "?write=recommendation")
    return show(request, at.with_form("add-recommendation", form), status=422)


@require_POST
@for_recorders
def edit_entry(request: HttpRequest, slug: str, pk: int, entry: int) -> HttpResponse:
    at = Desk(recorded(request, slug, pk), request.user)
    subject = get_object_or_404(
        RecordEntry.with_removed.select_related("session", "speaker"), pk=entry, session=at.session
    )
    form = at.entry_form(data=request.POST, instance=subject)
    return save_change(request, at, form, record.change_entry, subject)


@require_POST
@for_recorders
def edit_recommendation(request: HttpRequest, slug: str, pk: int, recommendation: int) -> HttpResponse:
    at = Desk(recorded(request, slug, pk), request.user)
    subject = get_object_or_404(Recommendation.objects.for_documents(), pk=recommendation, session=at.session)
    form = at.recommendation_form(data=request.POST, instance=subject)
    more = {"addressees": form.addressees} if form.is_valid() else {}
    return save_change(request, at, form, record.change_recommendation, subject, **more)


def save_change(
    request: HttpRequest, at: Desk, form: Any, change: Callable[..., Any], subject: Any, **more: Any
) -> HttpResponse:
    key = at.key_of(subject)
    revision = form.cleaned_data.get("revision") if form.is_valid() else None
    try:
        if form.is_valid() and attempt(
            form, change, subject, by=request.user, data=form.values(), revision=revision or 0, **more
        ):
            return back(at.session, f"#{key}")
    except record.Conflict as conflict:
        return offer_both(request, at, form, conflict.current)
    return show(request, at.with_form(key, form), status=422)


def offer_both(request: HttpRequest, at: Desk, form: Any, current: Any) -> HttpResponse:
    """A colleague saved first: both texts, what differs in them, and three ways on. Nothing was written."""
    mine = form.cleaned_data["text"]
    theirs, ours = differing_words(current.text, mine)
    context = crumbs(at.session.event, at.session) | {
        "current": current,
        "is_removed": getattr(current, "removed_at", None) is not None,
        "form": form,
        "my_text": mine,
        "typed": typed_again(form, current),
        "theirs": theirs,
        "mine": ours,
        "other_differences": at.other_differences(form, current),
        "action": request.path,
        "desk_url": f"{desk_url(at.session)}#{at.key_of(current)}",
        "header_title": _("Saved by somebody else meanwhile"),
        "header_icon": "warning",
    }
    return render(request, "sessions/admin/record/conflict.html", context, status=409)


def typed_again(form: Any, current: Any) -> list[tuple[str, str]]:
    """What the form sent beside its text, to be sent once more, now from the revision that stands."""
    left_out = {form.add_prefix("text"), form.add_prefix("revision"), "csrfmiddlewaretoken"}
    sent = [(name, value) for name, values in form.data.lists() for value in values if name not in left_out]
    return [*sent, (form.add_prefix("revision"), str(current.revision))]


@require_POST
@for_recorders
def change_entry_standing(request: HttpRequest, slug: str, pk: int, entry: int, action: str) -> HttpResponse:
    """Removing, putting back, and moving up or down; the button's name says which."""
    session = recorded(request, slug, pk)
    subject = get_object_or_404(RecordEntry.with_removed.select_related("session"), pk=entry, session=session)
    reason = request.POST.get("reason", "")
    anchor = f"#entry-{subject.pk}"
    changes: dict[str, tuple[Callable[..., None], dict[str, Any], str]] = {
        "remove": (record.remove_entry, {}, "#removed"),
        "restore": (record.restore_entry, {}, anchor),
        "up": (record.move, {"step": -1}, anchor),
        "down": (record.move, {"step": 1}, anchor),
    }
    change, arguments, anchor = changes[action]
    return act(request, session, change, subject, anchor=anchor, reason=reason, **arguments)


@require_POST
@for_recorders
def move_recommendation(request: HttpRequest, slug: str, pk: int, recommendation: int, action: str) -> HttpResponse:
    session = recorded(request, slug, pk)
    subject = get_object_or_404(Recommendation.objects.select_related("session"), pk=recommendation, session=session)
    step = -1 if action == "up" else 1
    anchor, reason = f"#recommendation-{subject.pk}", request.POST.get("reason", "")
    return act(request, session, record.move, subject, anchor=anchor, step=step, reason=reason)


@require_POST
@for_recorders
def key_message(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    at = Desk(recorded(request, slug, pk), request.user)
    form = KeyMessageForm(request.POST, needs_reason=at.is_cleared)
    if form.is_valid():
        data = form.cleaned_data
        reason = data.get("reason", "")
        if attempt(form, record.set_key_message, at.session, by=request.user, text=data["key_message"], reason=reason):
            return back(at.session)
    return show(request, at.with_form("key-message", form), status=422)


@require_POST
@for_recorders
def state(request: HttpRequest, slug: str, pk: int, action: str) -> HttpResponse:
    session = recorded(request, slug, pk)
    changes: dict[str, Callable[..., Any]] = {"hand-over": record.hand_over, "clear": record.clear_record}
    if action in changes:
        return act(request, session, changes[action], session)
    form = ReopenForm(request.POST)
    if not form.is_valid():
        return show(request, Desk(session, request.user).with_form("reopen", form), status=422)
    return act(request, session, record.reopen_record, session, reason=form.cleaned_data["reason"])
