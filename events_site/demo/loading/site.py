"""The pages that every site has, and the page of an event."""

import json
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils.html import escape
from wagtail.models import Page

from cms.domain.pages import create_event_page, ensure_site_pages
from cms.models import AwardWinner, Event, HomePage, TextPage
from events_site.demo.shape import Meeting

ABOUT = (
    "This is a demonstration. Four of its meetings took place, and their dates, places and numbers are facts.",
    "One meeting lies ahead; it is invented, and so are the institutions that receive an award.",
    "# People",
    "Every person here is invented, and so is everything that a person is said to have said.",
    "# Who made this",
    "Rostrum is free software. It is no product of the United Nations.",
)


def add_pages() -> None:
    home = ensure_site_pages().get_parent().specific
    if not Page.objects.filter(slug="about").child_of(home).exists():
        _add_about(home)


def _add_about(home: HomePage) -> None:
    about = TextPage(title="About this demonstration", slug="about", locale=home.locale, body=stream(ABOUT))
    home.add_child(instance=about)
    about.save_revision().publish()


def publish(event: Event, meeting: Meeting) -> None:
    page = create_event_page(event, by=None, lede=meeting.lede, **_texts(meeting), **_forum_texts(meeting))
    page.get_latest_revision().publish()


def _texts(meeting: Meeting) -> dict[str, str]:
    return {
        "background": stream(meeting.background),
        "expected_output": rich(meeting.expected_output),
        "programme_note": rich(meeting.programme),
        "participants_note": rich(meeting.participants),
        "organization_note": rich(meeting.organization),
        "venue_note": rich(meeting.venue_note),
    }


def _forum_texts(meeting: Meeting) -> dict[str, Any]:
    if meeting.kind != "forum":
        return {}
    return {
        "host_note": rich(meeting.host),
        "workshops_note": rich(meeting.workshops),
        "awards_note": rich(meeting.awards),
        "outcome_note": rich(meeting.outcome),
        "awards": [
            AwardWinner(
                sort_order=place,
                category=winner.category,
                institution=winner.institution,
                initiative=winner.initiative,
                country_id=winner.country,
            )
            for place, winner in enumerate(meeting.winners)
        ],
    }


def rich(paragraphs: tuple[str, ...]) -> str:
    return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)


def stream(paragraphs: tuple[str, ...]) -> str:
    """Paragraphs as Meeting writes them, as the raw value of a StreamField; its ids follow from the text."""
    return json.dumps([_block(paragraph) | {"id": str(uuid5(NAMESPACE_URL, paragraph))} for paragraph in paragraphs])


def _block(paragraph: str) -> dict[str, Any]:
    if paragraph.startswith("# "):
        return {"type": "heading", "value": paragraph.removeprefix("# ")}
    if paragraph.startswith("> "):
        text, _, source = paragraph.removeprefix("> ").partition(" | ")
        return {"type": "quote", "value": {"text": text, "source": source}}
    return {"type": "text", "value": rich((paragraph,))}
