"""What was done on the board of an output, so that it can be taken back."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .output import Output


class BoardAct(models.Model):
    """`before` and `after` hold, by the id of each recommendation concerned, its disposition or None; `made` are the
    ids of recommendations that came of it.
    """

    output = models.ForeignKey(Output, models.CASCADE, related_name="board_acts")
    words = models.CharField(_("what was done"), max_length=250)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    made = models.JSONField(default=list)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("act on a board")
        verbose_name_plural = _("acts on boards")

    def __str__(self) -> str:
        return self.words
