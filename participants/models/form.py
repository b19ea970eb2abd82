"""The form of one event as its organiser built it, what was answered, and what is still being filled in."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.files import private_storage
from cms.models import Event

from .people import Person
from .registration import ParticipantCategory, Registration


class Stage(models.TextChoices):
    REGISTRATION = "registration", _("when registering")
    FOLLOW_UP = "follow_up", _("after approval")


class FormSection(models.Model):
    """One step of the form. Without categories it is asked of everybody."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="form_sections")
    stage = models.CharField(_("asked"), max_length=15, choices=Stage.choices, default=Stage.REGISTRATION)
    title = models.CharField(_("title"), max_length=120)
    introduction = models.TextField(_("introduction"), max_length=2000, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    categories = models.ManyToManyField(ParticipantCategory, blank=True, verbose_name=_("asked of"))

    class Meta:
        ordering = ["stage", "position", "pk"]
        verbose_name = _("section of the form")
        verbose_name_plural = _("sections of the form")

    def __str__(self) -> str:
        return self.title


class Question(models.Model):
    """`kind` names a module of `participants.questions.kinds`, and `options` hold what that kind needs.

    It is shown where the answer to `shown_if` is one of `shown_if_values`. One that was answered is never deleted:
    with `removed_at` set it is asked no more, and its answers stay with those who gave them until their time is up.
    """

    section = models.ForeignKey(FormSection, models.CASCADE, related_name="questions")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=20)
    label = models.CharField(_("question"), max_length=200)
    help_text = models.CharField(_("help"), max_length=500, blank=True)
    is_required = models.BooleanField(_("must be answered"), default=False)
    options = models.JSONField(default=dict, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    shown_if = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="decides_on")
    shown_if_values = models.JSONField(default=list, blank=True)
    purpose = models.CharField(_("what it is asked for"), max_length=300, blank=True)
    is_sensitive = models.BooleanField(_("only for those who arrange it"), default=False)
    keep_days = models.PositiveSmallIntegerField(
        _("kept for days after the event"), null=True, blank=True, help_text=_("Empty: as long as the registration.")
    )
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self) -> str:
        return self.label

    @property
    def event_id(self) -> int:
        """For the log of the event; needs the section."""
        return self.section.event_id


class Answer(models.Model):
    """`value` is what the kind of its question makes of it: a text, a list, a date as text."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.PROTECT, related_name="answers")
    value = models.JSONField(null=True, blank=True)
    file = models.FileField(storage=private_storage, upload_to="answers/", max_length=200, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [models.UniqueConstraint(fields=["registration", "question"], name="answer_once")]

    def __str__(self) -> str:
        return f"{self.question}: {self.value}"


class RegistrationDraft(models.Model):
    """What somebody has filled in so far and not sent. `data` is as it was typed, and so not checked."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="registration_drafts")
    person = models.ForeignKey(Person, models.CASCADE, related_name="registration_drafts")
    stage = models.CharField(max_length=15, choices=Stage.choices, default=Stage.REGISTRATION)
    data = models.JSONField(default=dict)
    step = models.PositiveSmallIntegerField(default=0)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("unfinished registration")
        verbose_name_plural = _("unfinished registrations")
        constraints = [models.UniqueConstraint(fields=["event", "person", "stage"], name="registration_draft_once")]

    def __str__(self) -> str:
        return f"{self.person}, {self.event.name}"
