"""The files of an event that are always current: on screen, as PDF, and how far the PDF is. For its team alone."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cms import files, places
from cms.models import Event
from outputs.domain.compilation import fail_lost_jobs
from outputs.domain.files import request_file
from outputs.kinds import KINDS
from outputs.models import Job
from outputs.permissions import WRITERS, may_read_file
from outputs.renderers import html
from outputs.resolve import current_of, resolve
from outputs.views import job_data, keep_private
from participants.models import User


@require_safe
def file(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The file as it would be printed now."""
    event = event_of_team(request, slug, kind)
    document = resolve(current_of(event, kind))
    context = places.head(event, request, "files") | {
        "kind": KINDS[kind],
        "fragment": html.fragment(document),
        "gaps": KINDS[kind].gaps(document),
    }
    return keep_private(render(request, "outputs/file.html", context))


@require_safe
def file_pdf(request: HttpRequest, slug: str, kind: str) -> HttpResponseBase:
    """The PDF of present data; where it is not made yet, the page that shows how far it is."""
    event = event_of_team(request, slug, kind)
    try:
        rendition = request_file(event, kind, by=cast(User, request.user))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        rendition = None
    if rendition is None:
        return keep_private(redirect(f"{reverse('outputs_admin:files', args=[event.pk])}#{kind}"))
    name = f"{event.slug}-{kind.replace('_', '-')}.pdf"
    return files.send(rendition.file, name=name, media_type="application/pdf", public=False)


@require_safe
def file_job(request: HttpRequest, slug: str, kind: str, job: int) -> HttpResponse:
    """How far its compilation is: {state, percent, text}."""
    event = event_of_team(request, slug, kind)
    fail_lost_jobs()
    found = get_object_or_404(Job, pk=job, output__event=event, output__kind=kind)
    return keep_private(JsonResponse(job_data(found)))


def event_of_team(request: HttpRequest, slug: str, kind: str) -> Event:
    """The event, where this visitor may read that file of it; else it is not found."""
    event = get_object_or_404(Event.objects.in_role(request.user, *WRITERS).with_place(), slug=slug)
    if kind not in KINDS or not KINDS[kind].is_current or not may_read_file(request.user, event, kind):
        raise Http404
    return event
