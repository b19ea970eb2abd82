"""The history of a document: its revisions, what two of them say differently, and going back to one."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import Revision

from outputs.admin.access import output_of, writer
from outputs.admin.frame import frame
from outputs.domain.editing import restore_revision
from outputs.editing.comparing import differences
from outputs.editing.texts import revision_of, texts_of_revision
from outputs.models import Output
from outputs.permissions import may_edit_output

ON_A_PAGE = 25
LONGEST_ID = 10


@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    output = output_of(request, pk)
    rows = output.revisions.defer("content").select_related("user").order_by("-created_at", "-pk")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("p"))
    context = frame(output, _("History"), icon="history") | {
        "page": page,
        "may_edit": may_edit_output(request.user, output),
    }
    return render(request, "outputs/admin/edit/history.html", context)


@require_safe
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """`a` and `b` name two revisions; without `a` the one before `b`."""
    output = output_of(request, pk)
    after = _revision(output, request.GET.get("b"))
    before = _revision(output, request.GET.get("a")) if "a" in request.GET else after.get_previous()
    if before and (before.created_at, before.pk) > (after.created_at, after.pk):
        before, after = after, before
    found = differences(texts_of_revision(before), texts_of_revision(after)) if before else []
    context = frame(output, _("Compare"), icon="history") | {"before": before, "after": after, "differences": found}
    return render(request, "outputs/admin/edit/compare.html", context)


@require_POST
def restore(request: HttpRequest, pk: int, revision: int) -> HttpResponse:
    output = output_of(request, pk)
    if not may_edit_output(request.user, output):
        raise Http404
    try:
        restore_revision(output, by=writer(request), revision=revision)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("The older text is the newest revision now; those between stay in the history."))
    return redirect("outputs_admin:history", output.pk)


def _revision(output: Output, value: str | None) -> Revision:
    found = (
        revision_of(output, int(value))
        if value and value.isascii() and value.isdigit() and len(value) < LONGEST_ID
        else None
    )
    if found is None:
        raise Http404
    return found
