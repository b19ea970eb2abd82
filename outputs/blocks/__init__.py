"""The blocks of an output's body: prose beside live blocks that read the record."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from wagtail import blocks

from . import live, prose, written
from .base import Context, LiveBlock

__all__ = ["LIVE", "PROSE", "BodyBlocks", "Context", "LiveBlock", "live_blocks_offered"]


def _live_blocks() -> dict[str, LiveBlock]:
    modules = (import_module(f"{live.__name__}.{found.name}") for found in iter_modules(live.__path__))
    return {module.BLOCK.name: module.BLOCK() for module in modules if hasattr(module, "BLOCK")}


LIVE = _live_blocks()
PROSE = {
    "chapter": prose.ChapterBlock(),
    "heading": prose.HeadingBlock(),
    "text": prose.TextBlock(),
    "plain": prose.PlainTextBlock(),
    "quote": prose.QuoteBlock(),
    "key_message": prose.KeyMessageBlock(),
    "front": prose.FrontBlock(),
    "annex": prose.AnnexBlock(),
    "taken": prose.TakenBlock(),
    "closing": prose.ClosingBlock(),
    "guidance": prose.GuidanceBlock(),
    "table": written.TableBlock(),
    "taken_table": written.TakenTableBlock(),
    "picture": written.PictureBlock(),
    "abbreviations": written.AbbreviationsBlock(),
    "correction": prose.CorrectionBlock(),
}


def live_blocks_offered() -> dict[str, LiveBlock]:
    """Those that writers may put into the body of any document, by name."""
    return {name: block for name, block in LIVE.items() if block.is_offered}


class BodyBlocks(blocks.StreamBlock):
    def __init__(self, local_blocks: object = None, **kwargs: object) -> None:
        super().__init__(local_blocks or [*PROSE.items(), *live_blocks_offered().items()], **kwargs)
