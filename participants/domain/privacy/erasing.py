"""What this app and the accounts forget of an erased person; see `participants.erasing`."""

import uuid
from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db.models import Model, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cms.models import TeamMember
from cms.roles import forget as forget_roles
from participants.domain.drafts import drop_drafts
from participants.domain.experts import forget_expert
from participants.domain.places import STANDING
from participants.domain.privacy.consents import current_consents
from participants.domain.registration import withdraw_registration
from participants.domain.setup import setup_of
from participants.erasing import Gone, delete_on_commit, forget
from participants.models import (
    Answer,
    Consent,
    Invitation,
    Letter,
    Nomination,
    OfficialLetter,
    Registration,
    RegistrationExport,
    RegistrationNote,
    User,
)

#: Apps whose every row that points at an account is that account's own: addresses, keys, sign-ins.
OF_ACCOUNTS = frozenset({"account", "mfa", "socialaccount", "usersessions"})
OF_BACK_OFFICE = (
    "wagtailadmin.EditingSession",
    "wagtailadmin.FormState",
    "wagtailcore.APIToken",
    "wagtailcore.PageSubscription",
)
EMPTY = {
    **dict.fromkeys(("institution", "title", "motivation", "needs", "role_in_list", "reason"), ""),
    "list_consent": False,
    "consented_at": None,
}


def erase_participant(gone: Gone) -> None:
    """Registrations, answers, letters and the record of the person; then the account."""
    _leave_events(gone)
    _close_consents(gone)
    person = gone.person
    forget(Answer.objects.filter(registration__person=person), "file")
    forget(person.data_exports.all(), "file")
    drop_drafts(person.registration_drafts.all())
    forget_expert(person)
    for rows in (person.other_names, person.affiliations, person.merges):
        rows.all().delete()
    _leave_the_desk(gone)
    _empty_letters(gone)
    _empty_person(gone)
    if gone.user:
        _close_account(gone.user, gone.label)


def _leave_events(gone: Gone) -> None:
    """The place at an event to come goes to somebody else, by the rules of that event."""
    for registration in gone.person.registrations.select_related("event__venue", "person__user", "category"):
        if registration.status in STANDING and not registration.event.is_over and setup_of(registration.event):
            _withdraw(registration)
    gone.person.registrations.update(**EMPTY)


def _leave_the_desk(gone: Gone) -> None:
    """Notes and files go; who was invited or nominated is not told any more; certificates are revoked, unnamed."""
    person, nowhere = gone.person, f"erased-{gone.person.pk}@erased.invalid"
    RegistrationNote.objects.filter(registration__person=person).delete()
    forget(RegistrationExport.objects.filter(registrations__person=person), "file")
    nominated = Nomination.objects.filter(registration__person=person) | Nomination.objects.filter(
        email__in=gone.contacts
    )
    nominated.update(name=gone.label, email=nowhere, honorific="", title="", institution="", reason="")
    person.invitations.exclude(state=Invitation.State.ACCEPTED).update(state=Invitation.State.REVOKED, token_hash=None)
    person.invitations.update(name=gone.label, email=nowhere, honorific="", note="", reason="")
    person.delegations_led.update(focal_name=gone.label, focal_email=nowhere, focal_point=None)
    OfficialLetter.objects.filter(registration__person=person).delete()
    person.certificates.filter(revoked_at=None).update(revoked_at=timezone.now())
    for certificate in person.certificates.all():
        certificate.snapshot["name"] = gone.label
        certificate.save(update_fields=["snapshot"])


def _withdraw(registration: Registration) -> None:
    try:
        withdraw_registration(registration, by=None)
    except ValidationError:  # somebody else ended it in between
        return


def _close_consents(gone: Gone) -> None:
    """What was agreed to ends in the ledger, too."""
    Consent.objects.bulk_create(
        Consent(
            person=gone.person,
            event_id=consent.event_id,
            purpose=consent.purpose,
            text=consent.text,
            digest=consent.digest,
            is_given=False,
            way=Consent.Way.ERASURE,
        )
        for consent in current_consents(gone.person)
        if consent.is_given
    )


def _empty_letters(gone: Gone) -> None:
    """That a letter was sent stays, not what it said. Those in the queue are not sent."""
    letters = gone.person.letters.all()
    letters.exclude(state=Letter.State.SENT).update(state=Letter.State.DISCARDED)
    letters.update(address="", subject="", body="", note="")
    for contact in gone.contacts:
        if "@" in contact:
            queued = DBTaskResult.objects.annotate(said=Cast("args_kwargs", TextField()))
            queued.filter(said__icontains=contact).delete()


def _empty_person(gone: Gone) -> None:
    person = gone.person
    person.user, person.uid = None, uuid.uuid4()
    person.name = person.sort_name = gone.label
    person.honorific = person.spoken_name = person.email = person.phone = person.biography = ""
    person.save()


def _close_account(user: User, label: str) -> None:
    """Its row stays, since the history points at it; nobody signs in with it again, and those signed in are out."""
    for model, name in _rows_of_accounts():
        model._base_manager.filter(**{name: user.pk}).delete()
    _forget_back_office(user)
    user.email = f"erased-{uuid.uuid4().hex}@erased.invalid"
    user.first_name, user.last_name, user.last_login = label, "", None
    user.is_active = user.is_staff = user.is_superuser = False
    user.set_unusable_password()
    user.save()
    _end_sessions(user)


def _rows_of_accounts() -> list[tuple[type[Model], str]]:
    models = [model for model in apps.get_models() if model._meta.app_label in OF_ACCOUNTS]
    return [
        (model, field.name) for model in models for field in model._meta.local_fields if field.related_model is User
    ]


def _forget_back_office(user: User) -> None:
    TeamMember.objects.filter(user=user).delete()
    forget_roles(user)
    user.groups.clear()
    for label in OF_BACK_OFFICE:
        apps.get_model(label)._base_manager.filter(user=user).delete()
    profile: Any = apps.get_model("wagtailusers.UserProfile")._base_manager.filter(user=user)
    delete_on_commit(row.avatar for row in profile)
    profile.delete()


def _end_sessions(user: User) -> None:
    own = [
        session.pk
        for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator(chunk_size=500)
        if session.get_decoded().get("_auth_user_id") == str(user.pk)
    ]
    Session.objects.filter(pk__in=own).delete()
