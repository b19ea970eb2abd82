"""The sessions one after the other, as an aide-memoire names them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.wording import date_range
from outputs.blocks.base import Context, LiveBlock, Resolved
from outputs.editing.richtext import text_inlines
from outputs.tree import Item, Paragraph
from outputs.words import wording
from sessions.kinds import KINDS
from sessions.programme.tree import Session

UNNAMED = frozenset({"ceremony"})


class SessionOutlineBlock(LiveBlock):
    name = "session_outline"

    def resolve(self, value: Any, context: Context) -> Iterator[Resolved]:
        shown = [one for one in context.reading.working_programme.shown if _is_named(one)]
        items = tuple(Item(context.id(one.id), text_inlines(_line(one))) for one in shown)
        if items:
            lead = text_inlines(_("The proposed programme has the following sessions:"))
            yield Paragraph(context.id("lead"), lead, items, marks="bullets")
        elif not getattr(context.reading.page, "programme_note", ""):
            yield Paragraph(context.id("open"), wording.to_be_confirmed())

    class Meta:
        icon = "list-ul"
        label = gettext_lazy("Outline of the sessions")
        group = gettext_lazy("From the event")


def _is_named(session: Session) -> bool:
    return not (session.is_cancelled or session.kind in UNNAMED or KINDS[session.kind].is_pause)


def _line(session: Session) -> str:
    """ "Session I: Connectivity (26 January 2027)"; its kind where it has no number and does not name it itself."""
    words = {"title": session.title, "date": date_range(session.start.date()), "number": session.number}
    if session.number:
        return _("Session %(number)s: %(title)s (%(date)s)") % words
    kind = capfirst(str(KINDS[session.kind].label))
    if kind.casefold() in session.title.casefold():
        return _("%(title)s (%(date)s)") % words
    return _("%(kind)s: %(title)s (%(date)s)") % (words | {"kind": kind})


BLOCK = SessionOutlineBlock
