"""The call for papers of one event, and its templates."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cms.admin.dashboard import breadcrumbs
from cms.models import Event, Role
from sessions.domain.calls import add_template, call_of, remove_template, set_call
from sessions.forms.calls import CallForm, TemplateForm, theme_rows
from sessions.models import CallForPapers
from sessions.views.sending import attempt


@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: HttpRequest, slug: str) -> HttpResponse:
    event = _event(request, slug)
    call = call_of(event) or CallForPapers(event=event)
    call.event = event
    with timezone.override(event.tz):
        form, rows = CallForm(request.POST or None, call=call), theme_rows(call, request.POST or None)
        if request.method == "POST" and form.is_valid() and rows.is_valid():
            given = {"by": request.user, "data": form.cleaned_data, "themes": rows.rows}
            if attempt(form, set_call, event, **given):
                messages.success(request, _("The call is saved."))
                return redirect("papers:call", event.slug)
        return _show(request, event, call, form, rows, TemplateForm())


@require_POST
def send_template(request: HttpRequest, slug: str) -> HttpResponse:
    event = _event(request, slug)
    call = get_object_or_404(CallForPapers, event=event)
    form = TemplateForm(request.POST, request.FILES)
    if form.is_valid():
        data = form.cleaned_data
        given = {"by": request.user, "kind": data["kind"], "language": data["language"], "upload": data["file"]}
        if attempt(form, add_template, call, **given):
            messages.success(request, _("The template is kept."))
            return redirect("papers:call", event.slug)
    with timezone.override(event.tz):
        return _show(request, event, call, CallForm(call=call), theme_rows(call), form)


@require_POST
def drop_template(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    event = _event(request, slug)
    template = get_object_or_404(get_object_or_404(CallForPapers, event=event).templates, pk=pk)
    remove_template(template.call, by=request.user, kind=template.kind, language=template.language)
    messages.success(request, _("The template is removed."))
    return redirect("papers:call", event.slug)


def _event(request: HttpRequest, slug: str) -> Event:
    return get_object_or_404(Event.objects.in_role(request.user, Role.ORGANISER), slug=slug)


def _show(
    request: HttpRequest, event: Event, call: CallForPapers, form: Any, rows: Any, template_form: Any
) -> HttpResponse:
    papers = {"url": reverse("papers:index", args=[event.slug]), "label": _("Papers")}
    is_refused = form.errors or (rows.is_bound and not rows.is_valid()) or template_form.errors
    context = {
        "event": event,
        "call": call if call.pk else None,
        "form": form,
        "rows": rows,
        "template_form": template_form,
        "templates": call.templates.all() if call.pk else [],
        "header_title": _("Call for papers"),
        "header_icon": "doc-full",
        "breadcrumbs_items": [*breadcrumbs(event), papers, {"url": "", "label": _("Call for papers")}],
    }
    return render(request, "sessions/admin/call.html", context, status=422 if is_refused else 200)


urlpatterns = [
    path("<slug:slug>/call/", set_up, name="call"),
    path("<slug:slug>/call/templates/", send_template, name="call_template_new"),
    path("<slug:slug>/call/templates/<int:pk>/remove/", drop_template, name="call_template_remove"),
]
