"""Where anybody verifies a copy of an adopted document."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from outputs.issued.formats import LABELS
from outputs.issued.succession import successor_of
from outputs.issued.uploads import LARGEST, Comparing
from outputs.issued.verdicts import Verdict, plain_digest, verdict_on
from outputs.models import Output
from outputs.views.documents import keep_private, readable_output

LONGEST_DIGEST = 200


@csrf_exempt
def verify(request: HttpRequest, pk: int) -> HttpResponse:
    """The protection against forged requests reads what is sent, so it may only begin once it is known how to."""
    request.upload_handlers = [Comparing(request)]
    return _verify(request, pk)


@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def _verify(request: HttpRequest, pk: int) -> HttpResponse:
    """The form, and what a file or the digest of one (?sha256=…) is to this document. What is sent is not kept."""
    found = readable_output(request, pk)
    if found.is_draft:
        raise Http404
    typed = (request.POST if request.method == "POST" else request.GET).get("sha256", "")[:LONGEST_DIGEST]
    verdict, errors = _judged(request, found, typed)
    context = {
        "output": found,
        "typed": typed,
        "verdict": verdict,
        "errors": errors,
        "format": LABELS.get(verdict.format, verdict.format) if verdict else "",
        "successor": successor_of(found),
        "largest": LARGEST,
    }
    return keep_private(render(request, "outputs/verify.html", context, status=400 if errors else 200))


def _judged(request: HttpRequest, output: Output, typed: str) -> tuple[Verdict | None, dict[str, str]]:
    """The verdict on what was sent, or by field what is wrong with it; neither where nothing was sent."""
    upload: Any = request.FILES.get("file")
    if upload:
        return verdict_on(output, upload.sha256), {}
    if typed:
        if sha256 := plain_digest(typed):
            return verdict_on(output, sha256), {}
        return None, {"sha256": _("This is no SHA-256: it has 64 letters and digits, 0 to 9 and a to f.")}
    if request.method == "POST":
        return None, {"file": _("Choose a file, or paste its SHA-256.")}
    return None, {}
