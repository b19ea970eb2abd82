"""What became of recommendations in documents: told to proposers, to sessions, in the register."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from outputs.models import Disposition, Output
from participants.me import MeSection
from participants.models import Person
from sessions.models import Recommendation
from sessions.record.reading import operative_sentence
from sessions.register.became import Became

MINE_SHOWN = 20


def became_of(ids: Iterable[int], user: Any) -> dict[int, list[Became]]:
    """By the id of each recommendation its dispositions, in documents that `user` may read; two queries."""
    return _told(_readable(user).filter(recommendation__in=list(ids)))


def my_recommendations(person: Person, request: HttpRequest) -> MeSection | None:
    """Those that this person proposed, once an adopted document says what became of them; the newest first."""
    mine = Recommendation.objects.filter(Q(proposers=person) | Q(attributions__person=person)).values("pk")
    found = _told(_readable(request.user).exclude(output__frozen="").filter(recommendation__in=mine))
    if not found:
        return None
    shown = sorted(found, reverse=True)[:MINE_SHOWN]
    rows = Recommendation.objects.for_documents().in_bulk(shown)
    context = {"rows": [{"sentence": operative_sentence(rows[pk]), "became": found[pk]} for pk in shown]}
    return MeSection("recommendations", _("What became of what you proposed"), 45, "outputs/became_mine.html", context)


def _readable(user: Any) -> QuerySet[Disposition]:
    outputs = Output.objects.visible_to(user).order_by().values("pk")
    found = Disposition.objects.filter(output__in=outputs).select_related("output", "into")
    return found.defer("output__body", "output__frozen").order_by("output__adopted_at", "pk")


def _told(dispositions: QuerySet[Disposition]) -> dict[int, list[Became]]:
    told: dict[int, list[Became]] = defaultdict(list)
    for one in dispositions:
        told[one.recommendation_id].append(_one(one))
    return dict(told)


def _one(disposition: Disposition) -> Became:
    carrier = disposition.into or disposition.recommendation_id
    clause = f"recommendation-{carrier.pk if isinstance(carrier, Recommendation) else carrier}"
    stands = bool(disposition.into) or disposition.verdict == Disposition.Verdict.INCLUDED
    return Became(
        label=disposition.get_verdict_display(),
        title=disposition.output.title,
        url=disposition.output.get_absolute_url() + (f"#{clause}" if stands else ""),
        reason=disposition.reason,
        words=disposition.into.text if disposition.into else "",
    )
