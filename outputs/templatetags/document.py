"""Tags of the document templates."""

from __future__ import annotations

from textwrap import shorten
from typing import Any, cast

import segno
from django import template
from django.template import Context, Template
from django.utils.safestring import SafeString, mark_safe

from ..renderers import fitting
from ..renderers.drawing import on_paper, on_screen
from ..renderers.inline import inline_html
from ..tree import Chart, Inlines, Picture, Source
from ..tree.listings import chart_table
from ..tree.text import SAFE_ADDRESSES, data_address
from ..words import distribution

register = template.Library()


@register.simple_tag(takes_context=True)
def inlines(context: Context, pieces: Inlines) -> SafeString:
    return inline_html(pieces, context["medium"])


@register.simple_tag(takes_context=True)
def tree_block(context: Context, node: Any) -> SafeString:
    """A block by the template that bears its name."""
    name = f"outputs/document/blocks/{type(node).__name__.lower()}.html"
    part = cast(Template, context.template).engine.get_template(name)
    with context.push(node=node):
        return part.render(context)


@register.simple_tag(takes_context=True)
def traced(context: Context, node: Any) -> tuple[Source, ...]:
    """The sources to show at a piece of text: none where they are those shown last, but always at a recommendation."""
    last, context["shown"]["last"] = context["shown"].get("last"), node.sources
    return node.sources if node.sources != last or getattr(node, "recommendation", None) else ()


@register.simple_tag(takes_context=True)
def origin_of(context: Context, node: Any) -> Any:
    """Where a clause comes from, on pages that tell it."""
    return (context.get("origins") or {}).get(node.id)


@register.simple_tag(takes_context=True)
def drawn(context: Context, chart: Chart) -> SafeString:
    """A chart as a picture; on paper with its labels laid over it."""
    draw = on_paper if context["medium"] == "print" else on_screen
    return mark_safe(draw(chart, rtl=context["direction"] == "rtl"))  # noqa: S308 -- escaped where it is drawn


@register.simple_tag(takes_context=True)
def picture_address(context: Context, picture: Picture) -> str:
    """A picture as an address that holds it; empty where the document has it not."""
    assets = (asset for asset in context["document"].assets if asset.sha256 == picture.sha256)
    return next((data_address(asset.media_type, asset.data) for asset in assets), "")


register.filter("distributed", distribution)
register.filter(chart_table)
register.filter(fitting.sign_step)
register.filter(fitting.room_step)
register.filter(fitting.meeting_step)
register.filter(fitting.name_step)
register.filter(fitting.lines_step)
register.filter(fitting.badge_name_step)
register.filter(fitting.badge_lines_step)
register.filter(fitting.outline_step)
register.filter(fitting.certified_step)
register.filter(fitting.in_fours)


@register.filter
def qr(content: str) -> SafeString:
    """A QR code as SVG; the next thing beside it has to say what it is for."""
    drawing = segno.make(content, error="m").svg_inline(border=2, omitsize=True, svgclass=None, lineclass=None)
    return mark_safe(drawing.replace("<svg ", '<svg role="img" ', 1).replace("><path", "><title>QR</title><path", 1))  # noqa: S308 -- content is drawn


@register.filter
def running_title(title: str) -> str:
    """As many words as one line of a running head holds in every script, and no more: it is no sentence to be read."""
    return shorten(title, 60, placeholder=" …")


@register.filter
def safe_address(url: str) -> str:
    """A path of the site or an address of the web; anything else (javascript:) is no address."""
    is_path = url.startswith("/") and not url.startswith("//")
    return url if is_path or url.lower().startswith(SAFE_ADDRESSES) else ""


@register.filter
def css_string(text: str) -> SafeString:
    """Text as a quoted CSS string; all but plain letters and digits is escaped, so that none ends it (or the sheet)."""
    escaped = "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):06x}" for c in text)
    return mark_safe(f'"{escaped}"')  # noqa: S308 -- escaped above


@register.filter
def page_of(sentence: str) -> SafeString:
    """ "Page {page} of {pages}" as the value of CSS `content`."""
    before, rest = sentence.split("{page}")
    between, after = rest.split("{pages}")
    pieces = (css_string(before), "counter(page)", css_string(between), "counter(pages)", css_string(after))
    return mark_safe(" ".join(pieces))  # noqa: S308 -- escaped by css_string
