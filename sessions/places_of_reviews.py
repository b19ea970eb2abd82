"""What /me/ and the back office show of the review of papers."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.admin.links import AdminLink
from cms.models import Event
from participants.me import MeSection
from participants.models import Person
from sessions.domain.reviewing.assigning import undecided
from sessions.models import Review, Reviewer
from sessions.permissions import may_decide_on_papers
from sessions.views.reviews import rows_of


def my_reviews(person: Person, request: HttpRequest) -> MeSection | None:
    """The papers somebody is asked to judge. One query where there is none, two else."""
    rows = rows_of(request.user)
    waiting = [row for row in rows if row["is_open"] and row["review"].state != Review.State.DONE]
    if not rows:
        return None
    title, order = (_("Papers to review"), 29) if waiting else (_("My reviews"), 31)
    context = {"waiting": waiting, "count": len(rows)}
    return MeSection("reviews", title, order, "sessions/reviews/mine.html", context)


def reviews_link(event: Event, user: Any) -> AdminLink | None:
    """Beside the papers, as soon as there is something or somebody to review."""
    if not may_decide_on_papers(user, event):
        return None
    waiting = undecided(event).count()
    if not waiting and not Reviewer.objects.filter(event=event).exists():
        return None
    done = Review.objects.filter(paper__event=event, state=Review.State.DONE).count()
    note = ngettext("%(count)d paper undecided", "%(count)d papers undecided", waiting) % {"count": waiting}
    url = reverse("paper_reviews:index", args=[event.slug])
    return AdminLink(_("Reviews"), url, "form", 41, done, note if waiting else "")
