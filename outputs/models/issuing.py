"""What was handed out of an adopted document: the digests of its files, and how often each was fetched."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .output import Output


class IssuedFile(models.Model):
    """Each file ever made of a frozen document, so that an older copy is still known. Rows are never changed."""

    output = models.ForeignKey(Output, models.CASCADE, related_name="issued_files")
    format = models.CharField(max_length=10)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveIntegerField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("issued file")
        verbose_name_plural = _("issued files")
        constraints = [models.UniqueConstraint(fields=["output", "format", "sha256"], name="issued_file_once")]

    def __str__(self) -> str:
        return f"{self.output_id}.{self.format}: {self.sha256[:12]}"


class DownloadCount(models.Model):
    """How many whole files were sent on a day (UTC); nothing of who fetched them."""

    output = models.ForeignKey(Output, models.CASCADE, related_name="downloads")
    format = models.CharField(max_length=10)
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-day", "format"]
        verbose_name = _("downloads")
        verbose_name_plural = _("downloads")
        constraints = [models.UniqueConstraint(fields=["output", "format", "day"], name="downloads_of_day_once")]

    def __str__(self) -> str:
        return f"{self.output_id}.{self.format}, {self.day}: {self.count}"
