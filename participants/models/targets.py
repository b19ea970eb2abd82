"""What an organiser wants the composition of a meeting to be."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.models import Event


class BalanceTarget(models.Model):
    """`share` per cent of those taken part are to be of `value`, a value of a dimension of `participants.figures`."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="balance_targets")
    dimension = models.CharField(max_length=20)
    value = models.CharField(max_length=60)
    share = models.PositiveSmallIntegerField(_("per cent"), validators=[MinValueValidator(1), MaxValueValidator(100)])

    class Meta:
        ordering = ["dimension", "value"]
        verbose_name = _("target of balance")
        verbose_name_plural = _("targets of balance")
        constraints = [
            models.UniqueConstraint(fields=["event", "dimension", "value"], name="balance_target_once"),
            models.CheckConstraint(condition=models.Q(share__gte=1, share__lte=100), name="balance_target_is_a_share"),
        ]

    def __str__(self) -> str:
        return f"{self.dimension}, {self.value}: {self.share} %"
