"""What stands between the text: tables, pictures, the list of abbreviations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock

from outputs.editing import pasted
from outputs.tree import abbreviations


class TableBlock(blocks.StructBlock):
    caption = blocks.CharBlock(label=gettext_lazy("Caption"), max_length=200)
    cells = blocks.TextBlock(
        label=gettext_lazy("Cells"),
        rows=10,
        help_text=gettext_lazy(
            "Paste them from a spreadsheet: a line for each row, tabs between cells. Semicolons or commas do as well."
        ),
    )
    has_head = blocks.BooleanBlock(label=gettext_lazy("The first row names the columns"), required=False, default=True)
    head_column = blocks.BooleanBlock(
        label=gettext_lazy("The first column names the rows"), required=False, default=False
    )

    def clean(self, value: Any) -> Any:
        """What is no table is told beside the cells."""
        cleaned = super().clean(value)
        try:
            pasted.read(cleaned["cells"])
        except pasted.Unreadable as unreadable:
            raise StructBlockValidationError({"cells": ValidationError(str(unreadable))}) from None
        return cleaned

    class Meta:
        icon = "table"
        label = gettext_lazy("Table")
        group = gettext_lazy("Tables and figures")


class TakenTableBlock(TableBlock):
    """A figure, chart or timetable of the record as a table that people edit; `origin` keeps where it is from."""

    origin = blocks.TextBlock(required=False, widget=forms.HiddenInput, label="")

    class Meta:
        icon = "edit"
        label = gettext_lazy("Table taken over from the record")
        group = gettext_lazy("Tables and figures")


class PictureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=gettext_lazy("Picture"))
    caption = blocks.CharBlock(label=gettext_lazy("Caption"), max_length=200)
    alt = blocks.CharBlock(
        label=gettext_lazy("What it shows, in words"),
        max_length=400,
        help_text=gettext_lazy("For those who cannot see it; it is read out in its place."),
    )
    credit = blocks.CharBlock(label=gettext_lazy("By whom it is"), required=False, max_length=200)

    class Meta:
        icon = "image"
        label = gettext_lazy("Picture")
        group = gettext_lazy("Tables and figures")


class AbbreviationsBlock(blocks.StructBlock):
    entries = blocks.TextBlock(
        label=gettext_lazy("Added, corrected or left out"),
        required=False,
        rows=4,
        help_text=gettext_lazy(
            "What the text explains at its first use, as in “Expert Group Meeting (EGM)”, is found by itself. "
            "“EGM = Expert Group Meeting” adds or corrects one, “EGM =” leaves it out; one a line."
        ),
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        try:
            abbreviations.written(cleaned["entries"] or "")
        except abbreviations.NotAnEntry as wrong:
            text = _("Line %(line)d is not of the form “EGM = Expert Group Meeting”.") % {"line": wrong.line}
            raise StructBlockValidationError({"entries": ValidationError(text)}) from None
        return cleaned

    class Meta:
        icon = "list-ul"
        label = gettext_lazy("Abbreviations (before the contents)")
        group = gettext_lazy("Parts")
