"""Phrases of documents, in the active language."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cms.models import Event
from outputs.tree import Source
from participants.models import Person
from sessions.models import Consensus, Session

LONGEST_LABEL = 34


def meeting(event: Event) -> str:
    """The meeting as the subject of a sentence: "The forum"."""
    return _("The %(kind)s") % {"kind": event.kind.name.lower()}


def session_name(session: Session) -> str:
    return str(session.label) or session.title


def session_source(session: Session) -> Source:
    """The session and its room, short enough for a margin: "Session II, Room 301"."""
    label = ", ".join(filter(None, [shortened(session_name(session)), session.room.name if session.room else ""]))
    return Source("session", str(session.pk), label, session.get_absolute_url())


def shortened(text: str) -> str:
    """The text up to its first colon or as many whole words as a margin holds."""
    head = text.split(":", maxsplit=1)[0]
    if len(head) <= LONGEST_LABEL:
        return head
    return f"{head[:LONGEST_LABEL].rsplit(' ', 1)[0]} …"


def distinct(sources: Iterable[Source]) -> tuple[Source, ...]:
    return tuple(dict.fromkeys(sources))


def full_name(person: Person) -> str:
    return f"{person.honorific} {person.name}".strip()


def listed(names: Iterable[str]) -> str:
    """a; a and b; a, b and c."""
    *most, last = list(names) or [""]
    if not most:
        return last
    return _("%(most)s and %(last)s") % {"most": ", ".join(most), "last": last}


def view(text: str, consensus: str) -> str:
    """A captured statement with how widely it was held, and without a name (Editorial Manual: views are summarized)."""
    holders = {
        Consensus.AGREED: pgettext("who held a view", "Participants agreed"),
        Consensus.GENERAL: pgettext("who held a view", "There was general agreement"),
        Consensus.MAJORITY: pgettext("who held a view", "Most participants held"),
        Consensus.SOME: pgettext("who held a view", "Some participants held"),
        Consensus.ONE: pgettext("who held a view", "The view was expressed"),
    }
    if consensus not in holders:
        return text
    holder = holders[Consensus(consensus)]
    if goes_on(text):
        return _("%(holder)s that %(view)s") % {"holder": holder, "view": text[0].lower() + text[1:]}
    return _("%(holder)s: %(view)s") % {"holder": holder, "view": text}


GOING_ON = frozenset(
    [
        "A",
        "An",
        "The",
        "There",
        "This",
        "These",
        "Those",
        "It",
        "Some",
        "Many",
        "Most",
        "All",
        "No",
        "Nobody",
        "Each",
        "Every",
        "Both",
        "Few",
        "Half",
        "In",
        "On",
        "At",
        "For",
        "From",
        "With",
        "Without",
        "When",
        "Where",
        "While",
        "As",
        "If",
        "Because",
        "Since",
        "Not",
        "Only",
        "What",
        "Who",
        "How",
        "Whether",
        "One",
        "Two",
        "Three",
        "Services",
        "People",
        "Participants",
    ]
)


def goes_on(text: str) -> bool:
    """Whether a sentence may follow "that": its first word is no name, and would be small inside a sentence."""
    return text.split(" ", 1)[0].rstrip(",") in GOING_ON


def sentence(text: str) -> str:
    return ended(capfirst(text.strip()))


def ended(text: str) -> str:
    """The text with a full stop, unless it ends as a sentence already."""
    return text if text.endswith((".", "?", "!", "…", "。", "؟")) else f"{text}."
