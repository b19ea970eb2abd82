"""Which documents a new event begins with, and what its letters and certificates say."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.models import Event
from cms.parts import Option, Part
from outputs.domain.documents import create_output
from outputs.domain.stationery import FIELDS, save_stationery, stationery_of
from outputs.kinds import KINDS
from outputs.models import Output
from participants.models import User

TEXT, SIGNATORY = "text", "signatory"


def take(event: Event, options: frozenset[str]) -> list[dict[str, Any]]:
    """Kind and language of each document, with its body where the text is wanted; never what became of
    recommendations, nor what was frozen.
    """
    taken: dict[tuple[str, str], dict[str, Any]] = {}
    for output in Output.objects.filter(event=event).written().defer("frozen", "summary").order_by("pk"):
        if not _is_written(output.kind):
            continue
        body = _plain(output) if TEXT in options else None
        taken[output.kind, output.language] = {"kind": output.kind, "language": output.language, "body": body}
    return list(taken.values())


def _is_written(kind: str) -> bool:
    return kind in KINDS and KINDS[kind].is_written


def _plain(output: Output) -> list[dict[str, Any]]:
    """Blocks without their ids, which belong to one document."""
    return [{"type": block["type"], "value": block["value"]} for block in output.body.get_prep_value()]


def give(event: Event, data: list[dict[str, Any]], by: User) -> list[str]:
    """Documents of kinds that this site does not have are left out."""
    for row in data:
        if _is_written(row["kind"]):
            output = create_output(event, row["kind"], by=by, language=row.get("language") or "")
            if row.get("body"):
                output.body = output.body.stream_block.to_python(row["body"])
                output.save(update_fields=["body"])
    return []


def tell(data: list[dict[str, Any]], event: Event) -> str:
    return ", ".join(str(KINDS[row["kind"]].label) for row in data if _is_written(row["kind"]))


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
