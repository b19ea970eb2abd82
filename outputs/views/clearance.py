"""The page on which a document is read and cleared by whoever has it, also those whom the back office does not know."""

from __future__ import annotations

from typing import cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from cms import places
from cms.models import Event
from outputs.domain.clearance import acts_at, hand_on
from outputs.editing.clearance import Standing, standing_of
from outputs.models import Handover, Output
from outputs.permissions import may_hand_on, may_write_outputs
from outputs.renderers import html
from outputs.resolve import document_of
from outputs.views.documents import keep_private
from participants.models import User

BUTTONS = {
    Handover.Act.SUBMIT: gettext_lazy("Hand it on"),
    Handover.Act.APPROVE: gettext_lazy("Approve"),
    Handover.Act.SEND_BACK: gettext_lazy("Send it back"),
}


class NoteForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("Note"),
        help_text=gettext_lazy("Who gets the document next reads it. To send it back, say what is to be changed."),
        widget=forms.Textarea({"rows": 4}),
        max_length=2000,
        required=False,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def clearance(request: HttpRequest, pk: int) -> HttpResponse:
    output, standing = _open(request, pk)
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            hand_on(output, by=_user(request), act=request.POST.get("act", ""), note=form.cleaned_data["note"])
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("The document is handed on."))
            return redirect("outputs:outputs", output.event.slug)
    event = Event.objects.with_place().get(pk=output.event_id)
    context = places.head(event, request, "outputs") | {
        "output": output,
        "standing": standing,
        "handovers": output.handovers.select_related("by"),
        "form": form,
        "acts": _acts(request, output, standing),
        "fragment": html.fragment(document_of(output)),
        "may_write": may_write_outputs(request.user, event),
    }
    return keep_private(render(request, "outputs/clearance.html", context))


def _open(request: HttpRequest, pk: int) -> tuple[Output, Standing]:
    """For those who have the document now, and those who write it."""
    outputs = Output.objects.written().filter(frozen="").select_related("event__kind", "event__series")
    output = get_object_or_404(outputs, pk=pk)
    standing = standing_of(output)
    if standing is None:
        raise Http404
    if not (may_hand_on(request.user, output, standing.role) or may_write_outputs(request.user, output.event)):
        raise Http404
    return output, standing


def _acts(request: HttpRequest, output: Output, standing: Standing) -> list[tuple[str, str]]:
    if not may_hand_on(request.user, output, standing.role):
        return []
    return [(act, str(BUTTONS[Handover.Act(act)])) for act in acts_at(standing)]


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)
