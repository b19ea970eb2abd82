"""The queue of what participants sent to a session: taken over, merged, declined, put back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sessions.admin.record.base import crumbs, for_recorders, recorded, tell
from sessions.domain import submissions
from sessions.forms.submissions import SettleForm, rows_of
from sessions.models import Recommendation, RecordEntry, Session, Submission
from sessions.permissions import may_know_names

State = Submission.State


@require_safe
@for_recorders
def queue(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    return show(request, recorded(request, slug, pk))


def show(
    request: HttpRequest, session: Session, forms: dict[int, SettleForm] | None = None, *, status: int = 200
) -> HttpResponse:
    """The part alone for the page's own looking."""
    is_part = request.headers.get("X-Requested-With") == "XMLHttpRequest"
    template = "queue.html" if is_part else "submissions.html"
    context = crumbs(session.event, session) | context_of(session, request.user, forms or {})
    context |= {"header_title": _("Sent by participants"), "header_icon": "mail"}
    return render(request, f"sessions/admin/record/{template}", context, status=status)


def context_of(session: Session, user: Any, forms: dict[int, SettleForm]) -> dict[str, Any]:
    targets = rows_of(session)
    found = Submission.objects.filter(session=session).exclude(state=State.WITHDRAWN)
    found = found.select_related("person", "recommendation", "entry")
    knows = session.is_attributed or may_know_names(user, session)
    rows = [row_of(each, targets, forms, knows=knows) for each in found]
    return {
        "session": session,
        "event": session.event,
        "waiting": [row for row in rows if row["submission"].state == State.WAITING],
        "settled": [row for row in rows if row["submission"].state != State.WAITING],
    }


def row_of(
    row: Submission, targets: list[tuple[str, str]], forms: dict[int, SettleForm], *, knows: bool
) -> dict[str, Any]:
    form = forms.get(row.pk)
    if form is None and row.state == State.WAITING:
        form = SettleForm(initial={"kind": row.kind, "text": row.text}, rows=targets, prefix=str(row.pk))
    return {"submission": row, "form": form, "sender": str(row.person) if knows and row.is_named else ""}


@require_POST
@for_recorders
def settle(request: HttpRequest, slug: str, pk: int, submission: int, action: str) -> HttpResponse:
    session = recorded(request, slug, pk)
    row = get_object_or_404(Submission, pk=submission, session=session)
    form = SettleForm(request.POST, rows=rows_of(session), prefix=str(row.pk))
    if action == "reopen":
        return undo(request, session, row)
    if form.is_valid() and done(form, row, action, request.user):
        return redirect("record:submissions", slug, pk)
    return show(request, session, {row.pk: form}, status=422)


def done(form: SettleForm, row: Submission, action: str, by: Any) -> bool:
    data = form.cleaned_data
    try:
        if action == "take":
            submissions.take_over(row, by=by, text=data["text"], kind=data["kind"])
        elif action == "merge":
            submissions.merge_submission(row, target(row.session, data["into"]), by=by)
        else:
            submissions.decline_submission(row, by=by, reason=data["reason"])
    except ValidationError as refusal:
        tell(form, refusal)
        return False
    return True


def target(session: Session, key: str) -> RecordEntry | Recommendation:
    kind, _dash, pk = key.partition("-")
    models: dict[str, Any] = {"entry": RecordEntry, "recommendation": Recommendation}
    if kind not in models:
        raise ValidationError({"into": _("Choose what it is merged with.")})
    return get_object_or_404(models[kind], pk=pk, session=session)


def undo(request: HttpRequest, session: Session, row: Submission) -> HttpResponse:
    try:
        submissions.reopen_submission(row, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("record:submissions", session.event.slug, session.pk)


@require_POST
@for_recorders
def invite(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    session = recorded(request, slug, pk)
    submissions.set_taking_submissions(session, by=request.user, takes=request.POST.get("takes") == "yes")
    return redirect("record:submissions", slug, pk)
