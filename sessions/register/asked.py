"""What somebody asks of the register, and what its pages show of that: the public one and that of the back office."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.facets import MOST_VALUES, Found, choices, chosen_in
from cms.models import Event, Theme
from cms.numbers import keys_in
from cms.search_words import MAX_LETTERS
from sessions.models import Addressee, Consensus, Mechanism, Recommendation, Verb

from .search import SORTS, find

LABELS = {
    "state": gettext_lazy("State"),
    "theme": gettext_lazy("Theme"),
    "kind": gettext_lazy("Kind of addressee"),
    "addressee": gettext_lazy("Addressed to"),
    "event": gettext_lazy("Event"),
    "year": gettext_lazy("Year"),
    "goal": gettext_lazy("SDG"),
    "mechanism": gettext_lazy("Policy mechanism"),
    "verb": gettext_lazy("Verb"),
    "consensus": gettext_lazy("Consensus"),
}


class Asked:
    def __init__(self, request: HttpRequest, facets: Sequence[str]) -> None:
        self.request, self.facets = request, facets
        self.chosen = chosen_in(request, facets)
        self.text = request.GET.get("q", "").replace("\0", "")[:MAX_LETTERS]
        self.sort = request.GET.get("sort", "")

    def of(self, readable: QuerySet[Recommendation]) -> Found:
        return find(readable, text=self.text, chosen=self.chosen, sort=self.sort)

    def context(self, found: Found) -> dict[str, Any]:
        labels = {facet: label for facet, label in LABELS.items() if facet in self.facets}
        facets, total = choices(self.request, found, labels, names_in(found)), len(found.ids)
        return {
            "facets": facets,
            "chips": [value for facet in facets for value in facet["choices"] if value["is_chosen"]],
            "text": self.text,
            "sort": self.sort if self.sort in SORTS else "",
            "sorts": [("", _("newest first")), ("oldest", _("oldest first"))],
            "kept": list(self.chosen.items()),
            "count": ngettext("%(count)d recommendation", "%(count)d recommendations", total) % {"count": total},
            "is_filtered": bool(self.chosen or self.text),
            "query": self.request.GET.urlencode(),
        }


def names_in(found: Found) -> dict[str, dict[str, str]]:
    """What is shown for the codes of each facet."""

    def most(facet: str) -> list[str]:
        return [value for value, _count in found.counts[facet].most_common(MOST_VALUES)]

    addressees = Addressee.objects.filter(pk__in=keys_in(most("addressee")))
    return {
        "theme": dict(Theme.objects.values_list("slug", "name")),
        "event": {event.slug: event.name for event in Event.objects.filter(slug__in=most("event"))},
        "addressee": {str(each.pk): each.name for each in addressees},
        "mechanism": {str(pk): name for pk, name in Mechanism.objects.values_list("pk", "name")},
        "kind": _labels(Addressee.Kind),
        "verb": _labels(Verb),
        "consensus": _labels(Consensus),
        "state": _labels(Recommendation.Status),
        "year": {year: year for year in found.counts["year"]},
        "goal": {goal: _("Goal %(goal)s") % {"goal": goal} for goal in found.counts["goal"]},
    }


def _labels(kinds: Any) -> dict[str, str]:
    return {value: str(label) for value, label in kinds.choices}
