"""An event is a plain model; pages publish it, one for each language."""

from datetime import time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from cms.querysets import EventQuerySet

from .taxonomy import Country, EventKind, Organization, SdgTarget, Theme

YEARS = range(1900, 2200)
LONGEST = timedelta(days=366)


def validate_timezone(value: str) -> None:
    if value not in available_timezones() or "/" not in value:
        raise ValidationError(_("“%(zone)s” is not a time zone such as Asia/Seoul."), params={"zone": value[:60]})


class Precision(models.TextChoices):
    """How exact a published number is; the words are printed before it."""

    EXACT = "exact", _("exactly")
    APPROXIMATE = "approximate", _("approximately")
    NEARLY = "nearly", _("nearly")
    OVER = "over", _("more than")


class Series(models.Model):
    """Events that return: the Forum, the sessions of a committee. Its events are its editions."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=150)

    class Meta:
        ordering = ["name"]
        verbose_name = _("series")
        verbose_name_plural = _("series")

    def __str__(self) -> str:
        return self.name


class Venue(models.Model):
    name = models.CharField(_("name"), max_length=150, blank=True, help_text=_("Leave empty while to be confirmed."))
    building = models.CharField(_("building"), max_length=100, blank=True)
    room = models.CharField(_("room"), max_length=100, blank=True)
    floor = models.CharField(_("floor"), max_length=30, blank=True)
    address = models.TextField(_("address"), blank=True)
    city = models.CharField(_("city"), max_length=100)
    country = models.ForeignKey(Country, models.PROTECT, verbose_name=_("country"))
    timezone = models.CharField(
        _("time zone"),
        max_length=60,
        blank=True,
        validators=[validate_timezone],
        help_text=_("Proposed for its events."),
    )
    access_note = models.TextField(
        _("access"), blank=True, help_text=_("How to get there, entrances, step-free ways, what to show at the gate.")
    )

    class Meta:
        ordering = ["city", "name"]
        verbose_name = _("venue")
        verbose_name_plural = _("venues")

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.name, self.place]))

    @property
    def place(self) -> str:
        """City and country, the country left out where it is the city."""
        return self.city if self.city == self.country.name else f"{self.city}, {self.country.name}"


class Event(ClusterableModel):
    class Visibility(models.TextChoices):
        PUBLIC = "public", _("public")
        UNLISTED = "unlisted", _("unlisted: whoever has the address may read it")
        PRIVATE = "private", _("private: the team and those registered")

    class Numbering(models.TextChoices):
        NONE = "none", _("sessions are not numbered")
        ROMAN = "roman", _("roman numerals (Session IV)")

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=250)
    short_title = models.CharField(_("short title"), max_length=80, blank=True)
    kind = models.ForeignKey(EventKind, models.PROTECT, verbose_name=_("kind"))
    series = models.ForeignKey(Series, models.PROTECT, null=True, blank=True, related_name="events")
    edition = models.PositiveSmallIntegerField(_("edition"), null=True, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    outside_parent = models.CharField(
        _("in the margins of"), max_length=250, blank=True, help_text=_("A conference that is not in this system.")
    )
    theme = models.CharField(_("theme"), max_length=250, blank=True, help_text=_("The motto of the meeting."))
    themes = models.ManyToManyField(Theme, blank=True, related_name="events", verbose_name=_("subjects"))
    sdg_targets = models.ManyToManyField(SdgTarget, blank=True, related_name="events", verbose_name=_("SDG targets"))
    goal = models.TextField(_("goal"), blank=True)

    start_date = models.DateField(_("first day"))
    end_date = models.DateField(_("last day"))
    timezone = models.CharField(_("time zone"), max_length=60, validators=[validate_timezone])
    venue = models.ForeignKey(Venue, models.PROTECT, null=True, blank=True, related_name="events")
    language = models.CharField(_("original language"), max_length=10, default="en")
    working_languages = models.JSONField(_("working languages"), default=list, blank=True)
    interpretation = models.JSONField(_("interpretation into"), default=list, blank=True)
    hours_start = models.TimeField(_("the day begins"), default=time(8))
    hours_end = models.TimeField(_("the day ends"), default=time(20))

    visibility = models.CharField(_("visibility"), max_length=10, choices=Visibility.choices, default="public")
    is_cancelled = models.BooleanField(_("cancelled"), default=False)
    session_numbering = models.CharField(max_length=10, choices=Numbering.choices, default=Numbering.NONE)
    symbol = models.CharField(
        _("document symbol"),
        max_length=60,
        blank=True,
        validators=[RegexValidator(r"^[A-Z0-9][A-Za-z0-9./ -]*$", _("For example ST/DPI/2014/FORUM."))],
    )

    expected_participants = models.CharField(_("participants expected"), max_length=100, blank=True)
    participant_count = models.PositiveIntegerField(_("participants"), null=True, blank=True)
    participant_precision = models.CharField(max_length=12, choices=Precision.choices, default=Precision.EXACT)
    state_count = models.PositiveSmallIntegerField(_("Member States"), null=True, blank=True)
    state_precision = models.CharField(max_length=12, choices=Precision.choices, default=Precision.EXACT)

    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = EventQuerySet.as_manager()

    #: The id of the account for which `doors.open_event` opened this very object; kept nowhere.
    opened_for: int | None = None

    class Meta:
        ordering = ["-start_date", "title"]
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end_date__gte=models.F("start_date")), name="event_ends_after_start"
            ),
            models.UniqueConstraint(fields=["series", "edition"], name="event_edition_unique"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("wagtail_serve", args=[f"events/{self.slug}/"])

    def clean(self) -> None:
        self._check_days()
        if self.hours_start and self.hours_end and self.hours_end <= self.hours_start:
            raise ValidationError({"hours_end": _("The day ends before it begins.")})
        if self.series_id and self.edition and self.other_editions().filter(edition=self.edition).exists():
            raise ValidationError({"edition": _("This series has had this edition already.")})

    def _check_days(self) -> None:
        """A slip of the pen in a year must not make a meeting of ten thousand days, each of which a page would show."""
        if self.start_date and self.start_date.year not in YEARS:
            years = {"first": YEARS.start, "last": YEARS.stop - 1}
            raise ValidationError({"start_date": _("Write a year from %(first)d to %(last)d.") % years})
        if self.start_date and self.end_date and self.end_date < self.start_date:
            raise ValidationError({"end_date": _("The last day is before the first.")})
        if self.start_date and self.end_date and self.end_date - self.start_date > LONGEST:
            raise ValidationError({"end_date": _("This is longer than a year.")})

    def other_editions(self) -> models.QuerySet["Event"]:
        """The other events of its series; none where it belongs to no series."""
        of_series = Event.objects.filter(series=self.series_id) if self.series_id else Event.objects.none()
        return of_series.exclude(pk=self.pk)

    @cached_property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def name(self) -> str:
        return self.short_title or self.title

    @property
    def days(self) -> int:
        return (self.end_date - self.start_date).days + 1

    @property
    def is_over(self) -> bool:
        """Whether its last day has passed, where it is held."""
        return timezone.localdate(timezone=self.tz) > self.end_date


class Organizer(models.Model):
    """Who holds the event with whom, in the order in which they are printed."""

    class Role(models.TextChoices):
        ORGANIZER = "organizer", _("organizer")
        CO_ORGANIZER = "co_organizer", _("co-organizer")
        HOST = "host", _("host")
        PARTNER = "partner", _("partner")

    event = ParentalKey(Event, on_delete=models.CASCADE, related_name="organizers")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=15, choices=Role.choices, default=Role.ORGANIZER)
    position = models.PositiveSmallIntegerField(default=0)

    sort_order_field = "position"

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("organizer")
        constraints = [models.UniqueConstraint(fields=["event", "organization"], name="organizer_once")]

    def __str__(self) -> str:
        return str(self.organization)


class Objective(models.Model):
    """One objective of an event; printed as (a), (b), ... in this order."""

    event = ParentalKey(Event, on_delete=models.CASCADE, related_name="objectives")
    text = models.TextField(_("text"))
    position = models.PositiveSmallIntegerField(default=0)

    sort_order_field = "position"

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")

    def __str__(self) -> str:
        return Truncator(self.text).chars(80)


class Contact(models.Model):
    event = ParentalKey(Event, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(_("name"), max_length=150)
    title = models.CharField(_("title"), max_length=150, blank=True)
    unit = models.CharField(_("unit"), max_length=250, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    sort_order_field = "position"

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")

    def __str__(self) -> str:
        return self.name
