"""Which events somebody may see or act in. Every query for anything of an event starts from one of these."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from cms import roles

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

    AnyUser = AbstractBaseUser | AnonymousUser

#: Higher apps add a function that says, as a Q on Event, which private events somebody may read (a registration, say).
private_readers: list[Callable[["AnyUser"], Q]] = []

#: And the names of one-to-one rows that every page of an event asks for, to be read with it.
read_with_event: list[str] = []


class EventQuerySet(models.QuerySet):
    def published(self):
        """Those with a live page in any language."""
        pages = apps.get_model("cms", "EventPage").objects.filter(event=OuterRef("pk"), live=True)
        return self.filter(Exists(pages))

    def listed(self):
        """Those that anybody finds in lists, search, feeds and the sitemap."""
        return self.published().filter(visibility="public")

    def visible_to(self, user: "AnyUser"):
        """Those whose pages, programme and papers `user` may open, whatever their lists show."""
        open_to_all = Q(pk__in=self.model.objects.published().exclude(visibility="private").values("pk"))
        if not user.is_authenticated:
            return self.filter(open_to_all)
        if roles.is_secretariat(user):
            return self.all()
        allowed = open_to_all | Q(pk__in=roles.events_of(user))
        for readable in private_readers:
            allowed |= readable(user) & Q(pk__in=self.model.objects.published().values("pk"))
        return self.filter(allowed)

    def in_role(self, user: "AnyUser", *wanted: str):
        """Those at which `user` holds one of the roles; all of them for the secretariat."""
        if not user.is_authenticated:
            return self.none()
        if roles.is_secretariat(user):
            return self.all()
        return self.filter(pk__in=roles.events_of(user, *wanted))

    def with_live_page(self):
        """Adds `has_live_page`."""
        pages = apps.get_model("cms", "EventPage").objects.filter(event=OuterRef("pk"), live=True)
        return self.annotate(has_live_page=Exists(pages))

    def with_place(self):
        return self.select_related("venue__country", "kind", "series", *read_with_event)


class TemplateQuerySet(models.QuerySet):
    def usable_by(self, user: "AnyUser"):
        """One's own, and the shared ones for whoever may set up events; all of them for the secretariat."""
        if not user.is_authenticated:
            return self.none()
        if roles.is_secretariat(user):
            return self.all()
        organises = any(role == "organiser" for _event, role in roles.held_by(user))
        return self.filter(Q(is_shared=True) | Q(owner=user)) if organises else self.none()

    def kept_by(self, user: "AnyUser"):
        """Those that `user` may change and delete."""
        return self.usable_by(user) if roles.is_secretariat(user) else self.usable_by(user).filter(owner=user.pk)
