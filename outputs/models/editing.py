"""What stands beside the text of an output while people write it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .output import Output


class WorkingCopy(models.Model):
    """What somebody has typed into an output and not saved: the fields of the form as a query string. `base` is the
    revision it was begun from, `tab` the window it is typed in: two of one person do not write over one another.
    """

    output = models.ForeignKey(Output, models.CASCADE, related_name="working_copies")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    tab = models.CharField(max_length=32, blank=True)
    data = models.TextField()
    base = models.PositiveIntegerField(null=True)
    kept_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("text not saved")
        verbose_name_plural = _("texts not saved")
        ordering = ["-kept_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["output", "user", "tab"], name="working_copy_once")]

    def __str__(self) -> str:
        return f"{self.output_id}, {self.user_id}"


class LastReading(models.Model):
    """The record as the writers of an output last looked at it. `items` are its words by key ("entry:5");
    `pinned` those that the document goes on saying though the record has others, None for what it leaves out.
    """

    output = models.OneToOneField(Output, models.CASCADE, related_name="last_reading")
    items = models.JSONField(default=dict)
    pinned = models.JSONField(default=dict)
    looked_at = models.DateTimeField(auto_now=True)
    looked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("reading of the record")
        verbose_name_plural = _("readings of the record")

    def __str__(self) -> str:
        return str(self.output_id)
