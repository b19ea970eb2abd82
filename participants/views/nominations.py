"""What a focal point does: nominates, orders, replaces and withdraws the people of a delegation."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cms.doors import open_event
from cms.models import Event
from cms.numbers import key_of, keys_in
from cms.places import head
from participants.domain.nominations import (
    move_nomination,
    nominate,
    order_delegation,
    replace_nominee,
    withdraw_nomination,
)
from participants.forms.ways import NominationForm
from participants.models import Delegation, Nomination

from .base import attempt
from .registration import read_or_send


@login_required
@require_safe
def delegations(request: HttpRequest, slug: str) -> HttpResponse:
    """The one that somebody nominates, or all where there are several."""
    event = open_event(request.user, slug)
    rows = list(own_delegations(request, event).with_counts())
    if not rows:
        raise Http404
    if len(rows) == 1:
        return redirect("participants:delegation", slug, rows[0].pk)
    context = head(event, request, "delegation") | {"delegations": rows}
    return render(request, "participants/delegations.html", context)


@login_required
@read_or_send
def delegation(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Who is nominated, in order, and the form for the next one."""
    event, found = find(request, slug, pk)
    form = NominationForm(request.POST or None, delegation=found)
    if request.method == "POST" and attempt(form, nominate, found, by=request.user):
        messages.success(request, _("%(name)s is nominated.") % {"name": form.cleaned_data["name"]})
        return redirect(request.path)
    return render(request, "participants/delegation.html", shown(request, event, found, form))


@login_required
@read_or_send
def replace(request: HttpRequest, slug: str, pk: int, nominee: int) -> HttpResponse:
    event, found = find(request, slug, pk)
    old = find_nominee(found, nominee)
    given = {"title": old.title, "institution": old.institution, "category": old.category_id}
    form = NominationForm(request.POST or None, delegation=found, initial=given)
    if request.method == "POST" and attempt(form, replace_nominee, old, by=request.user):
        messages.success(request, _("%(name)s is nominated instead.") % {"name": form.cleaned_data["name"]})
        return redirect("participants:delegation", slug, pk)
    context = head(event, request, "delegation") | {"delegation": found, "form": form, "old": old}
    return render(request, "participants/delegation_replace.html", context)


@login_required
@read_or_send
def withdraw(request: HttpRequest, slug: str, pk: int, nominee: int) -> HttpResponse:
    _event, found = find(request, slug, pk)
    nomination = find_nominee(found, nominee)
    if request.method != "POST":
        return render(request, "components/confirm.html", question(nomination))
    try:
        withdraw_nomination(nomination, by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("%(name)s is nominated no longer.") % {"name": nomination.name})
    return redirect("participants:delegation", slug, pk)


@login_required
@require_POST
def order(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """`up` or `down` with the id of one, or `id` for each in the order wanted (from dragging)."""
    _event, found = find(request, slug, pk)
    ids = keys_in(request.POST.getlist("id"))
    step = next((name for name in ("up", "down") if name in request.POST), "")
    try:
        if step:
            move_nomination(find_nominee(found, key_of(request.POST[step])), by=request.user, up=step == "up")
        else:
            order_delegation(found, by=request.user, ids=ids)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("participants:delegation", slug, pk)


def find(request: HttpRequest, slug: str, pk: int) -> tuple[Event, Delegation]:
    event = open_event(request.user, slug)
    found = get_object_or_404(own_delegations(request, event), pk=pk)
    found.event = event
    return event, found


def own_delegations(request: HttpRequest, event: Event) -> QuerySet[Delegation]:
    rows = Delegation.objects.of_focal_point(request.user).filter(event=event)
    return rows.select_related("country", "organization")


def find_nominee(found: Delegation, pk: int) -> Nomination:
    nomination = get_object_or_404(found.nominations.standing().select_related("registration"), pk=pk)
    nomination.delegation = found
    return nomination


def shown(request: HttpRequest, event: Event, found: Delegation, form: NominationForm) -> dict[str, object]:
    """Seats with their replacement beside them, and what became of the others."""
    rows = list(found.nominations.select_related("category", "registration", "replaces"))
    standing = [row for row in rows if row.state in {Nomination.State.NOMINATED, Nomination.State.CONFIRMED}]
    ids = {row.pk for row in standing}
    waiting = {row.replaces_id: row for row in standing if row.replaces_id in ids}
    seats = [{"nominee": row, "replacement": waiting.get(row.pk)} for row in standing if row not in waiting.values()]
    return head(event, request, "delegation") | {
        "delegation": found,
        "form": form if found.is_open and (len(seats) < found.quota or form.is_bound) else None,
        "seats": seats,
        "left": max(0, found.quota - len(seats)),
        "earlier": [row for row in rows if row.pk not in ids],
    }


def question(nomination: Nomination) -> dict[str, object]:
    confirmed = nomination.state == Nomination.State.CONFIRMED
    text = _("Their registration is withdrawn, and they get a letter.") if confirmed else _("The seat is free again.")
    return {
        "title": _("Withdraw %(name)s?") % {"name": nomination.name},
        "text": text,
        "submit": _("Withdraw"),
        "danger": True,
        "cancel_url": "../../",
    }
