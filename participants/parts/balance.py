"""The composition of a meeting that is wished for."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cms.models import Event
from cms.parts import Part
from participants.domain.targets import set_targets, targets_of
from participants.models import User

Rows = list[list[Any]]


def take(event: Event, options: frozenset[str]) -> Rows:
    return [[dimension, value, share] for (dimension, value), share in targets_of(event).items()]


def give(event: Event, data: Rows, by: User) -> list[str]:
    """All or none: a share of what there is no more would leave the others out of balance."""
    targets = {(dimension, value): share for dimension, value, share in data}
    try:
        set_targets(event, by=by, targets=targets)
    except ValidationError as refused:
        return refused.messages
    return []


def tell(data: Rows, event: Event) -> str:
    return ngettext("%(count)d share", "%(count)d shares", len(data)) % {"count": len(data)}


PART = Part("balance", _("Targets of balance"), 106, take, give, tell)
