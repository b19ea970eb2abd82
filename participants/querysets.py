"""Reading people and registrations."""

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Prefetch, Q


def events_registered_for(user: Any) -> Q:
    """The events where `user` has an approved registration, as a filter on Event."""
    registrations = apps.get_model("participants", "Registration").objects.approved().filter(person__user=user)
    return Q(pk__in=registrations.values("event_id"))


class PersonQuerySet(models.QuerySet):
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
        return self.filter(person__user=None, person__email="")


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
        """As a list of participants is printed: by category, country, then rank and name."""
        category, country = ("category__position", "category__name"), "person__country__name_en"
        return self.order_by(*category, country, "protocol_rank", "person__sort_name", "pk")
