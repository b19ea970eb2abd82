from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.models import Event


class Milestone(TextChoices):
    """In the order of time."""

    PUBLICATION = "publication", _("Publication")
    INVITATIONS = "invitations", _("Invitations")
    PAPERS = "papers", _("Programme and papers")
    NOTE = "note", _("Information note")


DAYS_BEFORE = {Milestone.INVITATIONS: 90, Milestone.PAPERS: 30, Milestone.NOTE: 14}


def due_date(milestone: Milestone, event: Event) -> date | None:
    """None where it has no date of its own."""
    days = DAYS_BEFORE.get(milestone)
    return None if days is None else event.start_date - timedelta(days=days)


@dataclass(frozen=True, slots=True)
class Check:
    """`label` names what must be there, `url` is where it is mended; `note` says what is wrong as long as it is."""

    milestone: Milestone
    label: str
    is_done: bool
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    event: Event
    milestone: Milestone
    checks: list[Check]

    @property
    def open(self) -> list[Check]:
        return [check for check in self.checks if not check.is_done]

    @property
    def days_before(self) -> int | None:
        return DAYS_BEFORE.get(self.milestone)

    @property
    def due(self) -> date | None:
        return due_date(self.milestone, self.event)

    @property
    def is_overdue(self) -> bool:
        """Something is open after its day (that of the event where it has none), and the event is still ahead."""
        day = self.due or self.event.start_date
        is_past = day < timezone.localdate(timezone=self.event.tz)
        return bool(self.open) and is_past and not self.event.is_over
