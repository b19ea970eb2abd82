"""The files of an event that are always current: on screen, as PDF, and how far the PDF is. For its team alone."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cms import files, places
from cms.models import Event
from outputs.domain.files import request_file
from outputs.domain.jobs import fail_lost_jobs
from outputs.kinds import KINDS
from outputs.models import Job
from outputs.permissions import READERS, may_read_file, may_write_outputs
from outputs.renderers import html
from outputs.resolve import current_of, resolve
from outputs.sheets.participants_xlsx import MEDIA_TYPE, workbook
from outputs.views.documents import job_data, keep_private
from participants.models import User

LIST = "participants_list"


@require_safe
def file(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The file as it would be printed now."""
    event = event_of_team(request, slug, kind)
    document = resolve(current_of(event, kind))
    context = places.head(event, request, "files") | {
        "kind": KINDS[kind],
        "fragment": html.fragment(document),
        "gaps": KINDS[kind].gaps(document),
        "all_files": all_files(event, request.user, kind),
        "has_xlsx": kind == LIST,
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
        return keep_private(redirect(all_files(event, request.user, kind)))
    name = f"{event.slug}-{kind.replace('_', '-')}.pdf"
    return files.send(rendition.file, name=name, media_type="application/pdf", public=False)


@require_safe
def file_job(request: HttpRequest, slug: str, kind: str, job: int) -> HttpResponse:
    """How far its compilation is: {state, percent, text}."""
    event = event_of_team(request, slug, kind)
    fail_lost_jobs()
    found = get_object_or_404(Job, pk=job, output__event=event, output__kind=kind)
    return keep_private(JsonResponse(job_data(found)))


@require_safe
def participants_xlsx(request: HttpRequest, slug: str) -> HttpResponse:
    """The list of participants as a spreadsheet, as it would be printed now."""
    event = event_of_team(request, slug, LIST)
    response = HttpResponse(workbook(event), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{event.slug}-participants.xlsx"'
    response["X-Content-Type-Options"] = "nosniff"
    return keep_private(response)


def all_files(event: Event, user: Any, kind: str) -> str:
    """The page in the back office where this user finds the file: the desk has one of its own."""
    page = "outputs_admin:files" if may_write_outputs(user, event) else "outputs_admin:papers"
    return f"{reverse(page, args=[event.pk])}#{kind}"


def event_of_team(request: HttpRequest, slug: str, kind: str) -> Event:
    """The event, where this visitor may read that file of it; else it is not found."""
    event = get_object_or_404(Event.objects.in_role(request.user, *READERS).with_place(), slug=slug)
    if kind not in KINDS or not KINDS[kind].is_current or not may_read_file(request.user, event, kind):
        raise Http404
    return event
