"""Printed papers of an event in the back office: badges, lists and plates for the desk, letters and certificates for
organisers.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from cms.admin.dashboard import breadcrumbs
from cms.admin.links import AdminLink, Group
from cms.models import Event
from cms.numbers import keys_in
from outputs.admin.access import writer
from outputs.domain.certificates import entitled_to, issue_certificates, revoke_certificate
from outputs.domain.official_letters import issue_letters
from outputs.domain.runs import end_lost_runs, request_run
from outputs.domain.stationery import stationery_of
from outputs.models import PrintRun
from outputs.runs import badges
from participants.models import Certificate, OfficialLetter, ParticipantCategory, Registration
from participants.permissions import DESK, may_issue_papers, may_manage_registrations

PER_PAGE = 50
RUNS_SHOWN = 8


class BadgeForm(forms.Form):
    """Which badges; from the addresses of the desk's list, too: ?category=expert&only=new&id=12&id=13."""

    category = forms.ModelChoiceField(
        ParticipantCategory.objects.none(), to_field_name="slug", required=False, label=gettext_lazy("Category"),
        empty_label=gettext_lazy("All categories"),
    )  # fmt: skip
    only = forms.ChoiceField(
        choices=[("new", gettext_lazy("Those without a printed badge")), ("", gettext_lazy("All approved"))],
        required=False, label=gettext_lazy("Which"),
    )  # fmt: skip
    back = forms.ChoiceField(
        choices=[
            (badges.NO_BACK, gettext_lazy("One-sided")),
            (badges.OUTLINE, gettext_lazy("Two-sided, with the programme in outline")),
            (badges.BLANK, gettext_lazy("Two-sided, blank")),
        ],
        required=False, label=gettext_lazy("Back"),
    )  # fmt: skip

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        approved = Registration.objects.approved().filter(event=event).order_by()
        found = ParticipantCategory.objects.filter(pk__in=approved.values("category"))
        self.fields["category"].queryset = found  # type: ignore[attr-defined]


def papers_link(event: Event, user: Any) -> AdminLink | None:
    if not may_manage_registrations(user, event):
        return None
    url = reverse("outputs_admin:papers", args=[event.pk])
    return AdminLink(_("Printed papers"), url, "tag", 51, group=Group.DAY)


def event_of_desk(request: HttpRequest, pk: int) -> Event:
    return get_object_or_404(Event.objects.in_role(request.user, *DESK).with_place(), pk=pk)


def event_of_organiser(request: HttpRequest, pk: int) -> Event:
    """Raises PermissionDenied for the desk, which knows the event but issues nothing."""
    event = event_of_desk(request, pk)
    if not may_issue_papers(request.user, event):
        raise PermissionDenied
    return event


def frame(request: HttpRequest, event: Event, title: str) -> dict[str, Any]:
    crumbs = breadcrumbs(event, _("Printed papers"))
    if title:
        crumbs[-1]["url"] = reverse("outputs_admin:papers", args=[event.pk])
        crumbs.append({"url": "", "label": title})
    return {
        "event": event,
        "breadcrumbs_items": crumbs,
        "header_icon": "doc-full",
        "header_title": title or _("Printed papers"),
        "may_issue": may_issue_papers(request.user, event),
    }


def shown(request: HttpRequest, event: Event, template: str, title: str, **context: Any) -> HttpResponse:
    with timezone.override(event.tz):
        return render(request, template, frame(request, event, title) | context)


@require_safe
def papers(request: HttpRequest, event: int) -> HttpResponse:
    """What can be printed, and what was. A number of queries that does not grow."""
    found = event_of_desk(request, event)
    end_lost_runs()
    ids = keys_in(request.GET.getlist("id"))
    initial = {name: request.GET.get(name, "") for name in ("category", "back")}
    initial["only"] = request.GET.get("only", "" if ids else "new")
    kinds = [PrintRun.Kind.BADGES]
    if may_issue_papers(request.user, found):
        kinds += [PrintRun.Kind.LETTERS, PrintRun.Kind.CERTIFICATES]
    return shown(
        request, found, "outputs/admin/papers.html", "",
        form=BadgeForm(initial=initial, event=found),
        chosen=list(badges.wanted(found, ids=ids).select_related("person")) if ids else [],
        counts=Registration.objects.approved().filter(event=found).aggregate(
            all=Count("pk"), new=Count("pk", filter=Q(badge_printed_at=None))
        ),
        letters=found.official_letters.count(),
        certificates=found.certificates.standing().count(),
        runs=PrintRun.objects.filter(event=found, kind__in=kinds).select_related("created_by")[:RUNS_SHOWN],
    )  # fmt: skip


@require_POST
def print_badges(request: HttpRequest, event: int) -> HttpResponse:
    found = event_of_desk(request, event)
    form = BadgeForm(request.POST, event=found)
    if not form.is_valid():
        messages.error(request, " ".join(str(message) for errors in form.errors.values() for message in errors))
        return redirect("outputs_admin:papers", found.pk)
    category, ids = form.cleaned_data["category"], keys_in(request.POST.getlist("id"))
    rows = badges.wanted(found, ids=ids) if ids else badges.wanted(
        found, category=category.slug if category else "", only_new=form.cleaned_data["only"] == "new"
    )  # fmt: skip
    kept = list(rows.order_by().values_list("pk", flat=True))
    return started(request, found, PrintRun.Kind.BADGES, kept, back=form.cleaned_data["back"])


def started(request: HttpRequest, event: Event, kind: str, ids: list[int], **options: Any) -> HttpResponse:
    try:
        request_run(event, kind, by=writer(request), ids=ids, **options)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect(f"{reverse('outputs_admin:papers', args=[event.pk])}#runs")


def page_of(request: HttpRequest, rows: QuerySet) -> Page:
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))


@require_safe
def letters(request: HttpRequest, event: int) -> HttpResponse:
    """Everybody approved, with the letters that were issued to them."""
    found = event_of_organiser(request, event)
    rows = Registration.objects.approved().filter(event=found).select_related("person__country", "category")
    return shown(
        request, found, "outputs/admin/letters.html", _("Letters"),
        page=page_of(request, rows.prefetch_related("official_letters").order_by("person__sort_name", "pk")),
        kinds=OfficialLetter.Kind.choices,
        signatory=stationery_of(found).signatory_name,
    )  # fmt: skip


@require_POST
def send_letters(request: HttpRequest, event: int) -> HttpResponse:
    """Issues letters to those ticked, or to everybody approved who has none; or prints those that were issued."""
    found = event_of_organiser(request, event)
    kind = request.POST.get("kind", "")
    issued = OfficialLetter.objects.filter(event=found, kind=kind)
    if request.POST.get("action") == "print":
        return started(request, found, PrintRun.Kind.LETTERS, list(issued.order_by().values_list("pk", flat=True)))
    if kind in OfficialLetter.Kind.values:
        everybody = Registration.objects.approved().filter(event=found).order_by().values_list("pk", flat=True)
        ids = list(everybody) if request.POST.get("action") == "all" else keys_in(request.POST.getlist("id"))
        try:
            made = issue_letters(found, kind, by=writer(request), ids=ids)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            words = ngettext("%(count)s letter issued.", "%(count)s letters issued.", len(made))
            messages.success(request, words % {"count": len(made)})
    return redirect("outputs_admin:letters", found.pk)


@require_safe
def certificates(request: HttpRequest, event: int) -> HttpResponse:
    found = event_of_organiser(request, event)
    rows = found.certificates.select_related("person")
    counts = rows.standing().aggregate(
        **{kind: Count("pk", filter=Q(kind=kind)) for kind in Certificate.Kind.values}
    )  # fmt: skip
    kinds = [
        {"kind": kind, "label": label, "entitled": len(entitled_to(found, kind)), "issued": counts[kind]}
        for kind, label in Certificate.Kind.choices
    ]
    context = {"kinds": kinds, "page": page_of(request, rows), "stationery": stationery_of(found)}
    return shown(request, found, "outputs/admin/certificates.html", _("Certificates"), **context)


@require_POST
def issue(request: HttpRequest, event: int) -> HttpResponse:
    """Issues certificates of a kind to all who are entitled, or prints those that stand."""
    found = event_of_organiser(request, event)
    kind = request.POST.get("kind", "")
    if request.POST.get("action") == "print":
        standing = found.certificates.standing().filter(kind=kind).order_by().values_list("pk", flat=True)
        return started(request, found, PrintRun.Kind.CERTIFICATES, list(standing))
    if kind in Certificate.Kind.values:
        try:
            made = issue_certificates(found, kind, by=writer(request))
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            words = ngettext("%(count)s certificate issued.", "%(count)s certificates issued.", len(made))
            messages.success(request, words % {"count": len(made)})
    return redirect("outputs_admin:certificates", found.pk)


def revoke(request: HttpRequest, event: int, pk: int) -> HttpResponse:
    """Asks once, then takes a certificate back."""
    found = event_of_organiser(request, event)
    certificate = get_object_or_404(found.certificates.standing().select_related("event", "person"), pk=pk)
    if request.method != "POST":
        return shown(request, found, "outputs/admin/revoke.html", _("Revoke a certificate"), certificate=certificate)
    revoke_certificate(certificate, by=writer(request))
    messages.success(request, _("Certificate %(serial)s is revoked.") % {"serial": certificate.serial})
    return redirect("outputs_admin:certificates", found.pk)
