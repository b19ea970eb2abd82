"""The agenda: what a meeting is to deal with, item by item. The programme says when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.models import Event


class AgendaItem(models.Model):
    """Numbered 1, 2, 3 by its place. `annotation` and `documents` (one a line) are printed in the annotated agenda."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="agenda_items")
    title = models.CharField(_("title"), max_length=250)
    annotation = models.TextField(_("annotation"), blank=True)
    documents = models.TextField(_("documents"), blank=True, help_text=_("One a line: symbol and title."))
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")

    def __str__(self) -> str:
        return self.title
