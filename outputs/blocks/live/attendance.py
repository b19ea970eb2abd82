"""Who was there, as a report says it: by name, by institution or by number, as each category is printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import blocks

from cms import wording as cms_wording
from cms.models.events import Precision
from outputs.blocks.base import Context, LiveBlock, Resolved
from outputs.editing.richtext import text_inlines
from outputs.record import counting
from outputs.record.counting import Count
from outputs.tree import Attendance, Attendee, Paragraph
from outputs.words import wording
from participants.models import ParticipantCategory, Registration

Rule = ParticipantCategory.PrintRule
MOST_NAMES = 25


class AttendanceBlock(LiveBlock):
    name = "attendance"
    is_text = False
    by_category = blocks.BooleanBlock(label=gettext_lazy("A paragraph for each category"), required=False, default=True)
    in_sentences = blocks.BooleanBlock(
        label=gettext_lazy("In sentences: “was attended by the following members”"), required=False
    )

    def resolve(self, value: Any, context: Context) -> Iterator[Resolved]:
        if value.get("in_sentences"):
            yield from _sentences(context)
            return
        event = context.reading.event
        if counted := cms_wording.attendance(event):
            text = _("%(meeting)s was attended by %(attendance)s.")
            words = {"meeting": wording.meeting(event), "attendance": counted}
            yield Paragraph(context.id("count"), text_inlines(text % words))
        if value.get("by_category", True):
            for category, group in groupby(context.reading.registrations, lambda one: one.category):
                yield _category(category, list(group), context)

    class Meta:
        icon = "group"
        label = gettext_lazy("Attendance")
        group = gettext_lazy("From the record")


def _sentences(context: Context) -> Iterator[Resolved]:
    """The form of a working group's report: members by name, observers by institution, others counted."""
    is_first = True
    for category, group in groupby(context.reading.registrations, lambda one: one.category):
        told = _category(category, list(group), context)
        if isinstance(told, Attendance):
            told = replace(told, lead_in=text_inlines(_lead(category, context, is_first=is_first)))
        is_first = False
        yield told


def _lead(category: ParticipantCategory, context: Context, *, is_first: bool) -> str:
    words = {"meeting": wording.meeting(context.reading.event), "category": (category.plural or category.name).lower()}
    if context.reading.session:
        words["meeting"] = _("The session")
    if category.print_rule == Rule.BY_INSTITUTION:
        return _("In addition, participants included representatives of:")
    if is_first:
        return _("%(meeting)s was attended by the following %(category)s:") % words
    return _("Also in attendance were the following (%(category)s):") % words


def _category(category: ParticipantCategory, present: list[Registration], context: Context) -> Resolved:
    key = context.id(category.slug)
    heading = category.plural or category.name
    named = [one for one in present if one.list_consent]
    if category.print_rule == Rule.BY_NAME and named and len(present) <= MOST_NAMES:
        attendees = tuple(Attendee(wording.full_name(one.person), _remark(one, context)) for one in named)
        lead = _("%(category)s:") % {"category": heading}
        return Attendance(key, text_inlines(lead), (*attendees, *_unnamed(len(present) - len(named))))
    institutions = sorted({one.institution for one in present if one.institution})
    if category.print_rule == Rule.BY_INSTITUTION and 0 < len(institutions) <= MOST_NAMES:
        lead = _("%(category)s, represented by:") % {"category": heading}
        return Attendance(key, text_inlines(lead), tuple(Attendee(name) for name in institutions))
    text = ngettext("%(category)s: %(count)d participant.", "%(category)s: %(count)d participants.", len(present))
    return Paragraph(key, text_inlines(text % {"category": heading, "count": len(present)}))


def _remark(registration: Registration, context: Context) -> str:
    """Who chaired the one session that is reported on is told so."""
    if context.reading.session and registration.person_id in context.reading.chairs:
        return _("Chairperson")
    return registration.role_in_list


def _unnamed(count: int) -> tuple[Attendee, ...]:
    """Those who did not agree to be named are counted."""
    if not count:
        return ()
    number = counting.in_words(Count(count, Precision.EXACT, is_entered=False), "people")
    return (Attendee(ngettext("%(number)s other", "%(number)s others", count) % {"number": number}),)


BLOCK = AttendanceBlock
