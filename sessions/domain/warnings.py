"""What organisers of an event want to be warned of."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log

from cms.models import Event
from participants.models import User
from sessions.models import MutedCheck
from sessions.permissions import may_edit_programme


def mute_check(event: Event, *, by: User, slug: str) -> None:
    """Takes the check `slug` out of the warnings of `event`, for all its organisers. Raises PermissionDenied."""
    if not may_edit_programme(by, event):
        raise PermissionDenied
    with transaction.atomic():
        _row, is_new = MutedCheck.objects.get_or_create(event=event, slug=slug)
        if is_new:
            log(instance=event, action="sessions.mute_check", user=by, data={"check": slug})


def unmute_check(event: Event, *, by: User, slug: str) -> None:
    """Warns of what `slug` finds again. Raises PermissionDenied."""
    if not may_edit_programme(by, event):
        raise PermissionDenied
    with transaction.atomic():
        count, _rows = MutedCheck.objects.filter(event=event, slug=slug).delete()
        if count:
            log(instance=event, action="sessions.unmute_check", user=by, data={"check": slug})
