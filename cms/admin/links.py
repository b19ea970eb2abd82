"""What the back office offers for one event. Each app adds its own under the hook `event_admin_link`.

A registered function takes the event and the user, and returns an AdminLink, or None where that user has no business.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms.models import Event


class Group(Enum):
    """Where in the work on an event a link stands, in the order of the work."""

    PREPARE = _("Preparation")
    PEOPLE = _("Invitations and registrations")
    DAY = _("On the day")
    OUTCOME = _("Record and documents")


@dataclass(frozen=True, slots=True)
class AdminLink:
    """`count` stands beside the label, where there is something to count; `note` says in a few words what waits."""

    label: str
    url: str
    icon: str
    order: int
    count: int | None = None
    note: str = ""
    group: Group = Group.PREPARE


def of(event: Event, user: Any) -> list[AdminLink]:
    """The links of `event` that `user` may follow, in order."""
    found = [register(event, user) for register in hooks.get_hooks("event_admin_link")]
    return sorted((link for link in found if link), key=lambda link: link.order)


def grouped(links: list[AdminLink]) -> list[tuple[Any, list[AdminLink]]]:
    """Title and links of each group that has any."""
    rows = [(group.value, [link for link in links if link.group is group]) for group in Group]
    return [(title, found) for title, found in rows if found]
