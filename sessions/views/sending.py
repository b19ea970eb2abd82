"""What authors do: send a paper in, keep a draft, send another version, take it back."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from cms import places
from cms.doors import open_event
from cms.inspection.words import WARNINGS
from cms.models import Event
from sessions import permissions
from sessions.domain.calls import call_of, deadline_of, moment, next_stage
from sessions.domain.papers import add_version, discard_draft, draft_paper, submit_paper, withdraw_paper
from sessions.forms.papers import PaperForm, VersionForm
from sessions.models import CallForPapers, Paper, PaperVersion
from sessions.views.reviews import tell_names

WITHDRAWING = gettext_lazy("“%(title)s” will no longer be considered or shown. This cannot be undone.")
read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@read_or_send
def submit(request: HttpRequest, slug: str) -> HttpResponse:
    event = open_event(request.user, slug)
    if not permissions.may_submit_paper(request.user, event):
        return render(request, "sessions/paper_closed.html", places.head(event, request, "papers"), status=403)
    return _write(request, event, None)


@login_required
@read_or_send
def edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A draft goes on, a paper to be revised comes again, an accepted abstract gets its paper."""
    event, paper = own_paper(request, slug, pk)
    return _write(request, event, paper)


@login_required
@read_or_send
def new_version(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    event, paper = own_paper(request, slug, pk)
    form = VersionForm(request.POST or None, request.FILES or None, paper=paper, call=call_of(event))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        kind = data.get("kind") or PaperVersion.Kind.PAPER
        given = {"note": data["note"], "kind": kind, "language": data["language"]}
        if sent := attempt(form, add_version, paper, by=request.user, upload=data["file"], **given):
            messages.success(request, _("Version %(number)d has arrived.") % {"number": sent.number})
            _tell_warnings(request, sent)
            return redirect(paper)
    context = places.head(event, request, "papers") | {"form": form, "paper": paper}
    return render(request, "sessions/paper_version.html", context, status=422 if form.errors else 200)


@login_required
@read_or_send
def withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    event, paper = own_paper(request, slug, pk)
    is_draft = paper.status == Paper.Status.DRAFT
    if request.method == "POST":
        (discard_draft if is_draft else withdraw_paper)(paper, by=request.user)
        messages.success(request, _("The draft is discarded.") if is_draft else _("The paper is withdrawn."))
        return redirect("sessions:papers", event.slug) if is_draft else redirect(paper)
    told = _("“%(title)s” was never sent. It is removed for good.") if is_draft else WITHDRAWING
    context = {
        "title": _("Discard this draft?") if is_draft else _("Withdraw this paper?"),
        "text": str(told) % {"title": paper.title},
        "submit": _("Discard") if is_draft else _("Withdraw"),
        "danger": True,
        "cancel_url": paper.get_absolute_url(),
    }
    return render(request, "components/confirm.html", context)


def own_paper(request: HttpRequest, slug: str, pk: int) -> tuple[Event, Paper]:
    """Raises Http404 where the paper may not be known of, PermissionDenied where it is somebody else's."""
    event = open_event(request.user, slug)
    found = get_object_or_404(Paper.objects.visible_to(request.user).select_related("event"), pk=pk, event=event)
    if not permissions.may_change_paper(request.user, found):
        raise PermissionDenied
    return event, found


def attempt(form: Any, change: Any, subject: Any, **arguments: Any) -> Any:
    """What `change` returns, or None with its refusals beside the fields of `form`."""
    try:
        return change(subject, **arguments)
    except ValidationError as refusal:
        for field, errors in (refusal.error_dict if hasattr(refusal, "error_dict") else {None: refusal}).items():
            form.add_error(field if field in form.fields else None, errors)
        return None


def _write(request: HttpRequest, event: Event, paper: Paper | None) -> HttpResponse:
    """One form for all that an author writes; it is sent, or kept as a draft."""
    call = call_of(event)
    shown = paper or Paper(event=event, language=event.language, status=Paper.Status.DRAFT)
    stage = next_stage(call, shown)
    form = PaperForm(request.POST or None, request.FILES or None, event=event, call=call, stage=stage, instance=shown)
    if request.method == "POST" and form.is_valid() and (sent := _send(request, event, form, paper)):
        return redirect(sent)
    context = places.head(event, request, "papers") | _about(event, call, shown, stage) | {"form": form}
    return render(request, "sessions/paper_form.html", context, status=422 if form.errors else 200)


def _send(request: HttpRequest, event: Event, form: PaperForm, paper: Paper | None) -> Paper | None:
    is_draft = "draft" in request.POST
    data = {name: value for name, value in form.cleaned_data.items() if name not in {"file", "note"}}
    sent_file = {"upload": form.cleaned_data.get("file"), "note": form.cleaned_data.get("note", "")}
    given = {"by": request.user, "data": data, "paper": paper, **sent_file}
    sent: Paper | None = attempt(form, draft_paper if is_draft else submit_paper, event, **given)
    if sent is None:
        return None
    if is_draft:
        messages.success(request, _("The draft is kept. Nobody else sees it until you send it."))
    else:
        messages.success(request, _("Your paper has arrived. A letter confirms it."))
    if sent_file["upload"] and (version := sent.versions.order_by("-pk").first()):
        _tell_warnings(request, version)
    return sent


def _about(event: Event, call: CallForPapers | None, paper: Paper, stage: str) -> dict[str, Any]:
    is_revised = paper.status == Paper.Status.REVISE
    return {
        "paper": paper if paper.pk else None,
        "is_abstract": stage == Paper.Stage.ABSTRACT,
        "may_draft": paper.status == Paper.Status.DRAFT,
        "until": "" if is_revised else moment(deadline_of(call, stage), event),
        "call_url": reverse("sessions:call", args=[event.slug]) if call else "",
        "templates": [each for each in call.templates.all() if each.kind == PaperVersion.Kind.PAPER] if call else [],
    }


def _tell_warnings(request: HttpRequest, version: PaperVersion) -> None:
    tell_names(request, version)
    for code in version.warnings:
        messages.warning(request, _("Please note: the file %(warning)s.") % {"warning": WARNINGS[code]})
