"""A preview beside the text: the page as the PDF has it, of the section where the cursor is."""

from __future__ import annotations

import base64
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from outputs.admin.editing import edited_output
from outputs.admin.frame import frame
from outputs.editing.texts import BODY, FIELDS
from outputs.models import Output
from outputs.pdf.marks import file_of_mark
from outputs.pdf.pictures import pictures_of
from outputs.pdf.run import PdfError
from outputs.record.pieces import Pieces
from outputs.renderers import html
from outputs.resolve import resolve
from outputs.tree.excerpt import excerpt, head_of

PAGES = 3
PARTS = ("front", "chapter", "annex")


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, pk: int) -> HttpResponseBase:
    """GET shows the saved text; POST, with the fields of the form, answers {pages} or {error}, and keeps nothing.

    `block` is the id of the block where the cursor is; without one it is the head of the document. With `fresh` the
    record is read again.
    """
    output = edited_output(request, pk)
    if request.method == "POST":
        fill_in(output, request.POST)
        found = _pages(output, request.POST.get("block", ""), fresh="fresh" in request.POST)
        return _private(JsonResponse(found))
    block = request.GET.get("block", "")
    context = frame(output, _("Preview"), icon="view") | _pages(output, block, fresh=True)
    context |= {
        "block": block,
        "parts": [(str(each.id), each.value) for each in output.body if each.block_type in PARTS],
    }
    return _private(render(request, "outputs/admin/edit/preview_page.html", context))


def fill_in(output: Output, data: Any) -> None:
    """Gives the row at hand what a form holds, finished or not. Saves nothing."""
    for name in FIELDS:
        setattr(output, name, data.get(name, getattr(output, name)))
    stream: Any = cast(Any, Output._meta.get_field(BODY)).stream_block
    output.body = stream.value_from_datadict(data, {}, BODY)


def _pages(output: Output, block: str, *, fresh: bool) -> dict[str, Any]:
    """Pictures as data: addresses, or why there are none: of the section where the block stands, else of the head."""
    pieces = Pieces(output, fresh=fresh)
    document = resolve(output, live=pieces)
    pieces.keep()
    try:
        part = excerpt(document, _until(output, block))
        page = html.excerpt_page(part) if part else html.print_page(head_of(document))
        most = PAGES if part or document.summary else 1  # the cover leaves an empty page behind it
        found = pictures_of(page, mark=_mark(output), pages=most, var=settings.VAR)
    except PdfError as error:
        return {"error": str(error)}
    return {"pages": [f"data:image/png;base64,{base64.b64encode(each).decode()}" for each in found]}


def _until(output: Output, block: str) -> list[str]:
    """The ids of the blocks up to `block`; none where the body has no such block."""
    keys = [str(each.id) for each in output.body]
    return keys[: keys.index(block) + 1] if block in keys else []


def _mark(output: Output) -> Any:
    return file_of_mark(output.language) if output.is_draft else None


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    return response
