"""The text of an output as plain data, of its row, of a revision, and of a form."""

from __future__ import annotations

import json
from typing import Any, cast

from wagtail.models import Revision

from outputs.domain.documents import EDITABLE
from outputs.models import Output

BODY = "body"
#: In the order of the form.
FIELDS = tuple(field.name for field in Output._meta.local_fields if field.name in EDITABLE - {BODY})


def texts_of(output: Output) -> dict[str, Any]:
    return {name: getattr(output, name) for name in FIELDS} | {BODY: list(output.body.get_prep_value())}


def texts_of_revision(revision: Revision) -> dict[str, Any]:
    content = revision.content
    return {name: content.get(name, "") for name in FIELDS} | {BODY: json.loads(content.get(BODY) or "[]")}


def texts_of_form(data: dict[str, Any]) -> dict[str, Any]:
    """Of what a form cleaned."""
    texts = {name: data[name] for name in FIELDS if name in data}
    return texts | {BODY: list(data[BODY].get_prep_value())} if BODY in data else texts


def data_of(texts: dict[str, Any]) -> dict[str, Any]:
    """As `save_output` takes them."""
    stream: Any = cast(Any, Output._meta.get_field(BODY)).stream_block
    return texts | {BODY: stream.to_python(texts[BODY])} if BODY in texts else texts


def revision_of(output: Output, pk: int | None) -> Revision | None:
    return output.revisions.filter(pk=pk).first() if pk else None
