"""Printing for many people at once: badges, letters, certificates."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.files import private_storage
from cms.models import Event

from .work import BackgroundWork


class PrintRun(BackgroundWork):
    """One file of many sheets. `options` say whose (see `outputs.runs`), and `key` is the same for the same options.

    `done` of `total` sheets are set. `source_sha256` tells which content the file was made from.
    """

    class Kind(models.TextChoices):
        BADGES = "badges", _("badges")
        LETTERS = "letters", _("letters")
        CERTIFICATES = "certificates", _("certificates")

    event = models.ForeignKey(Event, models.CASCADE, related_name="print_runs")
    kind = models.CharField(_("kind"), max_length=15, choices=Kind.choices)
    options = models.JSONField(default=dict)
    key = models.CharField(max_length=64)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    file = models.FileField(upload_to="runs/", storage=private_storage, max_length=120, blank=True)
    size = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)
    source_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("printing")
        verbose_name_plural = _("printing")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "kind", "key"],
                condition=Q(state__in=["queued", "running"]),
                name="one_print_run_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.event_id}, {self.get_kind_display()}: {self.get_state_display()}"

    @property
    def percent(self) -> int:
        return round(100 * self.done / self.total) if self.total else 0
