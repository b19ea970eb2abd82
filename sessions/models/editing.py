"""What was changed in a working programme, step by step: for undoing it, and for telling others."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.models import Event


class ProgrammeChange(models.Model):
    """One step. `before` and `after` hold, for each session by its id, what the step changed of it.

    That is a mapping of fields to values; where the step made or deleted the session, None on the one side and all of
    it on the other (see `sessions.domain.keeping`). `touched` maps the ids of all sessions that may look different now
    to their version after the step; empty: the whole programme may, its rooms included.
    """

    class State(models.TextChoices):
        DONE = "done", _("done")
        UNDONE = "undone", _("undone")
        FINAL = "final", _("not to be undone")

    event = models.ForeignKey(Event, models.CASCADE, related_name="programme_changes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    label = models.CharField(_("what was done"), max_length=300)
    before = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    after = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    touched = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=6, choices=State.choices, default=State.FINAL)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("change of the programme")
        verbose_name_plural = _("changes of the programme")
        indexes = [models.Index(fields=["event", "user", "state"])]

    def __str__(self) -> str:
        return self.label
