"""The papers of an event in the back office: the list, publishing and refusing."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from cms.admin.dashboard import breadcrumbs
from cms.admin.policies import EventRolePolicy
from cms.models import Event, Role
from sessions.admin import calls
from sessions.domain.papers import publish_paper, reject_paper
from sessions.models import Paper
from sessions.views.papers import paper_row

PER_PAGE = 30
policy = EventRolePolicy(Paper, writers=(Role.ORGANISER,), readers=(Role.RAPPORTEUR,))


class PublishForm(forms.Form):
    audience = forms.ChoiceField(
        label=gettext_lazy("For"), choices=Paper.Audience.choices, initial=Paper.Audience.PUBLIC, required=False
    )
    participants_from = forms.DateTimeField(
        label=gettext_lazy("For participants from"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=gettext_lazy("Where they read it earlier than everybody else. In the event's time zone."),
    )
    embargo_until = forms.DateTimeField(
        label=gettext_lazy("Not before"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=gettext_lazy("In the event's time zone. Empty: at once. It opens by itself."),
    )

    def clean_audience(self) -> str:
        return self.cleaned_data["audience"] or Paper.Audience.PUBLIC


class RejectForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("The author reads it on the paper's page."),
    )


@require_safe
def index(request: HttpRequest, slug: str) -> HttpResponse:
    event, papers = _of_event(request, slug)
    counts = dict(papers.order_by().values_list("status").annotate(Count("pk")))
    status = request.GET.get("status", "")
    chosen = papers.filter(status=status) if status in Paper.Status.values else papers
    page = Paginator(chosen.for_lists().order_by("-created_at", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    context = _crumbs(event) | {
        "event": event,
        "page": page,
        "rows": [paper_row(paper) for paper in page],
        "tabs": [{"value": "", "label": _("All"), "count": sum(counts.values()), "current": chosen is papers}]
        + [
            {"value": value, "label": label, "count": counts.get(value, 0), "current": value == status}
            for value, label in Paper.Status.choices
        ],
        "status": status if chosen is not papers else "",
        "header_title": _("Papers"),
        "header_icon": "doc-full",
    }
    with timezone.override(event.tz):
        return render(request, "sessions/admin/paper_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    event, paper = _paper(request, slug, pk)
    with timezone.override(event.tz):
        form = PublishForm(request.POST or None, initial=forms.model_to_dict(paper, PublishForm.base_fields))
        texts = {"title": _("Publish this paper?"), "submit": _("Publish"), "done": _("The paper is published.")}
        return _confirm(request, event, paper, form, publish_paper, **texts)


@require_http_methods(["GET", "HEAD", "POST"])
def reject(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    event, paper = _paper(request, slug, pk)
    form = RejectForm(request.POST or None, initial={"reason": paper.reason})
    texts = {
        "title": _("Do not accept this paper?"),
        "submit": _("Do not accept"),
        "done": _("The author can read why."),
    }
    return _confirm(request, event, paper, form, reject_paper, danger=True, **texts)


def _confirm(
    request: HttpRequest, event: Event, paper: Paper, form: Any, change: Any, *, done: str, **texts: Any
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            change(paper, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal if hasattr(refusal, "error_dict") else refusal.messages)
        else:
            messages.success(request, done)
            return redirect("papers:index", event.slug)
    context = (
        _crumbs(event) | texts | {"event": event, "row": paper_row(paper), "form": form, "header_title": texts["title"]}
    )
    return render(request, "sessions/admin/paper_confirm.html", context, status=422 if form.errors else 200)


def _of_event(request: HttpRequest, slug: str) -> tuple[Event, QuerySet[Paper]]:
    event = get_object_or_404(Event.objects.in_role(request.user, Role.ORGANISER), slug=slug)
    return event, policy.instances_user_has_any_permission_for(request.user, ["change"]).filter(event=event)


def _paper(request: HttpRequest, slug: str, pk: int) -> tuple[Event, Paper]:
    event, papers = _of_event(request, slug)
    return event, get_object_or_404(papers.for_lists(), pk=pk)


def _crumbs(event: Event) -> dict[str, Any]:
    return {
        "breadcrumbs_items": [
            *breadcrumbs(event),
            {"url": reverse("papers:index", args=[event.slug]), "label": _("Papers")},
        ]
    }


urlpatterns = (
    [
        path("<slug:slug>/", index, name="index"),
        path("<slug:slug>/<int:pk>/publish/", publish, name="publish"),
        path("<slug:slug>/<int:pk>/reject/", reject, name="reject"),
        *calls.urlpatterns,
    ],
    "papers",
)
