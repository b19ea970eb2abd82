"""An output: a document of an event, assembled from its record."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import LockableMixin, RevisionMixin

from cms.models import Event
from outputs.blocks import BodyBlocks
from outputs.kinds import KINDS
from outputs.querysets import OutputQuerySet
from sessions.models import Recommendation, Session

from .templates import DocumentTemplate


class Output(LockableMixin, RevisionMixin, models.Model):
    """`kind` names a module of `outputs.kinds`; a report of one session names that. Once `frozen`, the document is that
    tree and nothing else, for good.

    `template` is the kind of the secretariat's own that it was begun from, none where that is a delivered one; `named`
    is what that kind was called then, and `parts` are those it began with (`outputs.parts_of_kinds.begun`). So nothing
    that the secretariat changes later touches it.

    A revision, addendum or corrigendum names the document that it `modifies`, in the same language, and is counted for
    that by `modification_number`. Revisions modify the original, never one another.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        FOR_COMMENTS = "for_comments", _("for comments")
        FINAL_DRAFT = "final_draft", _("final draft")
        ADOPTED = "adopted", _("adopted")
        ISSUED = "issued", _("issued")

    class Modification(models.TextChoices):
        REVISION = "rev", _("revision")
        ADDENDUM = "add", _("addendum")
        CORRIGENDUM = "corr", _("corrigendum")

    event = models.ForeignKey(Event, models.PROTECT, related_name="outputs")
    session = models.ForeignKey(Session, models.CASCADE, null=True, blank=True, editable=False, related_name="outputs")
    kind = models.CharField(_("kind"), max_length=40)
    template = models.ForeignKey(
        DocumentTemplate, models.PROTECT, null=True, blank=True, editable=False, related_name="outputs"
    )
    named = models.CharField(max_length=100, blank=True, editable=False)
    parts = models.JSONField(default=list, blank=True, editable=False)
    title = models.CharField(_("title"), max_length=250)
    subtitle = models.CharField(_("subtitle"), max_length=250, blank=True)
    symbol = models.CharField(_("symbol"), max_length=60, blank=True)
    distribution = models.CharField(_("distribution"), max_length=20, default="General")
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="en")
    original_language = models.CharField(
        _("original language"),
        max_length=10,
        choices=settings.LANGUAGES,
        blank=True,
        help_text=_("Where this is a translation. Otherwise the language of the document."),
    )
    job_number = models.CharField(_("job number"), max_length=40, blank=True)
    imprint = models.CharField(
        _("imprint"), max_length=200, blank=True, help_text=_("Publisher, place and year, at the foot of a cover.")
    )
    agenda_item = models.CharField(_("agenda item"), max_length=150, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    body = StreamField(BodyBlocks(), blank=True, verbose_name=_("body"))
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.DRAFT)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    modifies = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="modifications"
    )
    modification = models.CharField(
        _("modification"), max_length=4, choices=Modification.choices, blank=True, default="", editable=False
    )
    modification_number = models.PositiveSmallIntegerField(default=0, editable=False)
    frozen = models.TextField(editable=False, blank=True)
    sha256 = models.CharField(max_length=64, editable=False, blank=True)
    adopted_at = models.DateTimeField(_("adopted"), null=True, blank=True, editable=False)
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    issued_at = models.DateTimeField(_("issued"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    updated_at = models.DateTimeField(auto_now=True)

    objects = OutputQuerySet.as_manager()

    class Meta:
        ordering = ["event", "kind", "-version"]
        verbose_name = _("output")
        verbose_name_plural = _("outputs")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "kind", "language", "version"],
                condition=Q(session=None, template=None, modification=""),
                name="output_version_once",
            ),
            models.UniqueConstraint(
                fields=["event", "template", "language", "version"],
                condition=Q(modification=""),
                name="output_of_template_version_once",
            ),
            models.UniqueConstraint(
                fields=["session", "kind", "language", "version"],
                condition=Q(modification=""),
                name="output_of_session_version_once",
            ),
            models.UniqueConstraint(
                fields=["modifies", "modification", "modification_number"], name="modification_of_output_once"
            ),
            models.CheckConstraint(
                condition=Q(modifies=None, modification="", modification_number=0)
                | (Q(modifies__isnull=False, modification_number__gt=0) & ~Q(modification="")),
                name="modification_says_of_what",
            ),
            models.UniqueConstraint(
                fields=["symbol", "language"], condition=~Q(symbol=""), name="symbol_once_in_each_language"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["adopted", "issued"]) | ~Q(frozen=""), name="adopted_output_is_frozen"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("outputs:output", args=[self.pk])

    @property
    def label(self) -> str:
        """What its kind is called, as it was when this was begun."""
        return self.named or str(KINDS[self.kind].label)

    @property
    def slug(self) -> str:
        """That of its kind: one of the secretariat's own, or a delivered one."""
        return self.template.slug if self.template else self.kind

    @property
    def is_partial(self) -> bool:
        """What adds to another document or corrects it, and does not stand in its place."""
        return self.modification in (self.Modification.ADDENDUM, self.Modification.CORRIGENDUM)

    @property
    def is_draft(self) -> bool:
        return self.state not in (self.State.ADOPTED, self.State.ISSUED)


class Disposition(models.Model):
    """What became of a recommendation in an output; `clause` is the id of the tree's node that took it up.

    `into` is the recommendation in whose words it stands there, if not its own. Those included stand in the order of
    `position`, under `heading` where somebody arranged them.
    """

    class Verdict(models.TextChoices):
        INCLUDED = "included", _("included")
        MERGED = "merged", _("merged")
        REWORDED = "reworded", _("reworded")
        DEFERRED = "deferred", _("deferred")
        NOT_TAKEN = "not_taken", _("not taken")

    output = models.ForeignKey(Output, models.CASCADE, related_name="dispositions")
    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="dispositions")
    verdict = models.CharField(_("disposition"), max_length=10, choices=Verdict.choices)
    reason = models.TextField(_("reason"), blank=True, max_length=1000)
    clause = models.CharField(max_length=120, blank=True)
    into = models.ForeignKey(Recommendation, models.PROTECT, null=True, blank=True, related_name="+")
    position = models.PositiveIntegerField(default=0)
    heading = models.CharField(max_length=150, blank=True)
    revision = models.PositiveIntegerField(default=1, help_text=_("Of the recommendation, when this was decided."))
    decided_at = models.DateTimeField(auto_now=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("disposition")
        verbose_name_plural = _("dispositions")
        constraints = [
            models.UniqueConstraint(fields=["output", "recommendation"], name="disposition_once"),
            models.CheckConstraint(
                condition=~Q(verdict__in=["deferred", "not_taken"]) | ~Q(reason=""), name="disposition_gives_its_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id}: {self.get_verdict_display()}"
