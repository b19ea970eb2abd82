"""The codes by which a text refers to its own paragraphs, tables, figures and annexes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from outputs.admin.access import output_of
from outputs.admin.frame import frame
from outputs.resolve import document_of
from outputs.tree.references import missing, targets


@require_safe
def references(request: HttpRequest, pk: int) -> HttpResponse:
    """All that can be referred to, as it is numbered now, and the codes in the text that lead nowhere."""
    output = output_of(request, pk)
    document = document_of(output)
    title = _("References in “%(title)s”") % {"title": output.title}
    context = frame(output, title, crumb=_("References"), icon="link") | {
        "targets": list(targets(document)),
        "missing": missing(document),
    }
    return render(request, "outputs/admin/references.html", context)
