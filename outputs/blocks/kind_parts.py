"""The parts of a kind of document, as the secretariat writes them: a heading, what stands under it, and whether a
document can do without it. Texts name facts of the event by placeholders.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from outputs.editing.placeholders import OF_EVENT, unknown

from . import LIVE, PROSE, live_blocks_offered
from .prose import HeadingBlock, KeyMessageBlock, PlainTextBlock, QuoteBlock, TextBlock

OPENING, FRONT, CHAPTER, ANNEX, CLOSING = "opening", "front", "chapter", "annex", "closing"
ROLES = [
    (OPENING, gettext_lazy("Before the first chapter, without a heading")),
    (FRONT, gettext_lazy("Front matter, before the contents")),
    (CHAPTER, gettext_lazy("Chapter")),
    (ANNEX, gettext_lazy("Annex")),
    (CLOSING, gettext_lazy("Closing text, after the last chapter")),
]
HEADED = {FRONT, CHAPTER, ANNEX}


class WithPlaceholders(blocks.Block):
    """A text that refuses placeholders which there are not."""

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if strange := unknown(getattr(cleaned, "source", cleaned) or "", OF_EVENT):
            names = ", ".join(f"{{{name}}}" for name in strange)
            raise ValidationError(_("There is no placeholder %(names)s.") % {"names": names})
        return cleaned


class PatternLine(WithPlaceholders, blocks.CharBlock):
    pass


class PatternHeading(WithPlaceholders, HeadingBlock):
    pass


class PatternKeyMessage(WithPlaceholders, KeyMessageBlock):
    pass


class PatternText(WithPlaceholders, TextBlock):
    pass


class PatternPlainText(WithPlaceholders, PlainTextBlock):
    pass


#: What people write in a part; what gives a document its parts stands in the part itself.
WRITTEN: dict[str, blocks.Block] = {
    "heading": PatternHeading(),
    "text": PatternText(),
    "plain": PatternPlainText(),
    "quote": QuoteBlock(),
    "key_message": PatternKeyMessage(),
    "table": PROSE["table"],
    "abbreviations": PROSE["abbreviations"],
}
assert WRITTEN.keys() < PROSE.keys()  # noqa: S101 -- a part's blocks become those of a body


class ContentBlocks(blocks.StreamBlock):
    """What stands in a part, of the live blocks `names`; of all where that is not given."""

    def __init__(self, local_blocks: object = None, *, names: frozenset[str] | None = None, **kwargs: object) -> None:
        found = {name: block for name, block in LIVE.items() if names is None or name in names}
        super().__init__(local_blocks or [*WRITTEN.items(), *found.items()], **{"required": False} | kwargs)


class PartBlock(blocks.StructBlock):
    """One part; of the live blocks `names`."""

    def __init__(self, local_blocks: Any = None, *, names: frozenset[str] | None = None, **kwargs: object) -> None:
        fields: list[tuple[str, blocks.Block]] = [
            ("role", blocks.ChoiceBlock(label=gettext_lazy("Where it stands"), choices=ROLES, default=CHAPTER)),
            ("heading", PatternLine(label=gettext_lazy("Heading"), required=False, max_length=250)),
            (
                "mandatory",
                blocks.BooleanBlock(label=gettext_lazy("Mandatory: no document is adopted without it"), required=False),
            ),
            (
                "guidance",
                blocks.TextBlock(
                    label=gettext_lazy("Guidance for the writer"),
                    required=False,
                    max_length=1000,
                    rows=2,
                    help_text=gettext_lazy("Stands at the beginning of the part while it is written; never printed."),
                ),
            ),
            ("content", ContentBlocks(label=gettext_lazy("What it begins with"), names=names)),
        ]
        super().__init__(local_blocks or fields, **kwargs)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned["role"] in HEADED and not cleaned["heading"].strip():
            raise StructBlockValidationError({"heading": ValidationError(_("This part needs a heading."))})
        if cleaned["role"] == CLOSING and {one.block_type for one in cleaned["content"]} - {"text", "plain"}:
            raise StructBlockValidationError({"role": ValidationError(_("A closing text holds texts only."))})
        return cleaned

    class Meta:
        icon = "title"
        label = gettext_lazy("Part")
        label_format = "{heading}"
        form_classname = "struct-block part-of-kind"


class PartsBlocks(blocks.StreamBlock):
    """The parts in their order, of the live blocks `names`."""

    def __init__(self, local_blocks: object = None, *, names: frozenset[str] | None = None, **kwargs: object) -> None:
        super().__init__(local_blocks or [("part", PartBlock(names=names))], **kwargs)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        late = [place for place, one in enumerate(cleaned) if one.value["role"] == OPENING and place]
        if late:
            refused = ValidationError(_("What stands before the first chapter comes first, and once."))
            errors = {place: StructBlockValidationError({"role": refused}) for place in late}
            raise StreamBlockValidationError(block_errors=errors)
        return cleaned

    class Meta:
        collapsed = True


def offered_with(names: frozenset[str]) -> frozenset[str]:
    """The live blocks that writers may use, and those `names` that a kind itself begins with."""
    return frozenset(live_blocks_offered()) | names & LIVE.keys()
