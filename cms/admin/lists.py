"""The lists that events are described with. The secretariat keeps them; organisers add venues and organizations."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.base import ViewSetGroup

from cms.admin.forms import INDENT, in_tree_order, timezones
from cms.admin.policies import FixedListPolicy, SecretariatPolicy, SharedListPolicy
from cms.admin.viewsets import ScopedViewSet
from cms.models import Country, EventKind, Organization, Series, Theme, Venue
from cms.models.taxonomy import SIX_LANGUAGES
from cms.wording import yes_or_no


class ThemeIndexView(IndexView):
    """As a tree: each theme under its parent, unless somebody sorts or searches."""

    def get_queryset(self):
        themes = super().get_queryset()
        if self.is_searching or self.is_explicitly_ordered:
            return themes
        depths = list(in_tree_order(list(themes)))
        for theme, depth in depths:
            theme.tree_name = f"{INDENT * depth}{theme.name}"
        return [theme for theme, _depth in depths]


def indented(theme: Theme) -> str:
    return getattr(theme, "tree_name", theme.name)


class ThemeViewSet(ScopedViewSet):
    model = Theme
    policy = SecretariatPolicy(Theme)
    name = "themes"
    icon = "tag"
    index_view_class = ThemeIndexView
    list_per_page = 200
    search_fields = ["name"]
    list_display = [TitleColumn("tree_name", label=_("Name"), accessor=indented, url_name="themes:edit"), "slug"]
    panels = [FieldPanel("name"), FieldPanel("slug"), FieldPanel("parent")]


class KindViewSet(ScopedViewSet):
    model = EventKind
    policy = SecretariatPolicy(EventKind)
    name = "kinds"
    icon = "list-ul"
    list_display = ["name", "slug", "position"]
    panels = [FieldPanel("name"), FieldPanel("slug"), FieldPanel("position")]


class SeriesViewSet(ScopedViewSet):
    model = Series
    policy = SecretariatPolicy(Series)
    name = "series"
    icon = "history"
    search_fields = ["name"]
    list_display = ["name", "slug"]
    panels = [FieldPanel("name"), FieldPanel("slug")]


class VenueViewSet(ScopedViewSet):
    model = Venue
    policy = SharedListPolicy(Venue)
    name = "venues"
    icon = "site"
    search_fields = ["name", "city", "building", "room"]
    list_display = ["__str__", "building", "room", "city"]
    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("building"), FieldPanel("room"), FieldPanel("floor")]),
        FieldPanel("address"),
        FieldRowPanel([FieldPanel("city"), FieldPanel("country")]),
        FieldPanel("timezone", widget=forms.Select(choices=timezones)),
        FieldPanel("access_note"),
    ]


class Yes(Column):
    """Says yes, or nothing: what few of many are is found at a glance."""

    def get_value(self, instance):
        return yes_or_no(True) if super().get_value(instance) else ""


class CountryIndexView(IndexView):
    """With the notice where the list comes from."""

    template_name = "cms/admin/countries.html"

    def get_queryset(self):
        countries = super().get_queryset()
        return countries if self.is_explicitly_ordered else countries.in_order_of(get_language())


class CountryViewSet(ScopedViewSet):
    """Groups of States change and are kept here; States and their names come with the software."""

    model = Country
    policy = FixedListPolicy(Country)
    name = "countries"
    icon = "site"
    index_view_class = CountryIndexView
    list_per_page = 50
    search_fields = ["code", "iso3", *(f"name_{code}" for code in sorted(SIX_LANGUAGES))]
    list_filter = ["member", "region", "regional_group", "sids", "ldc", "lldc"]
    list_display = [
        "name",
        Column("iso3", label=_("Code"), sort_key="iso3"),
        "regional_group",
        Yes("sids", label="SIDS", sort_key="sids"),
        Yes("ldc", label="LDC", sort_key="ldc"),
        Yes("lldc", label="LLDC", sort_key="lldc"),
        "groups_as_at",
    ]
    panels = [
        FieldPanel("formal_name"),
        FieldRowPanel([FieldPanel("region"), FieldPanel("subregion"), FieldPanel("regional_group")]),
        FieldRowPanel([FieldPanel("sids"), FieldPanel("ldc"), FieldPanel("lldc")]),
        FieldPanel("groups_as_at"),
    ]


class OrganizationViewSet(ScopedViewSet):
    model = Organization
    policy = SharedListPolicy(Organization)
    name = "organizations"
    icon = "group"
    search_fields = ["name", "acronym"]
    list_filter = ["kind", "country"]
    list_display = ["name", "acronym", "kind", "country"]
    panels = [
        FieldPanel("name"),
        FieldPanel("acronym"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("country")]),
    ]


class ListsGroup(ViewSetGroup):
    menu_label = _("Lists")
    menu_icon = "list-ul"
    menu_order = 800
    items = (VenueViewSet, OrganizationViewSet, CountryViewSet, ThemeViewSet, KindViewSet, SeriesViewSet)
