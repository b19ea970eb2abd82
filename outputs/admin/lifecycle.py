"""What becomes of a document after adoption, in the back office: modifications, symbols, downloads."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.admin.dashboard import breadcrumbs
from cms.models import Event
from outputs.admin.access import events_of, output_of, writer
from outputs.domain.announcing import announce_output
from outputs.domain.modifications import begin_modification
from outputs.domain.superseding import COPY, request_copy
from outputs.domain.symbols import save_pattern
from outputs.issued.formats import LABELS
from outputs.issued.succession import successor_of, superseded_by
from outputs.issued.symbols import DEFAULT, PLACEHOLDERS
from outputs.kinds import KINDS
from outputs.models import CommentPeriod, DownloadCount, Job, Output, Rendition, SymbolPattern
from outputs.permissions import may_announce, may_modify_output, may_set_symbols
from participants.models import ParticipantCategory, Registration, User
from participants.views.base import attempt

ROWS = 400
PLACES = [
    ("event", gettext_lazy("this event")),
    ("series", gettext_lazy("all events of its series")),
    ("", gettext_lazy("all events")),
]


class PatternForm(forms.Form):
    where = forms.ChoiceField(label=gettext_lazy("In"), choices=PLACES, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Document"), required=False)
    pattern = forms.CharField(label=gettext_lazy("Pattern"), max_length=100, required=False)

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.slug, kind.label) for kind in KINDS.values() if kind.is_text and not kind.is_personal]
        self.fields["kind"].choices = [("", _("every kind")), *kinds]  # type: ignore[attr-defined]
        if not event.series:
            self.fields["where"].choices = [PLACES[0], PLACES[2]]  # type: ignore[attr-defined]
        names = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        self.fields["pattern"].help_text = _(
            "Placeholders: %(names)s. {nature} is what the kind brings along, such as CRP.{number}. "
            "Empty: the rule is taken away."
        ) % {"names": names}


def in_words(output: Output) -> dict[str, Any]:
    """What the work page shows of the life of a document."""
    made = Output.objects.filter(modifies=output.pk).without_texts()
    return _comments(output) | {
        "modifications": list(made.order_by("modification", "modification_number")),
        "categories": list(ParticipantCategory.objects.filter(pk__in=_approved(output).values("category"))),
        "choices": Output.Modification.choices,
        "downloads": downloads_of(output),
        "copies": copies_of(output),
    }


@dataclass(frozen=True, slots=True)
class Copy:
    """The copy of a superseded document that says so: the last job that was to make it, and whether it is made."""

    output: Output
    job: Job | None
    is_made: bool


def copies_of(output: Output) -> list[Copy]:
    """Of the document, where it is superseded, and of those whose place it took. Four queries at most."""
    if output.is_draft:
        return []
    former = superseded_by(output) if output.state == Output.State.ISSUED else []
    concerned = ([output] if successor_of(output) else []) + former
    if not concerned:
        return []
    stamped = Job.objects.filter(output__in=concerned, format=COPY).order_by("created_at", "pk")
    jobs = {job.output_id: job for job in stamped}
    made = set(Rendition.objects.filter(output__in=concerned, format=COPY).values_list("output", flat=True))
    return [Copy(one, jobs.get(one.pk), one.pk in made) for one in concerned]


def _approved(output: Output) -> QuerySet[Registration]:
    return Registration.objects.approved().filter(event=output.event).order_by()


def _comments(output: Output) -> dict[str, Any]:
    period = CommentPeriod.objects.filter(output=output).first()
    if period is None:
        return {}
    counts = output.comments.aggregate(comments=Count("pk"), open_comments=Count("pk", filter=Q(settled_at=None)))
    return counts | {"period": period}


def downloads_of(output: Output) -> list[tuple[str, int]]:
    rows = DownloadCount.objects.filter(output=output).values_list("format").annotate(total=Sum("count"))
    return [(str(LABELS.get(name, name)), total) for name, total in rows.order_by("-total", "format")]


@require_POST
def modify(request: HttpRequest, pk: int) -> HttpResponse:
    output = output_of(request, pk)
    if not may_modify_output(request.user, output):
        raise Http404
    try:
        made = begin_modification(output, request.POST.get("modification", ""), by=writer(request))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("outputs_admin:work", output.pk)
    return redirect("outputs_admin:work", made.pk)


@require_POST
def stamp(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for the copy of a superseded document once more."""
    output = output_of(request, pk)
    if successor_of(output) is None:
        raise Http404
    request_copy(output, by=writer(request))
    return redirect("outputs_admin:work", output.pk)


@require_POST
def announce(request: HttpRequest, pk: int) -> HttpResponse:
    """A letter to look at, on the page of letters to groups."""
    output = output_of(request, pk)
    if not may_announce(request.user, output):
        raise Http404
    try:
        letter = announce_output(output, by=writer(request), category=request.POST.get("category", ""))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("outputs_admin:work", output.pk)
    return redirect("registrations:letter", output.event.slug, letter.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def symbols(request: HttpRequest, event: int) -> HttpResponse:
    """How symbols are made at an event, and where that is set."""
    found = get_object_or_404(events_of(request.user), pk=event)
    if not may_set_symbols(request.user):
        raise PermissionDenied
    form = PatternForm(request.POST or None, event=found, initial={"where": "event"})
    if request.method == "POST" and attempt(form, _save, found, by=writer(request)):
        messages.success(request, _("New documents get symbols by this rule."))
        return redirect("outputs_admin:symbols", found.pk)
    rules = SymbolPattern.objects.select_related("event", "series")[:ROWS]
    context = {
        "event": found,
        "breadcrumbs_items": breadcrumbs(found, _("Symbols")),
        "header_icon": "tag",
        "header_title": _("Symbols of documents"),
        "form": form,
        "rules": [(rule, _name_of(rule.kind)) for rule in rules],
        "standard": DEFAULT,
    }
    return render(request, "outputs/admin/symbols.html", context)


def _name_of(kind: str) -> str:
    return str(KINDS[kind].label) if kind in KINDS else kind or _("every kind")


def _save(event: Event, *, by: User, data: dict[str, str]) -> None:
    places: dict[str, dict[str, Any]] = {"event": {"event": event}, "series": {"series": event.series}}
    save_pattern(data["pattern"], by=by, kind=data["kind"], **places.get(data["where"], {}))


@require_safe
def downloads(request: HttpRequest, event: int) -> HttpResponse:
    """How often each file was fetched on each day, as CSV."""
    found = get_object_or_404(events_of(request.user), pk=event)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.slug}-downloads.csv"'
    response["Cache-Control"] = "private, no-store"
    rows = csv.writer(response)
    rows.writerow(["day", "document", "symbol", "language", "format", "downloads"])
    counts = DownloadCount.objects.filter(output__event=found).order_by("day", "output", "format")
    columns = ("day", "output", "output__symbol", "output__language", "format", "count")
    rows.writerows(counts.values_list(*columns).iterator(chunk_size=2000))
    return response
