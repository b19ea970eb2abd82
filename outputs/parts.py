"""Which documents a new event begins with, and what its letters and certificates say."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.models import Event
from cms.parts import Option, Part
from outputs.domain.documents import create_output
from outputs.domain.stationery import FIELDS, save_stationery, stationery_of
from outputs.kinds import KINDS
from outputs.models import Output
from outputs.parts_of_kinds import Offered, offered
from participants.models import User

TEXT, SIGNATORY = "text", "signatory"


def take(event: Event, options: frozenset[str]) -> list[dict[str, Any]]:
    """Kind and language of each document, with its body and its parts where the text is wanted; never what became of
    recommendations, nor what was frozen.
    """
    taken: dict[tuple[str, str], dict[str, Any]] = {}
    outputs = Output.objects.filter(event=event).written().defer("frozen", "summary").select_related("template")
    for output in outputs.order_by("pk"):
        if output.kind in KINDS:
            text = {"body": _plain(output), "parts": _placed(output)} if TEXT in options else {}
            taken[output.slug, output.language] = {"kind": output.slug, "language": output.language, **text}
    return list(taken.values())


def _plain(output: Output) -> list[dict[str, Any]]:
    """Blocks without their ids, which belong to one document."""
    return [{"type": block["type"], "value": block["value"]} for block in output.body.get_prep_value()]


def _placed(output: Output) -> list[dict[str, Any]]:
    """The parts, each with the place in the body of the block that gives it instead of its id."""
    places = {block["id"]: place for place, block in enumerate(output.body.get_prep_value())}
    return [part | {"id": places.get(part["id"], "")} for part in output.parts]


def give(event: Event, data: list[dict[str, Any]], by: User) -> list[str]:
    """Documents of kinds that this site does not have, or begins no more, are left out."""
    begun = _begun(event)
    for row in data:
        if row["kind"] in begun:
            output = create_output(event, row["kind"], by=by, language=row.get("language") or "")
            if row.get("body"):
                _write(output, row["body"], row.get("parts"))
    return []


def _write(output: Output, body: list[dict[str, Any]], parts: list[dict[str, Any]] | None) -> None:
    """Puts that body in the place of the one the document began with; `parts` as `_placed` has them."""
    blocks = [block | {"id": str(uuid4())} for block in body]
    output.body = output.body.stream_block.to_python(blocks)
    if parts is not None:
        output.parts = [part | {"id": _id(blocks, part["id"])} for part in parts]
    output.save(update_fields=["body", "parts"])


def _id(blocks: list[dict[str, Any]], place: Any) -> str:
    return str(blocks[place]["id"]) if isinstance(place, int) and place < len(blocks) else ""


def _begun(event: Event) -> dict[str, Offered]:
    """The kinds of which people begin documents now."""
    found = offered(event.language)
    return {slug: one for slug, one in found.items() if one.kind.is_written and not one.is_retired}


def tell(data: list[dict[str, Any]], event: Event) -> str:
    begun = _begun(event)
    return ", ".join(begun[row["kind"]].label for row in data if row["kind"] in begun)


def take_stationery(event: Event, options: frozenset[str]) -> dict[str, Any]:
    """Which answers a letter for a visa shows belongs to the form; who signs is taken where people are wanted."""
    stationery = stationery_of(event)
    if stationery._state.adding:  # noqa: SLF001 -- Django documents it
        return {}
    fields = FIELDS if SIGNATORY in options else [name for name in FIELDS if not name.startswith("signatory")]
    return {name: getattr(stationery, name) for name in fields}


def give_stationery(event: Event, data: dict[str, Any], by: User) -> list[str]:
    save_stationery(event, by=by, data=data)
    return []


def tell_stationery(data: dict[str, Any], event: Event) -> str:
    return data["organization"] or gettext("texts and numbers of letters and certificates")


def parts() -> list[Part]:
    text, signatory = (
        Option(TEXT, _("with their text as it stands there")),
        Option(SIGNATORY, _("with who signs"), True),
    )
    return [
        Part("documents", _("Documents, begun anew"), 300, take, give, tell, (text,)),
        Part(
            *("stationery", _("Letters and certificates"), 310, take_stationery, give_stationery, tell_stationery),
            (signatory,),
        ),
    ]
