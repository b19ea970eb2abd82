"""From the link in a letter to the form. The link itself shows nothing: it is remembered, and its address left."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.permissions import may_read_event
from participants.domain.invitations import NotValid, accept_invitation, decline_invitation, invitation_at
from participants.domain.way_letters import hash_of
from participants.forms.ways import DeclineForm
from participants.models import Invitation

from .base import attempt
from .registration import read_or_send

REMEMBERED = "invitation"


@require_safe
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Changes nothing: scanners of mail follow links. No page that follows can tell others this address."""
    request.session[REMEMBERED] = hash_of(token)
    response = redirect("participants:invitation_answer")
    response["Referrer-Policy"] = "no-referrer"
    return response


@read_or_send
@never_cache
def answer(request: HttpRequest) -> HttpResponse:
    """Who is invited to what; accepting needs an account with the address, declining the link alone."""
    try:
        found = invitation_at(remembered(request), request.user)
        if request.method == "POST" and "accept" in request.POST:
            return accept(request)
    except NotValid:
        return not_valid(request)
    form = DeclineForm(request.POST if "decline" in request.POST else None)
    if form.is_bound and form.is_valid() and is_declined(request, form):
        return redirect("participants:invitation_declined")
    return render(request, "participants/invitation.html", {"invitation": found, "event": found.event, "form": form})


def accept(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        here = reverse("participants:invitation_answer")
        new = request.POST.get("accept") == "new"
        return redirect_to_login(here, reverse("account_signup") if new else None)
    accepted = accept_invitation(remembered(request), by=request.user)
    request.session.pop(REMEMBERED, None)
    return welcome(request, accepted)


def welcome(request: HttpRequest, accepted: Invitation) -> HttpResponse:
    if not may_read_event(request.user, accepted.event):
        messages.success(request, _("Thank you. You can register as soon as the event has its page."))
        return redirect("participants:me")
    if accepted.delegation_id:
        messages.success(request, _("Thank you. You can nominate your delegation now."))
        return redirect("participants:delegation", accepted.event.slug, accepted.delegation_id)
    messages.success(request, _("Thank you for accepting. One form is left, and you are registered."))
    return redirect("participants:register", accepted.event.slug)


def is_declined(request: HttpRequest, form: DeclineForm) -> bool:
    user = request.user if request.user.is_authenticated else None

    def decline(*, data: dict[str, str]) -> None:
        decline_invitation(remembered(request), by=user, reason=data["reason"])

    if not attempt(form, decline):
        return False
    request.session.pop(REMEMBERED, None)
    return True


@require_safe
def declined(request: HttpRequest) -> HttpResponse:
    return render(request, "participants/invitation_declined.html")


def remembered(request: HttpRequest) -> str:
    return str(request.session.get(REMEMBERED, ""))


def not_valid(request: HttpRequest) -> HttpResponse:
    """One page for all reasons: which of them it is would tell what others may not know."""
    return render(request, "participants/invitation_not_valid.html", status=404)
