"""Who does what: a role at one event, or at all of them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .events import Event


class Role(models.TextChoices):
    SECRETARIAT = "secretariat", _("secretariat")
    ORGANISER = "organiser", _("organiser")
    RAPPORTEUR = "rapporteur", _("rapporteur")
    CHAIR = "chair", _("chair")
    REVIEWER = "reviewer", _("reviewer")
    DESK = "desk", _("registration desk")


class TeamMember(models.Model):
    """Secretariat is a role at no event in particular; every other role belongs to one event."""

    event = models.ForeignKey(Event, models.CASCADE, null=True, blank=True, related_name="team")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="team_roles")
    role = models.CharField(_("role"), max_length=15, choices=Role.choices)
    reads_needs = models.BooleanField(_("reads needs and other sensitive answers"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["event", "role"]
        verbose_name = _("team member")
        verbose_name_plural = _("team")
        constraints = [
            models.UniqueConstraint(fields=["event", "user", "role"], name="team_role_once"),
            models.UniqueConstraint(fields=["user"], condition=Q(event__isnull=True), name="team_global_role_once"),
            models.CheckConstraint(
                condition=Q(event__isnull=True, role="secretariat") | (Q(event__isnull=False) & ~Q(role="secretariat")),
                name="team_role_has_its_scope",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"
