"""The blocks that pages are written with."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

TEXT = ["bold", "italic", "link", "ol", "ul"]


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quotation"))
    source = blocks.CharBlock(label=_("Source"), required=False, help_text=_("Document symbol and paragraph."))

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "cms/blocks/quote.html"


class SectionBlocks(blocks.StreamBlock):
    heading = blocks.CharBlock(label=_("Heading"), icon="title", template="cms/blocks/heading.html", max_length=150)
    text = blocks.RichTextBlock(label=_("Text"), features=TEXT, template="cms/blocks/text.html")
    quote = QuoteBlock()
