"""What the screens of the desk share: the roster as their user may see it, and the registrations that were chosen."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from cms.numbers import keys_in
from participants.admin.base import EventView
from participants.models import Registration
from participants.roster import Roster, Selection

ALL = "all"


class DeskScreen(EventView):
    @cached_property
    def roster(self) -> Roster:
        return Roster(self.event, self.request.user)


def group_of(query: QueryDict) -> dict[str, Any]:
    """Whom a form below the list means: those ticked, or everybody whom its filters leave. As GroupLetter keeps it."""
    if query.get("whom") == ALL:
        return {"filters": Selection.of_query(query).to_json()["filters"]}
    return {"ids": keys_in(query.getlist("id"))}


def members(group: dict[str, Any], roster: Roster) -> QuerySet[Registration]:
    """Those of the event alone, whatever ids the form held."""
    if "ids" in group:
        return Registration.objects.filter(event=roster.event, pk__in=group["ids"]).order_by("person__sort_name", "pk")
    return roster.find(Selection.of_json(group))


def pairs_of(group: dict[str, Any]) -> list[tuple[str, str]]:
    """For the hidden fields of the form that asks once more."""
    if "ids" in group:
        return [("id", str(pk)) for pk in group["ids"]]
    return [("whom", ALL), *Selection.of_json(group).pairs]
