"""Shortlists of an event: who was thought of, why, and invited straight from there."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.models import Event
from participants.domain.invitations import already, invite_many, lock_event
from participants.domain.letters import address_of
from participants.domain.text import many_lines, one_line
from participants.models import Invitation, Person, Shortlist, ShortlistEntry, User, normalize_email
from participants.permissions import may_invite

MOST = 300


def make_shortlist(event: Event, *, by: User | None, name: str) -> Shortlist:
    """Raises PermissionDenied, ValidationError for "name"."""
    _check(by, event)
    shortlist = Shortlist(event=event, by=by, name=one_line(name))
    shortlist.full_clean(exclude=["event", "by"])
    if event.shortlists.filter(name=shortlist.name).exists():
        raise ValidationError({"name": _("There is a shortlist of this name.")})
    shortlist.save()
    log(instance=event, action="participants.make_shortlist", user=by, data={"name": shortlist.name})
    return shortlist


def add_to_shortlist(
    shortlist: Shortlist, *, by: User | None, people: Sequence[Person], reasons: Mapping[int, list[str]]
) -> int:
    """Puts people at its end, each once, with the `reasons` by id; who was taken off comes back. How many are new.

    Raises PermissionDenied; ValidationError where the list would have more than 300.
    """
    _check(by, shortlist.event)
    with transaction.atomic():
        Shortlist.objects.select_for_update().get(pk=shortlist.pk)
        there = {entry.person_id: entry for entry in shortlist.entries.all()}
        new = [person for person in people if person.pk not in there or there[person.pk].is_removed]
        if len([entry for entry in there.values() if not entry.is_removed]) + len(new) > MOST:
            raise ValidationError(_("A shortlist has room for %(most)d people.") % {"most": MOST})
        last = shortlist.entries.aggregate(last=Max("position"))["last"] or 0
        for place, person in enumerate(new, last + 1):
            facts = {"reasons": reasons.get(person.pk, []), "position": place, "is_removed": False, "by": by}
            ShortlistEntry.objects.update_or_create(shortlist=shortlist, person=person, defaults=facts)
    return len(new)


def note_on(entry: ShortlistEntry, *, by: User | None, note: str) -> None:
    """Raises PermissionDenied, ValidationError for "note"."""
    _check(by, entry.shortlist.event)
    entry.note = many_lines(note)
    entry.clean_fields(exclude=["shortlist", "person", "by", "reasons"])
    entry.save(update_fields=["note"])


def set_removed(entry: ShortlistEntry, *, by: User | None, removed: bool) -> None:
    """Takes somebody off the list, or puts them back where they were. Raises PermissionDenied."""
    _check(by, entry.shortlist.event)
    ShortlistEntry.objects.filter(pk=entry.pk).update(is_removed=removed)


def move_up(entry: ShortlistEntry, *, by: User | None) -> None:
    """One place earlier. Raises PermissionDenied."""
    _check(by, entry.shortlist.event)
    with transaction.atomic():
        rows = list(entry.shortlist.entries.select_for_update().filter(is_removed=False))
        place = next((place for place, row in enumerate(rows) if row.pk == entry.pk), 0)
        if place:
            rows[place - 1], rows[place] = rows[place], rows[place - 1]
        for position, row in enumerate(rows):
            row.position = position
        ShortlistEntry.objects.bulk_update(rows, ["position"])


@transaction.atomic
def invite_from(
    shortlist: Shortlist, *, by: User | None, ids: Iterable[int], data: Mapping[str, Any]
) -> tuple[list[Invitation], dict[str, str]]:
    """Invites those of its entries (ids) who can be: the invitations, and by name why others were not.

    `data` holds "category" and "note" as `invite_many` takes them. The letters wait in the outbox. Raises
    PermissionDenied, ValidationError by field.
    """
    event = shortlist.event
    _check(by, event)
    lock_event(event)
    entries = shortlist.entries.filter(pk__in=list(ids), is_removed=False).select_related("person__user")
    addresses = {entry.person: normalize_email(address_of(entry.person)) for entry in entries}
    known = already(event, [address for address in addresses.values() if address])
    refused = {
        person.name: known.get(address, _("There is no e-mail address."))
        for person, address in addresses.items()
        if not address or address in known
    }
    rows = [
        {"email": address, "name": person.name, "honorific": person.honorific, **data}
        for person, address in addresses.items()
        if address and address not in known
    ]
    return (invite_many(event, by=by, rows=rows) if rows else []), refused


def _check(by: User | None, event: Event) -> None:
    if by is not None and not may_invite(by, event):
        raise PermissionDenied
