"""What the devices at the door read."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.models import Event

from .registration import Registration


class Scan(models.Model):
    """One badge read, or one name chosen. `uid` is the device's own, so that sending it twice counts once.

    `at` is the device's clock, never in the future. `place` is empty at the door of the event, else the key of a
    `participants.checkin_places.CheckInPlace`.
    """

    class Outcome(models.TextChoices):
        ARRIVED = "arrived", _("checked in")
        AGAIN = "again", _("was checked in already")
        UNDONE = "undone", _("check-in taken back")
        NOT_APPROVED = "not_approved", _("not approved")
        UNKNOWN = "unknown", _("not registered for this event")

    uid = models.UUIDField(unique=True)
    event = models.ForeignKey(Event, models.CASCADE, related_name="scans")
    registration = models.ForeignKey(Registration, models.CASCADE, null=True, blank=True, related_name="scans")
    place = models.CharField(max_length=40, blank=True)
    outcome = models.CharField(max_length=15, choices=Outcome.choices)
    at = models.DateTimeField()
    received_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["received_at", "pk"]
        verbose_name = _("scan")
        verbose_name_plural = _("scans")
        indexes = [models.Index(fields=["registration", "outcome"])]

    def __str__(self) -> str:
        return f"{self.registration_id}: {self.get_outcome_display()}"
