"""The rapporteur's desk: lines being typed, names kept apart from what was said, what the chair suggests."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from participants.models import Person

from .programme import Session
from .record import Recommendation, RecordEntry

ONE_SUBJECT = Q(entry__isnull=False, recommendation__isnull=True) | Q(entry__isnull=True, recommendation__isnull=False)


class TypedLine(models.Model):
    """What somebody is typing, as typed. A finished one has no text: it tells what it became, so that it becomes that
    once, and by `digest` which text that was. `key` is made where it is typed; `sequence` rises with each keeping, so
    that a late one changes nothing.
    """

    session = models.ForeignKey(Session, models.CASCADE, related_name="typed_lines")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.UUIDField()
    text = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    entry = models.ForeignKey(RecordEntry, models.SET_NULL, null=True, related_name="+")
    recommendation = models.ForeignKey(Recommendation, models.SET_NULL, null=True, related_name="+")
    updated_at = models.DateTimeField(auto_now=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "by", "key"], name="typed_line_once")]

    def __str__(self) -> str:
        return self.text[:80]


class Attribution(models.Model):
    """Who said or proposed something in a session without attribution. Nothing else joins the two."""

    entry = models.ForeignKey(RecordEntry, models.CASCADE, null=True, related_name="attributions")
    recommendation = models.ForeignKey(Recommendation, models.CASCADE, null=True, related_name="attributions")
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    institution = models.CharField(max_length=200, blank=True)
    is_proposer = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=ONE_SUBJECT, name="attribution_of_one")]

    def __str__(self) -> str:
        return str(self.person or self.institution)


class Suggestion(models.Model):
    """Another wording that the chair suggests while the record is handed over."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        TAKEN = "taken", _("taken over")
        DECLINED = "declined", _("not taken over")

    entry = models.ForeignKey(RecordEntry, models.CASCADE, null=True, related_name="suggestions")
    recommendation = models.ForeignKey(Recommendation, models.CASCADE, null=True, related_name="suggestions")
    text = models.TextField(_("suggested text"), max_length=5000)
    note = models.CharField(_("note"), max_length=250, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = [F("at").asc(), "pk"]
        constraints = [models.CheckConstraint(condition=ONE_SUBJECT, name="suggestion_on_one")]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def subject(self) -> RecordEntry | Recommendation:
        return self.entry or self.recommendation
