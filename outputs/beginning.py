"""What a new document of a kind begins with."""

from __future__ import annotations

from typing import Any, cast

from django.utils import translation

from outputs import richtext
from outputs.kinds import KINDS
from outputs.kinds.base import Body
from outputs.models import Output
from outputs.symbols import symbol_of

#: Text whose blocks get keys, as an editor gives them: their ids then stay when the text is first edited.
RICH = frozenset({"text", "plain", "closing"})


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
    return stream.normalize(
        [(name, stream.child_blocks[name].normalize(_keyed(name, value))) for name, value in blocks]
    )


def _keyed(name: str, value: Any) -> Any:
    """Rich text with a key for each block, as the editor gives them: ids then stay when the text is first edited."""
    return richtext.keyed(value) if name in RICH and isinstance(value, str) else value
