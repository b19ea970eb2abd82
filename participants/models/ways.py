"""Ways in besides the open door: invitations, delegations that somebody nominates, and lists that somebody brings."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.models import Country, Event, Organization
from participants.querysets import DelegationQuerySet, InvitationQuerySet, NominationQuerySet

from .people import Person
from .registration import ParticipantCategory, Registration


class Delegation(models.Model):
    """Of a country or an organization: whom it sends is said by its focal point, within `quota`, until `closes_at`.

    `focal_point` is whoever took the task with the address `focal_email`; empty until then.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="delegations")
    country = models.ForeignKey(Country, models.PROTECT, null=True, blank=True, verbose_name=_("country"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, verbose_name=_("organization")
    )
    focal_name = models.CharField(_("focal point"), max_length=150, blank=True)
    focal_email = models.EmailField(_("e-mail of the focal point"), blank=True)
    focal_point = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="delegations_led")
    quota = models.PositiveSmallIntegerField(_("how many may be nominated"), default=5)
    categories = models.ManyToManyField(
        ParticipantCategory, blank=True, verbose_name=_("categories"), help_text=_("None ticked: all that are offered.")
    )
    closes_at = models.DateTimeField(_("nominations until"))
    note = models.TextField(_("note to the focal point"), max_length=1000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = DelegationQuerySet.as_manager()

    class Meta:
        ordering = ["country__name_en", "organization__name", "pk"]
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        constraints = [
            models.CheckConstraint(
                condition=Q(country__isnull=False, organization__isnull=True)
                | Q(country__isnull=True, organization__isnull=False),
                name="delegation_of_one",
            ),
            models.UniqueConstraint(fields=["event", "country"], name="delegation_of_country_once"),
            models.UniqueConstraint(fields=["event", "organization"], name="delegation_of_organization_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.country.name if self.country_id else self.organization.name

    @property
    def is_open(self) -> bool:
        return timezone.now() <= self.closes_at


class Invitation(models.Model):
    """To take part, or with `delegation` to nominate one. It is for whoever has `email`, and stays with that address.

    The link in the letter holds a token of which only `token_hash` is kept; each sending makes a new one. `person` is
    the record that carries the address, and once accepted whoever accepted.
    """

    class State(models.TextChoices):
        PREPARED = "prepared", _("not sent yet")
        SENT = "sent", _("sent")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        REVOKED = "revoked", _("withdrawn")

    event = models.ForeignKey(Event, models.CASCADE, related_name="invitations")
    delegation = models.ForeignKey(Delegation, models.CASCADE, null=True, blank=True, related_name="invitations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="invitations")
    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("full name"), max_length=150)
    honorific = models.CharField(_("form of address"), max_length=40, blank=True)
    category = models.ForeignKey(
        *(ParticipantCategory, models.PROTECT),
        null=True,
        blank=True,
        verbose_name=_("category"),
        help_text=_("Empty: the person chooses."),
    )
    note = models.TextField(_("personal note"), max_length=1000, blank=True, help_text=_("Printed in the letter."))
    is_approved = models.BooleanField(_("needs no approval any more"), default=True)
    token_hash = models.CharField(max_length=64, unique=True, null=True, editable=False)
    expires_at = models.DateTimeField(_("valid until"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PREPARED)
    reason = models.TextField(_("what was said in declining"), max_length=1000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    reminded = models.PositiveSmallIntegerField(_("reminders"), default=0)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "email"], condition=Q(delegation__isnull=True), name="invitation_once"
            ),
            models.UniqueConstraint(
                fields=["delegation", "email"], condition=Q(delegation__isnull=False), name="focal_point_invited_once"
            ),
        ]
        indexes = [models.Index(fields=["event", "state"])]

    def __str__(self) -> str:
        return self.name

    @property
    def is_expired(self) -> bool:
        return self.state in {self.State.PREPARED, self.State.SENT} and timezone.now() > self.expires_at


class Nomination(models.Model):
    """One seat of a delegation. `replaces` is whose seat it takes; that one is kept as `REPLACED`.

    A replacement waits beside whom it replaces until it is confirmed, and counts as one with it.
    """

    class State(models.TextChoices):
        NOMINATED = "nominated", _("waiting for confirmation")
        CONFIRMED = "confirmed", _("confirmed")
        DECLINED = "declined", _("not accepted")
        WITHDRAWN = "withdrawn", _("withdrawn")
        REPLACED = "replaced", _("replaced")

    delegation = models.ForeignKey(Delegation, models.CASCADE, related_name="nominations")
    position = models.PositiveSmallIntegerField(default=0)
    honorific = models.CharField(_("form of address"), max_length=40, blank=True)
    name = models.CharField(_("full name"), max_length=150)
    title = models.CharField(_("title or post"), max_length=150, blank=True)
    institution = models.CharField(_("institution"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"))
    category = models.ForeignKey(ParticipantCategory, models.PROTECT, verbose_name=_("category"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.NOMINATED)
    replaces = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="replacements")
    registration = models.ForeignKey(Registration, models.SET_NULL, null=True, blank=True, related_name="nominations")
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = NominationQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("nomination")
        verbose_name_plural = _("nominations")
        constraints = [
            models.UniqueConstraint(
                fields=["delegation", "email"],
                condition=Q(state__in=["nominated", "confirmed"]),
                name="nominated_once",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def event_id(self) -> int:
        """Where the log of the event looks for it."""
        return self.delegation.event_id


class ListImport(models.Model):
    """A list of people on its way in. `kind` names a module of `participants.domain.importing.kinds`.

    `table` is what was read (see `cms.tables.table`), emptied once it is written. `columns` says which of ours stands
    where, `options` what else was chosen, `result` what was written, `message` why nothing was the last time.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for confirmation")
        WRITING = "writing", _("being written")
        DONE = "done", _("taken in")

    event = models.ForeignKey(Event, models.CASCADE, related_name="list_imports")
    kind = models.CharField(max_length=15)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    file_name = models.CharField(_("file"), max_length=150, blank=True)
    table = models.JSONField()
    columns = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    message = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("list on its way in")
        verbose_name_plural = _("lists on their way in")

    def __str__(self) -> str:
        return f"{self.event_id}: {self.file_name}"
