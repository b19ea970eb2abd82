"""What programmes and papers tell of an expert: parts in sessions of events that are over, and published papers."""

from collections.abc import Iterator, Sequence

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import Event
from participants.directory.evidence import Row, Source
from participants.models import Person
from sessions.forms.papers import PAUSES
from sessions.models import ContributionSpeaker, Paper, PaperAuthor, Release, Session, SessionRole

ROLES = {
    SessionRole.Role.CHAIR: gettext_lazy("chaired “%(title)s”"),
    SessionRole.Role.MODERATOR: gettext_lazy("moderated “%(title)s”"),
    SessionRole.Role.RAPPORTEUR: gettext_lazy("reported on “%(title)s”"),
}


def parts() -> list[Source]:
    """Of programmes that the public has seen, and papers that are published."""
    roles = SessionRole.objects.filter(session__in=_held())
    talks = ContributionSpeaker.objects.filter(contribution__session__in=_held())
    public = Paper.objects.published().filter(event__in=Event.objects.visible_to(AnonymousUser()))
    papers = PaperAuthor.objects.named().filter(paper__in=public)
    place, title = "contribution__session", "contribution__title"
    return [
        Source("role", roles, _had_role, "session__event", "session_id", "session__title", "role"),
        Source("talk", talks, _spoke, f"{place}__event", f"{place}_id", title),
        Source("paper", papers, _wrote, "paper__event", "paper_id", "paper__title"),
    ]


def _had_role(row: Row) -> tuple[str, str]:
    words = str(ROLES.get(SessionRole.Role(row.role), _("took part in “%(title)s”")))
    return words % {"title": row.title}, reverse("sessions:session", args=[row.slug, row.key])


def _spoke(row: Row) -> tuple[str, str]:
    words = _("spoke on “%(title)s”") % {"title": row.title}
    return words, reverse("sessions:session", args=[row.slug, row.key])


def _wrote(row: Row) -> tuple[str, str]:
    words = _("wrote “%(title)s”") % {"title": row.title}
    return words, reverse("sessions:paper", args=[row.slug, row.key])


def took_part(events: Sequence[Event]) -> QuerySet:
    """Whoever had a part in a session."""
    roles = Q(session_roles__session__event__in=events)
    return Person.objects.filter(roles | Q(contributions__session__event__in=events)).values("pk")


def attendance_of(event: Event) -> Iterator[tuple[str, str, QuerySet[Person]]]:
    """The sessions of `event` with those who were in them: who was noted there, and who has a part."""
    for session in Session.objects.filter(event=event).exclude(kind__in=PAUSES).order_by("start", "pk"):
        there = Q(session_attendance__session=session) | Q(session_roles__session=session)
        people = Person.objects.filter(there | Q(contributions__session=session)).distinct()
        yield f"session-{session.pk}", session.title, people


def _held() -> QuerySet[Session]:
    over = Event.objects.visible_to(AnonymousUser()).filter(end_date__lt=timezone.localdate())
    released = over.filter(pk__in=Release.objects.values("event"))
    return Session.objects.filter(event__in=released).exclude(status=Session.Status.CANCELLED)
