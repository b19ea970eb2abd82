"""Who may do what: giving roles and taking them away.

The secretariat gives every role. An organiser gives and takes the roles below their own at their event, and may step
down unless nobody would be left. At an event inside another one, who organises both also names organisers: a partner
runs the workshop. Nobody gives a role to themselves. `by=None` is the operator at the command line.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms import roles
from cms.domain import groups
from cms.domain.changes import differences, words_of
from cms.models import Event, Role, TeamMember

#: Roles at an event whose holders may be named among those who read needs and other sensitive answers.
READERS = frozenset({Role.ORGANISER, Role.DESK})
BELOW_ORGANISER = frozenset({Role.RAPPORTEUR, Role.CHAIR, Role.REVIEWER, Role.DESK})


def grantable_roles(event: Event | None, *, by: AbstractUser | None) -> list[Role]:
    """The roles that `by` may give to others at `event` (None: at all events), in the order of `Role`."""
    if event is None:
        return [Role.SECRETARIAT] if by is None or roles.is_secretariat(by) else []
    if by is None or roles.is_secretariat(by):
        return [role for role in Role if role is not Role.SECRETARIAT]
    if not roles.holds(by, event.pk, [Role.ORGANISER]):
        return []
    organises_around = event.parent_id is not None and roles.holds(by, event.parent_id, [Role.ORGANISER])
    allowed = BELOW_ORGANISER | {Role.ORGANISER} if organises_around else BELOW_ORGANISER
    return [role for role in Role if role in allowed]


def grant_role(event: Event | None, *, user: AbstractUser, role: str, by: AbstractUser | None) -> TeamMember:
    """Gives `user` the role at `event`, or at all events where that is None; giving it twice changes nothing.

    Raises PermissionDenied where `by` may not give this role, or gives it to themselves, and ValidationError where the
    role does not fit (secretariat at one event, another role at none) or the account is closed.
    """
    _check_scope(event, role)
    if by == user or role not in grantable_roles(event, by=by):
        raise PermissionDenied
    if not user.is_active:
        raise ValidationError({"user": _("This account is closed.")})
    with transaction.atomic():
        member, created = TeamMember.objects.get_or_create(event=event, user_id=user.pk, role=role)
        groups.join(member)
        if created:
            _log("cms.grant_role", member, by)
    roles.forget(user)
    return member


def carry_team(event: Event, members: Iterable[tuple[AbstractUser, str]], *, by: AbstractUser) -> None:
    """Gives those who worked for an earlier edition, which `by` organised, the same roles at the new `event`.

    To be called while it is set up. Its other organisers are among them: they held that role there already. Raises
    PermissionDenied.
    """
    if not (roles.is_secretariat(by) or roles.holds(by, event.pk, [Role.ORGANISER])):
        raise PermissionDenied
    for user, role in members:
        _check_scope(event, role)
        member, created = TeamMember.objects.get_or_create(event=event, user_id=user.pk, role=role)
        groups.join(member)
        if created:
            _log("cms.grant_role", member, by)


def revoke_role(event: Event | None, *, user: AbstractUser, role: str, by: AbstractUser | None) -> None:
    """Takes the role away; it ends at the next request. Taking what nobody holds changes nothing.

    Raises PermissionDenied where `by` may not take this role, and ValidationError where nobody would be left: an
    organiser at the event (the secretariat may all the same), or anybody in the secretariat.
    """
    if not _may_revoke(event, user=user, role=role, by=by):
        raise PermissionDenied
    with transaction.atomic():
        held = TeamMember.objects.select_for_update().filter(event=event, role=role).order_by("pk")
        member = next((row for row in held if row.user_id == user.pk), None)
        if member is None:
            return
        _check_somebody_is_left(len(held), role=role, by=by)
        member.delete()
        groups.leave(member)
        _log("cms.revoke_role", member, by)
    roles.forget(user)


def may_set_reader(member: TeamMember, *, by: AbstractUser | None) -> bool:
    """Whether `by` decides if this member reads needs: who could give the role, and never for oneself."""
    return (
        member.role in READERS
        and by != member.user
        and member.event is not None
        and (member.role in grantable_roles(member.event, by=by))
    )


def set_reader(member: TeamMember, *, by: AbstractUser | None, reads_needs: bool) -> TeamMember:
    """Names a member of READERS among those who read needs and other sensitive answers at the event, or no longer.

    Raises PermissionDenied where `by` may not give this role, or decides about themselves.
    """
    if not may_set_reader(member, by=by):
        raise PermissionDenied
    with transaction.atomic():
        member = TeamMember.objects.select_for_update(of=("self",)).select_related("user", "event").get(pk=member.pk)
        event: Any = member.event
        if member.reads_needs == reads_needs:
            return member
        before = words_of(member, "reads_needs", event=event)
        member.reads_needs = reads_needs
        member.save(update_fields=["reads_needs"])
        changes = differences(before, words_of(member, "reads_needs", event=event))
        data = {"name": str(member.user), "role": member.role, "changes": changes}
        log(instance=event, action="cms.set_reader", user=by, data=data)
    roles.forget(member.user)
    return member


def _check_scope(event: Event | None, role: str) -> None:
    if role not in Role.values or (role == Role.SECRETARIAT) != (event is None):
        raise ValidationError({"role": _("This role does not exist here.")})


def _may_revoke(event: Event | None, *, user: AbstractUser, role: str, by: AbstractUser | None) -> bool:
    steps_down = by == user and by is not None and role in Role.values
    return steps_down or role in grantable_roles(event, by=by)


def _check_somebody_is_left(holders: int, *, role: str, by: AbstractUser | None) -> None:
    if holders > 1 or by is None:
        return
    if role == Role.SECRETARIAT:
        raise ValidationError({"user": _("Somebody must be left in the secretariat.")})
    if role == Role.ORGANISER and not roles.is_secretariat(by):
        raise ValidationError({"user": _("The last organiser cannot be removed. Ask the secretariat.")})


def _log(action: str, member: TeamMember, by: AbstractUser | None) -> None:
    role = str(member.get_role_display())
    changes = {"role": ["", role] if action == "cms.grant_role" else [role, ""]}
    data = {"user": member.user_id, "name": str(member.user), "role": member.role, "changes": changes}
    log(instance=member.event or member.user, action=action, user=by, data=data)
