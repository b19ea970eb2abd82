from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.models import Event


class MutedCheck(models.Model):
    """A check of the working programme, by its slug, of which the organisers of an event do not want to hear."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="muted_checks")
    slug = models.CharField(_("check"), max_length=30)

    class Meta:
        verbose_name = _("muted check")
        verbose_name_plural = _("muted checks")
        constraints = [models.UniqueConstraint(fields=["event", "slug"], name="muted_check_once")]

    def __str__(self) -> str:
        return self.slug
