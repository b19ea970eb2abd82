"""What participants must know beside the programme, topic by topic."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from .events import Event


class PracticalNote(models.Model):
    """One topic of the information note for participants; `text` is plain, its paragraphs parted by blank lines."""

    class Topic(models.TextChoices):
        """In the order in which they are printed."""

        REGISTRATION = "registration", _("Registration and accreditation")
        BADGES = "badges", _("Badges")
        SEATING = "seating", _("Seating")
        DOCUMENTATION = "documentation", _("Documentation")
        LANGUAGES = "languages", _("Languages and interpretation")
        SIDE_EVENTS = "side-events", _("Side events")
        MEDIA = "media", _("Media")
        ACCESSIBILITY = "accessibility", _("Accessibility")
        VISA = "visa", _("Visa")
        TRAVEL = "travel", _("Travel and insurance")
        ALLOWANCES = "allowances", _("Allowances")
        HOTELS = "hotels", _("Hotels")
        LOCAL = "local", _("Local information")
        SECURITY = "security", _("Security and emergency")

    event = ParentalKey(Event, on_delete=models.CASCADE, related_name="practical_notes")
    topic = models.CharField(_("topic"), max_length=20, choices=Topic.choices)
    text = models.TextField(_("text"), help_text=_("An empty line begins a new paragraph."))
    position = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["position"]
        verbose_name = _("practical note")
        verbose_name_plural = _("practical notes")
        constraints = [models.UniqueConstraint(fields=["event", "topic"], name="practical_note_once")]

    def __str__(self) -> str:
        return self.get_topic_display()

    def save(self, *args, **kwargs) -> None:
        self.position = self.Topic.values.index(self.topic)
        super().save(*args, **kwargs)
