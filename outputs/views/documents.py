"""Documents on the site: lists, pages, files, and how far a compilation is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, TypeVar

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms import files, places
from cms.doors import open_event
from cms.models import Event
from outputs.domain.archiving import ARCHIVE
from outputs.domain.compilation import ALL, DRAFTS, request_compilation
from outputs.domain.downloads import count_download
from outputs.domain.jobs import fail_lost_jobs
from outputs.domain.superseding import COPY
from outputs.issued.formats import files_of
from outputs.issued.succession import successor_of, successors_of
from outputs.kinds import KINDS
from outputs.models import Job, Output, Rendition
from outputs.permissions import may_compile_output, may_write_outputs
from outputs.record.clauses import origins_of
from outputs.renderers import UnsuitedFormat, html, renderer
from outputs.resolve import document_of
from outputs.tree import canonical

AnyResponse = TypeVar("AnyResponse", bound=HttpResponseBase)
OWN_PAGE = "default-src 'none'; sandbox"
RETRY_SECONDS = "5"


@require_safe
def outputs(request: HttpRequest, slug: str) -> HttpResponse:
    event = open_event(request.user, slug)
    readable = Output.objects.filter(event=event).open_to(request.user).listed()
    rows = rows_in_force(readable.newest_first().with_files())
    context = places.head(event, request, "outputs") | {
        "rows": rows,
        "may_write": may_write_outputs(request.user, event),
    }
    return render(request, "outputs/outputs.html", context)


@require_safe
def output(request: HttpRequest, pk: int) -> HttpResponse:
    """The document on screen, and its files."""
    found = readable_output(request, pk)
    event = Event.objects.with_place().get(pk=found.event_id)
    document = document_of(found)
    context = places.head(event, request, "outputs") | {
        "output": found,
        "row": output_row(found, successor_of(found)),
        "parts": modifications_of(found, request.user),
        "fragment": html.fragment(document, origins_of(found, document, request.user)),
        "may_compile": KINDS[found.kind].is_written and may_compile_output(request.user, found),
    }
    response = render(request, "outputs/output.html", context)
    return keep_private(response) if found.is_draft else response


@require_safe
def file(request: HttpRequest, pk: int, format: str) -> HttpResponseBase:
    return kept(request, readable_output(request, pk), format)


@require_safe
def stamped_copy(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The PDF of a superseded document, which says so on each page; the issued file stays at its own address."""
    found = readable_output(request, pk)
    rendition = Rendition.objects.filter(output=found, format=COPY).first()
    if rendition is None or successor_of(found) is None:
        raise Http404
    return send(request, found, rendition)


def kept(request: HttpRequest, found: Output, format: str) -> HttpResponseBase:
    """The last good file. The public is never given a file of a draft, though one may lie there from before."""
    renditions = Rendition.objects.filter(output=found, format=format)
    if not found.is_draft:
        renditions = renditions.exclude(state__in=DRAFTS)
    rendition = renditions.first()
    if rendition is None:
        return not_made(found, format)
    return send(request, found, rendition)


@require_safe
def archive(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file for archives, of what is no draft any more; asked for where nobody did before."""
    found = readable_output(request, pk)
    if found.is_draft or not KINDS[found.kind].is_text:
        raise Http404
    if not found.jobs.filter(format__in=(ARCHIVE, ALL)).exists():
        request_compilation(found, ARCHIVE, by=None, is_waited_for=True)
    return kept(request, found, ARCHIVE)


@require_safe
def data(request: HttpRequest, pk: int) -> HttpResponse:
    """The tree as canonical JSON; what is adopted is sent as the very bytes that were frozen."""
    found = readable_output(request, pk)
    content = found.frozen.encode() if found.frozen else canonical.dumps(document_of(found))
    response = with_download_headers(HttpResponse(content, content_type="application/json"), found)
    return counted(request, found, "json", response)


@require_safe
def rendered(request: HttpRequest, pk: int, format: str) -> HttpResponseBase:
    """The file that is kept of what is adopted; of a draft, and until the worker has made it, one made now."""
    found = readable_output(request, pk)
    maker = renderer(format)
    if stored := stored_file(found, format):
        return send(request, found, stored)
    try:
        content = maker.render(document_of(found))
    except UnsuitedFormat:
        text = _("This document is printed sheet by sheet; there is no text of it to edit.")
        return keep_private(HttpResponse(text, status=404, content_type="text/plain; charset=utf-8"))
    response = HttpResponse(content, content_type=maker.media_type)
    response["Content-Disposition"] = content_disposition_header(True, file_name(found, maker.suffix))
    return counted(request, found, format, with_download_headers(response, found))


@require_safe
def job(request: HttpRequest, pk: int, job: int) -> HttpResponse:
    """How far a compilation is: {state, percent, text, url}."""
    found = readable_output(request, pk)
    if not may_compile_output(request.user, found):
        raise Http404
    fail_lost_jobs()
    return keep_private(JsonResponse(job_data(get_object_or_404(Job, pk=job, output=found))))


@require_safe
def programme_pdf(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The programme as last released, from the store; asked for anew where its file is missing."""
    event = open_event(request.user, slug)
    released = Output.objects.public().filter(event=event, kind="programme").order_by("-version")
    newest = get_object_or_404(released.select_related("event")[:1])
    rendition = Rendition.objects.filter(output__in=released, format="pdf").order_by("-output__version").first()
    if rendition is None or rendition.output_id != newest.pk:
        request_compilation(newest, "pdf", by=None, is_waited_for=True)
    return send(request, newest, rendition) if rendition else not_made(newest, "pdf")


def modifications_of(output: Output, user: Any) -> list[Output]:
    """What revises, adds to or corrects it, as far as `user` may read it."""
    readable = Output.objects.visible_to(user).filter(modifies=output.modifies_id or output.pk)
    return list(readable.exclude(pk=output.pk).without_texts().order_by("modification", "modification_number"))


def readable_output(request: HttpRequest, pk: int) -> Output:
    return get_object_or_404(
        Output.objects.visible_to(request.user).select_related("event__kind", "event__series"), pk=pk
    )


def rows_in_force(outputs: Iterable[Output]) -> list[dict[str, Any]]:
    """What is in force in the order given, then what is superseded. One query more than that of `outputs`."""
    found = list(outputs)
    successors = successors_of(found)
    rows = [output_row(one, successors.get(one.pk)) for one in found]
    return sorted(rows, key=lambda row: row["successor"] is not None)


def output_row(output: Output, successor: Output | None = None) -> dict[str, Any]:
    """What the templates show of an output; its PDF is the stamped copy where a `successor` stands in its place."""
    shown = [one for one in output.renditions.all() if output.is_draft or one.state not in DRAFTS]
    renditions = {one.format: one for one in shown}
    copy = renditions.get(COPY) if successor else None
    return {
        "output": output,
        "successor": successor,
        "kind": output.label,
        "url": output.get_absolute_url(),
        "pdf": copy or renditions.get("pdf"),
        "archive": None if output.is_draft else renditions.get(ARCHIVE),
        "pdf_url": reverse("outputs:copy" if copy else "outputs:pdf", args=[output.pk]),
        "files": files_of(output, renditions),
    }


def stored_file(output: Output, format: str) -> Rendition | None:
    """The kept file of what is adopted, if it is still there; none of a draft, which changes."""
    kept = None if output.is_draft else Rendition.objects.filter(output=output, format=format).first()
    return kept if kept and kept.state not in DRAFTS and kept.file.storage.exists(str(kept.file.name)) else None


def job_data(job: Job) -> dict[str, Any]:
    text = job.message if job.state != Job.State.DONE else _("The file is ready.")
    return {"state": job.state, "percent": job.percent, "text": text}


def send(request: HttpRequest, output: Output, rendition: Rendition) -> HttpResponseBase:
    is_public, maker = is_open(output), renderer("pdf" if rendition.format == COPY else rendition.format)
    etag = quote_etag(rendition.sha256)
    if same := get_conditional_response(request, etag=etag):
        return same if is_public else keep_private(same)
    name = file_name(output, f"{COPY}.pdf" if rendition.format == COPY else maker.suffix)
    response = files.send(rendition.file, name=name, media_type=maker.media_type, public=is_public)
    response["ETag"] = etag
    return counted(request, output, rendition.format, response)


def counted(request: HttpRequest, output: Output, format: str, response: AnyResponse) -> AnyResponse:
    """Notes that a whole file of what is adopted leaves: not a question about it (HEAD), nor a part of it."""
    if request.method == "GET" and "Range" not in request.headers and not output.is_draft:
        count_download(output, format)
        response.is_counted = True  # type: ignore[attr-defined]
    return response


def not_made(output: Output, format: str) -> HttpResponse:
    text = _("The file is not made yet. It will be there in a moment.")
    response = HttpResponse(text, status=404, content_type="text/plain; charset=utf-8")
    response["Retry-After"] = RETRY_SECONDS
    return keep_private(response)


def is_open(output: Output) -> bool:
    """Whether anybody may read it, so that caches may keep it."""
    return not output.is_draft and output.event.visibility != Event.Visibility.PRIVATE


def file_name(output: Output, suffix: str) -> str:
    stem = output.symbol or f"{output.event.slug}-{output.kind}"
    return f"{re.sub(r'[^A-Za-z0-9.-]+', '-', stem).strip('-.')}.{suffix}"


def with_download_headers(response: HttpResponse, output: Output) -> HttpResponse:
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = OWN_PAGE
    if is_open(output):
        response["Cache-Control"] = "public, max-age=300"
        return response
    return keep_private(response)


def keep_private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    return response
