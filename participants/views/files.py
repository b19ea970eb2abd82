"""Files that came as answers."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from wagtail.log_actions import log

from cms.doors import open_event
from cms.files import send
from participants.domain.answers import file_of
from participants.models import Answer
from participants.permissions import is_own, may_read_answer


@login_required
@require_safe
def answer_file(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """To whom it belongs, and to those who may read the answer; that they did is in the history."""
    event = open_event(request.user, slug)
    rows = Answer.objects.select_related("registration__person", "question").exclude(file="")
    answer = get_object_or_404(rows, pk=pk, registration__event=event)
    answer.registration.event = event
    if not may_read_answer(request.user, answer):
        raise Http404
    if not is_own(request.user, answer.registration.person):
        log(instance=answer.registration, action="participants.read_private", user=request.user)
    kept = file_of(answer)
    return send(answer.file, name=kept.name, media_type=kept.media_type, public=False)
