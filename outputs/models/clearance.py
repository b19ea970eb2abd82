"""Clearing a document: through whose hands it goes before it can be adopted."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.models import Role

from .output import Output


class ClearanceStep(models.Model):
    """A place that documents go through, in order of `position`: those of one `kind`, or all that have none of their
    own.
    """

    class Holder(models.TextChoices):
        RAPPORTEUR = Role.RAPPORTEUR.value, _("rapporteur")
        CHAIR = Role.CHAIR.value, _("chair")
        ORGANISER = Role.ORGANISER.value, _("organiser")
        SECRETARIAT = Role.SECRETARIAT.value, _("secretariat")

    kind = models.CharField(_("kind of document"), max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(_("position"))
    role = models.CharField(_("role"), max_length=15, choices=Holder.choices)

    class Meta:
        ordering = ["kind", "position"]
        verbose_name = _("step of clearance")
        verbose_name_plural = _("steps of clearance")
        constraints = [models.UniqueConstraint(fields=["kind", "position"], name="clearance_position_once")]

    def __str__(self) -> str:
        return f"{self.position}. {self.get_role_display()}"


class Handover(models.Model):
    """A document going from hand to hand. `position` and `role` say with whom it is since; no role: it is cleared.

    `revision` is that of the text it was about, `decisions` the digest of what was decided about its recommendations
    then (`outputs.editing.clearance.decisions_of`).
    """

    class Act(models.TextChoices):
        SUBMIT = "submit", _("submitted")
        APPROVE = "approve", _("approved")
        SEND_BACK = "send_back", _("sent back")

    output = models.ForeignKey(Output, models.CASCADE, related_name="handovers")
    act = models.CharField(_("act"), max_length=10, choices=Act.choices)
    position = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=15, choices=ClearanceStep.Holder.choices, blank=True)
    note = models.TextField(_("note"), blank=True, max_length=2000)
    revision = models.PositiveIntegerField(null=True)
    decisions = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]
        get_latest_by = ["at", "pk"]
        verbose_name = _("handing on")
        verbose_name_plural = _("handing on")

    def __str__(self) -> str:
        return f"{self.output_id}: {self.get_act_display()}"
