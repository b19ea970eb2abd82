"""What authors send in: papers with versions, a status and an embargo."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.files import private_storage
from cms.models import Event, Theme
from participants.models import Person
from sessions.querysets import PaperQuerySet

from .programme import Contribution, Session


class Paper(models.Model):
    class Status(models.TextChoices):
        SUBMITTED = "submitted", _("submitted")
        PUBLISHED = "published", _("published")
        REJECTED = "rejected", _("not accepted")
        WITHDRAWN = "withdrawn", _("withdrawn")

    event = models.ForeignKey(Event, models.PROTECT, related_name="papers")
    session = models.ForeignKey(Session, models.SET_NULL, null=True, blank=True, related_name="papers")
    contribution = models.ForeignKey(Contribution, models.SET_NULL, null=True, blank=True, related_name="papers")
    title = models.CharField(_("title"), max_length=250)
    abstract = models.TextField(_("abstract"), max_length=4000, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="en")
    themes = models.ManyToManyField(Theme, blank=True, related_name="papers", verbose_name=_("subjects"))
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.SUBMITTED)
    embargo_until = models.DateTimeField(_("not before"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True, max_length=1000)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("paper")
        verbose_name_plural = _("papers")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("sessions:paper", args=[self.event.slug, self.pk])

    @property
    def is_public(self) -> bool:
        lifted = self.embargo_until is None or self.embargo_until <= timezone.now()
        return self.status == self.Status.PUBLISHED and lifted


class PaperAuthor(models.Model):
    paper = models.ForeignKey(Paper, models.CASCADE, related_name="authors")
    person = models.ForeignKey(Person, models.PROTECT, related_name="authorships")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["paper", "person"], name="author_once")]

    def __str__(self) -> str:
        return str(self.person)


class PaperVersion(models.Model):
    """One file as it was sent in. `media_type` is what its content was found to be, whatever it was called; `warnings`
    are the codes of what the inspection found worth telling (see `cms.inspection.words`).
    """

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    file = models.FileField(upload_to="papers/", storage=private_storage, max_length=120)
    name = models.CharField(_("file name"), max_length=150)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(_("bytes"))
    sha256 = models.CharField(max_length=64)
    warnings = models.JSONField(default=list, blank=True)
    note = models.CharField(_("what changed"), max_length=250, blank=True)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-number"]
        get_latest_by = "number"
        verbose_name = _("version of a paper")
        verbose_name_plural = _("versions of a paper")
        constraints = [models.UniqueConstraint(fields=["paper", "number"], name="paper_version_once")]

    def __str__(self) -> str:
        return f"{self.paper}, {self.number}"
