"""Assembling again: what is new in the record, what changed, what is gone, and taking text over to edit it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin.compare import diff_text

from outputs.admin.access import writer
from outputs.admin.editing import edited_output
from outputs.admin.frame import frame
from outputs.blocks import LIVE
from outputs.domain.offers import TABLE, decide_offers, look_first, table_offers, take_over, unpin
from outputs.editing.comparing import value_html
from outputs.models import LastReading, Output
from outputs.record.news import Item, Offer, items_of, last_reading, offers_of
from outputs.record.reading import Reading
from outputs.taken.origin import is_untouched, reads_of

HEADINGS = ("chapter", "heading", "annex", "front")


@require_http_methods(["GET", "HEAD", "POST"])
def offers(request: HttpRequest, pk: int) -> HttpResponse:
    output = edited_output(request, pk)
    if request.method == "POST":
        return _decided(request, output)
    last, now = last_reading(output), items_of(Reading(output.event))
    context = frame(output, _("What is new in the record"), icon="rotate") | {
        "last": last,
        "rows": _rows(output, [*offers_of(last, now), *table_offers(output)]),
        "pinned": _pinned(last, now),
        "live": _live_blocks(output),
        "has_people": any(block.block_type in LIVE and not LIVE[block.block_type].is_text for block in output.body),
    }
    return render(request, "outputs/admin/edit/offers.html", context)


@require_POST
def take_over_block(request: HttpRequest, pk: int, block: str) -> HttpResponse:
    output = edited_output(request, pk)
    try:
        take_over(output, by=writer(request), block=block)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("outputs_admin:offers", output.pk)
    messages.success(request, _("The text is taken over: edit it like your own. Its sources stay."))
    return redirect("outputs_admin:edit", output.pk)


def _decided(request: HttpRequest, output: Output) -> HttpResponse:
    by = writer(request)
    try:
        if "begin" in request.POST:
            look_first(output, by=by)
        elif key := request.POST.get("unpin"):
            unpin(output, by=by, key=key)
        else:
            count = decide_offers(output, by=by, choices=_choices(request))
            messages.success(request, _("Settled: %(count)d.") % {"count": count})
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("outputs_admin:offers", output.pk)


def _choices(request: HttpRequest) -> dict[str, tuple[str, str]]:
    """By key; a button for all of them counts where nothing was chosen by itself."""
    everything = request.POST.get("all", "")
    shown = {
        name.removeprefix("shown-"): str(value) for name, value in request.POST.items() if name.startswith("shown-")
    }
    chosen = {key: request.POST.get(f"choice-{key}") or everything for key in shown}
    return {key: (choice, shown[key]) for key, choice in chosen.items() if choice}


def _rows(output: Output, found: list[Offer]) -> list[dict[str, Any]]:
    prose = _prose_by_key(output)
    return [
        {"offer": offer, "html": diff_text(offer.before, offer.after).to_html(), "prose": prose.get(offer.key, [])}
        for offer in found
    ]


def _prose_by_key(output: Output) -> dict[str, list[dict[str, Any]]]:
    """The texts that were taken over, by the key of what they say."""
    found: dict[str, list[dict[str, Any]]] = {}
    for block in output.body:
        if block.block_type == "taken":
            shown = {"html": value_html("text", block.value["text"].source), "is_untouched": is_untouched(block.value)}
            for key in reads_of(block.value):
                found.setdefault(key, []).append(shown)
        elif block.block_type == "taken_table":
            shown = {"html": value_html("table", block.value), "is_untouched": is_untouched(block.value)}
            found[f"{TABLE}{block.id}"] = [shown]
    return found


def _pinned(last: LastReading | None, now: dict[str, Item]) -> list[dict[str, str]]:
    pinned = last.pinned if last else {}
    return [
        {"key": key, "label": now[key].label, "says": words or "", "record": now[key].words}
        for key, words in pinned.items()
        if key in now
    ]


def _live_blocks(output: Output) -> list[dict[str, str]]:
    """Each with the heading under which it stands, where that says more."""
    found, heading = [], ""
    for block in output.body:
        if block.block_type in HEADINGS:
            heading = block.value
        elif block.block_type in LIVE and LIVE[block.block_type].is_text:
            title = LIVE[block.block_type].title_of(block.value)
            found.append({"id": str(block.id), "label": title, "heading": heading if heading != title else ""})
    return found
