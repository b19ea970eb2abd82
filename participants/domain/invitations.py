"""Invitations: made, sent again, withdrawn by organisers; accepted or declined by whoever holds the address.

`by=None` is the operator at the command line.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time
from typing import Any

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.models import Event
from participants.domain.people import person_of
from participants.domain.records import add_records, records_of
from participants.domain.text import check_fields, many_lines, one_line
from participants.domain.way_letters import DELEGATION, INVITATION, LINK_LASTS, REMINDER, draft_invitation_letters
from participants.models import Delegation, Invitation, Registration, User, normalize_email
from participants.permissions import may_invite

State = Invitation.State
FIELDS = ("email", "name", "honorific", "category", "note", "is_approved")
EXCLUDED = ["event", "delegation", "person", "category", "by", "token_hash"]


class NotValid(Exception):
    """The link opens nothing, or nothing for this person. Which of the reasons it is, is not told."""


def usual_expiry(event: Event) -> datetime:
    """As long as a link lasts, and no later than the event."""
    return min(timezone.now() + LINK_LASTS, end_of(event))


def invite(event: Event, *, by: User | None, data: Mapping[str, Any]) -> Invitation:
    """Invites one; `data` holds FIELDS and may hold `expires_at` (aware). The letter waits in the outbox.

    Raises PermissionDenied unless `by` organises `event`, ValidationError by field: registered or invited already.
    """
    _check_may_invite(by, event)
    email = normalize_email(data.get("email") or "")
    with transaction.atomic():
        lock_event(event)
        if email and (reason := already(event, [email]).get(email)):
            raise ValidationError({"email": reason})
        return invite_many(event, by=by, rows=[data])[0]


def invite_many(
    event: Event, *, by: User | None, rows: Sequence[Mapping[str, Any]], delegation: Delegation | None = None
) -> list[Invitation]:
    """As `invite`, for rows that were checked before. Raises PermissionDenied, ValidationError by field."""
    _check_may_invite(by, event)
    with transaction.atomic():
        made = [_invitation(event, row, by, delegation) for row in rows]
        known = records_of(each.email for each in made)
        new = [each for each in made if each.email not in known]
        people = [{"name": each.name, "honorific": each.honorific, "email": each.email} for each in new]
        known |= dict(zip([each.email for each in new], add_records(people), strict=True))
        for each in made:
            each.person = known[each.email]
        Invitation.objects.bulk_create(made, batch_size=500)
        log(instance=event, action="participants.invite", user=by, data={"count": len(made)})
        draft_invitation_letters(event, by=by, invitations=made, kind=DELEGATION if delegation else INVITATION)
    return made


def already(event: Event, addresses: Iterable[str]) -> dict[str, str]:
    """Of these addresses (normalized) those that need no invitation, with the reason in words."""
    wanted = set(addresses)
    invited = Invitation.objects.filter(event=event, delegation=None, email__in=wanted).values_list("email", flat=True)
    reasons = dict.fromkeys(invited, _("Invited already: send that invitation again."))
    people = {person.pk: email for email, person in records_of(wanted).items()}
    standing = Registration.objects.filter(event=event, person__in=people).exclude(status="withdrawn")
    here = [people[pk] for pk in standing.values_list("person", flat=True)]
    return reasons | dict.fromkeys(here, _("Registered already."))


def renew_invitations(
    event: Event, *, by: User | None, ids: Iterable[int], expires_at: datetime | None = None
) -> list[Invitation]:
    """Makes those that nobody accepted valid until `expires_at` again, with a new letter in the outbox; returns them.

    Raises PermissionDenied, ValidationError where that is past.
    """
    until = _checked(expires_at or usual_expiry(event), event)
    chosen = _locked(event, by, ids, [State.PREPARED, State.SENT, State.DECLINED, State.REVOKED])
    with transaction.atomic():
        rows = list(chosen)
        for row in rows:
            row.state, row.token_hash, row.expires_at, row.reason = State.PREPARED, None, until, ""
        _save(rows, ["state", "token_hash", "expires_at", "reason"])
        for kind, of_kind in ((INVITATION, rows), (DELEGATION, rows)):
            wanted = [row for row in of_kind if bool(row.delegation_id) == (kind == DELEGATION)]
            draft_invitation_letters(event, by=by, invitations=wanted, kind=kind)
        _log_count(event, "renew_invitations", by, rows)
    return rows


def remind_invited(event: Event, *, by: User | None, ids: Iterable[int]) -> list[Invitation]:
    """A reminder in the outbox to those of them who have not answered; returns them. Raises PermissionDenied."""
    with transaction.atomic():
        rows = [row for row in _locked(event, by, ids, [State.SENT]) if not row.is_expired]
        for row in rows:
            row.reminded += 1
        _save(rows, ["reminded"])
        draft_invitation_letters(event, by=by, invitations=rows, kind=REMINDER)
        _log_count(event, "remind_invited", by, rows)
    return rows


def revoke_invitations(event: Event, *, by: User | None, ids: Iterable[int]) -> list[Invitation]:
    """Their links open nothing any more; who has registered stays registered. Raises PermissionDenied."""
    with transaction.atomic():
        rows = list(_locked(event, by, ids, [State.PREPARED, State.SENT, State.ACCEPTED]))
        for row in rows:
            row.state, row.token_hash = State.REVOKED, None
        _save(rows, ["state", "token_hash"])
        _log_count(event, "revoke_invitations", by, rows)
    return rows


# --- Whoever was invited --------------------------------------------------------------------------------------


def invitation_at(token_hash: str, user: Any) -> Invitation:
    """The one that a link leads to, for a visitor or for somebody who verified its address. Raises NotValid."""
    rows = Invitation.objects.select_related("event__venue__country", "category", "delegation")
    invitation = rows.unanswered().filter(_opened_by(token_hash)).first()
    if invitation is None or (user.is_authenticated and not _holds(user, invitation.email)):
        raise NotValid
    return invitation


def accept_invitation(token_hash: str, *, by: User) -> Invitation:
    """Binds the invitation to the person of `by`, who has verified its address. Once: a second time raises NotValid."""
    with transaction.atomic():
        _lock_delegation(token_hash)
        invitation = _answerable(token_hash, by)
        person = person_of(by)
        invitation.person = person
        if invitation.delegation_id:
            Delegation.objects.filter(pk=invitation.delegation_id).update(focal_point=person)
        _answer(invitation, State.ACCEPTED, by)
    return invitation


def decline_invitation(token_hash: str, *, by: User | None, reason: str = "") -> Invitation:
    """Notes that they will not come, and why (up to 1,000 characters); the link is enough. Raises NotValid."""
    with transaction.atomic():
        invitation = _answerable(token_hash, by)
        invitation.reason = many_lines(reason)
        check_fields(invitation, exclude=EXCLUDED)
        _answer(invitation, State.DECLINED, by)
    return invitation


def _lock_delegation(token_hash: str) -> None:
    """Before the invitation itself, as whoever changes the delegation does."""
    asked = Invitation.objects.filter(token_hash=token_hash or "-").values("delegation")
    list(Delegation.objects.select_for_update(of=("self",)).filter(pk__in=asked))


def _answerable(token_hash: str, by: User | None) -> Invitation:
    """The row is locked first, so that of two who answer at once one finds it answered."""
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("event").unanswered()
    invitation = rows.filter(_opened_by(token_hash)).first()
    if invitation is None or (by and not _holds(by, invitation.email)):
        raise NotValid
    return invitation


def _opened_by(token_hash: str) -> Q:
    """Its link opens an invitation for as long as links last, however long the invitation stands."""
    return Q(token_hash=token_hash or "-", sent_at__gte=timezone.now() - LINK_LASTS)


def _answer(invitation: Invitation, state: str, by: User | None) -> None:
    invitation.state, invitation.token_hash, invitation.answered_at = state, None, timezone.now()
    invitation.save(update_fields=["state", "token_hash", "answered_at", "reason", "person"])
    log(instance=invitation, action=f"participants.invitation_{state}", user=by)


def _holds(user: User, email: str) -> bool:
    return EmailAddress.objects.filter(user=user, email=email, verified=True).exists()


# --- Making -----------------------------------------------------------------------------------------------------


def _invitation(event: Event, row: Mapping[str, Any], by: User | None, delegation: Delegation | None) -> Invitation:
    made = Invitation(event=event, by=by, delegation=delegation, category=row.get("category"))
    made.email, made.name = normalize_email(row.get("email") or ""), one_line(row.get("name") or "")
    made.honorific, made.note = one_line(row.get("honorific") or ""), many_lines(row.get("note") or "")
    made.is_approved = row.get("is_approved", True)
    made.expires_at = _checked(row.get("expires_at") or usual_expiry(event), event)
    check_fields(made, exclude=EXCLUDED)
    return made


def _checked(expires_at: datetime, event: Event) -> datetime:
    if expires_at <= timezone.now():
        raise ValidationError({"expires_at": _("This is past.")})
    if expires_at > end_of(event):
        raise ValidationError({"expires_at": _("This is after the event.")})
    return expires_at


def lock_event(event: Event) -> None:
    """Of two who add the same to an event, the second finds what the first did.

    Without its key: who registers meanwhile points at the event, and may hold the lock of the set-up that is next.
    """
    Event.objects.select_for_update(of=("self",), no_key=True).get(pk=event.pk)


def end_of(event: Event) -> datetime:
    """The last moment of its last day."""
    return datetime.combine(event.end_date, time.max, event.tz)


def _check_may_invite(by: User | None, event: Event) -> None:
    if by and not may_invite(by, event):
        raise PermissionDenied


def _locked(event: Event, by: User | None, ids: Iterable[int], states: list[str]) -> Any:
    _check_may_invite(by, event)
    rows = Invitation.objects.filter(event=event, pk__in=list(ids), state__in=states).order_by("pk")
    return rows.select_for_update(of=("self",)).select_related("person", "category", "delegation__country")


def _save(rows: list[Invitation], fields: list[str]) -> None:
    Invitation.objects.bulk_update(rows, fields, batch_size=200)


def _log_count(event: Event, action: str, by: User | None, rows: list[Invitation]) -> None:
    if rows:
        log(instance=event, action=f"participants.{action}", user=by, data={"count": len(rows)})
