"""What people in the programme answered, and which objectives its sessions serve."""

from cms.models import Event
from events_site.demo.shape import Meeting
from sessions.models import Confirmation, ContributionSpeaker, Session, SessionRole

from .shelf import Shelf


def add(event: Event, meeting: Meeting, sessions: dict[str, Session], shelf: Shelf) -> None:
    answers = {Confirmation.DECLINED: meeting.declined, Confirmation.OPEN: meeting.unanswered}
    roles = SessionRole.objects.filter(session__event=event)
    speakers = ContributionSpeaker.objects.filter(contribution__session__event=event)
    for parts in (roles, speakers):
        parts.update(confirmation=Confirmation.CONFIRMED)
        for answer, keys in answers.items():
            parts.filter(person__in=[shelf.people[key] for key in keys]).update(confirmation=answer)
    objectives = list(event.objectives.all())
    Session.objectives.through.objects.bulk_create(
        Session.objectives.through(session=sessions[sitting.key], objective=objectives[number - 1])
        for sitting in meeting.sittings
        for number in sitting.serves
    )
