"""What a list can be of."""

from .base import Kind
from .delegations import KIND as DELEGATIONS
from .invitations import KIND as INVITATIONS
from .registrations import KIND as REGISTRATIONS

KINDS = {kind.slug: kind for kind in (REGISTRATIONS, INVITATIONS, DELEGATIONS)}

__all__ = ["KINDS", "Kind"]
