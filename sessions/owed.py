"""What speakers and authors still owe to an event: their answer, biography, registration, paper, slides."""

from collections.abc import Iterator
from datetime import datetime, time

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.models import Event
from cms.readiness.base import Milestone, due_date
from participants.domain.setup import TAKING, setup_of, state_of
from participants.domain.way_letters import LINK_LASTS
from participants.models import Person, Registration
from participants.owed import Owed, of
from sessions.domain.calls import deadline_of, next_stage
from sessions.models import (
    CallForPapers,
    Confirmation,
    ContributionSpeaker,
    Paper,
    PaperAuthor,
    PaperVersion,
    Release,
    Session,
    SessionRole,
)

Status, Stage = Paper.Status, Paper.Stage
CLOSED = (Status.WITHDRAWN, Status.REJECTED)
EVENT = "contribution__session__event"


def owed_parts(*, person: Person | None, event: Event | None) -> Iterator[Owed]:
    """Of whoever is in a released programme: an answer for each session, a biography and registration for the event."""
    answers, people = {}, {}
    for who, session, confirmation, has_biography in _parts(person, event):
        people[who, session.event_id] = (session.event, has_biography)
        if confirmation == Confirmation.OPEN:
            answers[who, session.pk] = session
    for (who, _pk), session in answers.items():
        title = _("Confirm your part in “%(session)s”") % {"session": session.title}
        yield Owed(who, session.event, title, f"{reverse('participants:me')}#parts", _programme_day(session.event))
    for (who, _pk), (meeting, has_biography) in people.items():
        if not has_biography:
            url = reverse("participants:profile")
            yield Owed(who, meeting, _("Write your biography"), url, _programme_day(meeting))
    yield from _unregistered(people)


def owed_papers(*, person: Person | None, event: Event | None) -> Iterator[Owed]:
    """What an author has begun, was asked to revise, or whose abstract was accepted; and whether one is an author."""
    asks = Q(status__in=[Status.DRAFT, Status.REVISE]) | Q(status=Status.ACCEPTED, stage=Stage.ABSTRACT)
    ahead = {"paper__event__end_date__gte": timezone.localdate()}
    rows = PaperAuthor.objects.named().select_related("paper__event__call")
    rows = rows.filter(**of(person, None)) if person else rows.filter(paper__event=event)
    for row in rows.filter(Q(paper__in=Paper.objects.filter(asks)) | Q(answer="asked"), **ahead):
        if row.answer == PaperAuthor.Answer.ASKED:
            yield from _authorship(row)
        else:
            yield _sending(row.paper, row.person_id)


def owed_talks(*, person: Person | None, event: Event | None) -> Iterator[Owed]:
    """A paper for each presentation, and its slides where the call asks for them."""
    sent = Paper.objects.exclude(status__in=CLOSED)
    own = PaperAuthor.objects.filter(paper__in=sent, person=OuterRef("person"), paper__event=OuterRef(EVENT))
    slides = PaperVersion.objects.filter(kind=PaperVersion.Kind.SLIDES, paper__in=sent)
    of_talk = Q(paper__contribution=OuterRef("contribution")) | Q(paper__authors__person=OuterRef("person"))
    links = _talks(person, event).annotate(
        has_paper=Exists(sent.filter(contribution=OuterRef("contribution"))) | Exists(own),
        has_slides=Exists(slides.filter(of_talk, paper__event=OuterRef(EVENT))),
    )
    for link in links:
        meeting, talk = link.contribution.session.event, link.contribution
        call = _call(meeting)
        if not link.has_paper:
            due = (call and deadline_of(call, next_stage(call, Paper()))) or _programme_day(meeting)
            title = _("Send your paper for “%(talk)s”") % {"talk": talk.title}
            yield Owed(link.person_id, meeting, title, reverse("sessions:paper_new", args=[meeting.slug]), due)
        elif call and PaperVersion.Kind.SLIDES in call.kinds and not link.has_slides:
            title = _("Send the slides for “%(talk)s”") % {"talk": talk.title}
            url = reverse("sessions:papers", args=[meeting.slug])
            yield Owed(link.person_id, meeting, title, url, talk.session.start)


def _parts(person: Person | None, event: Event | None) -> Iterator[tuple[int, Session, str, bool]]:
    roles = _ahead(SessionRole.objects.filter(**_whose(person, event, "session__event")), "session")
    for role in roles.select_related("session__event__registration_setup", "person"):
        yield role.person_id, role.session, role.confirmation, bool(role.person.biography)
    for link in _talks(person, event).select_related(f"{EVENT}__registration_setup", "person"):
        session = link.contribution.session
        yield link.person_id, session, link.confirmation, bool(link.person.biography)


def _talks(person: Person | None, event: Event | None) -> QuerySet[ContributionSpeaker]:
    links = ContributionSpeaker.objects.filter(**_whose(person, event, EVENT))
    return _ahead(links, "contribution__session").select_related(f"{EVENT}__call")


def _whose(person: Person | None, event: Event | None, column: str) -> dict[str, object]:
    return {"person": person} if person else {column: event}


def _ahead(rows: QuerySet, session: str) -> QuerySet:
    """Those of events to come whose programme has been released at least once; who declined owes nothing."""
    known = {
        f"{session}__event__in": Release.objects.values("event"),
        f"{session}__event__is_cancelled": False,
        f"{session}__event__end_date__gte": timezone.localdate(),
    }
    cancelled = {f"{session}__status": Session.Status.CANCELLED}
    return rows.filter(**known).exclude(**cancelled).exclude(confirmation=Confirmation.DECLINED)


def _unregistered(people: dict[tuple[int, int], tuple[Event, bool]]) -> Iterator[Owed]:
    if not people:
        return
    known = set(
        Registration.objects.filter(
            event__in={event for _who, event in people}, person__in={who for who, _event in people}
        ).values_list("person", "event")
    )
    for who, pk in people.keys() - known:
        event = people[who, pk][0]
        setup = setup_of(event)
        if setup and state_of(setup) in TAKING:
            url = reverse("participants:register", args=[event.slug])
            yield Owed(who, event, _("Register"), url, setup.closes_at)


def _authorship(row: PaperAuthor) -> Iterator[Owed]:
    if row.paper.status not in CLOSED:
        title = _("Say whether you are an author of “%(paper)s”") % {"paper": row.paper.title}
        due = row.asked_at + LINK_LASTS if row.asked_at else None
        yield Owed(row.person_id, row.paper.event, title, f"{reverse('participants:me')}#papers", due)


def _sending(paper: Paper, person: int) -> Owed:
    call = _call(paper.event)
    titles = {
        Status.DRAFT: _("Finish and send “%(paper)s”"),
        Status.REVISE: _("Revise “%(paper)s” and send it again"),
        Status.ACCEPTED: _("Your abstract is accepted: send the paper “%(paper)s”"),
    }
    due = None if paper.status == Status.REVISE else deadline_of(call, next_stage(call, paper))
    url = reverse("sessions:paper_edit", args=[paper.event.slug, paper.pk])
    return Owed(person, paper.event, titles[Status(paper.status)] % {"paper": paper.title}, url, due)


def _call(event: Event) -> CallForPapers | None:
    """Read with the event."""
    return getattr(event, "call", None)


def _programme_day(event: Event) -> datetime | None:
    """The end of the day on which programme and papers are to be ready."""
    day = due_date(Milestone.PAPERS, event)
    return datetime.combine(day, time(23, 59), event.tz) if day else None
