"""The ledger of consents: what was agreed to, in which words, when, and that it was taken back."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.domain.changes import HIDDEN
from cms.models import Event
from participants.domain.desk import logged_changes, logged_words
from participants.models import Answer, Consent, Person, Registration, User
from participants.permissions import is_own
from participants.wording import LIST_CONSENT

LIST = "list-of-participants"
QUESTION = "question-"
Way = Consent.Way


@dataclass(frozen=True, slots=True)
class Given:
    """`purpose` is LIST or `purpose_of` a question; `text` are the words that stood beside the box."""

    purpose: str
    text: str
    is_given: bool


def purpose_of(question: Any) -> str:
    """The purpose under which the consent that `question` asks for stands in the ledger."""
    return f"{QUESTION}{question.uid.hex}"


def list_consent(*, is_given: bool) -> Given:
    """Consent to the list of participants, in the words and the language in which the form asks for it now."""
    return Given(LIST, str(LIST_CONSENT), is_given)


def digest_of(text: str) -> str:
    """Tells two versions of a text apart."""
    return hashlib.sha256(text.encode()).hexdigest()


def record_consent(
    person: Person, event: Event | None, *, purpose: str, text: str, given: bool, by: User | None
) -> Consent:
    """One row in the ledger; see `record_consents`."""
    return record_consents(person, event, [Given(purpose, text, given)], by=by)[0]


def record_consents(person: Person, event: Event | None, given: Iterable[Given], *, by: User | None) -> list[Consent]:
    """Rows in the ledger of `person`, in one statement; `event` is None for what concerns no event in particular.

    To be called in the transaction that keeps the answers, by a domain function that has checked who acts. Who calls
    it records what changed and what is asked anew, never what was not asked.
    """
    way = Way.FORM if by and is_own(by, person) else Way.DESK
    return Consent.objects.bulk_create(_row(person, event, one, way, by) for one in given)


def current_consents(person: Person) -> list[Consent]:
    """The newest of each event and purpose, with their events, newest first; one statement."""
    found: dict[tuple[int | None, str], Consent] = {}
    for consent in person.consents.select_related("event", "by"):
        found.setdefault((consent.event_id, consent.purpose), consent)
    return list(found.values())


def withdraw_consent(consent: Consent, *, by: User) -> Consent:
    """Takes back what was agreed to, whatever the deadlines of the event, with what hangs on it; the new row.

    The name leaves the list of participants; the answer to a question goes. Raises PermissionDenied unless it is the
    own consent of `by`, ValidationError where it does not stand any more.
    """
    if not is_own(by, consent.person):
        raise PermissionDenied
    with transaction.atomic():
        Person.objects.select_for_update(no_key=True).get(pk=consent.person_id)
        newest = Consent.objects.filter(person=consent.person_id, event=consent.event_id, purpose=consent.purpose)
        if newest[0].pk != consent.pk or not consent.is_given:
            raise ValidationError({NON_FIELD_ERRORS: _("This consent does not stand any more.")})
        _undo(consent, by)
        row = _row(consent.person, consent.event, Given(consent.purpose, consent.text, is_given=False), Way.DATA, by)
        row.save()
    return row


def _row(person: Person, event: Event | None, given: Given, way: str, by: User | None) -> Consent:
    digest = digest_of(given.text)
    facts = {"purpose": given.purpose, "text": given.text, "digest": digest, "is_given": given.is_given}
    return Consent(person=person, event=event, way=way, by=by, **facts)


def _undo(consent: Consent, by: User) -> None:
    registration = Registration.objects.filter(person=consent.person, event=consent.event).first()
    if registration is None:
        return
    if consent.purpose == LIST:
        _leave_list(registration, by)
    elif consent.purpose.startswith(QUESTION):
        _drop_answer(registration, consent.purpose.removeprefix(QUESTION), by)


def _leave_list(registration: Registration, by: User) -> None:
    before = logged_words(registration)
    registration.list_consent, registration.consented_at = False, None
    registration.save(update_fields=["list_consent", "consented_at"])
    _log(registration, by, logged_changes(before, registration))


def _drop_answer(registration: Registration, uid: str, by: User) -> None:
    if Answer.objects.filter(registration=registration, question__uid=uid).delete()[0]:
        _log(registration, by, {"answers": HIDDEN})


def _log(registration: Registration, by: User, changes: dict[str, Any]) -> None:
    log(instance=registration, action="participants.withdraw_consent", user=by, data={"changes": changes})
