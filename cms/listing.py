"""Lists of events on the home page and the event index."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms import places
from cms.cards import Card, card_rows, cards
from cms.models import Country, Event, EventKind, Theme
from cms.search_words import MAX_LETTERS, words_of

PER_PAGE = 20
ON_HOME = 4
SEARCHED = ("title", "short_title", "theme", "venue__city", "venue__country__name_en", "series__name", "kind__name")


class EventFilter(forms.Form):
    """What an address of the index asks for. Only what is offered is taken; the rest of the query is ignored."""

    q = forms.CharField(label=_("Words"), required=False, widget=forms.TextInput(attrs={"maxlength": MAX_LETTERS}))
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    year = forms.ChoiceField(label=_("Year"), required=False)

    def __init__(self, query: QueryDict) -> None:
        listed = Event.objects.listed()
        choices = {
            "kind": _kinds(listed),
            "theme": _themes(listed),
            "country": _countries(listed),
            "year": [(str(day.year), str(day.year)) for day in listed.dates("start_date", "year", order="DESC")],
        }
        asked = {name: query.get(name, "") for name in choices}
        data = {name: value for name, value in asked.items() if value in dict(choices[name])}
        super().__init__(data | {"q": " ".join(words_of(query.get("q")))})
        for name, offered in choices.items():
            self.fields[name].choices = [("", _("All")), *offered]

    def apply(self, events: QuerySet[Event]) -> QuerySet[Event]:
        for word in words_of(self.data["q"]):
            events = events.filter(_any_of(SEARCHED, word))
        paths = {"kind": "kind__slug", "country": "venue__country", "year": "start_date__year"}
        events = events.filter(**{path: self.data[name] for name, path in paths.items() if name in self.data})
        if slug := self.data.get("theme"):
            below = Theme.objects.filter(Q(slug=slug) | Q(parent__slug=slug) | Q(parent__parent__slug=slug))
            events = events.filter(pk__in=Event.themes.through.objects.filter(theme__in=below).values("event_id"))
        return events

    @property
    def is_used(self) -> bool:
        return any(self.data.values())


def event_listing(request: HttpRequest) -> dict[str, Any]:
    """The context of the event index: the form, and a page of cards, the newest first. Seven queries at most."""
    form = EventFilter(request.GET)
    events = parents_first(form.apply(Event.objects.listed()))
    results = Paginator(events, PER_PAGE).get_page(request.GET.get("page", "")[:6])
    years = _by_year(cards(card_rows(results.object_list)))
    return {"form": form, "results": results, "years": years, "count": results.paginator.count}


def upcoming_and_recent(request: HttpRequest) -> dict[str, Any]:
    """The context of the home page: the next events, the last ones, and what the other apps have to show.

    What is held within another event stands on that event's page.
    """
    today = timezone.localdate()
    listed = Event.objects.listed().filter(parent=None)
    coming = listed.filter(end_date__gte=today, is_cancelled=False).order_by("start_date", "title")
    ahead = cards(card_rows(coming[: ON_HOME + 1]))
    past = cards(card_rows(listed.filter(end_date__lt=today).order_by("-start_date", "title")[:ON_HOME]))
    return {
        "next_event": ahead[0] if ahead else None,
        "upcoming": ahead[1:],
        "recent": past,
        "sections": places.home_sections(request),
    }


def parents_first(events: QuerySet[Event]) -> QuerySet[Event]:
    """The newest first, and each event before those that are held within it."""
    family, day = Coalesce("parent_id", "pk"), Coalesce("parent__start_date", "start_date")
    return events.order_by(day.desc(), family, F("parent_id").asc(nulls_first=True), "start_date", "title")


def _by_year(found: list[Card]) -> list[dict[str, Any]]:
    years: dict[int, list[Card]] = {}
    for card in found:
        years.setdefault(card.starts.year, []).append(card)
    return [{"year": year, "cards": group} for year, group in years.items()]


def _any_of(paths: tuple[str, ...], word: str) -> Q:
    found = Q()
    for path in paths:
        found |= Q(**{f"{path}__icontains": word})
    return found


def _kinds(listed: QuerySet[Event]) -> list[tuple[str, str]]:
    return [(kind.slug, kind.name) for kind in EventKind.objects.filter(pk__in=listed.values("kind"))]


def _themes(listed: QuerySet[Event]) -> list[tuple[str, str]]:
    links = Event.themes.through.objects.filter(event__in=listed)
    used = Theme.objects.filter(pk__in=links.values("theme_id")).select_related("parent")
    shown = {theme.slug: theme.name for theme in used} | {t.parent.slug: t.parent.name for t in used if t.parent}
    return sorted(shown.items(), key=lambda choice: choice[1])


def _countries(listed: QuerySet[Event]) -> list[tuple[str, str]]:
    found = Country.objects.filter(pk__in=listed.values("venue__country")).in_order_of(get_language())
    return [(country.code, country.name) for country in found]
