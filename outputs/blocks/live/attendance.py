"""Who was there, as a report says it: by name, by institution or by number, as each category is printed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import blocks

from cms import wording as cms_wording
from outputs import wording
from outputs.blocks.base import Context, LiveBlock, Resolved
from outputs.richtext import text_inlines
from outputs.tree import Attendance, Attendee, Paragraph
from participants.models import ParticipantCategory, Registration

Rule = ParticipantCategory.PrintRule
MOST_NAMES = 25


class AttendanceBlock(LiveBlock):
    name = "attendance"
    by_category = blocks.BooleanBlock(label=gettext_lazy("A paragraph for each category"), required=False, default=True)

    def resolve(self, value: Any, context: Context) -> Iterator[Resolved]:
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


def _category(category: ParticipantCategory, present: list[Registration], context: Context) -> Resolved:
    key = context.id(category.slug)
    heading = category.plural or category.name
    named = [one for one in present if one.list_consent]
    if category.print_rule == Rule.BY_NAME and named and len(present) <= MOST_NAMES:
        attendees = tuple(Attendee(wording.full_name(one.person), one.role_in_list) for one in named)
        lead = _("%(category)s:") % {"category": heading}
        return Attendance(key, text_inlines(lead), (*attendees, *_unnamed(len(present) - len(named))))
    institutions = sorted({one.institution for one in present if one.institution})
    if category.print_rule == Rule.BY_INSTITUTION and 0 < len(institutions) <= MOST_NAMES:
        lead = _("%(category)s, represented by:") % {"category": heading}
        return Attendance(key, text_inlines(lead), tuple(Attendee(name) for name in institutions))
    text = ngettext("%(category)s: %(count)d participant.", "%(category)s: %(count)d participants.", len(present))
    return Paragraph(key, text_inlines(text % {"category": heading, "count": len(present)}))


def _unnamed(count: int) -> tuple[Attendee, ...]:
    """Those who did not agree to be named are counted."""
    if not count:
        return ()
    return (Attendee(ngettext("%(count)d other", "%(count)d others", count) % {"count": count}),)


BLOCK = AttendanceBlock
