"""Setting delegations up, and giving the task to a focal point."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.domain.changes import differences, words_of
from cms.models import Country, Event
from participants.domain.invitations import end_of, invite_many, lock_event, renew_invitations, usual_expiry
from participants.domain.text import check_fields, many_lines, one_line
from participants.models import Delegation, Invitation, ParticipantCategory, User, normalize_email
from participants.permissions import may_invite

FIELDS = ("focal_name", "focal_email", "quota", "closes_at", "note")
LOGGED = ("country", "organization", *FIELDS)
MOST = 1000


def set_up_delegation(
    event: Event, *, by: User | None, data: Mapping[str, Any], categories: Iterable[ParticipantCategory] = ()
) -> Delegation:
    """A delegation of `data["country"]` or of `data["organization"]`, with FIELDS (times aware).

    Raises PermissionDenied unless `by` organises `event`, ValidationError by field.
    """
    _check_may_invite(by, event)
    delegation = Delegation(event=event, by=by, country=data.get("country"), organization=data.get("organization"))
    if bool(delegation.country) == bool(delegation.organization):
        raise ValidationError({"country": _("Choose a country or an organization.")})
    same = {"country": delegation.country} if delegation.country else {"organization": delegation.organization}
    with transaction.atomic():
        lock_event(event)
        if Delegation.objects.filter(event=event, **same).exists():
            raise ValidationError({next(iter(same)): _("It has a delegation already.")})
        return _save(delegation, by, data, categories, "set_up_delegation")


def set_up_delegations(
    event: Event,
    *,
    by: User | None,
    countries: Sequence[Country],
    data: Mapping[str, Any],
    categories: Sequence[ParticipantCategory] = (),
) -> list[Delegation]:
    """One for each country that has none, all alike; returns the new ones. Raises as `set_up_delegation`."""
    _check_may_invite(by, event)
    with transaction.atomic():
        lock_event(event)
        there = set(Delegation.objects.filter(event=event, country__isnull=False).values_list("country", flat=True))
        wanted = [country for country in countries if country.code not in there]
        rows = [_filled(Delegation(event=event, by=by, country=country), data) for country in wanted]
        made = Delegation.objects.bulk_create(rows, batch_size=200)
        through = Delegation.categories.through
        links = [through(delegation=row, participantcategory=each) for row in made for each in categories]
        through.objects.bulk_create(links, batch_size=500)
        log(instance=event, action="participants.set_up_delegations", user=by, data={"count": len(made)})
    return made


def change_delegation(
    delegation: Delegation,
    *,
    by: User | None,
    data: Mapping[str, Any],
    categories: Iterable[ParticipantCategory] | None = None,
) -> Delegation:
    """Writes those of FIELDS that `data` holds. With another address the task waits for somebody else.

    A quota below the seats taken is kept: nobody is dropped, nobody new gets in. Raises as `set_up_delegation`.
    """
    _check_may_invite(by, delegation.event)
    with transaction.atomic():
        kept = Delegation.objects.select_for_update(of=("self",)).get(pk=delegation.pk)
        kept.event = delegation.event
        if "focal_email" in data and normalize_email(data["focal_email"]) != kept.focal_email:
            kept.focal_point = None
            gone = kept.invitations.exclude(state=Invitation.State.DECLINED)
            gone.update(state=Invitation.State.REVOKED, token_hash=None)
        return _save(kept, by, data, categories, "change_delegation")


def write_to_focal_points(event: Event, *, by: User | None, ids: Iterable[int]) -> list[Delegation]:
    """A letter with a link in the outbox to each focal point that has not taken the task; returns their delegations.

    Raises PermissionDenied.
    """
    _check_may_invite(by, event)
    with transaction.atomic():
        rows = Delegation.objects.filter(event=event, pk__in=list(ids)[:MOST], focal_point=None)
        chosen = list(rows.exclude(focal_email="").select_related("country", "organization"))
        for delegation in chosen:
            delegation.event = event
            _write_to(delegation, by)
    return chosen


def _write_to(delegation: Delegation, by: User | None) -> None:
    until = min(max(delegation.closes_at, usual_expiry(delegation.event)), end_of(delegation.event))
    known = delegation.invitations.filter(email=delegation.focal_email).first()
    if known:
        renew_invitations(delegation.event, by=by, ids=[known.pk], expires_at=until)
        return
    row = {"name": delegation.focal_name, "email": delegation.focal_email, "expires_at": until}
    invite_many(delegation.event, by=by, rows=[row], delegation=delegation)


def _save(
    delegation: Delegation,
    by: User | None,
    data: Mapping[str, Any],
    categories: Iterable[ParticipantCategory] | None,
    action: str,
) -> Delegation:
    before = words_of(delegation, *LOGGED, event=delegation.event) if delegation.pk else {}
    _filled(delegation, data)
    with transaction.atomic():
        delegation.save()
        if categories is not None:
            delegation.categories.set(categories)
        changes = differences(before, words_of(delegation, *LOGGED, event=delegation.event))
        log(instance=delegation, action=f"participants.{action}", user=by, data={"changes": changes})
    return delegation


def _filled(delegation: Delegation, data: Mapping[str, Any]) -> Delegation:
    for field in FIELDS:
        if field in data:
            setattr(delegation, field, data[field])
    delegation.focal_name, delegation.note = one_line(delegation.focal_name), many_lines(delegation.note)
    delegation.focal_email = normalize_email(delegation.focal_email)
    if delegation.focal_email and not delegation.focal_name:
        raise ValidationError({"focal_name": _("Whose address is it?")})
    if delegation.closes_at and not delegation.pk and delegation.closes_at <= timezone.now():
        raise ValidationError({"closes_at": _("This is past.")})
    check_fields(delegation, exclude=["event", "country", "organization", "focal_point", "by"])
    return delegation


def _check_may_invite(by: User | None, event: Event) -> None:
    if by and not may_invite(by, event):
        raise PermissionDenied
