"""People with a role, as every test of a right needs them."""

from itertools import count

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser

from cms.domain.team import grant_role
from cms.models import Event, Role

_numbers = count(1)


def make_user(role: str | None = None, event: Event | None = None, **fields: object) -> AbstractUser:
    """A saved account that holds `role` at `event`; the secretariat's role needs no event, a stranger has no role."""
    email = fields.pop("email", None) or f"{role or 'stranger'}-{next(_numbers)}@example.org"
    user = get_user_model().objects.create_user(email, None, **fields)
    if role:
        grant_role(None if role == Role.SECRETARIAT else event, user=user, role=role, by=None)
    return user
