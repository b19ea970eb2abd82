"""What experts say of themselves, to whom, and whom an event has on its lists."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.files import private_storage
from cms.models import Event, Theme

from .people import Person


class Audience(models.TextChoices):
    PUBLIC = "public", _("everyone")
    NETWORKS = "networks", _("members of my networks")
    SECRETARIAT = "secretariat", _("the secretariat only")


class ExpertProfile(models.Model):
    """Besides the person's own record. `audiences` says for each of FIELDS who may read it; who is not named there, the
    secretariat. Nobody is in the directory without `is_listed`. `confirmed_on` is the day on which the expert said last
    that all of it is right.
    """

    FIELDS = (
        "country",
        "posts",
        "expertise",
        "languages",
        "regions",
        "availability",
        "biography",
        "publications",
        "photo",
    )

    class Availability(models.TextChoices):
        OPEN = "open", _("available")
        LATER = "later", _("available from")
        NOT_NOW = "not_now", _("not available at present")

    person = models.OneToOneField(Person, models.CASCADE, related_name="expert")
    is_listed = models.BooleanField(_("I want to be found in the directory of experts"), default=False)
    listed_at = models.DateTimeField(null=True, blank=True)
    expertise = models.ManyToManyField(Theme, blank=True, related_name="experts", verbose_name=_("fields of expertise"))
    languages = models.JSONField(_("working languages"), default=list, blank=True)
    regions = models.JSONField(_("regions I know"), default=list, blank=True)
    availability = models.CharField(
        _("availability"), max_length=10, choices=Availability.choices, default=Availability.OPEN
    )
    available_from = models.DateField(_("available from"), null=True, blank=True)
    availability_note = models.CharField(_("note on availability"), max_length=200, blank=True)
    photo = models.FileField(_("photo"), upload_to="experts/", storage=private_storage, max_length=120, blank=True)
    audiences = models.JSONField(default=dict, blank=True)
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    indexed_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("expert profile")
        verbose_name_plural = _("expert profiles")

    def __str__(self) -> str:
        return str(self.person)

    def audience_of(self, field: str) -> str:
        return str(self.audiences.get(field, Audience.SECRETARIAT))


class Publication(models.Model):
    profile = models.ForeignKey(ExpertProfile, models.CASCADE, related_name="publications")
    title = models.CharField(_("title"), max_length=250)
    where = models.CharField(_("publisher or journal"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    url = models.URLField(_("address on the web"), max_length=500, blank=True)

    class Meta:
        ordering = [models.F("year").desc(nulls_last=True), "pk"]
        verbose_name = _("publication")
        verbose_name_plural = _("publications")

    def __str__(self) -> str:
        return self.title


class ExpertEntry(models.Model):
    """What readers of one audience find a listed expert by: made of the fields that they may read, and no other."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="expert_entries")
    audience = models.CharField(max_length=15, choices=Audience.choices)
    heading = models.CharField(max_length=200)
    words = models.TextField()
    facets = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "audience"], name="expert_entry_once")]
        indexes = [models.Index(fields=["audience", "heading"])]

    def __str__(self) -> str:
        return f"{self.person_id}, {self.audience}"


class Shortlist(models.Model):
    """People thought of for something at an event; for its team."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="shortlists")
    name = models.CharField(_("name"), max_length=120)
    created_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("shortlist")
        verbose_name_plural = _("shortlists")
        constraints = [models.UniqueConstraint(fields=["event", "name"], name="shortlist_name_once")]

    def __str__(self) -> str:
        return self.name


class ShortlistEntry(models.Model):
    """`reasons` are what the directory said when the person was put on the list. Who is taken off can be put back."""

    shortlist = models.ForeignKey(Shortlist, models.CASCADE, related_name="entries")
    person = models.ForeignKey(Person, models.CASCADE, related_name="shortlist_entries")
    note = models.TextField(_("note"), max_length=1000, blank=True)
    reasons: Any = models.JSONField(default=list, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    is_removed = models.BooleanField(default=False)
    added_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["shortlist", "person"], name="shortlisted_once")]

    def __str__(self) -> str:
        return f"{self.person}, {self.shortlist}"
