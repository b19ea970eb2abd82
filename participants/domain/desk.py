"""What those share who decide on registrations: who acts for the desk, and what the log may tell."""

from django.core.exceptions import PermissionDenied

from cms.domain.changes import Changes, Words, differences, words_of
from cms.models import Event
from participants.models import Registration, User
from participants.permissions import may_manage_registrations

LOGGED = ("status", "category", "institution", "title", "list_consent", "role_in_list", "protocol_rank", "attended")


def is_by_desk(by: User | None, event: Event) -> bool:
    """`by=None` is the operator at the command line."""
    return by is None or may_manage_registrations(by, event)


def check_is_by_desk(by: User | None, event: Event) -> None:
    """Raises PermissionDenied unless `by` is organiser, at the desk or of the secretariat."""
    if not is_by_desk(by, event):
        raise PermissionDenied


def logged_words(registration: Registration) -> Words:
    return words_of(registration, *LOGGED, event=registration.event)


def logged_changes(before: Words, registration: Registration) -> Changes:
    """What the log may tell: answers, needs and reasons are for those who handle them."""
    return differences(before, logged_words(registration))
