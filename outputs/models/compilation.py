"""Compiling: a job in the background worker, and the files it left."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.files import private_storage

from .output import Output
from .work import BackgroundWork


class Job(BackgroundWork):
    """One compilation of an output in one format."""

    output = models.ForeignKey(Output, models.CASCADE, related_name="jobs")
    format = models.CharField(max_length=10)
    percent = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["-created_at"]
        get_latest_by = "created_at"
        verbose_name = _("compilation")
        verbose_name_plural = _("compilations")
        constraints = [
            models.UniqueConstraint(
                fields=["output", "format"], condition=Q(state__in=["queued", "running"]), name="one_job_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.output_id}.{self.format}: {self.get_state_display()}"


class Rendition(models.Model):
    """The last good file of an output in one format; `source_sha256` tells which content it was made from."""

    output = models.ForeignKey(Output, models.CASCADE, related_name="renditions")
    format = models.CharField(max_length=10)
    file = models.FileField(upload_to="outputs/", storage=private_storage, max_length=120)
    size = models.PositiveIntegerField()
    pages = models.PositiveSmallIntegerField(null=True)
    sha256 = models.CharField(max_length=64)
    source_sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=12)
    created_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        constraints = [models.UniqueConstraint(fields=["output", "format"], name="rendition_once")]

    def __str__(self) -> str:
        return f"{self.output_id}.{self.format}"
