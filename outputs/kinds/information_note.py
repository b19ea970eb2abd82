"""The information note for participants: numbered paragraphs under headings A, B, C."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import Event, PracticalNote

from .base import Body, Kind, live, must

Topic = PracticalNote.Topic

#: What is said of a topic from the event itself, before what was noted for it.
FROM_THE_EVENT: dict[str, tuple[str, ...]] = {
    Topic.REGISTRATION: ("registration_rules",),
    Topic.DOCUMENTATION: ("documentation",),
    Topic.LANGUAGES: ("languages",),
    Topic.SIDE_EVENTS: ("inner_events",),
}
#: What is known of these without a note; anything else is to be confirmed.
COMPLETE = frozenset({Topic.REGISTRATION, Topic.DOCUMENTATION, Topic.LANGUAGES})


def title(event: Event) -> str:
    return _("Information note for participants")


def body(event: Event) -> Body:
    blocks: Body = [must(_("Dates and venue")), live("date_and_venue"), live("page_text", part="venue_note")]
    for topic in Topic:
        blocks.append(("chapter", str(topic.label)))
        blocks += [live(name) for name in FROM_THE_EVENT.get(topic, ())]
        blocks.append(live("practical_notes", topic=topic.value, required=topic not in COMPLETE))
    return [*blocks, ("chapter", _("Contacts")), live("contacts")]


KIND = Kind(
    "information_note",
    gettext_lazy("Information note for participants"),
    title,
    body,
    layout="paper",
    contents=False,
    takes_recommendations=False,
    symbol_suffix="INF.{version}",
    place=50,
    about=gettext_lazy("Venue, registration, visa, travel, hotels, security and whom to ask."),
    dates_drafts=True,
    lettered=True,
    subtitle=lambda event: event.title,
)
