"""The library over all events, its papers as references, and packs of files."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from cms import files
from cms.doors import open_event
from cms.facets import MOST_VALUES, Found, Shelf, chosen_in
from cms.models import Country, Event, Theme
from cms.numbers import key_of, keys_in
from sessions.library.citations import bibtex, ris
from sessions.library.pack import pack
from sessions.library.search import FACETS, SORTS, find
from sessions.models import Paper, PaperVersion, Session

from .papers import papers_in_rows, stable_url

PER_PAGE = 20
MOST_CITED = 1000
FORMATS = {
    "bib": (bibtex, "application/x-bibtex; charset=utf-8"),
    "ris": (ris, "application/x-research-info-systems; charset=utf-8"),
}
LABELS = {
    "theme": gettext_lazy("Theme"),
    "country": gettext_lazy("Country of an author"),
    "event": gettext_lazy("Event"),
    "kind": gettext_lazy("Kind"),
    "language": gettext_lazy("Language"),
    "year": gettext_lazy("Year"),
}


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    shelf = Shelf(request, FACETS, SORTS)
    found = find(request.user, text=shelf.text, chosen=shelf.chosen, sort=shelf.sort)
    context, total = shelf.context(found, LABELS, _names(found), PER_PAGE), len(found.ids)
    context |= {
        "rows": papers_in_rows(list(context["page"])),
        "count": ngettext("%(count)d paper", "%(count)d papers", total) % {"count": total},
        "query": request.GET.urlencode(),
        "is_citable": total <= MOST_CITED,
    }
    return render(request, "sessions/library.html", context)


def _names(found: Found) -> dict[str, dict[str, str]]:
    events = Event.objects.filter(pk__in=keys_in(value for value, _n in found.counts["event"].most_common(MOST_VALUES)))
    return {
        "theme": dict(Theme.objects.values_list("slug", "name")),
        "country": {country.code: country.name for country in Country.objects.filter(code__in=found.counts["country"])},
        "event": {str(event.pk): event.name for event in events},
        "kind": {value: str(label).capitalize() for value, label in PaperVersion.Kind.choices},
        "language": {code: str(name) for code, name in settings.LANGUAGES},
        "year": {year: year for year in found.counts["year"]},
    }


@require_safe
def permanent(request: HttpRequest, pk: int) -> HttpResponse:
    """The address that stays, whatever becomes of the event's."""
    found = get_object_or_404(Paper.objects.visible_to(request.user).select_related("event"), pk=pk)
    return redirect(found)


@require_safe
def reference(request: HttpRequest, pk: int, format: str) -> HttpResponse:
    found = get_object_or_404(Paper.objects.readable(request.user), pk=pk)
    return _cited([found.pk], format, f"paper-{pk}")


@require_safe
def references(request: HttpRequest, format: str) -> HttpResponse:
    """Those that the library shows at the same address."""
    chosen = chosen_in(request, FACETS)
    found = find(request.user, text=request.GET.get("q", ""), chosen=chosen, sort=request.GET.get("sort", ""))
    return _cited(found.ids[:MOST_CITED], format, "papers")


def _cited(ids: list[int], format: str, name: str) -> HttpResponse:
    write, media_type = FORMATS[format]
    papers = {row["paper"].pk: row["paper"] for row in papers_in_rows(ids)}
    response = HttpResponse(write([papers[pk] for pk in ids if pk in papers], stable_url), content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{format}"'
    return response


@require_safe
def pack_of_event(request: HttpRequest, slug: str) -> HttpResponseBase:
    event = open_event(request.user, slug)
    return _packed(request, event, Paper.objects.filter(event=event), event.title, f"{event.slug}-papers.zip")


@require_safe
def pack_of_session(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    event = open_event(request.user, slug)
    session = get_object_or_404(Session, pk=key_of(pk), event=event)
    papers = Paper.objects.filter(event=event, session=session)
    return _packed(request, event, papers, session.title, f"{event.slug}-session-{pk}-papers.zip")


def _packed(request: HttpRequest, event: Event, papers: Any, title: str, name: str) -> HttpResponseBase:
    """What the asker may read of those that are published. Found here, before the first byte leaves."""
    readable = papers.filter(pk__in=Paper.objects.readable(request.user).values("pk"))
    found = list(readable.prefetch_related("authors__person", "versions").order_by("session__start", "title", "pk"))
    if not any(paper.files_in_force() for paper in found):
        raise Http404
    response = StreamingHttpResponse(pack(found, title=title), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
def picture(request: HttpRequest, slug: str, pk: int, version: int) -> HttpResponseBase:
    """The first page of a file in force."""
    event = open_event(request.user, slug)
    paper = get_object_or_404(Paper.objects.visible_to(request.user), pk=pk, event=event)
    found = next((each for each in paper.files_in_force() if each.pk == version and each.picture), None)
    if found is None:
        raise Http404
    public = paper.is_public and event.visibility != Event.Visibility.PRIVATE
    return files.send(found.picture, name="first-page.jpg", media_type="image/jpeg", public=public)
