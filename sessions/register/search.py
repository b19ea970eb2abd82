"""Finding recommendations by words and facets; what somebody may read is asked in the same statement."""

from collections.abc import Mapping

from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Concat

from cms.facets import Found, narrow
from cms.full_text import asked, having
from sessions.models import Recommendation, RegisterEntry

FACETS = ("theme", "kind", "addressee", "event", "year", "goal", "mechanism", "verb", "consensus")
IN_OFFICE = (*FACETS, "state")
SORTS = {
    "newest": ("-recommendation__event__start_date", "recommendation__event", "recommendation__number"),
    "oldest": ("recommendation__event__start_date", "recommendation__event", "recommendation__number"),
}


def find(
    readable: QuerySet[Recommendation], *, text: str = "", chosen: Mapping[str, str] | None = None, sort: str = "newest"
) -> Found:
    """Those of `readable` with all the words of `text`, and of the values `chosen` by facet. One statement."""
    entries = having(RegisterEntry.objects.filter(recommendation__in=readable.order_by().values("pk")), asked(text))
    codes = Concat("facets", Value(" state:"), "recommendation__status", output_field=TextField())
    order = SORTS.get(sort, SORTS["newest"])
    return narrow(entries.annotate(codes=codes).order_by(*order), "recommendation", chosen or {}, IN_OFFICE, "codes")
