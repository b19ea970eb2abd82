"""A person: one record across all events, with or without an account."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import global_settings, settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cms.models import Country, Organization
from participants.querysets import PersonQuerySet
from participants.spelling import MOST, fold


class FoldedField(models.CharField):
    """The row's name in comparable spelling, written whenever the row is; see `participants.spelling`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": MOST, "blank": True, "editable": False} | kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        folded = fold(model_instance.name)
        setattr(model_instance, self.attname, folded)
        return folded


class Person(models.Model):
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="person")
    honorific = models.CharField(_("form of address"), max_length=40, blank=True, help_text=_("Mr., Ms., Dr., H.E."))
    name = models.CharField(_("full name"), max_length=150, help_text=_("As it is to be printed, in any script."))
    sort_name = models.CharField(_("name for sorting"), max_length=150, blank=True)
    spoken_name = models.CharField(_("name to be spoken"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    country = models.ForeignKey(Country, models.PROTECT, null=True, blank=True, verbose_name=_("country"))
    gender = models.CharField(
        _("gender"), max_length=1, blank=True, choices=[("f", _("female")), ("m", _("male")), ("x", _("other"))]
    )
    biography = models.TextField(_("biography"), blank=True, max_length=3000)
    folded = FoldedField()
    is_invented = models.BooleanField(_("invented for the demonstration"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = PersonQuerySet.as_manager()
    wagtail_reference_index_ignore = True  # else every registration puts a task in the queue; no screen asks it

    class Meta:
        ordering = ["sort_name", "name"]
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        self.sort_name = self.sort_name or self.name
        super().save(*args, **kwargs)

    def post_on(self, day: date) -> "Affiliation | None":
        """The affiliation held on `day`, the newest of several; reads `affiliations`, so prefetch it for lists."""
        return newest_on(self.affiliations.all(), day)


#: Languages with a script of their own that Django has no catalogue for.
FURTHER = [("am", _("Amharic")), ("lo", _("Lao")), ("ps", _("Pashto")), ("si", _("Sinhala"))]


def languages() -> list[tuple[str, Any]]:
    """Those that Django can name and a few more, by no means only those in which the site is shown."""
    known = [(code, _(name)) for code, name in global_settings.LANGUAGES]
    return sorted(known + FURTHER, key=lambda pair: str(pair[1]))


class PersonName(models.Model):
    """Another spelling or script of a person's name."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="other_names")
    name = models.CharField(_("name"), max_length=150)
    language = models.CharField(_("language"), max_length=10, blank=True, choices=languages)
    folded = FoldedField()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("other name")
        verbose_name_plural = _("other names")

    def __str__(self) -> str:
        return self.name


class Affiliation(models.Model):
    """A post somebody held from one day to another; a document shows the one held on its date."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="affiliations")
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="affiliations")
    organization_name = models.CharField(_("organization"), max_length=200, blank=True)
    unit = models.CharField(_("unit"), max_length=200, blank=True)
    title = models.CharField(_("title"), max_length=150, blank=True)
    rank = models.CharField(
        _("rank"), max_length=60, blank=True, help_text=_("Minister, Ambassador, Director-General.")
    )
    start = models.DateField(_("from"), null=True, blank=True)
    end = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        ordering = [F("start").desc(nulls_last=True)]
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")
        constraints = [
            models.CheckConstraint(
                condition=Q(start__isnull=True) | Q(end__isnull=True) | Q(end__gte=F("start")),
                name="affiliation_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.rank, self.title, self.unit, self.institution]))

    @property
    def institution(self) -> str:
        return self.organization.name if self.organization_id else self.organization_name

    def holds_on(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


def newest_on(posts: Iterable[Affiliation], day: date) -> Affiliation | None:
    """Of the `posts` of one person the one held on `day`; the newest where several were."""
    held = [post for post in posts if post.holds_on(day)]
    return max(held, key=lambda post: post.start or date.min, default=None)
