"""What participants send in during a session that invites it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from participants.models import Person

from .programme import Session
from .record import Recommendation, RecordEntry


class Submission(models.Model):
    """`key` is made with the form: sent twice, it is there once. `is_named` is whether the sender may be named with it.

    What became of it is `entry` or `recommendation`: its own, or the one it was merged into, where `is_credited` says
    whether that names the sender because of it. A withdrawn one has no text; it still counts against a flood.
    """

    class Kind(models.TextChoices):
        CONCLUSION = "conclusion", _("conclusion")
        RECOMMENDATION = "recommendation", _("recommendation")
        KEY_MESSAGE = "key_message", _("key message")

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for the rapporteur")
        TAKEN = "taken", _("taken over")
        MERGED = "merged", _("merged with another")
        DECLINED = "declined", _("not taken over")
        WITHDRAWN = "withdrawn", _("taken back")

    session = models.ForeignKey(Session, models.CASCADE, related_name="submissions")
    person = models.ForeignKey(Person, models.CASCADE, related_name="submissions")
    key = models.UUIDField()
    kind = models.CharField(_("kind"), max_length=15, choices=Kind.choices, default=Kind.CONCLUSION)
    text = models.TextField(_("text"), max_length=2000)
    is_named = models.BooleanField(_("I may be named with it"), default=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    is_credited = models.BooleanField(default=False)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    entry = models.ForeignKey(RecordEntry, models.SET_NULL, null=True, related_name="submissions")
    recommendation = models.ForeignKey(Recommendation, models.SET_NULL, null=True, related_name="submissions")
    sent_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["sent_at", "pk"]
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        constraints = [models.UniqueConstraint(fields=["session", "person", "key"], name="submission_once")]
        indexes = [models.Index(fields=["session", "state"])]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def may_be_put_back(self) -> bool:
        """Not what has become a recommendation: that is never deleted."""
        return not (self.state == self.State.TAKEN and self.recommendation_id)
