"""What authors send in: papers with their files in versions, a stage, a status and an embargo."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.files import private_storage
from cms.models import Event, Theme
from participants.models import Person
from sessions.querysets import AuthorQuerySet, PaperQuerySet, VersionQuerySet

from .programme import Contribution, Session


class Paper(models.Model):
    """`stage` and `status` together: an accepted abstract waits for its paper; a paper is judged, then published.

    `round` counts how often it went to review. Once published it is for `audience`; from `embargo_until` on for all of
    it, and for participants already from `participants_from`, where that is set. Both are moments, and are judged when
    somebody reads: nothing has to run for an embargo to lift.
    """

    class Stage(models.TextChoices):
        ABSTRACT = "abstract", _("abstract")
        PAPER = "paper", _("paper")

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        REVISE = "revise", _("to be revised")
        ACCEPTED = "accepted", _("accepted")
        PUBLISHED = "published", _("published")
        REJECTED = "rejected", _("not accepted")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Audience(models.TextChoices):
        TEAM = "team", _("the team of the event")
        PARTICIPANTS = "participants", _("participants of the event")
        PUBLIC = "public", _("everyone")

    event = models.ForeignKey(Event, models.PROTECT, related_name="papers")
    session = models.ForeignKey(Session, models.SET_NULL, null=True, blank=True, related_name="papers")
    contribution = models.ForeignKey(Contribution, models.SET_NULL, null=True, blank=True, related_name="papers")
    title = models.CharField(_("title"), max_length=250)
    abstract = models.TextField(_("abstract"), max_length=4000, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="en")
    themes = models.ManyToManyField(Theme, blank=True, related_name="papers", verbose_name=_("subjects"))
    stage = models.CharField(_("stage"), max_length=10, choices=Stage.choices, default=Stage.PAPER)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.SUBMITTED)
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    audience = models.CharField(_("for"), max_length=15, choices=Audience.choices, default=Audience.PUBLIC)
    participants_from = models.DateTimeField(_("for participants from"), null=True, blank=True)
    embargo_until = models.DateTimeField(_("not before"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True, max_length=1000)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(_("sent in"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        indexes = [models.Index(fields=["status", "audience", "embargo_until"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("sessions:paper", args=[self.event.slug, self.pk])

    @property
    def is_public(self) -> bool:
        return self.is_open_to(self.Audience.PUBLIC)

    def is_open_to(self, audience: str, at: datetime | None = None) -> bool:
        """Whether the public, or participants, may read it; as `PaperQuerySet.published` and `shared` have it."""
        moment = at or timezone.now()
        if self.status != self.Status.PUBLISHED or self.audience == self.Audience.TEAM:
            return False
        lifted = self.embargo_until is None or self.embargo_until <= moment
        if audience == self.Audience.PUBLIC:
            return lifted and self.audience == self.Audience.PUBLIC
        return lifted or (self.participants_from is not None and self.participants_from <= moment)

    def files_in_force(self) -> list["PaperVersion"]:
        """The newest of each kind and language that is not held; the text in the paper's own language first."""
        newest: dict[tuple[str, str], PaperVersion] = {}
        opened = (version for version in self.versions.all() if not version.is_held)
        for version in sorted(opened, key=lambda version: version.number):
            newest[version.kind, version.language] = version
        kinds = PaperVersion.Kind.values
        return sorted(
            newest.values(),
            key=lambda version: (kinds.index(version.kind), version.language != self.language, version.language),
        )


class PaperAuthor(models.Model):
    """A co-author whom somebody else named is asked, and is shown as an author until saying no.

    `asked` is the digest of the token in the letter that asks; empty once answered.
    """

    class Answer(models.TextChoices):
        ASKED = "asked", _("not yet confirmed")
        CONFIRMED = "confirmed", _("confirmed")
        DECLINED = "declined", _("does not want to be named")

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="authors")
    person = models.ForeignKey(Person, models.PROTECT, related_name="authorships")
    position = models.PositiveSmallIntegerField(default=0)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer.choices, default=Answer.CONFIRMED)
    token = models.CharField(max_length=64, blank=True, db_index=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = AuthorQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["paper", "person"], name="author_once")]

    def __str__(self) -> str:
        return str(self.person)


class PaperVersion(models.Model):
    """One file as it was sent in, counted for its kind and language; the highest number is the one in force.

    `media_type` is what its content was found to be, whatever it was called; `warnings` are the codes of what the
    inspection found worth telling (see `cms.inspection.words`). `text` is what a search may find in it, `picture` its
    first page; both are made after it has arrived, and `pages` counted.
    """

    class Kind(models.TextChoices):
        PAPER = "paper", _("paper")
        SLIDES = "slides", _("slides")
        ANNEX = "annex", _("annex")
        DATA = "data", _("data")

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="versions")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.PAPER)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="en")
    number = models.PositiveSmallIntegerField(_("version"))
    file = models.FileField(upload_to="papers/", storage=private_storage, max_length=120)
    name = models.CharField(_("file name"), max_length=150)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(_("bytes"))
    sha256 = models.CharField(max_length=64)
    warnings = models.JSONField(default=list, blank=True)
    note = models.CharField(_("what changed"), max_length=250, blank=True)
    pages = models.PositiveSmallIntegerField(_("pages"), null=True, blank=True)
    text = models.TextField(blank=True)
    picture = models.FileField(upload_to="papers/pictures/", storage=private_storage, max_length=120, blank=True)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = VersionQuerySet.as_manager()

    #: Warnings of what nobody may open: what no scanner has seen yet, and where it found something.
    HELD = frozenset({"unscanned", "virus"})

    class Meta:
        ordering = ["kind", "language", "-number"]
        get_latest_by = "uploaded_at"
        verbose_name = _("file of a paper")
        verbose_name_plural = _("files of a paper")
        constraints = [
            models.UniqueConstraint(fields=["paper", "kind", "language", "number"], name="paper_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.paper}, {self.get_kind_display()}, {self.number}"

    @property
    def is_held(self) -> bool:
        return not self.HELD.isdisjoint(self.warnings)
