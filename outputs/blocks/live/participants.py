"""The list of participants: by name those who agreed, by institution or by number where their category says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy, ngettext

from outputs.blocks.base import Context, LiveBlock, Resolved
from outputs.tree import Participant, ParticipantGroup, ParticipantList
from participants.listing import Entry, Group, participants_for_print


class ParticipantsBlock(LiveBlock):
    name = "participants"
    is_text = False

    def resolve(self, value: Any, context: Context) -> Iterator[Resolved]:
        groups = tuple(
            ParticipantGroup(group.heading, _lines(group)) for group in participants_for_print(context.reading.event)
        )
        if groups:
            yield ParticipantList(context.id("list"), groups)

    class Meta:
        icon = "user"
        label = gettext_lazy("List of participants")
        group = gettext_lazy("From the record")


def _lines(group: Group) -> tuple[Participant, ...]:
    """Whoever is not named, by the category's rule or their own wish, is counted."""
    named = tuple(_participant(entry) for entry in group.entries)
    institutions = tuple(Participant(name=institution) for institution in group.institutions)
    if left := group.unnamed or (0 if named or institutions else group.count):
        words = ngettext("%(count)d other participant", "%(count)d other participants", left)
        if not named:
            words = ngettext("%(count)d participant", "%(count)d participants", left)
        return (*named, Participant(name=words % {"count": left}))
    return named or institutions


def _participant(entry: Entry) -> Participant:
    return Participant(name=entry.full, title=entry.title, organization=entry.institution, country=entry.country)


BLOCK = ParticipantsBlock
