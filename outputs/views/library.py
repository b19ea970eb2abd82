"""The library of documents, and what was issued last as a feed."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from cms.facets import MOST_VALUES, Found, Shelf
from cms.models import Event
from cms.numbers import keys_in
from outputs.issued.library import FACETS, SORTS, find
from outputs.kinds import KINDS
from outputs.models import Output
from outputs.views.documents import rows_in_force

PER_PAGE = 20
IN_FEED = 30
LABELS = {
    "kind": gettext_lazy("Kind"),
    "event": gettext_lazy("Event"),
    "language": gettext_lazy("Language"),
    "year": gettext_lazy("Year"),
}


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    shelf = Shelf(request, FACETS, SORTS)
    found = find(request.user, text=shelf.text, chosen=shelf.chosen, sort=shelf.sort)
    context, total = shelf.context(found, LABELS, _names(found), PER_PAGE), len(found.ids)
    context |= {
        "rows": rows_of(list(context["page"])),
        "count": ngettext("%(count)d document", "%(count)d documents", total) % {"count": total},
    }
    return render(request, "outputs/library.html", context)


def rows_of(ids: list[int]) -> list[dict[str, Any]]:
    """In the order of `ids`, with files and what supersedes each; three queries."""
    outputs = Output.objects.filter(pk__in=ids).without_texts().select_related("event").with_files()
    return sorted(rows_in_force(outputs), key=lambda row: ids.index(row["output"].pk))


def _names(found: Found) -> dict[str, dict[str, str]]:
    events = Event.objects.filter(pk__in=keys_in(value for value, _n in found.counts["event"].most_common(MOST_VALUES)))
    return {
        "kind": {slug: str(kind.label) for slug, kind in KINDS.items()},
        "event": {str(event.pk): event.name for event in events},
        "language": {code: str(name) for code, name in settings.LANGUAGES},
        "year": {year: year for year in found.counts["year"]},
    }


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The documents issued last at events that everybody finds, those in force, as Atom (RFC 4287)."""
    base = settings.WAGTAILADMIN_BASE_URL
    atom = Atom1Feed(
        title=_("Documents issued"), link=f"{base}{reverse('outputs:library')}", description="",
        feed_url=f"{base}{request.path}",
    )  # fmt: skip
    listed = Output.objects.filter(state=Output.State.ISSUED, event__in=Event.objects.listed().values("pk")).listed()
    in_force = listed.exclude(library_entry__is_superseded=True).without_texts().select_related("event")
    for output in in_force.order_by("-issued_at", "-pk")[:IN_FEED]:
        address = f"{base}{output.get_absolute_url()}"
        title = f"{output.symbol}: {output.title}" if output.symbol else output.title
        at = output.issued_at
        atom.add_item(title, address, output.event.title, unique_id=address, pubdate=at, updateddate=at)
    return HttpResponse(atom.writeString("utf-8"), content_type=Atom1Feed.content_type)
