"""Registering for an event, and what one can do with the registration afterwards. One address leads to all of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cms.doors import open_event
from cms.models import Event
from cms.places import head
from participants.answers import follow_up_of, sections_of
from participants.domain.asked import form_of
from participants.domain.people import person_of
from participants.domain.places import position_of
from participants.domain.registration import change_registration, register_person, withdraw_registration
from participants.domain.setup import TAKING, State, setup_of, state_of, takes_newcomers
from participants.domain.waiting import has_ended, settle
from participants.domain.ways import OPEN, Way, way_of
from participants.door import notice_of
from participants.forms import RegistrationForm
from participants.forms.filling import SEND, YOU, Filling
from participants.forms.overview import parts_of
from participants.issued import issued_to
from participants.models import Registration, Stage
from participants.wording import badge_of

from .base import attempt
from .own import find_own, is_changeable, is_registered_meanwhile, own_registration, read_or_send
from .steps import walk


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
    if form_of(event, Stage.REGISTRATION):
        return fill_in_steps(request, event, registration)
    return fill_in(request, event, registration)


def door(request: HttpRequest, event: Event, *, way: Way = OPEN, **context: object) -> HttpResponse:
    """What a newcomer reads: whether there is a place, from when, until when, and the form if it may be filled in."""
    setup = setup_of(event)
    state = state_of(setup, way)
    if state in TAKING and request.method == "GET" and not takes_newcomers(setup, way):
        state = State.CLOSED  # the minutes of grace are for those who hold a form
    standing = {"setup": setup, "state": state, "notice": notice_of(setup, state), "is_taking": state in TAKING}
    context |= head(event, request, "register") | standing
    return render(request, "participants/register.html", context)


def show(request: HttpRequest, event: Event, registration: Registration) -> HttpResponse:
    """Where the registration stands and what happens next."""
    if has_ended(registration):
        settle(event)
        registration.refresh_from_db()
    setup = setup_of(event)
    context = head(event, request, "register") | {
        "registration": registration,
        "status": badge_of(registration),
        "setup": setup,
        "may_change": is_changeable(registration),
        "sections": sections_of(registration),
        "follow_up": follow_up_of(registration),
        "position": position_of(registration),
        "issued": issued_to(registration.person, event),
    }
    return render(request, "participants/registration.html", context)


def fill_in(request: HttpRequest, event: Event, withdrawn: Registration | None) -> HttpResponse:
    person = person_of(request.user)
    way = way_of(event, person)
    known = {"setup": setup_of(event), "person": person, "registration": withdrawn, "way": way}
    form = RegistrationForm(request.POST or None, **known)
    if request.method == "POST":
        if attempt(form, register_person, event, person=person, by=request.user, way=way):
            messages.success(request, _("Thank you. Your registration has been sent."))
            return redirect(request.path)
        if is_registered_meanwhile(request, event):
            return redirect(request.path)
    return door(request, event, way=way, form=form, withdrawn=withdrawn)


def fill_in_steps(request: HttpRequest, event: Event, withdrawn: Registration | None) -> HttpResponse:
    """On to the step where one left off; behind a closed door, what was written so far."""
    person = person_of(request.user)
    way = way_of(event, person)
    filling = Filling(event, person, Stage.REGISTRATION, withdrawn, way)
    if request.method == "POST":  # the form had one page when it was opened
        return walk(request, filling, YOU)
    if filling.is_open:
        return redirect("participants:register_step", event.slug, filling.here.slug)
    return door(request, event, way=way, parts=[(part, "") for part in parts_of(filling)] if filling.draft else [])


@login_required
@read_or_send
def change(request: HttpRequest, slug: str) -> HttpResponse:
    event, registration = find_own(request, slug)
    setup = setup_of(event)
    if setup is None:
        return redirect("participants:register", slug)
    if form_of(event, Stage.REGISTRATION):
        return redirect("participants:register_step", slug, SEND)
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
