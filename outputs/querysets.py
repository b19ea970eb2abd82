"""Reading outputs."""

from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Q

from cms.roles import is_secretariat
from outputs.kinds import KINDS

#: What is made from present data is read at its own address, and asked for by kind, until it is issued.
CURRENT_DRAFT = Q(kind__in=[kind.slug for kind in KINDS.values() if kind.is_current], frozen="")


class OutputQuerySet(models.QuerySet):
    def of_kind(self, slug: str) -> Self:
        """Of a delivered kind, or of one that the secretariat made, by its slug."""
        return self.filter(kind=slug, template=None) if slug in KINDS else self.filter(template__slug=slug)

    def written(self) -> Self:
        """Without those that the system makes."""
        return self.filter(kind__in=[kind.slug for kind in KINDS.values() if kind.is_written])

    def outcomes(self) -> Self:
        """Reports and communiqués: what a meeting leaves behind, not what leads to it."""
        return self.filter(kind__in=[kind.slug for kind in KINDS.values() if kind.takes_recommendations])

    def listed(self) -> Self:
        """Those that stand in lists: written by people, or issued by them as they stood."""
        return self.exclude(CURRENT_DRAFT).exclude(kind="programme")

    def without_texts(self) -> Self:
        """For lists: neither the body nor the frozen document, which are large."""
        return self.defer("body", "frozen", "summary")

    def newest_first(self) -> Self:
        return self.order_by("-adopted_at", "-updated_at", "-pk")

    def with_files(self) -> Self:
        """Ready for `output.files`: one more query for a whole list."""
        return self.prefetch_related("renditions")

    def public(self) -> Self:
        return self.filter(state__in=["adopted", "issued"])

    def open_to(self, user: Any) -> Self:
        """`visible_to` for rows of an event that `user` was let into: a visitor's right to it is not asked again."""
        return self.visible_to(user) if user.is_authenticated else self.public()

    def visible_to(self, user: Any) -> Self:
        """Adopted ones of events one may see; drafts for organisers, rapporteurs and chairs of the event."""
        events = apps.get_model("cms", "Event").objects
        public = Q(state__in=["adopted", "issued"], event__in=events.visible_to(user).values("pk"))
        if not user.is_authenticated:
            return self.filter(public)
        kept = self.exclude(CURRENT_DRAFT)
        if is_secretariat(user):
            return kept
        return kept.filter(public | Q(event__in=events.in_role(user, "organiser", "rapporteur").values("pk")))
