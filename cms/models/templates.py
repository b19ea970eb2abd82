"""What an event can be set up from: a skeleton without dates and people."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.querysets import TemplateQuerySet

from .taxonomy import EventKind


class EventTemplate(models.Model):
    """`parts` holds, by slug, what each part of an event (see `cms.parts`) took; all its days count from the first.

    Without an owner it belongs to the secretariat.
    """

    name = models.CharField(_("name"), max_length=120)
    kind = models.ForeignKey(EventKind, models.PROTECT, related_name="templates", verbose_name=_("kind"))
    description = models.TextField(_("description"), blank=True, max_length=1000)
    days = models.PositiveSmallIntegerField(_("days"), default=1, validators=[MinValueValidator(1)])
    parts = models.JSONField(default=dict, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="event_templates"
    )
    is_shared = models.BooleanField(
        _("shared"), default=False, help_text=_("Everybody who may set up events sees and uses it.")
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = TemplateQuerySet.as_manager()

    class Meta:
        ordering = ["kind__position", "name"]
        verbose_name = _("template")
        verbose_name_plural = _("templates")

    def __str__(self) -> str:
        return self.name
