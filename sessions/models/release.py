"""A release: the programme as the public sees it, numbered and never changed afterwards."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.models import Event


class Release(models.Model):
    """`programme` is the frozen programme (see `sessions.programme`); everything public is made from it alone."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="releases")
    number = models.PositiveIntegerField(_("number"))
    programme = models.JSONField()
    note = models.TextField(_("note"), blank=True)
    changes = models.JSONField(default=dict)
    released_at = models.DateTimeField(_("released"))
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-number"]
        get_latest_by = "number"
        verbose_name = _("release of the programme")
        verbose_name_plural = _("releases of the programme")
        constraints = [models.UniqueConstraint(fields=["event", "number"], name="release_number_once")]

    def __str__(self) -> str:
        return _("%(event)s, release %(number)d") % {"event": self.event, "number": self.number}


class ReleaseFile(models.Model):
    """What an exporter made of a release, once per language: kept, so that a visitor's request costs one read."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="files")
    exporter = models.CharField(max_length=20)
    language = models.CharField(max_length=10)
    content = models.BinaryField()
    etag = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["release", "exporter", "language"], name="release_file_once")]

    def __str__(self) -> str:
        return f"{self.release_id} {self.exporter} {self.language}"
