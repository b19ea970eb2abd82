"""What a new document of a kind begins with."""

from __future__ import annotations

from typing import Any, cast

from django.utils import translation
from wagtail.blocks import StreamValue

from outputs.editing import patterns, richtext
from outputs.issued.symbols import symbol_of
from outputs.kinds import KINDS
from outputs.kinds.base import Body
from outputs.models import Output
from outputs.parts_of_kinds import Blocks, Offered, begun, body_of, kind_of, parts_for

#: Text whose blocks get keys, as an editor gives them: their ids then stay when the text is first edited.
RICH = frozenset({"text", "plain", "closing"})


def begin(output: Output, found: Offered) -> Output:
    """Head, body and parts of a new output of that kind. Saves nothing."""
    output.kind, output.template = found.kind.slug, found.row if found.is_own else None
    fill_head(output, found)
    with translation.override(output.language):
        output.named = "" if found.label == str(found.kind.label) else found.label
        blocks, output.parts = begun(parts_for(found, output.event))
        output.body = new_body(blocks)
    return output


def fill_head(output: Output, found: Offered | None = None) -> Output:
    """Title, subtitle and symbol as its kind has them for its event, in its language; a report of one session has that
    as its subtitle. Saves nothing.
    """
    kind, event, text = KINDS[output.kind], output.event, found.text if found else None
    with translation.override(output.language):
        facts = patterns.facts_of(event) if text and (text.title or text.subtitle) else {}
        title = patterns.fill_line(text.title, facts) if text and text.title else ""
        subtitle = patterns.fill_line(text.subtitle, facts) if text and text.subtitle else ""
        output.title = (title or kind.title(event))[:250]
        output.subtitle = (subtitle or str(output.session or kind.subtitle(event)))[:250]
    output.symbol = symbol_of(output)
    return output


def current_kind(output: Output) -> Offered:
    """The kind of a document that the system makes, as it is now. Raises LookupError where there is none."""
    found = kind_of(output.kind, output.language)
    if found is None:
        raise LookupError(output.kind)
    return found


def current_body(output: Output, found: Offered) -> Body:
    """The blocks of which a document that the system makes consists now."""
    with translation.override(output.language):
        return body_of(parts_for(found, output.event))


def new_body(blocks: Body | Blocks) -> Any:
    """A body of these blocks; what a block's value leaves out has the block's default."""
    stream: Any = cast(Any, Output._meta.get_field("body")).stream_block
    return StreamValue(stream, [(name, _keyed(name, value), *key) for name, value, *key in blocks])


def _keyed(name: str, value: Any) -> Any:
    """Rich text with a key for each block, as the editor gives them: ids then stay when the text is first edited."""
    return richtext.keyed(value) if name in RICH and isinstance(value, str) else value
