"""What people agreed to, what they were told, what was handed out to them, and who asked to be forgotten."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.files import private_storage
from cms.models import Event

from .people import Person


class Consent(models.Model):
    """One answer to one request, in the words that were shown. Rows are added and never changed.

    Of the same person, event and `purpose` the newest counts, so that a withdrawal is a row of its own. `digest` tells
    two versions of the words apart. `by` is None where the operator wrote it.
    """

    class Way(models.TextChoices):
        FORM = "form", _("in the form")
        DATA = "data", _("in My data")
        DESK = "desk", _("noted by the registration desk")
        ERASURE = "erasure", _("when the data were erased")

    person = models.ForeignKey(Person, models.CASCADE, related_name="consents")
    event = models.ForeignKey(Event, models.CASCADE, null=True, blank=True, related_name="+")
    purpose = models.SlugField(_("purpose"), max_length=60)
    text = models.TextField(_("what was asked"))
    digest = models.CharField(max_length=64)
    is_given = models.BooleanField(_("agreed"))
    way = models.CharField(_("way"), max_length=10, choices=Way.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("consent")
        verbose_name_plural = _("consents")

    def __str__(self) -> str:
        return f"{self.purpose}: {self.is_given}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise TypeError("A consent is never changed: add another row.")
        super().save(*args, **kwargs)

    @property
    def version(self) -> str:
        """Short enough to be read out."""
        return self.digest[:8]


class PrivacyNotice(models.Model):
    """What an event says about the data it asks for. The newest counts; older ones are kept, as people read them."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="privacy_notices")
    number = models.PositiveSmallIntegerField(_("version"))
    text = models.TextField(_("text"), max_length=5000, blank=True)
    controller = models.TextField(_("who answers for the data, and how to reach them"), max_length=500)
    published_at = models.DateTimeField(_("published"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-number"]
        get_latest_by = "number"
        verbose_name = _("privacy notice")
        verbose_name_plural = _("privacy notices")
        constraints = [models.UniqueConstraint(fields=["event", "number"], name="privacy_notice_once")]

    def __str__(self) -> str:
        return f"{self.event}, {self.number}"


class DataExport(models.Model):
    """A copy of their data for the person themselves, made in the background and kept for a few days."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("being made")
        DONE = "done", _("ready")
        FAILED = "failed", _("failed")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="data_exports")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    percent = models.PositiveSmallIntegerField(default=0)
    file = models.FileField(storage=private_storage, upload_to="exports/", max_length=120, blank=True)
    size = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(_("asked for"), auto_now_add=True)
    expires_at = models.DateTimeField(_("kept until"), null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("copy of one's data")
        verbose_name_plural = _("copies of one's data")
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(state__in=["waiting", "running"]),
                name="one_data_export_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.state}"


class Erasure(models.Model):
    """That a person was erased: their row carries the number, and nothing of them, since then."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="erasure")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")

    def __str__(self) -> str:
        return str(self.pk)
