"""Targets for the composition of a meeting, set before invitations go out."""

from collections import defaultdict
from collections.abc import Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.domain.changes import differences
from cms.models import Event
from participants.figures.dimensions import DIMENSIONS, read_lists
from participants.models import BalanceTarget, User
from participants.permissions import may_set_up_registration

Targets = Mapping[tuple[str, str], int]
WHOLE = 100


def targets_of(event: Event) -> dict[tuple[str, str], int]:
    """Shares in per cent, by dimension and value."""
    rows = BalanceTarget.objects.filter(event=event).values_list("dimension", "value", "share")
    return {(dimension, value): share for dimension, value, share in rows}


def set_targets(event: Event, *, by: User | None, targets: Targets) -> None:
    """Replaces the targets of `event`: shares from 1 to 100 per cent, by dimension and value.

    Raises PermissionDenied unless `by` is organiser or secretariat; ValidationError under the dimension whose shares
    make up more than the whole, or for a value that there is not.
    """
    if by and not may_set_up_registration(by, event):
        raise PermissionDenied
    names = _checked(targets)
    with transaction.atomic():
        before = _words(targets_of(Event.objects.select_for_update().get(pk=event.pk)), names)
        BalanceTarget.objects.filter(event=event).delete()
        BalanceTarget.objects.bulk_create(
            BalanceTarget(event=event, dimension=dimension, value=value, share=share)
            for (dimension, value), share in targets.items()
        )
        if changes := differences(before, _words(targets, names)):
            log(instance=event, action="participants.set_targets", user=by, data={"changes": changes})


def _checked(targets: Targets) -> dict[tuple[str, str], str]:
    """The names of all values that may have a target."""
    lists = read_lists()
    names = {(each.slug, value): name for each in DIMENSIONS for value, name in each.values(lists).items()}
    allowed = {each.slug: each for each in DIMENSIONS if each.has_targets}
    sums: dict[str, int] = defaultdict(int)
    for (dimension, value), share in targets.items():
        if dimension not in allowed or (dimension, value) not in names or not 0 < share <= WHOLE:
            raise ValidationError({dimension: _("Choose shares from 1 to 100 per cent of what is listed.")})
        sums[dimension] += share if allowed[dimension].parts else 0
    if over := {dimension: total for dimension, total in sums.items() if total > WHOLE}:
        words = _("Together these are %(total)s per cent: more than everybody.")
        raise ValidationError({dimension: words % {"total": total} for dimension, total in over.items()})
    return names


def _words(targets: Targets, names: Mapping[tuple[str, str], str]) -> dict[str, str]:
    return {names.get(key, key[1]): f"{share} %" for key, share in sorted(targets.items())}
