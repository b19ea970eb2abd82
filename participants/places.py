"""What the event's page and /me/ show of people."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.models import Event
from cms.places import Place
from participants.domain.setup import TAKING, setup_of, state_of
from participants.door import notice_of
from participants.me import MeSection
from participants.models import Delegation, Invitation, Person, Registration
from participants.permissions import may_read_participants
from participants.wording import badge_of, next_step


def registration_place(event: Event, request: HttpRequest) -> Place | None:
    setup = setup_of(event)
    if setup is None or setup.opens_at is None:
        return None
    url = reverse("participants:register", args=[event.slug])
    state, own = state_of(setup), _own(event, request)
    is_taking = state in TAKING
    context = {"notice": notice_of(setup, state), "is_taking": is_taking, "url": url}
    context["status"] = badge_of(own) if own else None
    action = _("Register") if is_taking and not own else ""
    return Place("register", _("Registration"), url, 50, "participants/place.html", context, action)


def participants_place(event: Event, request: HttpRequest) -> Place | None:
    if not may_read_participants(request.user, event, setup_of(event)):
        return None
    return Place("participants", _("Participants"), reverse("participants:participants", args=[event.slug]), 40)


def my_delegations(person: Person, request: HttpRequest) -> MeSection | None:
    """For focal points: how far each delegation is, and until when."""
    rows = Delegation.objects.of_focal_point(request.user).filter(event__end_date__gte=timezone.now().date())
    delegations = list(rows.select_related("event", "country", "organization").with_counts())
    if not delegations:
        return None
    template, context = "participants/my_delegations.html", {"delegations": delegations}
    return MeSection("delegations", _("My delegations"), 12, template, context)


def my_invitations(person: Person, request: HttpRequest) -> MeSection | None:
    """Those one has not followed to the end: open, or accepted without a registration."""
    standing = Invitation.objects.standing_for(request.user).filter(delegation=None)
    registered = Registration.objects.filter(person=person).values("event")
    rows = list(standing.exclude(event__in=registered).select_related("event__venue__country"))
    if not rows:
        return None
    return MeSection("invitations", _("Invitations"), 5, "participants/my_invitations.html", {"invitations": rows})


def my_registrations(person: Person, request: HttpRequest) -> MeSection:
    rows = person.registrations.select_related("event__venue__country").order_by("-event__start_date")
    registrations = [{"event": row.event, "status": badge_of(row), "next": next_step(row)} for row in rows]
    template, context = "participants/my_registrations.html", {"registrations": registrations}
    return MeSection("registrations", _("My registrations"), 10, template, context)


def _own(event: Event, request: HttpRequest) -> Registration | None:
    if not request.user.is_authenticated:
        return None
    if hasattr(event, "own_registration"):  # by `views.own`
        own: Registration | None = event.own_registration
    else:
        own = Registration.objects.filter(event=event, person__user=request.user).first()
    return None if own and own.status == Registration.Status.WITHDRAWN else own
