"""What the desk keeps beside the registrations: tags, notes, views of the list, files, letters to groups."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.files import private_storage
from cms.models import Event

from .registration import Registration


class RegistrationTag(models.Model):
    """`colour` is one of the tokens that `participants/desk.css` draws."""

    class Colour(models.TextChoices):
        GREY = "grey", _("grey")
        BLUE = "blue", _("blue")
        GREEN = "green", _("green")
        AMBER = "amber", _("amber")
        RED = "red", _("red")
        VIOLET = "violet", _("violet")

    event = models.ForeignKey(Event, models.CASCADE, related_name="registration_tags")
    name = models.CharField(_("name"), max_length=40)
    colour = models.CharField(_("colour"), max_length=10, choices=Colour.choices, default=Colour.GREY)
    registrations = models.ManyToManyField(Registration, related_name="tags", blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        constraints = [models.UniqueConstraint("event", Lower("name"), name="registration_tag_once")]

    def __str__(self) -> str:
        return self.name


class RegistrationNote(models.Model):
    """Written for the team, about somebody; what they may ask for like everything else that is kept of them."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="notes")
    text = models.TextField(_("note"), max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("note")
        verbose_name_plural = _("notes")

    def __str__(self) -> str:
        return self.text[:60]


class DeskView(models.Model):
    """A list under a name. `selection` is what `roster.Selection.to_json` makes of it."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="desk_views")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="desk_views")
    name = models.CharField(_("name"), max_length=60)
    is_shared = models.BooleanField(_("shared with the team"), default=False)
    selection = models.JSONField(default=dict)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("view of the list")
        verbose_name_plural = _("views of the list")

    def __str__(self) -> str:
        return self.name


class RegistrationExport(models.Model):
    """A file of registrations, for the one who asked for it, until it expires.

    The row stays: `registrations` are those whose data the file held, and `has_contacts` says whether addresses were
    among it.
    """

    class Format(models.TextChoices):
        CSV = "csv", "CSV"
        XLSX = "xlsx", "XLSX"

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting for its turn")
        RUNNING = "running", _("being written")
        DONE = "done", _("ready")
        FAILED = "failed", _("failed")
        EXPIRED = "expired", _("removed")

    event = models.ForeignKey(Event, models.CASCADE, related_name="registration_exports")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    format = models.CharField(_("format"), max_length=5, choices=Format.choices, default=Format.XLSX)
    selection = models.JSONField(default=dict)
    has_contacts = models.BooleanField(_("with e-mail and telephone"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.QUEUED)
    count = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=300, blank=True)
    file = models.FileField(storage=private_storage, upload_to="exports/", max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    registrations = models.ManyToManyField(Registration, related_name="exports", blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("file of registrations")
        verbose_name_plural = _("files of registrations")

    def __str__(self) -> str:
        return f"{self.event.slug}-registrations.{self.format}"

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.DONE and bool(self.expires_at and self.expires_at > timezone.now())

    @property
    def is_under_way(self) -> bool:
        return self.state in {self.State.QUEUED, self.State.RUNNING}


class LetterTemplate(models.Model):
    """A text with placeholders; without an event one that every event may use."""

    event = models.ForeignKey(Event, models.CASCADE, null=True, blank=True, related_name="letter_templates")
    name = models.CharField(_("name"), max_length=80)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"), max_length=10000)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("template of a letter")
        verbose_name_plural = _("templates of letters")

    def __str__(self) -> str:
        return self.name


class GroupLetter(models.Model):
    """One text for a group of registrations. `group` is a selection, or {"ids": [...]} of those that were ticked.

    With `drafted_at` it lies in the outbox, a letter for each of `count` people.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="group_letters")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"), max_length=10000)
    group = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    drafted_at = models.DateTimeField(null=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("letter to a group")
        verbose_name_plural = _("letters to groups")

    def __str__(self) -> str:
        return self.subject
