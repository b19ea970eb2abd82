"""The public register: what meetings recommended and adopted."""

import csv
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from cms.models import Event
from cms.prepared import first, prepared
from sessions.forms.recommendations import RegisterFilter
from sessions.models import Recommendation, RecordEntry, Session
from sessions.record import addressees_of, operative_sentence

PER_PAGE = 25
PER_PAGE_JSON = 200
COLUMNS = ("number", "event", "session", "sentence", "addressees", "themes", "sdg_targets", "consensus", "url")


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    form, found = filtered(request)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    total = page.paginator.count
    context = {
        "page": page,
        "rows": [register_row(recommendation) for recommendation in page],
        "form": form,
        "count": ngettext("%(count)d recommendation", "%(count)d recommendations", total) % {"count": total},
        "is_filtered": bool(form.chosen()),
        "query": request.GET.urlencode(),
    }
    return render(request, "sessions/recommendations.html", context)


@require_safe
def register_csv(request: HttpRequest) -> HttpResponse:
    _form, found = filtered(request)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="recommendations.csv"'
    response.write("\ufeff")  # without it, spreadsheets take UTF-8 for something else
    writer = csv.writer(response)
    writer.writerow(COLUMNS)
    for recommendation in found.iterator(chunk_size=500):
        values = as_data(recommendation)
        writer.writerow([safe_cell(_joined(values[column])) for column in COLUMNS])
    return response


@require_safe
def register_json(request: HttpRequest) -> JsonResponse:
    _form, found = filtered(request)
    page = Paginator(found, PER_PAGE_JSON).get_page(request.GET.get("page"))
    data = {
        "count": page.paginator.count,
        "page": page.number,
        "pages": page.paginator.num_pages,
        "results": [as_data(recommendation) for recommendation in page],
    }
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False})


@require_safe
def recommendation(request: HttpRequest, pk: int) -> HttpResponse:
    events = Event.objects.visible_to(request.user)
    readable = Recommendation.objects.adopted().for_documents().filter(event__in=events)
    found = get_object_or_404(readable.prefetch_related("ancestry__parent", "descent__child"), pk=pk)
    lineage = [link for link in found.ancestry.all() if link.parent.status == Recommendation.Status.ADOPTED]
    context = {"recommendation": found, "sentence": operative_sentence(found), "lineage": lineage}
    context["addressees"] = addressees_of(found)
    return render(request, "sessions/recommendation.html", context)


def adopted_record(session_id: int) -> dict[str, Any] | None:
    """For the session's page: what `sessions/session_record.html` takes as `record`; None where nothing is adopted.

    The record of a session is public once the chair has cleared it and its event has adopted what it recommends.
    """
    session: Session | None = first(_cleared(session_id))
    if session is None:
        return None
    found = Recommendation.objects.adopted().for_documents().filter(session=session)
    record = {
        "key_message": session.key_message,
        "conclusions": list(session.entries.filter(kind=RecordEntry.Kind.CONCLUSION)),
        "recommendations": [register_row(each, name_session=False) for each in found.order_by("position", "number")],
    }
    return record if any(record.values()) else None


@prepared
def _cleared(session: int) -> QuerySet[Session]:
    adopted = Recommendation.objects.adopted().filter(event=OuterRef("event"))
    return Session.objects.filter(Exists(adopted), pk=session, record_state=Session.RecordState.CLEARED)


def filtered(request: HttpRequest) -> tuple[RegisterFilter, QuerySet[Recommendation]]:
    public = Recommendation.objects.adopted().filter(event__in=Event.objects.listed().values("pk"))
    form = RegisterFilter(request.GET, public=public)
    found = public.filter(**form.chosen()).distinct().for_documents()
    return form, found.order_by("-event__start_date", "event", "number")


def register_row(recommendation: Recommendation, *, name_session: bool = True) -> dict[str, Any]:
    """What `components/recommendation.html` takes; the session need not be named on its own page."""
    session = recommendation.session if name_session else None
    words = _("Recommendation %(number)d, %(session)s") if session else _("Recommendation %(number)d")
    label = words % {"number": recommendation.number, "session": session and (session.label or session.title)}
    targets = [target.code for target in recommendation.sdg_targets.all()]
    return {
        "event": recommendation.event,
        "number": recommendation.number,
        "text": operative_sentence(recommendation),
        "theme": ", ".join(str(theme) for theme in recommendation.themes.all()),
        "targets": _("SDG %(codes)s") % {"codes": ", ".join(targets)} if targets else "",
        "source": {"label": label, "url": reverse("sessions:recommendation", args=[recommendation.pk])},
    }


def as_data(recommendation: Recommendation) -> dict[str, Any]:
    """A recommendation for programs. Its words stand as they were adopted; nobody's name is in it."""
    return {
        "id": recommendation.pk,
        "number": recommendation.number,
        "event": recommendation.event.slug,
        "session": str(recommendation.session or ""),
        "verb": recommendation.verb,
        "text": recommendation.text,
        "sentence": operative_sentence(recommendation),
        "addressees": [
            {"name": str(link.addressee), "part": link.part} for link in recommendation.addressee_links.all()
        ],
        "themes": [str(theme) for theme in recommendation.themes.all()],
        "sdg_targets": [target.code for target in recommendation.sdg_targets.all()],
        "consensus": recommendation.consensus,
        "url": reverse("sessions:recommendation", args=[recommendation.pk]),
    }


def safe_cell(value: str) -> str:
    """A cell that no spreadsheet takes for a formula; the full-width signs count too."""
    risky = value.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠")) or value.startswith(("\t", "\r"))
    return f"'{value}" if risky else value


def _joined(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(each["name"] if isinstance(each, dict) else each for each in value)
    return str(value)
