"""What the back office offers for one event. Each app adds its own under the hook `event_admin_link`.

A registered function takes the event and the user, and returns an AdminLink, or None where that user has no business.
"""

from dataclasses import dataclass
from typing import Any

from wagtail import hooks

from cms.models import Event


@dataclass(frozen=True, slots=True)
class AdminLink:
    """`count` stands beside the label, where there is something to count; `note` says in a few words what waits."""

    label: str
    url: str
    icon: str
    order: int
    count: int | None = None
    note: str = ""


def of(event: Event, user: Any) -> list[AdminLink]:
    """The links of `event` that `user` may follow, in order."""
    found = [register(event, user) for register in hooks.get_hooks("event_admin_link")]
    return sorted((link for link in found if link), key=lambda link: link.order)
