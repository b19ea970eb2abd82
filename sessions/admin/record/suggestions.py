"""The chair reads: other words are suggested, taken over or left; and whether names are recorded at all."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sessions.admin.record.base import act, back, for_recorders, recorded
from sessions.admin.record.desk import Desk
from sessions.domain import record
from sessions.models import Recommendation, RecordEntry, Suggestion

KINDS = {"entry": RecordEntry, "recommendation": Recommendation}
SETTLING = {"take": record.take_suggestion, "decline": record.decline_suggestion}


@require_POST
@for_recorders
def suggest(request: HttpRequest, slug: str, pk: int, kind: str, subject: int) -> HttpResponse:
    session = recorded(request, slug, pk)
    row = get_object_or_404(KINDS[kind], pk=subject, session=session)
    text, note = request.POST.get("text", ""), request.POST.get("note", "")
    anchor = f"#{Desk.key_of(row)}"
    return act(request, session, record.suggest, row, anchor=anchor, text=text, note=note)


@require_POST
@for_recorders
def settle(request: HttpRequest, slug: str, pk: int, suggestion: int, action: str) -> HttpResponse:
    session = recorded(request, slug, pk)
    mine = Suggestion.objects.filter(Q(entry__session=session) | Q(recommendation__session=session))
    row = get_object_or_404(mine, pk=suggestion)
    return act(request, session, SETTLING[action], row, anchor=f"#{Desk.key_of(row.subject)}")


@require_POST
@for_recorders
def attribution(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    session = recorded(request, slug, pk)
    named = request.POST.get("named") == "yes"
    try:
        record.set_attribution(session, by=request.user, named=named)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        said = _("Names are recorded from now on.") if named else _("Who said what is kept apart from now on.")
        messages.success(request, said)
    return back(session)
