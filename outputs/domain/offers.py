"""Assembling again: what the record says anew is offered, and never overwrites what stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from outputs.blocks import LIVE, Context
from outputs.domain.documents import save_output
from outputs.editing.merging import Raw, meaning
from outputs.editing.texts import BODY, data_of
from outputs.models import LastReading, Output
from outputs.permissions import may_edit_output
from outputs.record.news import Item, Offer, items_of, noted, offers_of
from outputs.record.reading import Reading
from outputs.resolve import reading_of
from outputs.taken.origin import is_untouched, origin_of, origin_saying, reads_of, said_of, source_of
from outputs.taken.tables import table_of
from outputs.taken.writing import Made, Untakeable, written_of
from outputs.tree import Paragraph, walk
from participants.models import User

ACCEPT, KEEP = "accept", "keep"
TABLE = "table:"
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
        chosen = _chosen(offers_of(last, now), choices)
        for offer, choice in chosen:
            _settle(last, now, offer, choice)
        last.looked_by = by
        last.save()
        _renew_texts(locked, by, {offer.key for offer, choice in chosen if choice == ACCEPT})
        tables = _chosen(table_offers(locked), choices)
        _settle_tables(locked, by, {offer.key: (offer, choice) for offer, choice in tables})
        chosen += tables
        data = {"output": locked.pk, "title": locked.title, "kind": locked.kind, "count": len(chosen)}
        log(instance=locked.event, action="outputs.look_again", user=by, data=data)
    return len(chosen)


def table_offers(output: Output) -> list[Offer]:
    """Tables that were taken over and of which the record says something else since, as cells. No query where there is
    none; else those of assembling.
    """
    taken = [block for block in output.body if block.block_type == "taken_table" and origin_of(block.value)]
    if not taken:
        return []
    reading, found = reading_of(output), []
    for block in taken:
        before, now = said_of(block.value), _cells_now(output, reading, block.value)
        if meaning(before) != meaning(now):
            key, label = f"{TABLE}{block.id}", _("Table “%(caption)s”") % {"caption": block.value["caption"]}
            found.append(Offer(key, label, "changed" if now else "gone", before, now))
    return found


def _cells_now(output: Output, reading: Reading, value: Any) -> str:
    """Empty where the record has no such table any more."""
    source, place = source_of(value)
    if source["name"] not in LIVE:
        return said_of(value)
    pieces = walk(tuple(_pieces(output, reading, source)))
    piece = next((one for one in pieces if getattr(one, "id", None) == place), None)
    with _words_of(output):
        table = table_of(piece, output.language) if piece else None
    return table["cells"] if table else ""


def _chosen(offers: list[Offer], choices: Choices) -> list[tuple[Offer, str]]:
    return [
        (offer, choices[offer.key][0])
        for offer in offers
        if offer.key in choices and choices[offer.key][1] == offer.digest
    ]


def _settle_tables(output: Output, by: User, chosen: dict[str, tuple[Offer, str]]) -> None:
    """A table that nobody changed by hand gets the new cells where they are accepted."""
    if not chosen:
        return
    body: list[Raw] = list(output.body.get_prep_value())
    for block in body:
        offer, choice = chosen.get(f"{TABLE}{block['id']}", (None, KEEP))
        if offer is None:
            continue
        value = block["value"]
        if choice == ACCEPT and offer.after and is_untouched(value):
            value["cells"] = offer.after
        value["origin"] = origin_saying(value, offer.after)
    save_output(output, by=by, data=data_of({BODY: body}))


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
    """A live block becomes prose or tables that can be edited, with its sources; it no longer follows the record by
    itself.

    Raises PermissionDenied; ValidationError where there is no such block, or it lists people.
    """
    with transaction.atomic():
        locked = _locked(output, by)
        body: list[Raw] = list(locked.body.get_prep_value())
        place = next((place for place, each in enumerate(body) if each["id"] == block and _is_live(each)), None)
        if place is None:
            raise ValidationError(_("There is no such block in this document."))
        fresh = [{"type": name, "value": value} for name, value in _made(locked, body[place])]
        saved = save_output(locked, by=by, data=data_of({BODY: [*body[:place], *fresh, *body[place + 1 :]]}))
        data = {"output": saved.pk, "title": saved.title, "kind": saved.kind}
        log(instance=saved.event, action="outputs.take_over", user=by, data=data)
    return saved


def _is_live(block: Raw) -> bool:
    return block["type"] in LIVE


def _made(output: Output, block: Raw) -> list[Made]:
    try:
        if LIVE[block["type"]].is_text:
            return list(_written(output, block))
    except Untakeable:
        pass
    raise ValidationError(_("Lists of people and printed sheets stay what the record makes them."))


def _written(output: Output, block: Raw) -> Iterator[Made]:
    source = {"name": block["type"], "value": block["value"], "prefix": f"b-{block['id']}"}
    pieces = _pieces(output, reading_of(output), source)
    with _words_of(output):
        yield from written_of(pieces, source, output.language)


def _pieces(output: Output, reading: Reading, source: Mapping[str, Any]) -> list[Any]:
    """What the live block makes of the record, without the brackets of a draft."""
    live = LIVE[source["name"]]
    with _words_of(output):
        context = Context(reading, output.language, source["prefix"], is_draft=False)
        return list(live.resolve(live.to_python(source["value"]), context))


@contextmanager
def _words_of(output: Output) -> Iterator[None]:
    """Words and times as they are said in the document."""
    with translation.override(output.language), timezone.override(output.event.tz):
        yield


def _renew_texts(output: Output, by: User, accepted: set[str]) -> None:
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
            ((_name, block["value"]),) = written_of([paragraph], source, output.language)
    save_output(output, by=by, data=data_of({BODY: body}))


def _locked(output: Output, by: User) -> Output:
    locked = (
        Output.objects.select_for_update(of=("self",)).select_related("event__kind", "event__series").get(pk=output.pk)
    )
    if not may_edit_output(by, locked):
        raise PermissionDenied
    return locked
