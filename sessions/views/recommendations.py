"""The public register: what meetings recommended and adopted."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.models import Event
from cms.prepared import first, prepared
from sessions.models import Recommendation, RecordEntry, Session
from sessions.record.reading import addressees_of, operative_sentence
from sessions.register.asked import Asked
from sessions.register.became import became_of
from sessions.register.data import as_csv, as_data, in_order
from sessions.register.search import FACETS

PER_PAGE = 25
PER_PAGE_JSON = 200


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    asked = Asked(request, FACETS)
    found = asked.of(public())
    page = Paginator(found.ids, PER_PAGE).get_page(request.GET.get("page"))
    context = asked.context(found) | {"page": page, "rows": [register_row(row) for row in in_order(list(page))]}
    return render(request, "sessions/recommendations.html", context)


@require_safe
def register_csv(request: HttpRequest) -> HttpResponseBase:
    return as_csv(Asked(request, FACETS).of(public()).ids)


@require_safe
def register_json(request: HttpRequest) -> JsonResponse:
    found = Asked(request, FACETS).of(public())
    page = Paginator(found.ids, PER_PAGE_JSON).get_page(request.GET.get("page"))
    data = {
        "count": page.paginator.count,
        "page": page.number,
        "pages": page.paginator.num_pages,
        "results": [as_data(recommendation) for recommendation in in_order(list(page))],
    }
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False})


def public() -> QuerySet[Recommendation]:
    return Recommendation.objects.adopted().filter(event__in=Event.objects.listed().values("pk"))


@require_safe
def recommendation(request: HttpRequest, pk: int) -> HttpResponse:
    events = Event.objects.visible_to(request.user)
    readable = Recommendation.objects.adopted().for_documents().filter(event__in=events)
    more = ("ancestry__parent", "descent__child", "wordings", "mechanisms", "evidence")
    found = get_object_or_404(readable.prefetch_related(*more), pk=pk)
    lineage = [link for link in found.ancestry.all() if link.parent.status == Recommendation.Status.ADOPTED]
    context = {"recommendation": found, "sentence": operative_sentence(found), "lineage": lineage}
    context |= {"addressees": addressees_of(found), "became": became_of([pk], request.user).get(pk)}
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
