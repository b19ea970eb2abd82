"""The outbox of an event: letters that wait for somebody to press send."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.models import Event
from participants.querysets import LetterQuerySet

from .people import Person


class Letter(models.Model):
    """`address` is empty until it is sent: the person's at that moment counts. `kind` is one of `wording.LETTER_KINDS`.

    A letter that is `bound_to` an address goes there, whatever becomes of the person's.

    `about` says what occasioned it ("release:3"): of each kind a person gets one letter about one thing. `note` is why
    it failed or was discarded; `is_replaced` where a newer letter says what this one, never sent, was to say.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")
        DISCARDED = "discarded", _("discarded")

    event = models.ForeignKey(Event, models.CASCADE, related_name="letters")
    person = models.ForeignKey(Person, models.PROTECT, related_name="letters", verbose_name=_("to"))
    address = models.EmailField(_("address"), blank=True)
    bound_to = models.EmailField(blank=True)
    kind = models.CharField(_("kind"), max_length=30)
    about = models.CharField(max_length=60, blank=True)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"), max_length=20000)
    language = models.CharField(_("language"), max_length=10)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    note = models.TextField(_("note"), blank=True)
    is_replaced = models.BooleanField(default=False)
    created_at = models.DateTimeField(_("drafted"), auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    queued_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "kind", "about", "person"], condition=~Q(about=""), name="letter_about_once"
            )
        ]
        indexes = [models.Index(fields=["event", "state"])]

    def __str__(self) -> str:
        return _("%(subject)s, to %(person)s") % {"subject": self.subject, "person": self.person}

    @property
    def goes_to(self) -> str:
        """Where it would go now; empty where nowhere."""
        return self.bound_to or (self.person.user.email if self.person.user else self.person.email)

    @property
    def is_open(self) -> bool:
        """Whether it may be changed, sent and discarded."""
        return self.state in {self.State.DRAFT, self.State.FAILED}
