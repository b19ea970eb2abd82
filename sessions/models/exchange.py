"""A programme on its way in: read from a file, and waiting for somebody to look at it and say yes."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.models import Event


class ProgrammeImport(models.Model):
    """`document` is what was read (see `sessions.exchange.document`), emptied once it is in the programme.

    `choices` says who is meant by an ambiguous name: the id of a person, or "new". `result` counts what was written.
    `message` is why nothing was written the last time somebody confirmed it.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for confirmation")
        WRITING = "writing", _("being written")
        DONE = "done", _("in the programme")

    event = models.ForeignKey(Event, models.CASCADE, related_name="programme_imports")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    file_name = models.CharField(_("file"), max_length=150)
    format = models.CharField(_("format"), max_length=10)
    document = models.JSONField()
    choices = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    message = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("import of a programme")
        verbose_name_plural = _("imports of a programme")

    def __str__(self) -> str:
        return f"{self.event_id}: {self.file_name}"
