"""What an event asks authors for: its call, the themes it is about, and the templates they start from."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.files import private_storage
from cms.models import Event, Theme

from .papers import PaperVersion


def paper_alone() -> list[str]:
    return [PaperVersion.Kind.PAPER.value]


def usual_formats() -> list[str]:
    return ["pdf", "docx", "pptx", "odt"]


class CallForPapers(models.Model):
    """Deadlines are moments, told in the event's zone; `grace_minutes` are granted after them and never announced.

    `formats` are names of `cms.inspection.findings.FORMATS`, `kinds` values of `PaperVersion.Kind`.
    """

    class Anonymity(models.TextChoices):
        NONE = "none", _("authors and reviewers see each other's names")
        REVIEWERS = "reviewers", _("authors do not learn who reviewed")
        BOTH = "both", _("neither learns the other's name")

    event = models.OneToOneField(Event, models.CASCADE, related_name="call")
    text = models.TextField(_("what is asked for"), max_length=8000, blank=True)
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    has_abstracts = models.BooleanField(_("an abstract first, the paper once it is accepted"), default=False)
    abstract_deadline = models.DateTimeField(_("abstracts until"), null=True, blank=True)
    paper_deadline = models.DateTimeField(_("papers until"), null=True, blank=True)
    grace_minutes = models.PositiveSmallIntegerField(
        _("minutes of grace"), default=0, validators=[MaxValueValidator(2880)]
    )
    is_open_to_all = models.BooleanField(
        _("whoever has an account may send a paper"),
        default=False,
        help_text=_("Otherwise those approved for the event, and those who have a part in its programme."),
    )
    abstract_words = models.PositiveSmallIntegerField(_("words of an abstract, at most"), null=True, blank=True)
    paper_pages = models.PositiveSmallIntegerField(_("pages of a paper, at most"), null=True, blank=True)
    papers_each = models.PositiveSmallIntegerField(
        _("papers of one person, at most"), default=3, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    kinds = models.JSONField(_("kinds of files"), default=paper_alone)
    formats = models.JSONField(_("formats"), default=usual_formats)
    anonymity = models.CharField(_("anonymity"), max_length=10, choices=Anonymity.choices, default=Anonymity.REVIEWERS)
    reviews_each = models.PositiveSmallIntegerField(
        _("reviews of each paper"), default=2, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    review_deadline = models.DateTimeField(_("reviews until"), null=True, blank=True)

    class Meta:
        verbose_name = _("call for papers")
        verbose_name_plural = _("calls for papers")

    def __str__(self) -> str:
        return _("call for papers of %(event)s") % {"event": self.event}


class CallTheme(models.Model):
    """A theme of the call, with what is asked within it; `most` papers are taken for it, where that is set."""

    call = models.ForeignKey(CallForPapers, models.CASCADE, related_name="call_themes")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+", verbose_name=_("theme"))
    text = models.TextField(_("questions"), max_length=1000, blank=True)
    most = models.PositiveSmallIntegerField(_("papers, at most"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["call", "theme"], name="call_theme_once")]

    def __str__(self) -> str:
        return str(self.theme)


class CallTemplate(models.Model):
    """A file to start from, one for each kind and language."""

    call = models.ForeignKey(CallForPapers, models.CASCADE, related_name="templates")
    kind = models.CharField(_("for"), max_length=10, choices=PaperVersion.Kind.choices, default=PaperVersion.Kind.PAPER)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="en")
    file = models.FileField(upload_to="papers/templates/", storage=private_storage, max_length=120)
    name = models.CharField(_("file name"), max_length=150)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(_("bytes"))

    class Meta:
        ordering = ["kind", "language"]
        constraints = [models.UniqueConstraint(fields=["call", "kind", "language"], name="call_template_once")]

    def __str__(self) -> str:
        return self.name
