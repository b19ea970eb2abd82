"""What a new document of a kind begins with."""

from __future__ import annotations

from typing import Any, cast

from django.utils import translation

from outputs.kinds import KINDS
from outputs.kinds.base import Body
from outputs.models import Output
from outputs.symbols import symbol_of


def fill_head(output: Output) -> Output:
    """Title, subtitle and symbol as its kind has them for its event, in its language; a report of one session has that
    as its subtitle. Saves nothing.
    """
    kind, event = KINDS[output.kind], output.event
    with translation.override(output.language):
        output.title = kind.title(event)[:250]
        output.subtitle = str(output.session or kind.subtitle(event))[:250]
    output.symbol = symbol_of(output)
    return output


def new_body(blocks: Body) -> Any:
    """A body of these blocks; what a block's value leaves out has the block's default."""
    stream: Any = cast(Any, Output._meta.get_field("body")).stream_block
    return stream.normalize([(name, stream.child_blocks[name].normalize(value)) for name, value in blocks])
