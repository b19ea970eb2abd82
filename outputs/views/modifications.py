"""What a revision changed, for whoever may read it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cms import places
from cms.models import Event
from outputs.issued.changes import changes as changes_between
from outputs.models import Output
from outputs.resolve import document_of
from outputs.views.documents import keep_private, readable_output


@require_safe
def changes(request: HttpRequest, pk: int) -> HttpResponse:
    """A revision against what it revises: the revision adopted before, else the original."""
    found = readable_output(request, pk)
    former = former_of(found)
    if former is None:
        raise Http404
    event = Event.objects.with_place().get(pk=found.event_id)
    context = places.head(event, request, "outputs") | {
        "output": found,
        "former": former,
        "changes": changes_between(document_of(former), document_of(found)),
    }
    response = render(request, "outputs/changes.html", context)
    return keep_private(response) if found.is_draft else response


def former_of(output: Output) -> Output | None:
    """What a revision was made from; None of anything else."""
    if output.modification != Output.Modification.REVISION:
        return None
    earlier = Output.objects.public().filter(modifies=output.modifies_id, modification=output.modification)
    last = earlier.filter(modification_number__lt=output.modification_number).order_by("-modification_number").first()
    return last or output.modifies
