"""How papers are judged: reviewers, criteria, reviews with scores, conflicts of interest, and what was decided."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.models import Event, Theme
from participants.models import Letter, Person
from sessions.querysets import ReviewQuerySet

from .calls import CallForPapers
from .papers import Paper


class Reviewer(models.Model):
    """A person who reviews for an event, at most `most` papers, those of `themes` first.

    Who reviews no more, but has written reviews, stays as a row that is not active.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="reviewers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="reviewer_roles", verbose_name=_("person"))
    themes = models.ManyToManyField(Theme, blank=True, related_name="+", verbose_name=_("themes"))
    most = models.PositiveSmallIntegerField(
        _("papers, at most"), default=5, validators=[MinValueValidator(1), MaxValueValidator(500)]
    )
    is_active = models.BooleanField(_("may be asked"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("reviewer")
        verbose_name_plural = _("reviewers")
        constraints = [models.UniqueConstraint(fields=["event", "person"], name="reviewer_once")]

    def __str__(self) -> str:
        return str(self.person)


class Criterion(models.Model):
    """Scored from `least` to `most`; counts `weight` times in the mean."""

    call = models.ForeignKey(CallForPapers, models.CASCADE, related_name="criteria")
    name = models.CharField(_("name"), max_length=120)
    help_text = models.CharField(_("what it means"), max_length=300, blank=True)
    least = models.PositiveSmallIntegerField(_("from"), default=1)
    most = models.PositiveSmallIntegerField(
        _("to"), default=5, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    weight = models.PositiveSmallIntegerField(_("weight"), default=1, validators=[MaxValueValidator(10)])
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")

    def __str__(self) -> str:
        return self.name


class Advice(models.TextChoices):
    ACCEPT = "accept", _("accept")
    REVISE = "revise", _("revise and send again")
    REJECT = "reject", _("do not accept")


class Review(models.Model):
    """What a reviewer was asked to judge, in one round of a paper, and what came of it; `note` says why not.

    One that was taken back keeps what was written, and counts for nothing.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("asked")
        DRAFT = "draft", _("begun")
        DONE = "done", _("done")
        DECLINED = "declined", _("declined")
        TAKEN_BACK = "taken_back", _("taken back")

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(Reviewer, models.PROTECT, related_name="reviews")
    stage = models.CharField(_("stage"), max_length=10, choices=Paper.Stage.choices, default=Paper.Stage.PAPER)
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ASKED)
    advice = models.CharField(_("advice"), max_length=10, choices=Advice.choices, blank=True)
    to_author = models.TextField(_("to the author"), max_length=8000, blank=True)
    to_chair = models.TextField(_("to the chair only"), max_length=8000, blank=True)
    note = models.CharField(_("reason"), max_length=500, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["paper", "stage", "round", "pk"]
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = [models.UniqueConstraint(fields=["paper", "reviewer", "stage", "round"], name="review_once")]

    def __str__(self) -> str:
        return _("review of %(paper)s") % {"paper": self.paper}


class Score(models.Model):
    review = models.ForeignKey(Review, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="scores")
    value = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "criterion"], name="score_once")]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.value}"


class Conflict(models.Model):
    """A conflict somebody declared, or a found one that the chair has set aside, with the reason in `note`.

    Those found (same institution, written together before) are not kept: they are found again each time. `covers` are
    the keys of those that were set aside: what is found later stands for itself.
    """

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="conflicts")
    person = models.ForeignKey(Person, models.CASCADE, related_name="conflicts")
    is_set_aside = models.BooleanField(default=False)
    covers = models.JSONField(default=list, blank=True)
    note = models.CharField(_("reason"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["paper", "person"], name="conflict_once")]

    def __str__(self) -> str:
        return f"{self.person}, {self.paper}"


class PaperDecision(models.Model):
    """What was decided in a round, and the letter in the outbox that says it.

    It takes effect, and authors see it, from `told_at` on: when the letter was sent, or at once where none was wanted.
    """

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="decisions")
    stage = models.CharField(_("stage"), max_length=10, choices=Paper.Stage.choices)
    round = models.PositiveSmallIntegerField(_("round"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Advice.choices)
    text = models.TextField(_("to the author"), max_length=8000, blank=True)
    letter = models.ForeignKey(Letter, models.SET_NULL, null=True, blank=True, related_name="+")
    told_at = models.DateTimeField(_("told"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["paper", "stage", "round"], name="decision_once")]

    def __str__(self) -> str:
        return f"{self.paper}: {self.get_outcome_display()}"
