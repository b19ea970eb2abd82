"""Reading people and registrations."""

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Count, F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import get_language

from cms.roles import is_secretariat
from participants.spelling import fold


def _with_word(word: str) -> tuple[Q, Q]:
    names = apps.get_model("participants", "PersonName").objects.filter(folded__contains=word)
    posts = apps.get_model("participants", "Affiliation").objects.filter(
        Q(organization_name__icontains=word) | Q(organization__name__icontains=word)
    )
    return Q(folded__contains=word) | Q(pk__in=names.values("person")), Q(pk__in=posts.values("person"))


def events_registered_for(user: Any) -> Q:
    """The events where `user` has an approved registration, as a filter on Event."""
    registrations = apps.get_model("participants", "Registration").objects.approved().filter(person__user=user)
    return Q(pk__in=registrations.values("event_id"))


def verified_addresses(user: Any) -> Any:
    """The addresses that `user` has verified, to be asked inside another statement."""
    addresses = apps.get_model("account", "EmailAddress").objects
    return addresses.filter(user=user, verified=True).values("email")


def events_invited_to(user: Any) -> Q:
    """The events to which `user` was invited, or for which they nominate, as a filter on Event."""
    invitations = apps.get_model("participants", "Invitation").objects.standing_for(user)
    delegations = apps.get_model("participants", "Delegation").objects.of_focal_point(user)
    return Q(pk__in=invitations.values("event_id")) | Q(pk__in=delegations.values("event_id"))


class InvitationQuerySet(models.QuerySet):
    def standing_for(self, user: Any, at: Any = None):
        """Those that `user` accepted, and those sent to an address they verified, open `at` (or now)."""
        waits = Q(state="sent", expires_at__gte=at or timezone.now(), email__in=verified_addresses(user))
        return self.filter(Q(state="accepted", person__user=user) | waits)

    def unanswered(self):
        """Sent, and still to be answered."""
        return self.filter(state="sent", expires_at__gte=timezone.now())

    def expired(self):
        return self.filter(state__in=["prepared", "sent"], expires_at__lt=timezone.now())


class NominationQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(state__in=["nominated", "confirmed"])

    def taking_seats(self):
        """Those that count: a replacement and whom it replaces are one."""
        return self.standing().exclude(replaces__state__in=["nominated", "confirmed"])


class DelegationQuerySet(models.QuerySet):
    def of_focal_point(self, user: Any):
        """Those `user` nominates for: whoever took the task, else whoever verified the address of the focal point."""
        if not user.is_authenticated:
            return self.none()
        unclaimed = Q(focal_point=None, focal_email__in=verified_addresses(user))
        return self.filter(Q(focal_point__user=user) | unclaimed)

    def with_counts(self):
        """Adds `taken`, how many seats are nominated or confirmed, and `waiting` and `confirmed`."""
        nominations = apps.get_model("participants", "Nomination").objects.filter(delegation=OuterRef("pk"))
        seats = nominations.taking_seats().order_by().values("delegation").annotate(n=Count("pk")).values("n")
        country = apps.get_model("cms", "Country").order_field(get_language())
        return self.annotate(
            taken=Coalesce(Subquery(seats), 0),
            waiting=Count("nominations", filter=Q(nominations__state="nominated")),
            confirmed=Count("nominations", filter=Q(nominations__state="confirmed")),
        ).order_by(
            F(f"country__{country}").asc(nulls_last=True),
            "organization__name",
            "pk",
        )


class PersonQuerySet(models.QuerySet):
    def called(self, words: str):
        """Those one of whose names holds every one of `words`, in any script and order, whatever marks are missing.

        The institution counts as well as the name. Words beyond the eighth are left out; without a word: nobody.
        """
        found = self
        folded = fold(words).split()[:8]
        for word in folded:
            names, posts = _with_word(word)
            found = found.filter(names | posts)
        return found if folded else self.none()

    def with_posts(self):
        """Ready for `post_on` and the country's name: one more query for the whole list."""
        affiliations = apps.get_model("participants", "Affiliation").objects.select_related("organization")
        return self.select_related("country").prefetch_related(Prefetch("affiliations", affiliations))


class LetterQuerySet(models.QuerySet):
    def open(self):
        """Those that may be changed, sent and discarded."""
        return self.filter(state__in=["draft", "failed"])

    def without_address(self):
        """Those to people who have neither an account nor an address, and so can get none."""
        return self.filter(person__user=None, person__email="", bound_to="")


class CertificateQuerySet(models.QuerySet):
    def standing(self):
        """Those that were not revoked."""
        return self.filter(revoked_at=None)


class RegistrationQuerySet(models.QuerySet):
    def approved(self):
        return self.filter(status="approved")

    def holding_places(self):
        """Those that count against the capacity: asked for and not yet answered, offered, or approved."""
        return self.filter(status__in=["submitted", "offered", "approved"])

    def visible_to(self, user: Any):
        """One's own, and all of the events where one is organiser or at the desk."""
        if not user.is_authenticated:
            return self.none()
        events = apps.get_model("cms", "Event").objects.in_role(user, "organiser", "desk")
        return self.filter(Q(person__user=user) | Q(event__in=events.values("pk")))

    def on_public_list(self):
        return self.approved().filter(list_consent=True)

    def in_print_order(self):
        """As a list of participants is printed: by category, country in the language shown, then rank and name."""
        country = apps.get_model("cms", "Country").order_field(get_language())
        category, where = ("category__position", "category__name"), f"person__country__{country}"
        return self.order_by(*category, where, "protocol_rank", "person__sort_name", "pk")


class NetworkQuerySet(models.QuerySet):
    def of_member(self, user: Any):
        """Those in which `user` is active."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(members__person__user=user, members__state="active")

    def known_to(self, user: Any):
        """Those of whose existence `user` may know: public ones, and those one is in, or asked by or asks to be in."""
        if not user.is_authenticated:
            return self.filter(visibility="public")
        if is_secretariat(user):
            return self.all()
        members = apps.get_model("participants", "NetworkMember").objects
        own = members.filter(person__user=user, state__in=["active", "asked", "requested"]).values("network")
        return self.filter(Q(visibility="public") | Q(pk__in=own))
