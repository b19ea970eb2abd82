"""House style: rules that are turned off, and findings that a writer let stand."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.models import Series
from outputs.models.output import Output


class SilencedRule(models.Model):
    """A rule of house style that is off: everywhere, or in the documents of a series, of a kind, or of both."""

    rule = models.CharField(_("rule"), max_length=40)
    series = models.ForeignKey(
        Series, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("series")
    )
    kind = models.CharField(_("kind of document"), max_length=40, blank=True)
    reason = models.CharField(_("reason"), max_length=250, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["rule", "kind", "pk"]
        verbose_name = _("rule that is off")
        verbose_name_plural = _("rules that are off")
        constraints = [
            models.UniqueConstraint(fields=["rule", "series", "kind"], name="rule_off_once"),
            models.UniqueConstraint(
                fields=["rule", "kind"], condition=Q(series=None), name="rule_off_once_without_series"
            ),
        ]

    def __str__(self) -> str:
        return self.rule


class DismissedFinding(models.Model):
    """A finding that stands, with the reason; `text_hash` is of its rule, its words and the text around them, so it
    returns when that changes.
    """

    output = models.ForeignKey(Output, models.CASCADE, related_name="dismissed_findings")
    rule = models.CharField(_("rule"), max_length=40)
    text_hash = models.CharField(max_length=64)
    found = models.CharField(_("words"), max_length=200)
    reason = models.CharField(_("reason"), max_length=250)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        verbose_name = _("finding that stands")
        verbose_name_plural = _("findings that stand")
        constraints = [models.UniqueConstraint(fields=["output", "text_hash"], name="finding_dismissed_once")]

    def __str__(self) -> str:
        return self.found
