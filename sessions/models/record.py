"""The record: what the rapporteur captured in a session, entry by entry, and the recommendations that came of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.models import Country, Event, Objective, Organization, SdgTarget, Theme
from participants.models import Person
from sessions.querysets import RecommendationQuerySet

from .papers import Paper
from .programme import Contribution, Session


class Consensus(models.TextChoices):
    """How widely a statement was held; the phrase printed in a report is chosen from it."""

    AGREED = "agreed", _("agreed by all")
    GENERAL = "general", _("general agreement")
    MAJORITY = "majority", _("most")
    SOME = "some", _("some")
    ONE = "one", _("one view")


class StandingEntries(models.Manager):
    """Without those that were removed: they are kept for undoing only."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().filter(removed_at__isnull=True)


class RecordEntry(models.Model):
    """`unread` are the signs of its shorthand that nobody could make sense of; they stay in the text. `proposers` sent
    in or wrote on a card what it says; who spoke is `speaker`.
    """

    class Kind(models.TextChoices):
        SUMMARY = "summary", _("summary of a presentation")
        VIEW = "view", _("view")
        CONCLUSION = "conclusion", _("conclusion")
        ACTION = "action", _("action")
        KEY_MESSAGE = "key_message", _("key message")
        RESERVATION = "reservation", _("reservation")

    session = models.ForeignKey(Session, models.CASCADE, related_name="entries")
    contribution = models.ForeignKey(Contribution, models.SET_NULL, null=True, blank=True, related_name="entries")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    text = models.TextField(_("text"), max_length=5000)
    consensus = models.CharField(_("consensus"), max_length=10, choices=Consensus.choices, blank=True)
    speaker = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    institution = models.CharField(_("institution"), max_length=200, blank=True)
    objective = models.ForeignKey(Objective, models.SET_NULL, null=True, blank=True, related_name="+")
    themes = models.ManyToManyField(Theme, blank=True, related_name="+", verbose_name=_("subjects"))
    proposers = models.ManyToManyField(Person, blank=True, related_name="+", verbose_name=_("proposed by"))
    unread = models.JSONField(default=list, blank=True, editable=False)
    position = models.PositiveSmallIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = StandingEntries()
    with_removed = models.Manager()  # noqa: DJ012 -- the rule takes a second manager for a field

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("entry in the record")
        verbose_name_plural = _("entries in the record")

    def __str__(self) -> str:
        return self.text[:80]


class Verb(models.TextChoices):
    """Operative verbs, from the weakest to the strongest."""

    NOTES = "notes", _("notes")
    INVITES = "invites", _("invites")
    ENCOURAGES = "encourages", _("encourages")
    RECOMMENDS = "recommends", _("recommends that")
    CALLS_UPON = "calls_upon", _("calls upon")
    REQUESTS = "requests", _("requests")
    URGES = "urges", _("urges")
    DECIDES = "decides", _("decides")


class Addressee(models.Model):
    """Whom recommendations are addressed to: a State, a group of States, a United Nations unit, a stakeholder group."""

    class Kind(models.TextChoices):
        STATE = "state", _("State")
        STATES = "states", _("group of States")
        UN = "un", _("United Nations unit")
        BODY = "body", _("body")
        STAKEHOLDERS = "stakeholders", _("stakeholder group")

    name = models.CharField(_("name"), max_length=150, unique=True, help_text=_("As in a sentence: the Secretariat"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    country = models.ForeignKey(Country, models.PROTECT, null=True, blank=True, verbose_name=_("country"))
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("addressee")
        verbose_name_plural = _("addressees")

    def __str__(self) -> str:
        return self.name


class Mechanism(models.Model):
    """A mechanism of public policy that recommendations are about: laws on access to information, ombudsmen, audits."""

    name = models.CharField(_("name"), max_length=120, unique=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("policy mechanism")
        verbose_name_plural = _("policy mechanisms")

    def __str__(self) -> str:
        return self.name


class Recommendation(models.Model):
    """Never deleted, only disposed of. `text` continues the verb and the addressee: "... to publish its procedures".

    `dissent` is printed with it; `indicator` and `due` say by what and by when it is known to be done. `unread` is as
    in an entry.
    """

    class Status(models.TextChoices):
        CAPTURED = "captured", _("captured")
        ADOPTED = "adopted", _("adopted")

    event = models.ForeignKey(Event, models.PROTECT, related_name="recommendations")
    session = models.ForeignKey(Session, models.PROTECT, null=True, blank=True, related_name="recommendations")
    entry = models.ForeignKey(
        RecordEntry,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="recommendations",
        verbose_name=_("entry it rests on"),
    )
    objective = models.ForeignKey(Objective, models.SET_NULL, null=True, blank=True, related_name="+")
    number = models.PositiveIntegerField(_("number"), editable=False)
    verb = models.CharField(_("operative verb"), max_length=12, choices=Verb.choices, default=Verb.RECOMMENDS)
    text = models.TextField(_("text"), max_length=3000)
    consensus = models.CharField(_("consensus"), max_length=10, choices=Consensus.choices, default=Consensus.AGREED)
    source = models.CharField(_("source"), max_length=250, blank=True, help_text=_("Paper, case or statement."))
    concerned_groups = models.CharField(_("groups concerned"), max_length=250, blank=True)
    resources = models.CharField(
        _("resources and partners"), max_length=500, blank=True, help_text=_("Who could pay or help.")
    )
    indicator = models.CharField(
        _("indicator"), max_length=250, blank=True, help_text=_("By what one will know that it is done.")
    )
    due = models.DateField(_("to be done by"), null=True, blank=True)
    dissent = models.TextField(_("dissent"), max_length=1000, blank=True, help_text=_("Who did not join, and why."))
    mechanisms = models.ManyToManyField(
        Mechanism, blank=True, related_name="recommendations", verbose_name=_("policy mechanisms")
    )
    evidence = models.ManyToManyField(Paper, blank=True, related_name="+", verbose_name=_("papers it rests on"))
    unread = models.JSONField(default=list, blank=True, editable=False)
    proposers = models.ManyToManyField(Person, blank=True, related_name="+", verbose_name=_("proposed by"))
    themes = models.ManyToManyField(Theme, blank=True, related_name="recommendations", verbose_name=_("subjects"))
    sdg_targets = models.ManyToManyField(SdgTarget, blank=True, related_name="recommendations")
    addressees = models.ManyToManyField(Addressee, through="RecommendationAddressee", related_name="recommendations")
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.CAPTURED)
    position = models.PositiveSmallIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        ordering = ["event", "number"]
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        constraints = [models.UniqueConstraint(fields=["event", "number"], name="recommendation_number_once")]

    def __str__(self) -> str:
        return self.text[:80]


class Wording(models.Model):
    """A recommendation in another language than its event's."""

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="wordings")
    language = models.CharField(_("language"), max_length=10)
    text = models.TextField(_("text"), max_length=3000)

    class Meta:
        ordering = ["language"]
        verbose_name = _("wording in another language")
        verbose_name_plural = _("wordings in other languages")
        constraints = [models.UniqueConstraint(fields=["recommendation", "language"], name="wording_once")]

    def __str__(self) -> str:
        return self.text[:80]


class RecommendationAddressee(models.Model):
    class Part(models.TextChoices):
        LEAD = "lead", _("lead")
        SUPPORT = "support", _("support")

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="addressee_links")
    addressee = models.ForeignKey(Addressee, models.PROTECT, related_name="recommendation_links")
    part = models.CharField(_("part"), max_length=8, choices=Part.choices, default=Part.LEAD)

    class Meta:
        ordering = ["part", "pk"]
        constraints = [models.UniqueConstraint(fields=["recommendation", "addressee"], name="addressee_once")]

    def __str__(self) -> str:
        return str(self.addressee)


class Lineage(models.Model):
    """How a recommendation came of another: `child` was merged, reworded, split or forwarded from `parent`, or follows
    it up.
    """

    class Kind(models.TextChoices):
        MERGED_FROM = "merged_from", _("merged from")
        REWORDED_FROM = "reworded_from", _("reworded from")
        SPLIT_FROM = "split_from", _("split from")
        FORWARDED_FROM = "forwarded_from", _("forwarded from")
        FOLLOW_UP_OF = "follow_up_of", _("follow-up of")

    child = models.ForeignKey(Recommendation, models.PROTECT, related_name="ancestry")
    parent = models.ForeignKey(Recommendation, models.PROTECT, related_name="descent")
    kind = models.CharField(_("kind"), max_length=15, choices=Kind.choices)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name_plural = _("lineage")
        constraints = [
            models.UniqueConstraint(fields=["child", "parent", "kind"], name="lineage_once"),
            models.CheckConstraint(condition=~Q(child=models.F("parent")), name="lineage_not_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} {self.kind} {self.parent_id}"
