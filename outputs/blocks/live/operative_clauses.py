"""What the meeting does, in the form of a resolution: "(i) *Recommends* that …; (ii) *Invites* …." """

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from wagtail import blocks

from outputs.blocks.base import Context, LiveBlock, Resolved
from outputs.editing.richtext import text_inlines
from outputs.tree import Inlines, Item, Paragraph
from outputs.words import wording
from outputs.words.verbs import MEETING, VOICES, WE
from sessions.models import Recommendation

from .recommendations import bracketed, clause_id, facts, operative, printed_recommendations, sources

FORMS = [
    ("points", gettext_lazy("points (i), (ii) of one sentence")),
    ("paragraphs", gettext_lazy("numbered paragraphs")),
]


class OperativeClausesBlock(LiveBlock):
    name = "operative_clauses"
    form = blocks.ChoiceBlock(label=gettext_lazy("Form"), choices=FORMS, default="points")
    voice = blocks.ChoiceBlock(label=gettext_lazy("Who speaks"), choices=VOICES, default=WE)
    lead_in = blocks.CharBlock(
        label=gettext_lazy("Lead-in"),
        required=False,
        max_length=250,
        help_text=gettext_lazy("Leave empty for “We, the participants:” or “The forum:”."),
    )

    def resolve(self, value: Any, context: Context) -> Iterator[Resolved]:
        found = printed_recommendations(context.reading)
        if not found:
            return
        voice, is_list = value.get("voice") or WE, value.get("form") != "paragraphs"
        texts = [(one, _text(one, voice, context, is_last=one is found[-1])) for one in found]
        lead = text_inlines(_lead_in(value, voice, context))
        if is_list:
            yield Paragraph(context.id("lead"), lead, tuple(_point(*each, context) for each in texts), marks="romans")
            return
        yield Paragraph(context.id("lead"), lead, numbered=False)
        yield from (_paragraph(*each, context) for each in texts)

    class Meta:
        icon = "clipboard-list"
        label = gettext_lazy("Operative clauses")
        group = gettext_lazy("Communiqué")


def _lead_in(value: Any, voice: str, context: Context) -> str:
    if own := (value.get("lead_in") or "").strip():
        return own
    if voice == MEETING:
        return _("%(meeting)s:") % {"meeting": wording.meeting(context.reading.event)}
    return _("We, the participants:")


def _text(one: Recommendation, voice: str, context: Context, *, is_last: bool) -> Inlines:
    ending = pgettext("ends a sentence", ".") if is_last else pgettext("ends a clause", ";")
    words = context.reading.text_of(one).strip(" .;。；") + ending
    return bracketed(tuple(operative(one, words, "emphasis", voice=voice, capital=True)), one, context)


def _point(one: Recommendation, text: Inlines, context: Context) -> Item:
    return Item(clause_id(one), text, sources=sources(one, context.reading), recommendation=facts(one))


def _paragraph(one: Recommendation, text: Inlines, context: Context) -> Paragraph:
    return Paragraph(clause_id(one), text, sources=sources(one, context.reading), recommendation=facts(one))


BLOCK = OperativeClausesBlock
