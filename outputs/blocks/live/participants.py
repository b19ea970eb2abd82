"""The list of participants: those who agreed to be on it, with the post they held on the first day."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.utils.translation import gettext_lazy

from outputs import wording
from outputs.blocks.base import Context, LiveBlock, Resolved
from outputs.tree import Participant, ParticipantGroup, ParticipantList
from participants.models import Registration


class ParticipantsBlock(LiveBlock):
    name = "participants"

    def resolve(self, value: Any, context: Context) -> Iterator[Resolved]:
        consenting = (one for one in context.reading.registrations if one.list_consent)
        groups = tuple(
            ParticipantGroup(category.plural or category.name, tuple(_participant(one, context) for one in group))
            for category, group in groupby(consenting, lambda one: one.category)
        )
        if groups:
            yield ParticipantList(context.id("list"), groups)

    class Meta:
        icon = "user"
        label = gettext_lazy("List of participants")
        group = gettext_lazy("From the record")


def _participant(registration: Registration, context: Context) -> Participant:
    person = registration.person
    post = person.post_on(context.reading.event.start_date)
    return Participant(
        name=wording.full_name(person),
        title=registration.title or (post.title if post else ""),
        organization=registration.institution or (post.institution if post else ""),
        country=person.country.name_in(context.language) if person.country else "",
    )


BLOCK = ParticipantsBlock
