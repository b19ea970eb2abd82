"""Who takes part in a session: places in those that are signed up for, and who was there."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participants.models import Person

from .programme import Session


class SessionPlace(models.Model):
    """Somebody signed up for a session. All of an event are counted under the lock of its registration set-up."""

    class Status(models.TextChoices):
        TAKEN = "taken", _("has a place")
        WAITING = "waiting", _("on the waiting list")

    session = models.ForeignKey(Session, models.CASCADE, related_name="signed_up")
    person = models.ForeignKey(Person, models.CASCADE, related_name="session_places")
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.TAKEN)
    waiting_since = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("place in a session")
        verbose_name_plural = _("places in sessions")
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="session_place_once")]
        indexes = [models.Index(fields=["session", "status"])]

    def __str__(self) -> str:
        return f"{self.person}, {self.session}"


class SessionAttendance(models.Model):
    """`at` is when the person was seen there first; `by` who noted it, themselves in the mode `self`."""

    class Mode(models.TextChoices):
        QR = "qr", _("badge")
        ROLL_CALL = "roll_call", _("roll call")
        SELF = "self", _("signed in themselves")

    session = models.ForeignKey(Session, models.PROTECT, related_name="attendance")
    person = models.ForeignKey(Person, models.CASCADE, related_name="session_attendance")
    mode = models.CharField(_("how"), max_length=10, choices=Mode.choices)
    at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="session_attendance_once")]

    def __str__(self) -> str:
        return f"{self.person}, {self.session}"
