"""The form in steps: a page for each, everything kept at each, and a last one that shows all of it and sends it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.doors import open_event
from cms.places import head
from participants.domain.locking import Merged
from participants.domain.people import person_of
from participants.domain.registration import answer_follow_up, change_registration, register_person
from participants.domain.setup import setup_of
from participants.domain.ways import way_of
from participants.forms.filling import SEND, Filling, Step
from participants.forms.overview import Part, left_over, parts_of
from participants.models import Registration, Stage

from .own import find_own, is_registered_meanwhile, own_registration, read_or_send

WORDS = {
    "new": gettext_lazy("Thank you. Your registration has been sent."),
    "change": gettext_lazy("Your changes were saved."),
    "follow_up": gettext_lazy("Thank you. Your answers have been sent."),
}


@login_required
@read_or_send
def register_step(request: HttpRequest, slug: str, step: str) -> HttpResponse:
    """A step of registering, or of changing one's registration."""
    event = open_event(request.user, slug)
    if setup_of(event) is None:
        return redirect("participants:register", slug)
    registration = own_registration(request, event)
    person = registration.person if registration else person_of(request.user)
    return walk(request, Filling(event, person, Stage.REGISTRATION, registration, way_of(event, person)), step)


@login_required
@read_or_send
def follow_up(request: HttpRequest, slug: str, step: str = "") -> HttpResponse:
    """The form for those approved: on to where one left off, or a step of it."""
    event, registration = find_own(request, slug)
    filling = Filling(event, registration.person, Stage.FOLLOW_UP, registration)
    if not filling.steps or registration.status != Registration.Status.APPROVED:
        return redirect("participants:register", slug)
    return walk(request, filling, step) if step else redirect(url_of(filling, filling.here))


def walk(request: HttpRequest, filling: Filling, slug: str) -> HttpResponse:
    step = next((step for step in filling.steps if step.slug == slug), None)
    if step is None or (request.method != "POST" and not filling.is_open):
        target = url_of(filling, filling.here) if filling.is_open else front_of(filling)
        return redirect(target)
    try:
        return check_and_send(request, filling, step) if slug == SEND else fill_in_step(request, filling, step)
    except Merged as error:
        messages.error(request, " ".join(error.messages))
        return redirect(front_of(filling))


def fill_in_step(request: HttpRequest, filling: Filling, step: Step) -> HttpResponse:
    if request.method != "POST":
        data = filling.typed if "check" in request.GET else None
        return show_step(request, filling, step, filling.form(step, data))
    form, go = filling.form(step, request.POST, request.FILES), request.POST.get("go")
    is_valid = form.is_valid()
    if not filling.takes_posts:
        form.add_error(None, filling.refusal)
        return show_step(request, filling, step, form)
    filling.take(form, request.POST)
    if go == "later":
        filling.save(step)
        messages.success(request, _("Saved. You find it in your area, and it is not sent before you press send."))
        return redirect("participants:me")
    if go == "back" or (is_valid and len(filling.steps) > 1):
        filling.save(target := filling.beside(step, -1 if go == "back" else 1))
        return redirect(url_of(filling, target))
    if is_valid and (answer := sent(request, filling, form)):
        return answer
    filling.save(step)
    for name in filling.files.keys() & form.fields.keys():
        form[name].initial = filling.files[name]
    return show_step(request, filling, step, form)


def check_and_send(request: HttpRequest, filling: Filling, step: Step) -> HttpResponse:
    if request.method == "POST":
        if filling.is_change and not filling.draft:
            return redirect(front_of(filling))
        if answer := sent(request, filling):
            return answer
    context = frame(request, filling, step) | {"parts": parts(filling), "left_over": left_over(filling)}
    return render(request, "participants/steps/send.html", context)


def sent(request: HttpRequest, filling: Filling, form: Any = None) -> HttpResponse | None:
    """Sends what was said; where that is refused, None, and the reason stands in `filling.refusals` and in `form`."""
    if not filling.is_valid:
        return None
    try:
        send(filling, request.user)
    except Merged:
        raise
    except ValidationError as error:
        if (
            filling.stage == Stage.REGISTRATION
            and not filling.is_change
            and is_registered_meanwhile(request, filling.event)
        ):
            return redirect(front_of(filling))
        filling.refusals = error.messages
        if form:
            form.add_error(None, error.messages)
        return None
    messages.success(request, WORDS[filling.mode])
    return redirect(front_of(filling))


def send(filling: Filling, by: Any) -> None:
    if filling.mode == "follow_up":
        answer_follow_up(filling.registration, by=by, said=filling.said)
    elif filling.mode == "change":
        change_registration(filling.registration, by=by, data=filling.you.cleaned_data, said=filling.said)
    else:
        data = filling.you.cleaned_data
        register_person(filling.event, person=filling.person, by=by, data=data, said=filling.said, way=filling.way)


def show_step(request: HttpRequest, filling: Filling, step: Step, form: Any) -> HttpResponse:
    return render(request, "participants/steps/step.html", frame(request, filling, step) | {"form": form})


def frame(request: HttpRequest, filling: Filling, step: Step) -> dict[str, Any]:
    number = filling.steps.index(step) + 1
    return head(filling.event, request, "register") | {
        "setup": filling.setup,
        "filling": filling,
        "step": step,
        "number": number,
        "steps": [
            {"label": each.title, "url": url_of(filling, each), "state": state_at(place, number)}
            for place, each in enumerate(filling.steps, 1)
        ],
    }


def parts(filling: Filling) -> list[tuple[Part, str]]:
    """What was said, each part with the address where it is changed."""
    return [(part, url_of(filling, part.step)) for part in parts_of(filling)]


def state_at(place: int, number: int) -> str:
    return "done" if place < number else "current" if place == number else ""


def front_of(filling: Filling) -> str:
    return reverse("participants:register", args=[filling.event.slug])


def url_of(filling: Filling, step: Step) -> str:
    name = "follow_up_step" if filling.stage == Stage.FOLLOW_UP else "register_step"
    return reverse(f"participants:{name}", args=[filling.event.slug, step.slug])
