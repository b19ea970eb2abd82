"""Registering for an event, and what one can do with the registration afterwards. One address leads to all of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.doors import open_event
from cms.models import Event
from cms.places import head
from participants.domain.people import person_of
from participants.domain.places import STANDING
from participants.domain.registration import change_registration, register_person, withdraw_registration
from participants.domain.setup import may_still_change, setup_of, state_of
from participants.domain.ways import OPEN, way_of
from participants.forms import RegistrationForm
from participants.issued import issued_to
from participants.models import Registration
from participants.wording import badge_of

from .base import attempt

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@read_or_send
def register(request: HttpRequest, slug: str) -> HttpResponse:
    """The door to those who come, the registration to those who are in."""
    event = open_event(request.user, slug)
    registration = own_registration(request, event)
    if registration and registration.status != Registration.Status.WITHDRAWN:
        return show(request, event, registration)
    if not request.user.is_authenticated:
        return redirect_to_login(request.path) if request.method == "POST" else door(request, event)
    if setup_of(event) is None:
        return door(request, event)
    return fill_in(request, event, registration)


def door(request: HttpRequest, event: Event, **context: object) -> HttpResponse:
    """What a newcomer reads: whether there is a place, from when, until when, and the form if it may be filled in."""
    setup = setup_of(event)
    way = way_of(event, person_of(request.user)) if request.user.is_authenticated else OPEN
    context |= head(event, request, "register") | {"setup": setup, "state": state_of(setup, way)}
    return render(request, "participants/register.html", context)


def show(request: HttpRequest, event: Event, registration: Registration) -> HttpResponse:
    """Where the registration stands and what happens next."""
    setup = setup_of(event)
    context = head(event, request, "register") | {
        "registration": registration,
        "status": badge_of(registration),
        "setup": setup,
        "may_change": is_changeable(registration),
        "issued": issued_to(registration.person, event),
    }
    return render(request, "participants/registration.html", context)


def fill_in(request: HttpRequest, event: Event, withdrawn: Registration | None) -> HttpResponse:
    person = person_of(request.user)
    form = RegistrationForm(request.POST or None, setup=setup_of(event), person=person, registration=withdrawn)
    if request.method == "POST":
        if attempt(form, register_person, event, person=person, by=request.user):
            messages.success(request, _("Thank you. Your registration has been sent."))
            return redirect(request.path)
        if is_registered_meanwhile(request, event):
            return redirect(request.path)
    return door(request, event, form=form, withdrawn=withdrawn)


@login_required
@read_or_send
def change(request: HttpRequest, slug: str) -> HttpResponse:
    event, registration = find_own(request, slug)
    setup = setup_of(event)
    form = RegistrationForm(request.POST or None, setup=setup, person=registration.person, registration=registration)
    if request.method == "POST" and attempt(form, change_registration, registration, by=request.user):
        messages.success(request, _("Your changes were saved."))
        return redirect("participants:register", slug)
    if request.method == "GET" and not is_changeable(registration):
        return redirect("participants:register", slug)
    context = head(event, request, "register") | {"form": form, "setup": setup, "registration": registration}
    return render(request, "participants/change.html", context)


@login_required
@read_or_send
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    event, registration = find_own(request, slug)
    if request.method != "POST":
        return render(request, "components/confirm.html", question(event))
    try:
        withdraw_registration(registration, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Your registration was withdrawn."))
    return redirect("participants:register", slug)


def question(event: Event) -> dict[str, object]:
    return {
        "title": _("Withdraw your registration?"),
        "text": _("Your place at “%(event)s” goes to somebody else.") % {"event": event.title},
        "submit": _("Withdraw"),
        "danger": True,
        "cancel_url": "../",
    }


def own_registration(request: HttpRequest, event: Event) -> Registration | None:
    if not request.user.is_authenticated:
        return None
    rows = Registration.objects.select_related("category", "person__country", "person__user")
    registration = rows.filter(event=event, person__user=request.user).first()
    if registration:
        registration.event = event
    return registration


def find_own(request: HttpRequest, slug: str) -> tuple[Event, Registration]:
    event = open_event(request.user, slug)
    registration = own_registration(request, event)
    if registration is None:
        raise Http404
    return event, registration


def is_changeable(registration: Registration) -> bool:
    return registration.status in STANDING and may_still_change(setup_of(registration.event))


def is_registered_meanwhile(request: HttpRequest, event: Event) -> bool:
    """A double click, or another device: the first request won, and this one shows what it left."""
    registration = own_registration(request, event)
    return registration is not None and registration.status != Registration.Status.WITHDRAWN
