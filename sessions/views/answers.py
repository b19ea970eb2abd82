"""People in the programme say whether they come."""

from collections import defaultdict
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from participants.domain.people import person_of
from participants.models import Person
from sessions.domain.answers import Part, answer_parts, part_name, session_of
from sessions.models import Confirmation, ContributionSpeaker, Session, SessionRole

THANKS = {
    Confirmation.CONFIRMED: _("Thank you: “%(title)s” is confirmed."),
    Confirmation.DECLINED: _("The organizers see that you cannot come to “%(title)s”."),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A session with the parts of one person in it. `answer` is empty where not all have the same, or none has any."""

    session: Session
    parts: list[Part]

    @property
    def names(self) -> list[str]:
        return [capfirst(part_name(part)) for part in self.parts]

    @property
    def answer(self) -> str:
        answers = {part.confirmation for part in self.parts}
        answer = answers.pop() if len(answers) == 1 else Confirmation.OPEN
        return "" if answer == Confirmation.OPEN else answer


def asked_of(person: Person) -> list[Asked]:
    """In the order of time."""
    sessions = list(Session.objects.asking(person).select_related("event"))
    parts: dict[int, list[Part]] = defaultdict(list)
    for part in own_parts(person, sessions) if sessions else ():
        parts[session_of(part).pk].append(part)
    return [Asked(session, parts[session.pk]) for session in sessions if parts[session.pk]]


def own_parts(person: Person, sessions: list[Session]) -> list[Part]:
    roles = SessionRole.objects.filter(session__in=sessions, person=person).select_related("session", "person")
    links = ContributionSpeaker.objects.filter(contribution__session__in=sessions, person=person)
    return [*roles, *links.select_related("contribution__session", "person")]


@login_required
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """For all the parts that one has in a session."""
    person = person_of(request.user)
    session = get_object_or_404(Session.objects.asking(person).select_related("event"), pk=pk)
    given = request.POST.get("answer", "")
    try:
        answer_parts(session.event, by=request.user, parts=own_parts(person, [session]), answer=given)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, THANKS[given] % {"title": session.title})
    return redirect(f"{reverse('participants:me')}#parts")
