"""The list of participants of an event."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cms.doors import open_event
from cms.places import head
from participants import listing
from participants.domain.setup import setup_of
from participants.permissions import may_read_participants

PER_PAGE = 40


@require_safe
def participants(request: HttpRequest, slug: str) -> HttpResponse:
    event = open_event(request.user, slug)
    if not may_read_participants(request.user, event, setup_of(event)):
        raise Http404
    totals = listing.totals(event)
    page = Paginator(listing.Named(event, totals), PER_PAGE).get_page(request.GET.get("page"))
    by_institution = any(total.rule == listing.Rule.BY_INSTITUTION for total in totals)
    context = head(event, request, "participants") | {
        "totals": totals,
        "everybody": sum(total.count for total in totals),
        "page": page,
        "people": [_row(line) for line in listing.lines(page.object_list, event.start_date)],
        "institutions": listing.institutions_of(event) if by_institution and not page.has_next() else [],
    }
    return render(request, "participants/participants.html", context)


def _row(line: listing.Line) -> dict[str, str]:
    """For the component person-line, with the category it stands under."""
    entry = line.entry
    facts = {"title": entry.title, "affiliation": entry.institution, "country": entry.country}
    return {"slug": line.slug, "heading": line.heading, "name": entry.full} | facts
