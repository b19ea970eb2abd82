"""The lists that everything else is described with. All of them are rows, so a secretariat can change them."""

from datetime import date

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

LAST = 999
#: Of what comes with migrations, see NOTICE.
GROUPS_AS_AT = date(2026, 11, 22)
SIX_LANGUAGES = frozenset({"ar", "en", "es", "fr", "ru", "zh"})


class CountryQuerySet(models.QuerySet):
    def in_order_of(self, language: str | None) -> "CountryQuerySet":
        """As a list in `language` has them: Chinese by pinyin, Arabic without the article."""
        return self.order_by(Country.order_field(language), "name_en")


class Country(models.Model):
    """A State or area, with its United Nations short name in six languages and its groups.

    Names come with migrations, and their places in the alphabets with them (`order_*`: collation of CLDR); groups
    change, so the secretariat keeps them and says as at which day.
    """

    code = models.CharField(_("ISO code"), max_length=2, primary_key=True)
    iso3 = models.CharField(max_length=3, unique=True)
    m49 = models.CharField(_("M49 code"), max_length=3)
    name_en = models.CharField(max_length=100)
    name_fr = models.CharField(max_length=100)
    name_es = models.CharField(max_length=100)
    name_ru = models.CharField(max_length=100)
    name_zh = models.CharField(max_length=100)
    name_ar = models.CharField(max_length=100)
    order_en = models.PositiveSmallIntegerField(default=LAST)
    order_fr = models.PositiveSmallIntegerField(default=LAST)
    order_es = models.PositiveSmallIntegerField(default=LAST)
    order_ru = models.PositiveSmallIntegerField(default=LAST)
    order_zh = models.PositiveSmallIntegerField(default=LAST)
    order_ar = models.PositiveSmallIntegerField(default=LAST)
    formal_name = models.CharField(_("formal name in English"), max_length=150, blank=True)
    region = models.CharField(_("M49 region"), max_length=50, blank=True)
    subregion = models.CharField(_("M49 subregion"), max_length=50, blank=True)
    regional_group = models.CharField(_("regional group"), max_length=60, blank=True)
    member = models.BooleanField(_("Member State"), default=True)
    sids = models.BooleanField(_("small island developing State"), default=False)
    ldc = models.BooleanField(_("least developed country"), default=False)
    lldc = models.BooleanField(_("landlocked developing country"), default=False)
    groups_as_at = models.DateField(_("groups as at"), default=GROUPS_AS_AT)

    objects = CountryQuerySet.as_manager()

    class Meta:
        ordering = ["name_en"]
        verbose_name = _("country")
        verbose_name_plural = _("countries")

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_in(get_language() or "en")

    def name_in(self, language: str) -> str:
        """The short name in `language` (a code such as "zh-hans"); English where that language has none."""
        return getattr(self, self.name_field(language)) or self.name_en

    @staticmethod
    def name_field(language: str | None) -> str:
        return f"name_{_one_of_six(language)}"

    @staticmethod
    def order_field(language: str | None) -> str:
        return f"order_{_one_of_six(language)}"


def _one_of_six(language: str | None) -> str:
    """The language of a code such as "zh-hans"; English where the United Nations have no names in it."""
    code = (language or "en")[:2]
    return code if code in SIX_LANGUAGES else "en"


class Theme(models.Model):
    """A subject, in a tree of two or more levels; events, sessions, papers and recommendations carry them."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")

    class Meta:
        ordering = ["name"]
        verbose_name = _("theme")
        verbose_name_plural = _("themes")

    def __str__(self) -> str:
        return self.name


class SdgTarget(models.Model):
    """A target of the 2030 Agenda, such as 16.7, with a short text of our own."""

    code = models.CharField(_("code"), max_length=6, primary_key=True)
    goal = models.PositiveSmallIntegerField(_("goal"))
    text = models.CharField(_("text"), max_length=200)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        verbose_name = _("SDG target")
        verbose_name_plural = _("SDG targets")

    def __str__(self) -> str:
        return f"{self.code} {self.text}"


class EventKind(models.Model):
    """Expert group meeting, forum, workshop, committee session, seminar: data, not code."""

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("kind of event")
        verbose_name_plural = _("kinds of event")

    def __str__(self) -> str:
        return self.name


class Organization(models.Model):
    """A ministry, a division of a secretariat, a university, an association: whoever people work for and meet with."""

    class Kind(models.TextChoices):
        STATE = "state", _("Government")
        UN = "un", _("United Nations entity")
        INTERNATIONAL = "international", _("International organization")
        ACADEMIA = "academia", _("Academia")
        CIVIL_SOCIETY = "civil_society", _("Civil society")
        PRIVATE = "private", _("Private sector")

    name = models.CharField(_("name"), max_length=200, unique=True)
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    country = models.ForeignKey(Country, models.PROTECT, null=True, blank=True, verbose_name=_("country"))

    class Meta:
        ordering = ["name"]
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")

    def __str__(self) -> str:
        return self.name
