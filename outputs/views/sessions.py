"""The report of one session, always current: for those who write its record."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cms import files, places
from cms.models import Event
from outputs.domain.files import request_file
from outputs.domain.jobs import fail_lost_jobs
from outputs.kinds import KINDS
from outputs.models import Job
from outputs.renderers import html
from outputs.resolve import current_of, resolve
from outputs.views.documents import job_data, keep_private
from participants.models import User
from sessions.models import Session

KIND = "session_report"


@require_safe
def report(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    session = recorded(request, slug, pk)
    document = resolve(current_of(session.event, KIND, session))
    context = places.head(session.event, request, "files") | {
        "session": session,
        "kind": KINDS[KIND],
        "fragment": html.fragment(document),
        "gaps": KINDS[KIND].gaps(document),
        "running": running(session),
    }
    return keep_private(render(request, "outputs/session_report.html", context))


@require_safe
def report_pdf(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """The PDF of the record as it is; where it is not made yet, the page that shows how far it is."""
    session = recorded(request, slug, pk)
    try:
        rendition = request_file(session.event, KIND, by=cast(User, request.user), session=session)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        rendition = None
    if rendition is None:
        return keep_private(redirect("outputs:session_report", slug, pk))
    name = f"{slug}-session-{pk}-report.pdf"
    return files.send(rendition.file, name=name, media_type="application/pdf", public=False)


@require_safe
def report_job(request: HttpRequest, slug: str, pk: int, job: int) -> HttpResponse:
    """How far its compilation is: {state, percent, text}."""
    session = recorded(request, slug, pk)
    fail_lost_jobs()
    return keep_private(JsonResponse(job_data(get_object_or_404(Job, pk=job, output__session=session))))


def running(session: Session) -> str:
    """Where a compilation tells how far it is; empty where none is on its way."""
    active = Job.objects.filter(output__session=session, state__in=[Job.State.QUEUED, Job.State.RUNNING])
    job = active.order_by("-pk").first()
    return reverse("outputs:session_report_job", args=[session.event.slug, session.pk, job.pk]) if job else ""


def recorded(request: HttpRequest, slug: str, pk: int) -> Session:
    session = get_object_or_404(Session.objects.recorded_by(request.user), pk=pk, event__slug=slug)
    session.event = Event.objects.with_place().get(pk=session.event_id)
    return session
