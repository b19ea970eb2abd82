"""When and where the document was adopted, and who presided."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from cms.wording import date_range
from outputs.blocks.base import Context, LiveBlock, Resolved
from outputs.editing.richtext import text_inlines
from outputs.record.reading import Reading
from outputs.tree import Paragraph
from outputs.words import wording
from participants.models import Person
from sessions.models import Session, SessionRole


class AdoptionNoteBlock(LiveBlock):
    name = "adoption_note"
    is_closing = True
    day = blocks.DateBlock(
        label=gettext_lazy("Adopted on"),
        required=False,
        help_text=gettext_lazy("Leave empty for the day of the closing session."),
    )
    officer = blocks.CharBlock(
        label=gettext_lazy("Presiding officer"),
        required=False,
        max_length=250,
        help_text=gettext_lazy("Leave empty for who chaired the closing session, with the post held on that day."),
    )

    def resolve(self, value: Any, context: Context) -> Iterator[Resolved]:
        event, closing = context.reading.event, closing_session(context.reading)
        day = value.get("day") or _day_of(closing, event.end_date)
        words = {"date": date_range(day), "place": event.venue.place if event.venue else ""}
        adopted = _("Adopted in %(place)s, on %(date)s.") if event.venue else _("Adopted on %(date)s.")
        officer = (value.get("officer") or "").strip() or _presiding(closing, day)
        if not officer and context.is_draft:
            officer = f"[{_('to be confirmed')}]"
        presided = _("Presiding officer: %(officer)s.") % {"officer": officer.rstrip(".")} if officer else ""
        sources = (wording.session_source(closing, event),) if closing else ()
        text = text_inlines(" ".join(filter(None, [adopted % words, presided])))
        yield Paragraph(context.id("note"), text, sources=sources, numbered=False)

    class Meta:
        icon = "tick"
        label = gettext_lazy("Adoption note")
        group = gettext_lazy("Communiqué")


def closing_session(reading: Reading) -> Session | None:
    """The last session that has a chair, in the order of the programme."""
    held = [one.session for one in reading.sessions if one.session.status != Session.Status.CANCELLED]
    chaired = [one for one in held if _chairs(one)]
    return chaired[-1] if chaired else None


def _chairs(session: Session) -> list[Person]:
    return [role.person for role in session.roles.all() if role.role == SessionRole.Role.CHAIR]


def _day_of(session: Session | None, last: date) -> date:
    return session.start.astimezone(session.event.tz).date() if session and session.start else last


def _presiding(session: Session | None, day: date) -> str:
    """Names with the posts held on `day`."""
    return wording.listed(_with_post(person, day) for person in _chairs(session)) if session else ""


def _with_post(person: Person, day: date) -> str:
    return ", ".join(filter(None, [wording.full_name(person), str(person.post_on(day) or "")]))


BLOCK = AdoptionNoteBlock
