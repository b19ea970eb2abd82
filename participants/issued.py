"""Letters and certificates that were issued to somebody, for their own pages. `outputs` makes the files."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cms.models import Event
from participants.me import MeSection
from participants.models import Certificate, OfficialLetter, Person


@dataclass(frozen=True, slots=True)
class Issued:
    event: Event
    label: str
    number: str
    url: str


def issued_to(person: Person, event: Event | None = None) -> list[Issued]:
    """What stands, of one event or of all, the newest event first; two queries."""
    letters = OfficialLetter.objects.filter(registration__person=person).select_related("event")
    certificates = Certificate.objects.standing().filter(person=person).select_related("event")
    if event:
        letters, certificates = letters.filter(event=event), certificates.filter(event=event)
    rows = [(one, one.reference, "letter_pdf") for one in letters]
    rows += [(one, one.serial, "certificate_pdf") for one in certificates]
    found = [
        Issued(one.event, capfirst(one.get_kind_display()), number, reverse(f"outputs:{view}", args=[one.pk]))
        for one, number, view in rows
    ]
    return sorted(found, key=lambda row: row.event.start_date, reverse=True)


def issued_section(person: Person, request: HttpRequest) -> MeSection | None:
    rows = issued_to(person)
    if not rows:
        return None
    context = {"issued": rows, "with_event": True}
    return MeSection("issued", _("Letters and certificates"), 15, "participants/issued.html", context)
