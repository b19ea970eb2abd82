"""The agenda of a meeting: what is proposed from its programme, and what is saved."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.models import Event
from participants.models import User
from sessions.kinds import KINDS
from sessions.models import AgendaItem, Session
from sessions.permissions import may_edit_programme

from .draft import lock, note_change
from .session_words import agenda_in_words, named_changes

#: Kinds of event that elect officers.
ELECTING = frozenset({"committee-session"})
#: Kinds of session that deal with no item of their own.
WITHOUT_ITEM = frozenset({"ceremony"})


@dataclass(frozen=True, slots=True)
class Proposal:
    """An item that the agenda might have; `sessions` are the ids of those that would deal with it."""

    title: str
    sessions: tuple[int, ...] = ()


def propose_agenda(event: Event) -> list[Proposal]:
    """The usual items of a meeting of the United Nations around what the sessions of `event` are about. Saves nothing.

    Sessions of the same title deal with the same item. One query.
    """
    return [
        Proposal(_("Opening of the meeting")),
        *([Proposal(_("Election of officers"))] if event.kind.slug in ELECTING else []),
        Proposal(_("Adoption of the agenda and organization of work")),
        *_substantive(event),
        Proposal(_("Other matters")),
        Proposal(_("Adoption of the report")),
    ]


def _substantive(event: Event) -> Iterator[Proposal]:
    found: dict[str, list[int]] = {}
    sessions = Session.objects.filter(event=event).exclude(status=Session.Status.CANCELLED)
    for pk, kind, title in sessions.values_list("pk", "kind", "title"):
        if kind not in WITHOUT_ITEM and not KINDS[kind].is_pause:
            found.setdefault(title, []).append(pk)
    yield from (Proposal(title, tuple(ids)) for title, ids in found.items())


def save_agenda(
    event: Event,
    *,
    by: User | None,
    items: Sequence[AgendaItem],
    removed: Sequence[AgendaItem] = (),
    sessions: Mapping[int, Sequence[int]] | None = None,
) -> None:
    """Saves the items of the agenda of `event` in this order, and deletes the `removed` ones; their sessions stay.

    `sessions` are ids of sessions by the place of an item among `items`: those of `event` that deal with no item yet
    deal with that one. `by` is None for the loading of data. Raises PermissionDenied, and ValidationError where an item
    has no title or belongs to another event.
    """
    if by is not None and not may_edit_programme(by, event):
        raise PermissionDenied
    if any(item.event_id not in {None, event.pk} for item in [*items, *removed]):
        raise ValidationError(_("This item belongs to another event."))
    with transaction.atomic():
        lock(event)
        before = agenda_in_words(event)
        touched = set(
            Session.objects.filter(agenda_item__in=[item.pk for item in removed]).values_list("pk", flat=True)
        )
        AgendaItem.objects.filter(event=event, pk__in=[item.pk for item in removed]).delete()
        for place, item in enumerate(items):
            item.event, item.position = event, place
            item.full_clean()
            item.save()
        _raise_versions(event, by, touched | _link(event, items, sessions or {}))
        changes = named_changes(before, agenda_in_words(event))
        log(instance=event, action="sessions.save_agenda", user=by, data={"changes": changes})


def _link(event: Event, items: Sequence[AgendaItem], sessions: Mapping[int, Sequence[int]]) -> set[int]:
    """The ids of those that deal with an item now, and did not before."""
    free = set(Session.objects.filter(event=event, agenda_item=None).values_list("pk", flat=True))
    linked: set[int] = set()
    for place, ids in sessions.items():
        new = free.intersection(ids) - linked
        Session.objects.filter(pk__in=new).update(agenda_item=items[place])
        linked |= new
    return linked


def _raise_versions(event: Event, by: User | None, ids: set[int]) -> None:
    """So that nobody writes the item that was there over the one that is."""
    if not ids:
        return
    found = Session.objects.filter(pk__in=ids)
    found.update(version=F("version") + 1, updated_at=timezone.now())
    note_change(event, by=by, label=_("Agenda changed"), touched=dict(found.values_list("pk", "version")))
