"""Letters and certificates for those whom they are for, and the page where anybody verifies a certificate."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms import files
from outputs.domain.runs import digest_of, end_lost_runs, fresh_run, request_run
from outputs.models import PrintRun
from outputs.permissions import may_read_run
from outputs.runs import letters as letters_run
from outputs.sheets.certificates import documents_of
from outputs.views.documents import keep_private
from participants.models import Certificate, OfficialLetter, User
from participants.models.certificates import plain_code

LONGEST_CODE = 40
Kind = PrintRun.Kind


@require_safe
def certificates(request: HttpRequest) -> HttpResponse:
    """The form for a code; what is no code is said so without asking the database."""
    typed = request.GET.get("code", "")[:LONGEST_CODE]
    if code := plain_code(typed):
        return redirect("outputs:certificate", code)
    return keep_private(render(request, "outputs/certificate_form.html", {"typed": typed}))


@require_safe
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """Name, event, dates, kind, and whether it is valid; of a code that is none, that it is none."""
    found = Certificate.objects.filter(code=plain_code(code)).first() if plain_code(code) else None
    context = {"certificate": found, "typed": code[:LONGEST_CODE]}
    return keep_private(render(request, "outputs/certificate.html", context, status=200 if found else 404))


@login_required
@require_safe
def letter_pdf(request: HttpRequest, pk: int) -> HttpResponseBase:
    letter = get_object_or_404(OfficialLetter.objects.select_related("event"), pk=pk)
    documents = letters_run.documents(letter.event, {"ids": [pk]})
    return _paper(request, PrintRun(event=letter.event, kind=Kind.LETTERS, options={"ids": [pk]}), documents)


@login_required
@require_safe
def certificate_pdf(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = get_object_or_404(Certificate.objects.standing().select_related("event"), pk=pk)
    run = PrintRun(event=found.event, kind=Kind.CERTIFICATES, options={"ids": [pk]})
    return _paper(request, run, documents_of([found]))


def _paper(request: HttpRequest, wanted: PrintRun, documents: list[Any]) -> HttpResponseBase:
    """The file of one letter or certificate; where it is not made yet, the page that shows how far it is."""
    if not may_read_run(request.user, wanted):
        raise Http404
    event, kind, ids = wanted.event, wanted.kind, wanted.options["ids"]
    run = fresh_run(event, kind, ids=ids, source=digest_of(documents))
    run = run or request_run(event, kind, by=cast(User, request.user), ids=ids)
    return send(run) if run.state == PrintRun.State.DONE else keep_private(redirect("outputs:run", run.pk))


@login_required
@require_safe
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a file is, and then where it is."""
    found = run_of(request, pk)
    context = {"run": found, "progress_url": reverse("outputs:run_progress", args=[pk])}
    return keep_private(render(request, "outputs/run.html", context))


@login_required
@require_safe
def run_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """{state, percent, text}."""
    found = run_of(request, pk)
    text = _("The file is ready.") if found.state == PrintRun.State.DONE else found.message
    return keep_private(JsonResponse({"state": found.state, "percent": found.percent, "text": text}))


@login_required
@require_safe
def run_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = run_of(request, pk)
    if found.state != PrintRun.State.DONE or not found.file.storage.exists(str(found.file.name)):
        raise Http404
    return send(found)


def run_of(request: HttpRequest, pk: int) -> PrintRun:
    end_lost_runs()
    found = get_object_or_404(PrintRun.objects.select_related("event"), pk=pk)
    if not may_read_run(request.user, found):
        raise Http404
    return found


def send(run: PrintRun) -> HttpResponseBase:
    name = f"{run.event.slug}-{run.kind}.pdf"
    return files.send(run.file, name=name, media_type="application/pdf", public=False)
