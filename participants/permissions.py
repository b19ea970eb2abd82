"""Who may do what with people and their registrations. Views, templates, the API and Wagtail's policies ask these."""

from typing import Any

from cms.models import Event, Role
from cms.permissions import is_team
from cms.roles import holds, is_secretariat
from participants.models import Person, Registration, RegistrationSetup

DESK = (Role.ORGANISER, Role.DESK)

__all__ = [
    "DESK",
    "is_own",
    "may_edit_person",
    "may_issue_papers",
    "may_manage_registrations",
    "may_read_needs",
    "may_read_participants",
    "may_read_registration",
    "may_set_up_registration",
    "may_write_letters",
]


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


def may_read_registration(user: Any, registration: Registration) -> bool:
    return is_own(user, registration.person) or may_manage_registrations(user, registration.event)


def may_read_needs(user: Any, event: Event) -> bool:
    """Access, diet and the like: of others only for those who arrange them, and each reading is logged."""
    return may_manage_registrations(user, event)


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
