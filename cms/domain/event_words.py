"""An event with its lists in words, for its log."""

from collections.abc import Iterable
from typing import Any

from cms.domain.changes import Words, in_words, words_of
from cms.models import Contact, Event, Organizer

FACTS = [field.name for field in Event._meta.fields if field.editable and not field.primary_key]


def stored_facts(pk: int) -> tuple[Event, Words]:
    """The event as it is kept, and in words."""
    event = Event.objects.select_related("kind", "series", "parent", "venue__country").get(pk=pk)
    return event, facts_in_words(event, themes=event.themes.all(), sdg_targets=event.sdg_targets.all())


def facts_in_words(event: Event, *, themes: Iterable[Any], sdg_targets: Iterable[Any]) -> Words:
    lists = {
        "themes": in_words(sorted(map(str, themes)), event),
        "sdg_targets": in_words(sorted(map(str, sdg_targets)), event),
        "objectives": "\n".join(objective.text for objective in event.objectives.all()),
        "organizers": "\n".join(map(_organizer, event.organizers.all())),
        "contacts": "\n".join(map(_contact, event.contacts.all())),
    }
    return words_of(event, *FACTS, event=event) | lists


def _organizer(row: Organizer) -> str:
    return f"{row.organization} ({row.get_role_display()})"


def _contact(row: Contact) -> str:
    return ", ".join(filter(None, [row.name, row.title, row.unit, row.email]))
