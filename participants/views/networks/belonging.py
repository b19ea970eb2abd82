"""Joining, answering, settings, leaving; and what moderators decide."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from cms.models import Event
from participants.domain.networks import members as domain
from participants.domain.networks.digest import stop_digest
from participants.domain.way_letters import hash_of
from participants.forms.networks import InviteForm, JoinForm, LeaveForm, RelatedForm, SettingsForm
from participants.models import NetworkMember
from participants.permissions import is_own
from participants.views.own import read_or_send

from .base import attempt, consent_of, frame, inside, moderated, open_network

REMEMBERED = "network"


@login_required
@require_POST
def join(request: HttpRequest, slug: str) -> HttpResponse:
    network, _member = open_network(request, slug)
    form = JoinForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("That is too long: 1,000 characters at most."))
        return redirect(network)
    try:
        given = {"by": request.user, "words": form.cleaned_data["words"], "consent": consent_of(network)}
        member = domain.ask_to_join(network, **given)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        words = _("You are a member now.") if member.is_active else _("The moderators have your request.")
        messages.success(request, words)
    return redirect(network)


@require_safe
@never_cache
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Changes nothing: scanners of mail follow links. No page that follows can tell others this address."""
    request.session[REMEMBERED] = hash_of(token)
    response = redirect("participants:network_answer")
    response["Referrer-Policy"] = "no-referrer"
    return response


@read_or_send
@never_cache
def answer(request: HttpRequest) -> HttpResponse:
    """By the link alone: it went to the address of whoever is asked."""
    try:
        member = domain.asked_at(str(request.session.get(REMEMBERED, "")))
        if request.method == "POST":
            domain.answer(member, agrees="yes" in request.POST, consent=consent_of(member.network))
    except domain.NotValid:
        request.session.pop(REMEMBERED, None)
        return render(request, "participants/networks/answer.html", {"asked": None}, status=404)
    if request.method == "POST":
        request.session.pop(REMEMBERED, None)
        return _thank(request, member)
    context = {"asked": member, "network": member.network, "consent": consent_of(member.network)}
    return render(request, "participants/networks/answer.html", context)


@login_required
@require_POST
def answer_own(request: HttpRequest, pk: int) -> HttpResponse:
    """As `answer`, from /me/, by the account of whoever is asked."""
    asked = NetworkMember.objects.filter(person__user=request.user).select_related("network")
    member = get_object_or_404(asked, pk=pk)
    try:
        domain.answer(member, agrees="yes" in request.POST, consent=consent_of(member.network))
    except domain.NotValid:
        messages.error(request, _("You have answered already."))
        return redirect("participants:me")
    return _thank(request, member)


def _thank(request: HttpRequest, member: NetworkMember) -> HttpResponse:
    agrees = "yes" in request.POST
    words = _("Welcome: you are a member now.") if agrees else _("Thank you. You are no member, and get no letters.")
    messages.success(request, words)
    own = request.user.is_authenticated and is_own(request.user, member.person)
    return redirect(member.network) if agrees and own else redirect("participants:networks")


@login_required
@read_or_send
def settings(request: HttpRequest, slug: str) -> HttpResponse:
    network, member = inside(request, slug)
    form = SettingsForm(request.POST or None, member=member)
    if request.method == "POST" and form.is_valid():
        domain.set_membership(member, data=form.cleaned_data)
        messages.success(request, _("Your settings are kept."))
        return redirect(network)
    context = frame(request, network, member, "settings") | {"form": form, "title": _("My settings")}
    return render(request, "participants/networks/form.html", context, status=422 if form.errors else 200)


@login_required
@read_or_send
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    network, member = inside(request, slug)
    others = network.members.filter(state="active").exclude(pk=member.pk).select_related("person")
    moderators = domain.moderators_of(network)
    is_last = moderators.filter(pk=member.pk).exists() and not moderators.exclude(pk=member.pk).exists()
    form = LeaveForm(request.POST or None, others=others if is_last else others.none())
    if request.method == "POST" and form.is_valid():
        domain.leave_network(member, successor=form.cleaned_data["successor"])
        messages.success(request, _("You have left the network."))
        return redirect("participants:networks")
    context = frame(request, network, member, "settings") | {
        "form": form if is_last else None,
        "title": _("Leave this network?"),
        "text": _("What you wrote stays. You get no letters any more."),
        "submit": _("Leave"),
    }
    return render(request, "participants/networks/form.html", context, status=422 if form.errors else 200)


@csrf_exempt
@never_cache
@read_or_send
def stop(request: HttpRequest, key: str) -> HttpResponse:
    """RFC 8058: whoever has this address stops the digest of one network, by POST and without signing in."""
    member = get_object_or_404(NetworkMember.objects.select_related("network"), key=key)
    if request.method == "POST":
        stop_digest(key)
    context = {"network": member.network, "is_stopped": request.method == "POST"}
    return render(request, "participants/networks/stop.html", context)


# --- Moderators ---------------------------------------------------------------------------------------------


@login_required
@read_or_send
def change(request: HttpRequest, slug: str) -> HttpResponse:
    network, member = moderated(request, slug)
    events = Event.objects.visible_to(request.user).order_by("-start_date")
    form = RelatedForm(request.POST or None, network=network, events=events)
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and attempt(form, domain.change_network, network, by=request.user, data=form.cleaned_data):
        messages.success(request, _("The network is changed."))
        return redirect(network)
    context = frame(request, network, member, "change") | {"form": form, "title": _("Change the network")}
    return render(request, "participants/networks/form.html", context, status=422 if form.errors else 200)


@login_required
@read_or_send
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    network, member = moderated(request, slug)
    form = InviteForm(request.POST or None)
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and attempt(form, domain.invite_to_network, network, by=request.user, data=form.cleaned_data):
        messages.success(request, _("A letter asks this person."))
        return redirect("participants:network_members", slug)
    context = frame(request, network, member, "members") | {
        "form": form,
        "title": _("Ask somebody"),
        "submit": _("Send"),
    }
    return render(request, "participants/networks/form.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def decide(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What a moderator does with one member; the field `change` names it."""
    network, _member = moderated(request, slug)
    found = get_object_or_404(network.members.select_related("network", "person"), pk=pk)
    by, name = request.user, request.POST.get("change", "")
    changes = {
        "accept": lambda: domain.decide_request(found, by=by, accept=True),
        "refuse": lambda: domain.decide_request(found, by=by, accept=False),
        "remove": lambda: domain.remove_member(found, by=by),
        "moderator": lambda: domain.set_role(found, by=by, role="moderator"),
        "member": lambda: domain.set_role(found, by=by, role="member"),
    }
    if name not in changes:
        raise Http404
    try:
        changes[name]()
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("Done: %(name)s.") % {"name": found.person.name})
    return redirect("participants:network_members", slug)
