"""A registration: one person at one event."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.models import Event
from participants.querysets import RegistrationQuerySet

from .people import Person


class ParticipantCategory(models.Model):
    """Member, Member State, observer, secretariat, ...: how people are grouped, and how each group is printed."""

    class PrintRule(models.TextChoices):
        BY_NAME = "by_name", _("by name")
        BY_INSTITUTION = "by_institution", _("by institution")
        BY_NUMBER = "by_number", _("by number")

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=100)
    plural = models.CharField(_("heading in lists"), max_length=100)
    print_rule = models.CharField(max_length=15, choices=PrintRule.choices, default=PrintRule.BY_NAME)
    position = models.PositiveSmallIntegerField(default=0)
    is_open = models.BooleanField(_("may be chosen when registering"), default=True)

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("category of participants")
        verbose_name_plural = _("categories of participants")

    def __str__(self) -> str:
        return self.name


class RegistrationSetup(models.Model):
    """How registration for one event works. Its row is what a race for the last place is decided on."""

    event = models.OneToOneField(Event, models.CASCADE, related_name="registration_setup", primary_key=True)
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    grace_minutes = models.PositiveSmallIntegerField(
        _("minutes of grace"), default=0, help_text=_("So long after the close a form that was begun is still taken.")
    )
    change_until = models.DateTimeField(
        _("changes until"), null=True, blank=True, help_text=_("Empty: until registration closes.")
    )
    follow_up_until = models.DateTimeField(_("follow-up form until"), null=True, blank=True)
    is_by_invitation = models.BooleanField(_("only for those invited or nominated"), default=False)
    has_waiting_list = models.BooleanField(_("a waiting list when the places are taken"), default=True)
    acceptance_hours = models.PositiveSmallIntegerField(_("hours to accept a place from the waiting list"), default=72)
    asks_motivation = models.BooleanField(_("asks what people will contribute"), default=True)
    asks_needs = models.BooleanField(_("asks for access, diet or other needs"), default=True)
    needs_keep_days = models.PositiveSmallIntegerField(_("needs are kept this many days after the event"), default=30)
    motivation_keep_days = models.PositiveSmallIntegerField(
        _("contributions are kept this many days after the event"),
        null=True,
        blank=True,
        help_text=_("Empty: as long as the registration."),
    )
    contact_keep_days = models.PositiveSmallIntegerField(
        _("contact of people without an account is kept this many days after the event"),
        null=True,
        blank=True,
        help_text=_("Empty: as long as their record. Whoever has an account keeps them there."),
    )
    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True, help_text=_("Empty: no limit."))
    needs_approval = models.BooleanField(_("registrations are approved one by one"), default=True)
    places_taken = models.PositiveIntegerField(default=0, editable=False)
    introduction = models.TextField(_("introduction"), blank=True)
    categories = models.ManyToManyField(ParticipantCategory, blank=True, verbose_name=_("categories"))
    list_is_public = models.BooleanField(_("the list of participants is public"), default=True)

    class Meta:
        verbose_name = _("registration set-up")
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True) | Q(closes_at__isnull=True) | Q(closes_at__gt=F("opens_at")),
                name="registration_closes_after_opening",
            )
        ]

    def __str__(self) -> str:
        return f"{self.event}: {_('registration')}"

    @property
    def is_open(self) -> bool:
        now = timezone.now()
        return bool(self.opens_at and self.opens_at <= now and (self.closes_at is None or now <= self.closes_at))

    @property
    def places_left(self) -> int | None:
        """None where there is no limit; never negative, even after the capacity was lowered."""
        return None if self.capacity is None else max(0, self.capacity - self.places_taken)


class CategoryPlaces(models.Model):
    """How many of one category may come; a category without a row knows no limit but the event's.

    It is counted under the lock of the set-up's row.
    """

    setup = models.ForeignKey(RegistrationSetup, models.CASCADE, related_name="category_places")
    category = models.ForeignKey(ParticipantCategory, models.CASCADE, related_name="+")
    capacity = models.PositiveIntegerField(_("places"))
    places_taken = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["category"]
        verbose_name = _("places of a category")
        verbose_name_plural = _("places of categories")
        constraints = [models.UniqueConstraint(fields=["setup", "category"], name="category_places_once")]

    def __str__(self) -> str:
        return f"{self.category}: {self.places_taken}/{self.capacity}"

    @property
    def places_left(self) -> int:
        return max(0, self.capacity - self.places_taken)


class Registration(models.Model):
    """`offer_expires_at` is set while a place from the waiting list is offered and held (status OFFERED)."""

    class Status(models.TextChoices):
        SUBMITTED = "submitted", _("waiting for approval")
        WAITING = "waiting", _("on the waiting list")
        OFFERED = "offered", _("a place is offered")
        APPROVED = "approved", _("approved")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class WayIn(models.TextChoices):
        OPEN = "open", _("registered")
        INVITATION = "invitation", _("was invited")
        NOMINATION = "nomination", _("was nominated")
        DESK = "desk", _("was entered by the desk")
        IMPORT = "import", _("came in a list")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey(Event, models.PROTECT, related_name="registrations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="registrations")
    category = models.ForeignKey(ParticipantCategory, models.PROTECT, verbose_name=_("category"))
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.SUBMITTED)
    institution = models.CharField(_("institution"), max_length=200, blank=True)
    title = models.CharField(_("title"), max_length=150, blank=True)
    motivation = models.TextField(_("what you will contribute"), blank=True, max_length=2000)
    needs = models.TextField(_("access, diet or other needs"), blank=True, max_length=1000)
    list_consent = models.BooleanField(_("my name may stand on the list of participants"), default=False)
    consented_at = models.DateTimeField(null=True, blank=True)
    role_in_list = models.CharField(_("role in brackets"), max_length=60, blank=True, help_text=_("Chairperson"))
    protocol_rank = models.PositiveSmallIntegerField(_("protocol rank"), default=100)
    attended = models.BooleanField(_("attended"), default=False)
    checked_in_at = models.DateTimeField(_("checked in"), null=True, blank=True)
    badge_printed_at = models.DateTimeField(_("badge printed"), null=True, blank=True, editable=False)
    way_in = models.CharField(_("way in"), max_length=12, choices=WayIn.choices, default=WayIn.OPEN)
    followed_up_at = models.DateTimeField(_("follow-up form sent"), null=True, blank=True)
    waiting_since = models.DateTimeField(null=True, blank=True)
    offer_expires_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.TextField(_("reason"), blank=True, max_length=1000)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["-submitted_at"]
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        constraints = [models.UniqueConstraint(fields=["event", "person"], name="registration_once")]
        indexes = [models.Index(fields=["event", "status"])]

    def __str__(self) -> str:
        return f"{self.person}, {self.event.name}"
