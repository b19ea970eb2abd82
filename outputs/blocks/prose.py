"""Blocks that people write, and those that give the document its parts."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

FEATURES = ["bold", "italic", "superscript", "subscript", "link", "ol", "ul", "h4"]


class ChapterBlock(blocks.CharBlock):
    class Meta:
        icon = "title"
        label = _("Chapter")
        group = _("Parts")


class HeadingBlock(blocks.CharBlock):
    class Meta:
        icon = "title"
        label = _("Heading within a chapter")
        group = _("Parts")


class FrontBlock(blocks.CharBlock):
    class Meta:
        icon = "doc-empty"
        label = _("Front matter (before the contents, without numbers)")
        group = _("Parts")


class AnnexBlock(blocks.CharBlock):
    class Meta:
        icon = "doc-full"
        label = _("Annex")
        group = _("Parts")


class TextBlock(blocks.RichTextBlock):
    def __init__(self, **kwargs: object) -> None:
        super().__init__(**{"features": FEATURES} | kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        help_text = _(
            "Each paragraph gets a number. A list belongs to the paragraph before it. [^like this] makes a footnote, "
            "[#code] a reference to another paragraph: “Codes for references” on the page of the document lists them."
        )
        group = _("Prose")


class PlainTextBlock(TextBlock):
    class Meta:
        icon = "pilcrow"
        label = _("Text without numbers")
        help_text = _("For preambles: “We, the participants …”.")
        group = _("Prose")


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Text"))
    attribution = blocks.CharBlock(label=_("Where it is from"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        group = _("Prose")


class KeyMessageBlock(blocks.CharBlock):
    class Meta:
        icon = "pick"
        label = _("Key message (in a box)")
        group = _("Prose")


class TakenBlock(blocks.StructBlock):
    """Text of a live block that people edit; `origin` keeps where it is from, see `outputs.taken`."""

    text = TextBlock(label=_("Text"))
    origin = blocks.TextBlock(required=False, widget=forms.HiddenInput, label="")

    class Meta:
        icon = "edit"
        label = _("Text taken over from the record")
        group = _("Prose")


class ClosingBlock(TextBlock):
    class Meta:
        icon = "tick"
        label = _("Closing text, without a number")
        help_text = _("Stands after the last chapter: how and when the document was adopted.")
        group = _("Prose")


class GuidanceBlock(blocks.TextBlock):
    """What a kind tells the writer of a part; it is in no document."""

    class Meta:
        icon = "help"
        label = _("Note for the writer (never printed)")
        group = _("Prose")


class CorrectionBlock(blocks.StructBlock):
    paragraph = blocks.CharBlock(label=_("Paragraph"), max_length=20, help_text=_("Its number in the original."))
    instead_of = blocks.TextBlock(label=_("For"), required=False, help_text=_("The words that are wrong."))
    read = blocks.TextBlock(label=_("Read"), help_text=_("The words in their place."))

    class Meta:
        icon = "edit"
        label = _("Correction (of a corrigendum)")
        group = _("Prose")
