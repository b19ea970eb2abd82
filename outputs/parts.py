"""Which documents a new event begins with."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.models import Event
from cms.parts import Option, Part
from outputs.domain.documents import create_output
from outputs.kinds import KINDS
from outputs.models import Output
from participants.models import User

TEXT = "text"


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


def parts() -> list[Part]:
    options = (Option(TEXT, _("with their text as it stands there")),)
    return [Part("documents", _("Documents, begun anew"), 300, take, give, tell, options)]
