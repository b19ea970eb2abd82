"""What people keep for themselves of programmes: stars, and the address of their own calendar."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.models import Event

from .programme import Session


class SessionStar(models.Model):
    """A star stays when its session is deleted: so its owner can be told. Without an account it is kept in a cookie."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="stars")
    event = models.ForeignKey(Event, models.CASCADE, related_name="+")
    session = models.ForeignKey(Session, models.DO_NOTHING, db_constraint=False, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("star")
        verbose_name_plural = _("stars")
        constraints = [models.UniqueConstraint(fields=["user", "session"], name="session_star_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.session_id}"


class CalendarKey(models.Model):
    """The secret in the address of somebody's own calendar.

    `content` is the tag of what was last sent and `changed_at` since when it is so, for calendars that ask by date.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_key")
    key = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    content = models.CharField(max_length=64, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("address of a calendar")
        verbose_name_plural = _("addresses of calendars")

    def __str__(self) -> str:
        return str(self.user)
