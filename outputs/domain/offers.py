"""Assembling again: what the record says anew is offered, and never overwrites what stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from outputs.blocks import LIVE, Context
from outputs.domain.documents import save_output
from outputs.merging import Raw
from outputs.models import LastReading, Output
from outputs.news import Item, Offer, items_of, noted, offers_of
from outputs.permissions import may_edit_output
from outputs.reading import Reading
from outputs.resolve import reading_of
from outputs.taken import Untakeable, is_untouched, prose_of, reads_of, source_of
from outputs.texts import BODY, data_of
from outputs.tree import Paragraph, walk
from participants.models import User

ACCEPT, KEEP = "accept", "keep"
Choices = Mapping[str, tuple[str, str]]


def look_first(output: Output, *, by: User | None) -> LastReading:
    """Notes the whole record as read; from now on what differs is offered. Raises PermissionDenied.

    `by` is None where a document is begun.
    """
    if by is not None and not may_edit_output(by, output):
        raise PermissionDenied
    items = noted(items_of(Reading(output.event)))
    last, _created = LastReading.objects.update_or_create(output=output, defaults={"items": items, "looked_by": by})
    return last


def decide_offers(output: Output, *, by: User, choices: Choices) -> int:
    """Settles offers by key: (ACCEPT or KEEP, the digest of the words that were shown); how many.

    Accepted, the document says what the record says, also where text was taken over and not changed by hand since.
    Kept, it goes on saying what it said, and leaves out what is new. What changed again meanwhile stays offered.
    Raises PermissionDenied, ValidationError.
    """
    with transaction.atomic():
        locked = _locked(output, by)
        last, _created = LastReading.objects.select_for_update().get_or_create(output=locked)
        reading = Reading(locked.event)
        now = items_of(reading)
        chosen = [
            (offer, choices[offer.key][0])
            for offer in offers_of(last, now)
            if offer.key in choices and choices[offer.key][1] == offer.digest
        ]
        for offer, choice in chosen:
            _settle(last, now, offer, choice)
        last.looked_by = by
        last.save()
        _renew_prose(locked, by, {offer.key for offer, choice in chosen if choice == ACCEPT})
        data = {"output": locked.pk, "title": locked.title, "kind": locked.kind, "count": len(chosen)}
        log(instance=locked.event, action="outputs.look_again", user=by, data=data)
    return len(chosen)


def unpin(output: Output, *, by: User, key: str) -> None:
    """The document says again what the record says. Raises PermissionDenied."""
    with transaction.atomic():
        locked = _locked(output, by)
        last = LastReading.objects.select_for_update().filter(output=locked).first()
        if last is None or key not in last.pinned:
            return
        del last.pinned[key]
        last.save()
        data = {"output": locked.pk, "title": locked.title, "kind": locked.kind, "count": 1}
        log(instance=locked.event, action="outputs.look_again", user=by, data=data)


def _settle(last: LastReading, now: Mapping[str, Item], offer: Offer, choice: str) -> None:
    if choice not in (ACCEPT, KEEP):
        raise ValidationError(_("Choose what the document shall say."))
    if offer.key in now:
        last.items[offer.key] = [offer.label, offer.after]
    else:
        last.items.pop(offer.key, None)
    if choice == KEEP and offer.change != "gone":
        last.pinned.setdefault(offer.key, offer.before or None)
    else:
        last.pinned.pop(offer.key, None)


def take_over(output: Output, *, by: User, block: str) -> Output:
    """A live block becomes prose that can be edited, with its sources; it no longer follows the record by itself.

    Raises PermissionDenied; ValidationError where there is no such block, or it is no running text.
    """
    with transaction.atomic():
        locked = _locked(output, by)
        body: list[Raw] = list(locked.body.get_prep_value())
        place = next((place for place, each in enumerate(body) if each["id"] == block and _is_live(each)), None)
        if place is None:
            raise ValidationError(_("There is no such block in this document."))
        try:
            made = list(_prose(locked, body[place]))
        except Untakeable:
            raise ValidationError(_("Lists, timetables and figures cannot be taken over as text.")) from None
        fresh = [{"type": name, "value": value} for name, value in made]
        saved = save_output(locked, by=by, data=data_of({BODY: [*body[:place], *fresh, *body[place + 1 :]]}))
        data = {"output": saved.pk, "title": saved.title, "kind": saved.kind}
        log(instance=saved.event, action="outputs.take_over", user=by, data=data)
    return saved


def _is_live(block: Raw) -> bool:
    return block["type"] in LIVE


def _prose(output: Output, block: Raw) -> Any:
    source = {"name": block["type"], "value": block["value"], "prefix": f"b-{block['id']}"}
    return prose_of(_pieces(output, reading_of(output), source), source)


def _pieces(output: Output, reading: Reading, source: Mapping[str, Any]) -> list[Any]:
    """What the live block makes of the record, without the brackets of a draft."""
    live = LIVE[source["name"]]
    with translation.override(output.language), timezone.override(output.event.tz):
        context = Context(reading, output.language, source["prefix"], is_draft=False)
        return list(live.resolve(live.to_python(source["value"]), context))


def _renew_prose(output: Output, by: User, accepted: set[str]) -> None:
    """Text that was taken over and not changed by hand since says the new words; what was changed stays."""
    body: list[Raw] = list(output.body.get_prep_value())
    concerned = [
        block
        for block in body
        if block["type"] == "taken" and accepted & set(reads_of(block["value"])) and is_untouched(block["value"])
    ]
    if not concerned:
        return
    reading, found = reading_of(output), dict[str, dict[str, Paragraph]]()
    for block in concerned:
        source, place = source_of(block["value"])
        if source["prefix"] not in found and source["name"] in LIVE:
            pieces = walk(tuple(_pieces(output, reading, source)))
            found[source["prefix"]] = {node.id: node for node in pieces if isinstance(node, Paragraph)}
        if paragraph := found.get(source["prefix"], {}).get(place):
            ((_name, block["value"]),) = prose_of([paragraph], source)
    save_output(output, by=by, data=data_of({BODY: body}))


def _locked(output: Output, by: User) -> Output:
    locked = (
        Output.objects.select_for_update(of=("self",)).select_related("event__kind", "event__series").get(pk=output.pk)
    )
    if not may_edit_output(by, locked):
        raise PermissionDenied
    return locked
