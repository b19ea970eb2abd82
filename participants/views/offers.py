"""The answer of somebody who waited to the place that is offered."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cms.models import Event
from participants.domain.waiting import accept_offer, decline_offer

from .registration import find_own, read_or_send


@login_required
@read_or_send
def answer(request: HttpRequest, slug: str) -> HttpResponse:
    """Accepting takes one click; giving the place away is asked once more."""
    event, registration = find_own(request, slug)
    if request.method != "POST":
        return render(request, "components/confirm.html", question(event))
    is_accepted = request.POST.get("answer") == "accept"
    try:
        (accept_offer if is_accepted else decline_offer)(registration, by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("The place is yours.") if is_accepted else _("The place goes to the next in line."))
    return redirect("participants:register", slug)


def question(event: Event) -> dict[str, object]:
    return {
        "title": _("Give the place to the next in line?"),
        "text": _("Your registration for “%(event)s” is withdrawn with it.") % {"event": event.title},
        "submit": _("Give it away"),
        "danger": True,
        "cancel_url": "../",
    }
