"""What is missing in the record of each session, for those who see to it that the report can be written."""

from collections.abc import Iterator

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sessions.models import (
    Recommendation,
    RecommendationAddressee,
    RecordEntry,
    Session,
    SessionAttendance,
    Submission,
    Suggestion,
)

State = Session.RecordState


def counted(sessions: QuerySet[Session]) -> QuerySet[Session]:
    """With how much was captured, and what `missing_in` asks for; one statement for all of them."""
    recommendations = Recommendation.objects.filter(session=OuterRef("pk"))
    addressed = RecommendationAddressee.objects.filter(recommendation=OuterRef("pk"))
    suggestions = Suggestion.objects.filter(state=Suggestion.State.OPEN)
    of_entries = suggestions.filter(entry__session=OuterRef("pk"), entry__removed_at=None)
    of_recommendations = suggestions.filter(recommendation__session=OuterRef("pk"))
    waiting = Submission.objects.filter(session=OuterRef("pk"), state=Submission.State.WAITING)
    return sessions.select_related("event", "room").annotate(
        entry_count=_count(RecordEntry.objects.filter(session=OuterRef("pk")), "session"),
        recommendation_count=_count(recommendations, "session"),
        unaddressed=_count(recommendations.filter(~Exists(addressed)), "session"),
        unsettled=_count(of_entries, "entry__session") + _count(of_recommendations, "recommendation__session"),
        submitted=_count(waiting, "session"),
        is_attended=Exists(SessionAttendance.objects.filter(session=OuterRef("pk"))),
    )


def missing_in(session: Session) -> list[str]:
    """In words; `session` comes from `counted`. Nothing of one that is still to be held, or never was."""
    if session.end is None or session.end > timezone.now() or session.status == Session.Status.CANCELLED:
        return []
    return list(_missing(session))


def _missing(session: Session) -> Iterator[str]:
    if not (session.entry_count or session.recommendation_count):
        yield _("nothing is captured")
    if not session.is_attended:
        yield _("nobody noted who was there")
    if session.record_state == State.OPEN:
        yield _("not handed over")
    if session.record_state == State.HANDED_OVER:
        yield _("not cleared")
    if count := session.unaddressed:
        text = ngettext("%(count)d without an addressee", "%(count)d without an addressee", count)
        yield text % {"count": count}
    if count := session.unsettled:
        text = ngettext("%(count)d suggestion not settled", "%(count)d suggestions not settled", count)
        yield text % {"count": count}
    if count := session.submitted:
        text = ngettext("%(count)d submission waits", "%(count)d submissions wait", count)
        yield text % {"count": count}


def _count(rows: QuerySet, of: str) -> Coalesce:
    counted = rows.order_by().values(of).annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), Value(0))
