"""The working programme: what organisers edit. The public sees a release of it."""

import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.models import Event, Objective, Theme
from participants.models import Person
from sessions import kinds
from sessions.querysets import SessionQuerySet

from .agenda import AgendaItem


class Room(models.Model):
    event = models.ForeignKey(Event, models.CASCADE, related_name="rooms")
    name = models.CharField(_("name"), max_length=100)
    building = models.CharField(_("building"), max_length=100, blank=True)
    floor = models.CharField(_("floor"), max_length=30, blank=True)
    capacity = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        constraints = [models.UniqueConstraint(fields=["event", "name"], name="room_name_once")]

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.name, self.floor]))


class Confirmation(models.TextChoices):
    """What somebody in the programme answered to being asked."""

    OPEN = "open", _("not confirmed yet")
    CONFIRMED = "confirmed", _("confirmed")
    DECLINED = "declined", _("declined")


class Session(models.Model):
    """`version` rises with every change, so that nobody overwrites what they have not seen.

    `external_ref` is what another system calls it, for example "pretalx:ABCDEF": a second import finds it again.
    """

    class Status(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        TENTATIVE = "tentative", _("to be confirmed")
        CANCELLED = "cancelled", _("cancelled")

    class RecordState(models.TextChoices):
        OPEN = "open", _("being captured")
        HANDED_OVER = "handed_over", _("with the chair")
        CLEARED = "cleared", _("cleared")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey(Event, models.CASCADE, related_name="sessions")
    kind = models.CharField(_("kind"), max_length=20, choices=kinds.choices, default="thematic")
    number = models.CharField(_("number"), max_length=10, blank=True, help_text=_("IV; empty where it has none."))
    title = models.CharField(_("title"), max_length=250)
    description = models.TextField(_("description"), blank=True)
    start = models.DateTimeField(_("begins"), null=True, blank=True)
    end = models.DateTimeField(_("ends"), null=True, blank=True)
    room = models.ForeignKey(Room, models.SET_NULL, null=True, blank=True, related_name="sessions")
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.CONFIRMED)
    agenda_item = models.ForeignKey(
        AgendaItem, models.SET_NULL, null=True, blank=True, related_name="sessions", verbose_name=_("agenda item")
    )
    languages = models.JSONField(
        _("languages"), default=list, blank=True, help_text=_("Empty: the working languages of the event.")
    )
    interpretation = models.JSONField(_("interpretation into"), default=list, blank=True)
    expected = models.PositiveIntegerField(_("people expected"), null=True, blank=True)
    needs_sign_up = models.BooleanField(_("participants sign up for it"), default=False)
    places = models.PositiveIntegerField(
        _("places"), null=True, blank=True, help_text=_("For sign-up. Empty: as many as the room has seats.")
    )
    themes = models.ManyToManyField(Theme, blank=True, related_name="sessions", verbose_name=_("subjects"))
    objectives = models.ManyToManyField(Objective, blank=True, related_name="sessions", verbose_name=_("objectives"))
    people = models.ManyToManyField(Person, through="SessionRole", related_name="sessions")
    record_state = models.CharField(max_length=12, choices=RecordState.choices, default=RecordState.OPEN)
    key_message = models.CharField(_("key message"), max_length=200, blank=True)
    is_attributed = models.BooleanField(
        _("names are recorded"),
        default=True,
        help_text=_("Off: who said or proposed something is kept apart from what was said."),
    )
    takes_submissions = models.BooleanField(default=False, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    external_ref = models.CharField(max_length=120, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = [F("start").asc(nulls_last=True), "room__position", "pk"]
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints = [
            models.CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True) | Q(end__gt=F("start")),
                name="session_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["event", "external_ref"], condition=~Q(external_ref=""), name="session_external_ref_once"
            ),
        ]
        indexes = [models.Index(fields=["event", "start"])]

    def __str__(self) -> str:
        return f"{self.label}: {self.title}" if self.number else self.title

    def get_absolute_url(self) -> str:
        return reverse("sessions:session", args=[self.event.slug, self.pk])

    def clean(self) -> None:
        if bool(self.start) != bool(self.end):
            raise ValidationError({"end": _("A session has both a beginning and an end, or neither yet.")})
        if self.start and self.end and self.end <= self.start:
            raise ValidationError({"end": _("The session ends before it begins.")})
        if self.room and self.room.event_id != self.event_id:
            raise ValidationError({"room": _("This room belongs to another event.")})

    @property
    def label(self) -> str:
        return _("Session %(number)s") % {"number": self.number} if self.number else ""


class SessionRole(models.Model):
    """What somebody does in a session; who presents a contribution stands with the contribution."""

    class Role(models.TextChoices):
        CHAIR = "chair", _("chair")
        MODERATOR = "moderator", _("moderator")
        RAPPORTEUR = "rapporteur", _("rapporteur")
        PANELLIST = "panellist", _("panellist")

    session = models.ForeignKey(Session, models.CASCADE, related_name="roles")
    person = models.ForeignKey(Person, models.PROTECT, related_name="session_roles")
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)
    confirmation = models.CharField(
        _("confirmation"), max_length=10, choices=Confirmation.choices, default=Confirmation.OPEN
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("role in a session")
        verbose_name_plural = _("roles in a session")
        constraints = [models.UniqueConstraint(fields=["session", "person", "role"], name="session_role_once")]

    def __str__(self) -> str:
        return f"{self.person} ({self.get_role_display()})"


class Contribution(models.Model):
    """A presentation by one or more speakers; `minutes` is its length, 0 where it was not fixed."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="contributions")
    title = models.CharField(_("title"), max_length=250)
    abstract = models.TextField(_("abstract"), blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=0)
    position = models.PositiveSmallIntegerField(default=0)
    external_ref = models.CharField(max_length=120, blank=True, editable=False)
    speakers = models.ManyToManyField(Person, through="ContributionSpeaker", related_name="contributions")

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")

    def __str__(self) -> str:
        return self.title


class ContributionSpeaker(models.Model):
    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="speaker_links")
    person = models.ForeignKey(Person, models.PROTECT, related_name="speaker_links")
    confirmation = models.CharField(
        _("confirmation"), max_length=10, choices=Confirmation.choices, default=Confirmation.OPEN
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["contribution", "person"], name="speaker_once")]

    def __str__(self) -> str:
        return str(self.person)
