"""What the event's page, the back office and /me/ show of papers and the record."""

from dataclasses import replace
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Count, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.admin.links import AdminLink, Group
from cms.models import Event
from cms.places import Place
from cms.prepared import prepared, prepared_for_visitors
from participants.me import MeSection
from participants.models import Person
from sessions.forms.papers import PAUSES
from sessions.models import Paper, PaperAuthor, Release, Session, SessionStar, Submission
from sessions.permissions import may_decide_on_papers
from sessions.programme.tree import Programme
from sessions.querysets import has_papers
from sessions.views.answers import asked_of
from sessions.views.papers import paper_row
from sessions.views.speakers import appearances

SHOWN_ON_PAGE = 3


def papers_place(event: Event, request: HttpRequest) -> Place | None:
    """Where something is published, and for whoever may send a paper: that question costs a visitor nothing.

    The event's own page shows the newest as well, for one statement more.
    """
    if not request.user.is_authenticated and not _has_papers(event):
        return None
    place = Place("papers", _("Papers"), reverse("sessions:papers", args=[event.slug]), 30)
    if request.path != event.get_absolute_url():
        return place
    rows = _newest(request.user, event.pk, timezone.now())
    return _with_summary(place, event, rows) if rows else place


def _with_summary(place: Place, event: Event, rows: list[dict[str, Any]]) -> Place:
    papers = []
    for pk, each in groupby(rows, key=itemgetter("pk")):
        first, *others = each
        authors = [row["named__person__name"] for row in (first, *others) if row["named__person__name"]]
        url = reverse("sessions:paper", args=[event.slug, pk])
        papers.append({"title": first["title"], "language": first["language"], "url": url, "authors": authors})
    count = rows[0]["count"]
    link = ngettext("%(count)d paper", "All %(count)d papers", count) % {"count": count}
    return replace(place, template="sessions/papers_place.html", context={"papers": papers}, link=link)


@prepared_for_visitors
def _newest(user: Any, event: int, at: datetime) -> QuerySet:
    """A row for each author of the newest papers that `user` finds in the library, and how many those are in all."""
    readable = Paper.objects.readable(user) if user.is_authenticated else Paper.objects.published(at)
    found = readable.filter(event=event).annotate(since=Coalesce("published_at", "created_at"))
    count = found.order_by().values("event").annotate(count=Count("pk")).values("count")
    newest = Paper.objects.filter(pk__in=found.order_by("-since", "-pk").values("pk")[:SHOWN_ON_PAGE])
    named = FilteredRelation("authors", condition=~Q(authors__answer=PaperAuthor.Answer.DECLINED))
    rows = newest.annotate(named=named, count=Subquery(count), since=Coalesce("published_at", "created_at"))
    rows = rows.order_by("-since", "-pk", "named__position", "named__pk")
    return rows.values("pk", "title", "language", "named__person__name", "count")


def _has_papers(event: Event) -> bool:
    """Not asked again where the list of papers has counted them, or the newest release was read."""
    counted: bool | None = getattr(event, "has_papers", None)
    return bool(_published(event.pk, timezone.now())) if counted is None else counted


@prepared
def _published(event: int, at: datetime) -> QuerySet:
    return Event.objects.filter(has_papers(at, event), pk=event).values("pk")[:1]


def my_papers(person: Person, request: HttpRequest) -> MeSection | None:
    own = PaperAuthor.objects.named().filter(person=person)
    papers = Paper.objects.filter(pk__in=own.values("paper")).for_lists().order_by("-created_at")
    rows = [paper_row(paper) | {"asked": _asked(paper, person)} for paper in papers]
    return MeSection("papers", _("My papers"), 30, "sessions/papers_mine.html", {"papers": rows}) if rows else None


def _asked(paper: Paper, person: Person) -> PaperAuthor | None:
    """The authorship that this person has not answered yet."""
    asked = PaperAuthor.Answer.ASKED
    return next((each for each in paper.authors.all() if each.person_id == person.pk and each.answer == asked), None)


def my_parts(person: Person, request: HttpRequest) -> MeSection | None:
    """What this person is asked to confirm, before all else, and what they answered.

    Three queries, one where there is nothing.
    """
    rows = asked_of(person)
    waiting, answered = [row for row in rows if not row.answer], [row for row in rows if row.answer]
    title, order = (_("Please confirm"), 5) if waiting else (_("My answers"), 16)
    context = {"open": waiting, "answered": answered}
    return MeSection("parts", title, order, "sessions/parts_mine.html", context) if rows else None


def my_sessions(person: Person, request: HttpRequest) -> MeSection | None:
    """What this person has a part in at meetings to come, as it was last released. One query."""
    rows = [{"event": release.event, "appearances": appearances_in(release, person)} for release in _ahead(person)]
    rows = [row for row in rows if row["appearances"]]
    context = {"events": rows}
    return MeSection("sessions", _("My sessions"), 15, "sessions/sessions_mine.html", context) if rows else None


def my_calendar(person: Person, request: HttpRequest) -> MeSection:
    """With the meetings to come of which this account has starred sessions. One query."""
    starred = SessionStar.objects.filter(user=request.user.pk).values("event")
    events = Event.objects.visible_to(request.user).filter(pk__in=starred, end_date__gte=timezone.localdate())
    context = {"events": events.order_by("start_date", "pk")}
    return MeSection("calendar", _("My programme and calendar"), 17, "sessions/calendar_mine.html", context)


def _ahead(person: Person) -> QuerySet[Release]:
    part = Q(sessions__roles__person=person) | Q(sessions__contributions__speakers=person)
    events = Event.objects.filter(part, end_date__gte=timezone.localdate())
    newest = Release.objects.filter(event=OuterRef("event")).order_by("-number").values("pk")[:1]
    releases = Release.objects.filter(event__in=events, pk=Subquery(newest))
    return releases.select_related("event__venue__country").order_by("event__start_date", "pk")


def appearances_in(release: Release, person: Person) -> list[dict[str, Any]]:
    programme = Programme.from_json(release.programme)
    speaker = programme.speaker(person.pk)
    return appearances(programme, speaker) if speaker else []


def my_records(person: Person, request: HttpRequest) -> MeSection | None:
    """The sessions in which this person is chair or rapporteur: where the record is written."""
    led = Q(roles__person=person, roles__role__in=["chair", "rapporteur"])
    sessions = Session.objects.filter(led).exclude(kind__in=PAUSES).select_related("event").distinct()
    sessions = sessions.order_by("-event__start_date", "start", "pk")
    rows = [
        {"session": session, "url": reverse("record:desk", args=[session.event.slug, session.pk])}
        for session in sessions
    ]
    return MeSection("record", _("Records I write"), 20, "sessions/record_mine.html", {"rows": rows}) if rows else None


def record_link(event: Event, user: Any) -> AdminLink | None:
    mine = Session.objects.recorded_by(user).filter(event=event).exclude(kind__in=PAUSES)
    counts = mine.aggregate(all=Count("pk"), waiting=Count("pk", filter=Q(record_state="handed_over")))
    if not counts["all"]:
        return None
    waiting = counts["waiting"]
    note = ngettext("%(count)d waits for the chair", "%(count)d wait for the chair", waiting) % {"count": waiting}
    url = reverse("record:sessions", args=[event.slug])
    return AdminLink(_("Record"), url, "edit", 50, counts["all"], note if waiting else "", Group.OUTCOME)


def papers_link(event: Event, user: Any) -> AdminLink | None:
    if not may_decide_on_papers(user, event):
        return None
    counts = Paper.objects.filter(event=event).aggregate(
        all=Count("pk"), waiting=Count("pk", filter=Q(status=Paper.Status.SUBMITTED))
    )
    waiting = counts["waiting"]
    note = ngettext("%(count)d to decide", "%(count)d to decide", waiting) % {"count": waiting}
    return AdminLink(
        _("Papers"), reverse("papers:index", args=[event.slug]), "doc-full", 40, counts["all"], note if waiting else ""
    )


def my_submissions(person: Person, request: HttpRequest) -> MeSection | None:
    """What this person sent to sessions, and the sessions that invite it now."""
    standing = Submission.objects.filter(person=person).exclude(state=Submission.State.WITHDRAWN)
    sent = list(standing.select_related("session__event").order_by("-sent_at")[:20])
    approved = person.registrations.filter(status="approved").values("event")
    part = Q(event__in=approved) | Q(roles__person=person) | Q(contributions__speakers=person)
    inviting = Session.objects.filter(part, takes_submissions=True).select_related("event").distinct()
    context = {"sent": sent, "inviting": list(inviting)}
    if not any(context.values()):
        return None
    return MeSection("submissions", _("What I sent to sessions"), 35, "sessions/submissions_mine.html", context)
