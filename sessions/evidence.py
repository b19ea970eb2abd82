"""What programmes and papers tell of an expert: parts in sessions of events that are over, and published papers."""

from collections.abc import Collection, Iterator, Sequence

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import Event
from participants.directory.evidence import Evidence
from participants.models import Person
from sessions.forms.papers import PAUSES
from sessions.models import ContributionSpeaker, Paper, PaperAuthor, Release, Session, SessionRole

ROLES = {
    SessionRole.Role.CHAIR: gettext_lazy("chaired “%(title)s”"),
    SessionRole.Role.MODERATOR: gettext_lazy("moderated “%(title)s”"),
    SessionRole.Role.RAPPORTEUR: gettext_lazy("reported on “%(title)s”"),
}


def parts(people: Collection[int]) -> Iterator[Evidence]:
    """Of programmes that the public has seen."""
    known = {"session__in": _held()}
    for role in SessionRole.objects.filter(person__in=people, **known).select_related("session__event"):
        words = str(ROLES.get(role.role, _("took part in “%(title)s”")))
        yield _evidence(role.person_id, role.session, words % {"title": role.session.title})
    talks = ContributionSpeaker.objects.filter(person__in=people, contribution__session__in=_held())
    for talk in talks.select_related("contribution__session__event"):
        words = _("spoke on “%(title)s”") % {"title": talk.contribution.title}
        yield _evidence(talk.person_id, talk.contribution.session, words)


def papers(people: Collection[int]) -> Iterator[Evidence]:
    public = Paper.objects.published().filter(event__in=Event.objects.visible_to(AnonymousUser()))
    rows = PaperAuthor.objects.named().filter(person__in=people, paper__in=public).select_related("paper__event")
    for row in rows:
        paper, event = row.paper, row.paper.event
        words = _("wrote “%(title)s”") % {"title": paper.title}
        yield Evidence(row.person_id, event.start_date, event.name, words, paper.get_absolute_url())


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


def _evidence(person: int, session: Session, words: str) -> Evidence:
    event = session.event
    return Evidence(person, event.start_date, event.name, words, session.get_absolute_url())
