"""My data: what is held and why, what one agreed to, who read it, a copy to take along, and the way out."""

from typing import Any, cast
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.log_actions import log

from cms import files
from participants import holdings
from participants.domain.people import person_of
from participants.domain.privacy.consents import current_consents, withdraw_consent
from participants.domain.privacy.erasure import check_is_dispensable, erase_person
from participants.domain.privacy.export import ACTIVE, KEPT_DAYS, fail_lost_exports, request_data
from participants.domain.privacy.readings import readings_of
from participants.domain.privacy.retention import terms_of_person
from participants.forms.erasure import EraseMyselfForm
from participants.models import Consent, DataExport, Person, User

from .registration import read_or_send

PER_PAGE = 20


@login_required
@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """Everything at one glance; the rows themselves are in the copy."""
    person = own_person(request)
    fail_lost_exports()
    counts = holdings.counts_of(person)
    exports = list(person.data_exports.all()[:5])
    context = {
        "held": [(source, counts[source.slug]) for source in holdings.sources() if counts[source.slug]],
        "terms": terms_of_person(person),
        "consents": current_consents(person),
        "page": Paginator(readings_of(person), PER_PAGE).get_page(request.GET.get("page")),
        "exports": exports,
        "running": next((export for export in exports if export.state in ACTIVE), None),
        "days": KEPT_DAYS,
    }
    return render(request, "participants/privacy/data.html", context)


@login_required
@read_or_send
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a consent back, having asked."""
    consent = get_object_or_404(own_person(request).consents.select_related("person", "event"), pk=pk)
    if request.method != "POST":
        return render(request, "components/confirm.html", question(consent))
    try:
        withdraw_consent(consent, by=account(request))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("Your consent was taken back."))
    return redirect("participants:data")


@login_required
@require_POST
def ask_copy(request: HttpRequest) -> HttpResponse:
    request_data(own_person(request), by=account(request))
    messages.success(request, _("Your copy is being made. You may leave this page meanwhile."))
    return redirect(reverse("participants:data") + "#copy")


@login_required
@require_safe
def copy_state(request: HttpRequest, uid: UUID) -> JsonResponse:
    """How far the copy is, for the page's script."""
    export = own_copy(request, uid)
    state = "running" if export.state in ACTIVE else export.state
    return JsonResponse({"state": state, "percent": export.percent, "text": export.get_state_display()})


@login_required
@require_safe
def copy(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """The copy itself, for its owner while its days last."""
    export = own_copy(request, uid)
    if export.state != DataExport.State.DONE or not export.expires_at or export.expires_at < timezone.now():
        raise Http404
    if not export.file.storage.exists(str(export.file.name)):
        raise Http404
    log(instance=export.person, action="participants.download_data", user=request.user)
    name = f"my-data-{export.created_at:%Y-%m-%d}.zip"
    return files.send(export.file, name=name, media_type="application/zip", public=False)


@login_required
@reauthentication_required
@read_or_send
def erase(request: HttpRequest) -> HttpResponse:
    """Says what goes and what stays, asks for the address, and erases."""
    person = own_person(request)
    form = EraseMyselfForm(request.POST or None, user=account(request))
    if request.method == "POST" and form.is_valid() and erased(form, person, account(request)):
        logout(request)
        return render(request, "participants/privacy/erased.html")
    return render(request, "participants/privacy/erase.html", {"form": form, "refusal": refusal(person)})


def erased(form: EraseMyselfForm, person: Person, user: User) -> bool:
    try:
        erase_person(person, by=user)
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    return True


def refusal(person: Person) -> str:
    """Why it cannot be done now; empty where it can."""
    try:
        check_is_dispensable(person)
    except ValidationError as refused:
        return " ".join(refused.messages)
    return ""


def own_person(request: HttpRequest) -> Person:
    return person_of(account(request))


def account(request: HttpRequest) -> User:
    return cast(User, request.user)


def own_copy(request: HttpRequest, uid: UUID) -> DataExport:
    return get_object_or_404(own_person(request).data_exports.select_related("person"), uid=uid)


def question(consent: Consent) -> dict[str, Any]:
    text = _("“%(words)s” was agreed to on %(day)s. It holds no longer from now on; what was printed before stays.")
    return {
        "title": _("Take this consent back?"),
        "text": text % {"words": consent.text, "day": date_format(timezone.localtime(consent.at), "j F Y")},
        "submit": _("Take it back"),
        "danger": True,
        "cancel_url": reverse("participants:data"),
    }
