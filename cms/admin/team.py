"""The team of an event, and the secretariat."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cms.admin.dashboard import breadcrumbs, event_of_organiser
from cms.admin.forms import TeamForm
from cms.domain.team import grant_role, grantable_roles, may_set_reader, revoke_role, set_reader
from cms.models import Event, TeamMember
from cms.permissions import is_secretariat


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, pk: int) -> HttpResponse:
    event = event_of_organiser(request, pk)
    return _team(request, event, breadcrumbs(event, _("Team")))


@require_http_methods(["GET", "HEAD", "POST"])
def secretariat(request: HttpRequest) -> HttpResponse:
    if not is_secretariat(request.user):
        raise Http404
    return _team(request, None, [{"label": _("Secretariat")}])


@require_POST
def remove(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    return _remove(request, event_of_organiser(request, pk), member)


@require_POST
def remove_secretariat(request: HttpRequest, member: int) -> HttpResponse:
    if not is_secretariat(request.user):
        raise Http404
    return _remove(request, None, member)


@require_POST
def reader(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    """Names a member among those who read needs, or takes that back."""
    event = event_of_organiser(request, pk)
    named = get_object_or_404(TeamMember.objects.select_related("user", "event"), event=event, pk=member)
    if not may_set_reader(named, by=request.user):
        raise Http404
    named = set_reader(named, by=request.user, reads_needs=request.POST.get("reads_needs") == "yes")
    words = _("%(name)s reads needs now.") if named.reads_needs else _("%(name)s reads needs no longer.")
    messages.success(request, words % {"name": str(named.user)})
    return redirect("events:team", event.pk)


def _team(request: HttpRequest, event: Event | None, crumbs: list) -> HttpResponse:
    form = TeamForm(request.POST or None, event=event, by=request.user)
    if request.method == "POST" and form.is_valid() and _grant(request, event, form):
        return redirect(request.path)
    members = TeamMember.objects.filter(event=event).select_related("user", "event").order_by("role", "user__email")
    grantable = grantable_roles(event, by=request.user)
    rows = [
        {
            "member": member,
            "removable": _is_removable(member, request, grantable),
            "may_set_reader": may_set_reader(member, by=request.user),
        }
        for member in members
    ]
    context = {"event": event, "form": form, "rows": rows, "breadcrumbs_items": crumbs, "header_title": _("Team")}
    return render(request, "cms/admin/team.html", context)


def _grant(request: HttpRequest, event: Event | None, form: TeamForm) -> bool:
    try:
        member = grant_role(event, user=form.user, role=form.cleaned_data["role"], by=request.user)
    except PermissionDenied:
        form.add_error("email", _("Nobody gives a role to themselves."))
        return False
    names = {"name": str(member.user), "role": member.get_role_display()}
    messages.success(request, _("%(name)s is %(role)s now.") % names)
    return True


def _remove(request: HttpRequest, event: Event | None, pk: int) -> HttpResponse:
    member = get_object_or_404(TeamMember.objects.select_related("user"), event=event, pk=pk)
    try:
        revoke_role(event, user=member.user, role=member.role, by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("%(name)s has this role no longer.") % {"name": str(member.user)})
    if member.user == request.user:
        return redirect("wagtailadmin_home")
    return redirect("events:team", event.pk) if event else redirect("secretariat")


def _is_removable(member: TeamMember, request: HttpRequest, grantable: list) -> bool:
    return member.role in grantable or member.user_id == request.user.pk
