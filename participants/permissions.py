"""Who may do what with people and their registrations. Views, templates, the API and Wagtail's policies ask these."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from cms.models import Event, Role
from cms.permissions import is_team
from cms.roles import holds, is_secretariat, may_read_needs_at
from participants.models import (
    Answer,
    Delegation,
    Network,
    NetworkMember,
    Person,
    Question,
    Registration,
    RegistrationSetup,
)

DESK = (Role.ORGANISER, Role.DESK)

__all__ = [
    "DESK",
    "is_member",
    "is_own",
    "may_edit_person",
    "may_erase_person",
    "may_export_registrations",
    "may_invite",
    "may_issue_papers",
    "may_make_network",
    "may_manage_network",
    "may_manage_registrations",
    "may_moderate",
    "may_nominate",
    "may_read_answer",
    "may_read_answers",
    "may_read_contacts",
    "may_read_needs",
    "may_read_participants",
    "may_read_registration",
    "may_set_up_registration",
    "may_write_letters",
    "network_people",
    "shares_network",
]


def may_make_network(user: Any, event: Event | None) -> bool:
    """Out of an event its organisers; out of nothing the secretariat."""
    return is_secretariat(user) or (event is not None and holds(user, event.pk, [Role.ORGANISER]))


def may_manage_network(user: Any, network: Network) -> bool:
    """Closing it, and giving it a moderator where it has none."""
    return may_moderate(user, network)


def is_member(user: Any, network: Network) -> bool:
    """Reads and writes what members say."""
    return _is_in(user, network)


def may_moderate(user: Any, network: Network) -> bool:
    """Its moderators, and the secretariat, which writes nothing there unless it is a member."""
    return is_secretariat(user) or _is_in(user, network, role="moderator")


def _is_in(user: Any, network: Network, **facts: str) -> bool:
    if not (user.is_authenticated and user.is_active):
        return False
    return network.members.filter(person__user=user, state="active", **facts).exists()


def network_people(user: Any) -> QuerySet:
    """Those with whom `user` is in a network now, by the column `person`."""
    if not user.is_authenticated:
        return NetworkMember.objects.none().values("person")
    own = NetworkMember.objects.filter(person__user=user, state="active").values("network")
    return NetworkMember.objects.filter(network__in=own, state="active").order_by().values("person")


def shares_network(user: Any, people: Collection[int]) -> Collection[int]:
    """Those of `people` (ids) with whom `user` is in a network now."""
    return set(network_people(user).filter(person__in=people).values_list("person", flat=True))


def is_own(user: Any, person: Person) -> bool:
    return bool(user.is_authenticated and user.is_active and person.user_id == user.pk)


def may_manage_registrations(user: Any, event: Event) -> bool:
    return is_secretariat(user) or holds(user, event.pk, DESK)


def may_set_up_registration(user: Any, event: Event) -> bool:
    return is_secretariat(user) or holds(user, event.pk, [Role.ORGANISER])


def may_issue_papers(user: Any, event: Event) -> bool:
    """Letters of invitation and for visas, certificates, and what they say. A visa letter shows passport data."""
    return is_secretariat(user) or holds(user, event.pk, [Role.ORGANISER])


def may_write_letters(user: Any, event: Event) -> bool:
    """Reading the outbox, writing, sending and discarding what is in it."""
    return is_secretariat(user) or holds(user, event.pk, [Role.ORGANISER])


def may_invite(user: Any, event: Event) -> bool:
    """Invitations, delegations and whom these nominate, and lists of people brought in."""
    return is_secretariat(user) or holds(user, event.pk, [Role.ORGANISER])


def may_nominate(user: Any, delegation: Delegation) -> bool:
    return Delegation.objects.of_focal_point(user).filter(pk=delegation.pk).exists()


def may_read_registration(user: Any, registration: Registration) -> bool:
    return is_own(user, registration.person) or may_manage_registrations(user, registration.event)


def may_read_needs(user: Any, event: Event) -> bool:
    """Access, diet and the like: of others only for those named in the team to arrange it, and each reading is logged.

    An organiser who is not named reads none; the secretariat does.
    """
    return is_secretariat(user) or may_read_needs_at(user, event.pk, DESK)


def may_read_answers(user: Any, event: Event, question: Question) -> bool:
    """What others answered to `question` of `event`: the desk, but for what is sensitive."""
    return may_read_needs(user, event) if question.is_sensitive else may_manage_registrations(user, event)


def may_erase_person(user: Any, person: Person) -> bool:
    """Oneself, and the secretariat for those who ask it."""
    return may_edit_person(user, person)


def may_read_answer(user: Any, answer: Answer) -> bool:
    """One's own, and the desk's; what is sensitive, as `may_read_needs`. Needs the registration and the question."""
    registration = answer.registration
    if is_own(user, registration.person):
        return True
    if not may_manage_registrations(user, registration.event):
        return False
    return not answer.question.is_sensitive or may_read_needs(user, registration.event)


def may_read_contacts(user: Any, event: Event) -> bool:
    """E-mail and telephone of many at once, in lists and files; each reading is logged."""
    return is_secretariat(user) or holds(user, event.pk, [Role.ORGANISER])


def may_export_registrations(user: Any, event: Event) -> bool:
    return is_secretariat(user) or holds(user, event.pk, [Role.ORGANISER])


def may_edit_person(user: Any, person: Person) -> bool:
    return is_own(user, person) or is_secretariat(user)


def may_read_participants(user: Any, event: Event, setup: RegistrationSetup | None) -> bool:
    """The list of names: for everybody where the set-up says so, else for the team and those approved."""
    if setup and setup.list_is_public:
        return True
    return is_team(user, event) or is_approved(user, event)


def is_approved(user: Any, event: Event) -> bool:
    if not user.is_authenticated:
        return False
    return Registration.objects.approved().filter(event=event, person__user=user).exists()
