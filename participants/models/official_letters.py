"""Letters on the organizer's letterhead, as they were issued, and what an event's letters and certificates say."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.models import Event

from .form import Question
from .registration import Registration


class Stationery(models.Model):
    """Of one event. Empty texts are those of the program. Patterns hold {number}, and may hold {event} and {year}."""

    event = models.OneToOneField(Event, models.CASCADE, related_name="stationery", primary_key=True)
    organization = models.CharField(
        _("name on the letterhead"), max_length=200, blank=True, help_text=_("Empty: the organizer of the event.")
    )
    address = models.TextField(_("address on the letterhead"), max_length=500, blank=True)
    place = models.CharField(_("place of writing"), max_length=100, blank=True)
    signatory_name = models.CharField(_("who signs"), max_length=150, blank=True)
    signatory_title = models.CharField(_("title of who signs"), max_length=200, blank=True)
    invitation_text = models.TextField(_("letter of invitation"), max_length=8000, blank=True)
    visa_text = models.TextField(_("letter for a visa"), max_length=8000, blank=True)
    visa_questions = models.ManyToManyField(
        Question, blank=True, verbose_name=_("answers shown in a letter for a visa"), related_name="+"
    )
    letter_pattern = models.CharField(_("references of letters"), max_length=60, default="{event}/L/{number}")
    certificate_pattern = models.CharField(_("numbers of certificates"), max_length=60, default="{event}/C/{number}")
    sessions_percent = models.PositiveSmallIntegerField(
        _("sessions to attend for a certificate, in percent"),
        default=0,
        help_text=_("Counts where attendance is noted session by session. 0: being there is enough."),
    )

    class Meta:
        verbose_name = _("letters and certificates")
        verbose_name_plural = _("letters and certificates")

    def __str__(self) -> str:
        return f"{self.event}: {_('letters and certificates')}"


class OfficialLetter(models.Model):
    """`frozen` is the document tree as it was issued (see `outputs.tree.canonical`), `sha256` its digest."""

    class Kind(models.TextChoices):
        INVITATION = "invitation", _("letter of invitation")
        VISA = "visa", _("letter for a visa")

    event = models.ForeignKey(Event, models.PROTECT, related_name="official_letters")
    registration = models.ForeignKey(Registration, models.PROTECT, related_name="official_letters")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    number = models.PositiveIntegerField(_("number"))
    reference = models.CharField(_("reference"), max_length=120)
    frozen = models.TextField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    issued_at = models.DateTimeField(_("issued"))
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-number"]
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="official_letter_number_once"),
            models.UniqueConstraint(fields=["registration", "kind"], name="official_letter_once"),
        ]

    def __str__(self) -> str:
        return self.reference
