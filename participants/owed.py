"""What people still owe to events, and until when. Each app tells its own under the hook `owed`.

A registered function takes `person` and `event`, one of which is None, and yields what that person owes to all events,
or what all people owe to that event, in a number of statements that does not grow.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks

from cms.models import Event
from participants.me import MeSection
from participants.models import Person

HOOK = "owed"


@dataclass(frozen=True, slots=True)
class Owed:
    """`person` is an id; `url` leads to where it is done; `text` is a sentence more. Without `due` it has no day."""

    person: int
    event: Event
    title: str
    url: str
    due: datetime | None = None
    text: str = ""

    @property
    def is_overdue(self) -> bool:
        return self.due is not None and self.due < timezone.now()

    @property
    def due_there(self) -> datetime | None:
        """In the time zone of the event."""
        return self.due.astimezone(self.event.tz) if self.due else None


def by_person(person: Person) -> list[Owed]:
    """What is due first comes first, what has no day last."""
    return _sorted(_asked(person=person, event=None))


def by_event(event: Event) -> list[Owed]:
    return _sorted(_asked(person=None, event=event))


def of(person: Person | None, event: Event | None, *, name: str = "person") -> dict[str, Any]:
    """The filter for rows whose column `name` is a person, and `event` an event."""
    return {name: person} if person else {"event": event}


def owed_section(person: Person, request: HttpRequest) -> MeSection | None:
    """Grouped by event, that with the nearest day first."""
    groups: dict[int, dict[str, Any]] = {}
    for each in by_person(person):
        groups.setdefault(each.event.pk, {"event": each.event, "owed": []})["owed"].append(each)
    if not groups:
        return None
    return MeSection(
        "owed", _("What is asked of you"), 4, "participants/my_owed.html", {"groups": list(groups.values())}
    )


def _asked(**whom: Any) -> Iterator[Owed]:
    for tell in hooks.get_hooks(HOOK):
        yield from tell(**whom)


def _sorted(owed: Iterable[Owed]) -> list[Owed]:
    rows = list(owed)
    dated = sorted((each for each in rows if each.due), key=attrgetter("due"))
    return [*dated, *(each for each in rows if not each.due)]
