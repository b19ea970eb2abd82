"""The call for papers: what is asked, until when, and the templates to start from."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from cms import files, places
from cms.doors import open_event
from cms.models import Event
from sessions import permissions
from sessions.domain.calls import call_of
from sessions.models import CallForPapers, CallTemplate
from sessions.views.papers import call_row


@require_safe
def call(request: HttpRequest, slug: str) -> HttpResponse:
    event = open_event(request.user, slug)
    found = _call(event)
    context = places.head(event, request, "papers") | {
        "row": call_row(found),
        "call": found,
        "themes": found.call_themes.select_related("theme"),
        "templates": found.templates.all(),
        "may_submit": permissions.may_submit_paper(request.user, event),
    }
    return render(request, "sessions/call.html", context)


@require_safe
def template(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    event = open_event(request.user, slug)
    found = get_object_or_404(CallTemplate, pk=pk, call=_call(event))
    public = event.visibility != Event.Visibility.PRIVATE
    return files.send(found.file, name=found.name, media_type=found.media_type, public=public)


def _call(event: Event) -> CallForPapers:
    if (found := call_of(event)) is None:
        raise Http404
    found.event = event
    return found
