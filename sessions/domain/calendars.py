"""The secret address of somebody's own calendar."""

import secrets

from django.db import transaction

from participants.models import User
from sessions.models import CalendarKey

BYTES = 32


def renew_calendar_key(user: User) -> CalendarKey:
    """Gives `user` a new address, the first one or instead of the one before, which is not found any more."""
    with transaction.atomic():
        remove_calendar_key(user)
        return CalendarKey.objects.create(user=user, key=secrets.token_urlsafe(BYTES))


def remove_calendar_key(user: User) -> None:
    """Switches the calendar off: its address is not found any more."""
    CalendarKey.objects.filter(user=user).delete()
