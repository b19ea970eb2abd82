"""Setting up an event: what to begin from, then the few facts, then the event itself."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cms.admin.dashboard import breadcrumbs, event_of_organiser
from cms.admin.set_up_forms import SetUpForm, TemplateForm
from cms.domain.set_up import Source, parts_of, set_up_event
from cms.domain.templates import keepable, save_as_template
from cms.models import Event, EventTemplate, Role
from cms.numbers import key_of
from cms.parts import all_parts
from cms.permissions import may_create_event

EDITIONS_SHOWN = 12


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Templates by kind, earlier events of one's own, or nothing."""
    _check(request)
    around = _parent(request)
    templates = EventTemplate.objects.usable_by(request.user).select_related("kind", "owner").defer("parts")
    context = {
        "around": around,
        "templates": templates,
        "editions": _own(request).with_place().order_by("-start_date")[:EDITIONS_SHOWN],
        "query": f"&parent={around.pk}" if around else "",
    }
    return render(request, "cms/admin/choose.html", _frame(around) | context)


@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """Sent with "preview", it shows again what would be taken over, at the days that were typed."""
    _check(request)
    source, around = _source(request), _parent(request)
    held = parts_of(source, by=request.user, wanted=[part.slug for part in all_parts()])
    form = SetUpForm(request.POST or None, source=source, held=held, around=around, for_user=request.user)
    is_sent = request.method == "POST" and "preview" not in request.POST
    if is_sent and form.is_valid() and (event := _attempt(request, form, source)):
        return redirect("events:dashboard", event.pk)
    context = {"form": form, "source": source, "around": around, "is_edition": isinstance(source, Event)}
    return render(request, "cms/admin/set_up.html", _frame(around) | context)


@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Saves an event that one organises as a template."""
    event = event_of_organiser(request, pk)
    held = parts_of(event, by=request.user, wanted=list(keepable()))
    form = TemplateForm(request.POST or None, event=event, held=held, initial={"name": event.name})
    if request.method == "POST" and form.is_valid():
        try:
            template = save_as_template(event, by=request.user, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("“%(name)s” is among the templates.") % {"name": template.name})
            return redirect("templates:index")
    crumbs = breadcrumbs(event, _("Save as a template"))
    context = {"event": event, "form": form, "breadcrumbs_items": crumbs, "header_title": _("Save as a template")}
    return render(request, "cms/admin/keep.html", context | {"header_icon": "copy"})


def _attempt(request: HttpRequest, form: SetUpForm, source: Source) -> Event | None:
    event = form.save(commit=False)
    try:
        notices = set_up_event(event, by=request.user, source=source, parts=form.cleaned_data["parts"])
    except ValidationError as refused:
        form.refuse(refused)
        return None
    messages.success(request, _("“%(event)s” is set up.") % {"event": event.title})
    for sentence in notices:
        messages.warning(request, sentence)
    return event


def _check(request: HttpRequest) -> None:
    if not may_create_event(request.user):
        raise PermissionDenied


def _own(request: HttpRequest) -> QuerySet[Event]:
    return Event.objects.in_role(request.user, Role.ORGANISER)


def _parent(request: HttpRequest) -> Event | None:
    return _named(request, "parent", _own(request).with_place())


def _source(request: HttpRequest) -> Source:
    templates = EventTemplate.objects.usable_by(request.user).select_related("kind")
    return _named(request, "template", templates) or _named(request, "event", _own(request).with_place())


def _named(request: HttpRequest, name: str, rows: QuerySet) -> Any:
    """The row whose id the address names; None where it names none, 404 where that row is not among `rows`."""
    value = request.GET.get(name, "")
    if not value:
        return None
    return get_object_or_404(rows, pk=key_of(value))


def _frame(around: Event | None) -> dict[str, Any]:
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("events:index"), "label": _("Events")},
    ]
    if around:
        crumbs.append({"url": reverse("events:dashboard", args=[around.pk]), "label": around.name})
    crumbs.append({"url": "", "label": _("New event")})
    return {"breadcrumbs_items": crumbs, "header_title": _("New event"), "header_icon": "calendar-alt"}
