"""What the rapporteur's screens share: whom they let in, their session, refusals in words, the way back."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import LogContext

from cms.models import Event
from sessions.admin.record.desk import Desk
from sessions.kinds import KINDS
from sessions.models import Session

PAUSES = [kind.slug for kind in KINDS.values() if kind.is_pause]
HIDDEN_FROM_KEEPING = frozenset({"csrfmiddlewaretoken"})
View = Callable[..., HttpResponse]


def for_recorders(view: View) -> View:
    """Signed-in people only; each view finds its session among those the visitor may record, and no other."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return kept(request) if request.method == "POST" else redirect_to_login(request.get_full_path())
        try:
            with LogContext(user=request.user):
                return view(request, *args, **kwargs)
        except (Http404, PermissionDenied):
            if request.method == "POST":
                return kept(request)
            raise

    return wrapped


def kept(request: HttpRequest) -> HttpResponse:
    """Gives back what was typed: nothing of it could be saved. Says the same whatever the cause."""
    texts = [
        value
        for name, values in request.POST.lists()
        for value in values
        if name not in HIDDEN_FROM_KEEPING and len(value) > 20
    ]
    return render(request, "sessions/admin/record/kept.html", {"texts": texts}, status=403)


def recorded(request: HttpRequest, slug: str, pk: int) -> Session:
    mine = Session.objects.recorded_by(request.user).exclude(kind__in=PAUSES)
    return get_object_or_404(mine.select_related("event", "room"), pk=pk, event__slug=slug)


def show(request: HttpRequest, at: Desk, *, status: int = 200) -> HttpResponse:
    context = crumbs(at.session.event, at.session) | at.context()
    context |= {"header_title": str(at.session), "header_icon": "edit"}
    with timezone.override(at.session.event.tz):
        return render(request, "sessions/admin/record/desk.html", context, status=status)


def attempt(form: Any, change: Callable[..., Any], subject: Any, **arguments: Any) -> bool:
    """Whether the change was made; its refusals stand beside the fields of `form`."""
    if "reason" in form.fields:
        arguments.setdefault("reason", form.cleaned_data.get("reason", ""))
    try:
        change(subject, **arguments)
    except ValidationError as refusal:
        tell(form, refusal)
        return False
    return True


def tell(form: Any, refusal: ValidationError) -> None:
    """Beside the fields it is about; above them, where `form` does not have such a field."""
    by_field = refusal.error_dict if hasattr(refusal, "error_dict") else {None: refusal}
    for field, errors in by_field.items():
        form.add_error(field if field in form.fields else None, errors)


def act(
    request: HttpRequest, session: Session, change: Callable[..., Any], subject: Any, *, anchor: str = "", **more: Any
) -> HttpResponse:
    try:
        change(subject, by=request.user, **more)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return back(session, anchor)


def back(session: Session, anchor: str = "", query: str = "") -> HttpResponse:
    return redirect(desk_url(session) + query + anchor)


def desk_url(session: Session) -> str:
    return reverse("record:desk", args=[session.event.slug, session.pk])


def crumbs(event: Event | None = None, session: Session | None = None) -> dict[str, Any]:
    trail = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}]
    trail.append({"url": reverse("record:index"), "label": _("Record")})
    if event:
        trail.append({"url": reverse("record:sessions", args=[event.slug]), "label": event.name})
    if session:
        trail.append({"url": desk_url(session), "label": session.label or session.title})
    return {"breadcrumbs_items": trail}
