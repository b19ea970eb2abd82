"""What the programme lacks before it goes to those who speak in it."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.models import Event
from cms.readiness import Check, Milestone
from cms.readiness.placeholders import placeholders
from sessions.kinds import KINDS
from sessions.models import (
    Confirmation,
    Contribution,
    ContributionSpeaker,
    Paper,
    PaperAuthor,
    Release,
    Session,
    SessionRole,
)

LEADERS = (SessionRole.Role.CHAIR, SessionRole.Role.MODERATOR)
LED = {slug for slug, kind in KINDS.items() if set(kind.roles) & set(LEADERS)}
UNREADABLE = (Paper.Status.REJECTED, Paper.Status.WITHDRAWN)


def checks(event: Event) -> Iterator[Check]:
    sessions = _sessions(event)
    released = Release.objects.filter(event=event).exists()
    release = reverse("programme:release", args=[event.slug])
    yield Check(Milestone.PAPERS, _("Programme released"), released, release, _("The public sees none yet."))
    programme = reverse("programme:index", args=[event.slug])
    yield Check(Milestone.PAPERS, _("Sessions in the programme"), bool(sessions), programme, _("There is none yet."))
    for label, count in _open(sessions).items():
        yield _counted(label, count, programme)
    people = reverse("programme:speakers", args=[event.slug])
    yield _counted(_("Everybody in the programme has confirmed"), _unconfirmed(event), people)
    yield _papers(event)


def _counted(label: str, count: int, url: str) -> Check:
    words = ngettext("%(count)d is open", "%(count)d are open", count) % {"count": count}
    return Check(Milestone.PAPERS, label, not count, url, words)


def _sessions(event: Event) -> list[dict[str, Any]]:
    leaders = SessionRole.objects.filter(session=OuterRef("pk"), role__in=LEADERS)
    found = Session.objects.filter(event=event).exclude(status=Session.Status.CANCELLED)
    return list(found.values("kind", "title", "description", "start", "room", "status", is_led=Exists(leaders)))


def _open(sessions: list[dict[str, Any]]) -> dict[str, int]:
    """How many lack what; breaks need no room."""
    return {
        _("Every session has a time"): sum(not row["start"] for row in sessions),
        _("Every session has a room"): sum(not row["room"] and not KINDS[row["kind"]].is_pause for row in sessions),
        _("Every session has its chair or moderator"): sum(_is_without_lead(row) for row in sessions),
        _("No session is “to be confirmed”"): sum(_is_tentative(row) for row in sessions),
    }


def _is_without_lead(row: dict[str, Any]) -> bool:
    return row["kind"] in LED and not row["is_led"]


def _is_tentative(row: dict[str, Any]) -> bool:
    return row["status"] == Session.Status.TENTATIVE or bool(placeholders([row["title"], row["description"]]))


def _unconfirmed(event: Event) -> int:
    """People, each counted once, who did not say yes to everything that they are asked for."""
    here = {"event": event, "status__in": [Session.Status.CONFIRMED, Session.Status.TENTATIVE]}
    sessions = Session.objects.filter(**here).values("pk")
    roles = SessionRole.objects.filter(session__in=sessions).exclude(confirmation=Confirmation.CONFIRMED)
    speakers = ContributionSpeaker.objects.filter(contribution__session__in=sessions)
    speakers = speakers.exclude(confirmation=Confirmation.CONFIRMED)
    return roles.order_by().values("person").union(speakers.order_by().values("person")).count()


def _papers(event: Event) -> Check:
    """A presentation is waited for until a paper of its own, or of one of its speakers, has come in."""
    papers = Paper.objects.filter(event=event).exclude(status__in=UNREADABLE)
    by_speaker = PaperAuthor.objects.filter(paper__in=papers, person__contributions=OuterRef("pk"))
    talks = Contribution.objects.filter(session__event=event).exclude(session__status=Session.Status.CANCELLED)
    waiting = talks.filter(~Exists(papers.filter(contribution=OuterRef("pk"))), ~Exists(by_speaker)).count()
    words = ngettext("%(count)d is outstanding", "%(count)d are outstanding", waiting) % {"count": waiting}
    url = reverse("papers:index", args=[event.slug])
    return Check(Milestone.PAPERS, _("Papers have come in"), not waiting, url, words)
