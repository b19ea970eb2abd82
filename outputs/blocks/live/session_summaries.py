"""A section for each session: who led it and spoke, what was said, and what stays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import blocks

from outputs.blocks.base import Context, LiveBlock, Resolved
from outputs.editing.richtext import text_inlines
from outputs.tree import Block, Item, KeyMessage, Paragraph, Section, Source
from outputs.words import wording
from sessions.models import RecordEntry, Session, SessionRole
from sessions.record.reading import SessionRecord

Kind = RecordEntry.Kind
Role = SessionRole.Role


class SessionSummariesBlock(LiveBlock):
    name = "sessions"
    presentations = blocks.BooleanBlock(
        label=gettext_lazy("With summaries of presentations"), required=False, default=True
    )
    conclusions = blocks.BooleanBlock(label=gettext_lazy("With conclusions"), required=False)
    outcome = blocks.BooleanBlock(label=gettext_lazy("With actions and key messages"), required=False, default=True)

    def resolve(self, value: Any, context: Context) -> Iterator[Resolved]:
        for record in context.reading.sessions:
            told = tuple(_told(record, value, context))
            if told and record.session.status != Session.Status.CANCELLED:
                session = record.session
                heading = f"{session.label}: {session.title}" if session.number else session.title
                yield Section(context.id(session.pk), heading, (*_frame(record, context), *told))

    class Meta:
        icon = "list-ul"
        label = gettext_lazy("Summaries of the sessions")
        group = gettext_lazy("From the record")


def _frame(record: SessionRecord, context: Context) -> Iterator[Block]:
    """Who led the session and who presented, in one paragraph."""
    roles: dict[str, list[str]] = {}
    for role in record.session.roles.all():
        roles.setdefault(role.role, []).append(wording.full_name(role.person))
    speakers = [wording.full_name(one) for contribution in record.contributions for one in contribution.speakers.all()]
    sentences = [
        _sentence(_("The session was chaired by %(names)s."), roles.get(Role.CHAIR)),
        _sentence(_("It was moderated by %(names)s."), roles.get(Role.MODERATOR)),
        _sentence(_presented(len(record.contributions)), dict.fromkeys(speakers)),
        _sentence(_("Panellists were %(names)s."), roles.get(Role.PANELLIST)),
        _sentence(_("%(names)s served as rapporteur."), roles.get(Role.RAPPORTEUR)),
    ]
    if text := " ".join(filter(None, sentences)):
        yield Paragraph(context.id(record.session.pk, "frame"), text_inlines(text), sources=_source(record, context))


def _presented(count: int) -> str:
    return ngettext("A presentation was made by %(names)s.", "Presentations were made by %(names)s.", count)


def _sentence(pattern: str, names: Any) -> str:
    return pattern % {"names": wording.listed(names)} if names else ""


def _told(record: SessionRecord, value: Any, context: Context) -> Iterator[Block]:
    source = _source(record, context)

    def paragraph(entry: RecordEntry, text: str) -> Paragraph:
        return Paragraph(context.id("entry", entry.pk), text_inlines(wording.sentence(text)), sources=source)

    if value.get("presentations", True):
        for entry in record.of_kind(Kind.SUMMARY):
            yield paragraph(entry, entry.text)
    for entry in record.of_kind(Kind.VIEW):
        yield paragraph(entry, wording.view(entry.text, entry.consensus))
    if value.get("conclusions"):
        yield from _listed(_("The session concluded:"), Kind.CONCLUSION, record, context)
    for entry in record.of_kind(Kind.RESERVATION):
        yield paragraph(entry, _("A reservation was recorded: %(text)s") % {"text": entry.text})
    if value.get("outcome", True):
        yield from _listed(_("It was agreed to take the following action:"), Kind.ACTION, record, context)
        yield from key_messages(record, context)


def _listed(lead: str, kind: str, record: SessionRecord, context: Context) -> Iterator[Block]:
    items = tuple(
        Item(context.id("entry", entry.pk), text_inlines(wording.sentence(entry.text)))
        for entry in record.of_kind(kind)
    )
    if items:
        yield Paragraph(
            context.id(record.session.pk, kind), text_inlines(lead), items=items, sources=_source(record, context)
        )


def key_messages(record: SessionRecord, context: Context) -> Iterator[Block]:
    if record.session.key_message:
        key, text = context.id(record.session.pk, "key"), text_inlines(record.session.key_message)
        yield KeyMessage(key, text, sources=_source(record, context))
    others = (entry for entry in record.of_kind(Kind.KEY_MESSAGE) if entry.text != record.session.key_message)
    for entry in others:
        yield KeyMessage(context.id("entry", entry.pk), text_inlines(entry.text), sources=_source(record, context))


def _source(record: SessionRecord, context: Context) -> tuple[Source, ...]:
    return (wording.session_source(record.session, context.reading.event),)


BLOCK = SessionSummariesBlock
