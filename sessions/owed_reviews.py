"""What reviewers still owe to an event. It names no paper: organisers who wrote one read the reminders, too."""

from collections import Counter
from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef
from django.urls import reverse
from django.utils.translation import ngettext

from cms.models import Event
from participants.models import Person
from participants.owed import Owed, of
from sessions.models import Paper, PaperDecision, Review


def owed_reviews(*, person: Person | None, event: Event | None) -> Iterator[Owed]:
    """Once for each event, until the call's day for reviews."""
    waiting: Counter[tuple[int, Event]] = Counter()
    for review in _waiting(person, event):
        waiting[review.reviewer.person_id, review.reviewer.event] += 1
    for (who, meeting), count in waiting.items():
        title = ngettext("Review %(count)d paper", "Review %(count)d papers", count) % {"count": count}
        call = getattr(meeting, "call", None)
        yield Owed(who, meeting, title, reverse("sessions:my_reviews"), call.review_deadline if call else None)


def _waiting(person: Person | None, event: Event | None) -> Iterator[Review]:
    decided = PaperDecision.objects.filter(paper=OuterRef("paper"), stage=OuterRef("stage"), round=OuterRef("round"))
    rows = Review.objects.filter(stage=F("paper__stage"), round=F("paper__round"), paper__status=Paper.Status.SUBMITTED)
    rows = rows.filter(state__in=[Review.State.ASKED, Review.State.DRAFT], paper__event__is_cancelled=False)
    whose = {f"reviewer__{name}": value for name, value in of(person, event).items()}
    return rows.filter(~Exists(decided), **whose).select_related("reviewer__event__call").iterator()
