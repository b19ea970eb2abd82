"""Symbols of documents: which are taken, and how new ones are made."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.models import Event, Series


class DocumentSymbol(models.Model):
    """A symbol belongs to one `work` of the whole installation, and a work has one: all its languages share it.

    `work` is made by `outputs.issued.symbols.work_of`.
    """

    text = models.CharField(max_length=60, unique=True)
    work = models.CharField(max_length=120, unique=True)

    class Meta:
        verbose_name = _("symbol")
        verbose_name_plural = _("symbols")

    def __str__(self) -> str:
        return self.text


class SymbolPattern(models.Model):
    """How symbols are made in an event, a series, or everywhere; for one `kind` of document, or for all where empty.

    What says more precisely where it applies comes before what says less: see `outputs.issued.symbols.pattern_of`.
    """

    event = models.ForeignKey(Event, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("event"))
    series = models.ForeignKey(
        Series, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("series")
    )
    kind = models.CharField(_("kind"), max_length=40, blank=True)
    pattern = models.CharField(_("pattern"), max_length=100)

    class Meta:
        ordering = ["event__title", "series__name", "kind"]
        verbose_name = _("pattern of symbols")
        verbose_name_plural = _("patterns of symbols")
        constraints = [
            models.CheckConstraint(condition=Q(event=None) | Q(series=None), name="pattern_of_event_or_series"),
            models.UniqueConstraint(fields=["event", "kind"], name="pattern_of_event_once"),
            models.UniqueConstraint(fields=["series", "kind"], name="pattern_of_series_once"),
            models.UniqueConstraint(fields=["kind"], condition=Q(event=None, series=None), name="pattern_of_all_once"),
        ]

    def __str__(self) -> str:
        return self.pattern
