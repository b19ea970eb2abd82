"""Phrases of documents, in the active language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from textwrap import shorten, wrap
from unicodedata import east_asian_width

from django.urls import reverse
from django.utils.dateformat import format as format_date
from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_info, gettext_lazy, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from cms.models import Event
from cms.wording import date_range, first_and_last
from outputs.tree import Inlines, Source, Span, Text
from participants.models import Person
from sessions.models import Addressee, Consensus, Session, Verb

#: Characters of a session's name beside a text, the most that read well first, and of a line of the margin.
LABELS = (30, 26, 22)
MARGIN = 21


#: Meetings as the subject of a sentence, by the kinds that come with the installation.
MEETINGS = {
    "expert-group-meeting": gettext_lazy("The expert group meeting"),
    "forum": gettext_lazy("The forum"),
    "workshop": gettext_lazy("The workshop"),
    "committee-session": gettext_lazy("The committee session"),
    "working-group": gettext_lazy("The working group"),
    "learning-conference": gettext_lazy("The learning conference"),
    "seminar": gettext_lazy("The seminar"),
    "side-event": gettext_lazy("The side event"),
}


def meeting(event: Event) -> str:
    """The meeting as the subject of a sentence: "The forum". A kind that a secretariat added goes by its own name."""
    known = MEETINGS.get(event.kind.slug)
    return str(known) if known else _("The %(kind)s") % {"kind": event.kind.name.lower()}


#: Addressees that the United Nations have words for in each language. Others go by the names they were given.
ADDRESSEES = {
    "Governments": pgettext_lazy("addressee", "Governments"),
    "Member States": pgettext_lazy("addressee", "Member States"),
    "civil society organizations": pgettext_lazy("addressee", "civil society organizations"),
    "development partners": pgettext_lazy("addressee", "development partners"),
    "local governments": pgettext_lazy("addressee", "local governments"),
    "small island developing States": pgettext_lazy("addressee", "small island developing States"),
    "supreme audit institutions": pgettext_lazy("addressee", "supreme audit institutions"),
    "the Secretariat": pgettext_lazy("addressee", "the Secretariat"),
    "the least developed countries": pgettext_lazy("addressee", "the least developed countries"),
    "the private sector": pgettext_lazy("addressee", "the private sector"),
}


def addressee(named: Addressee) -> str:
    """As in a sentence; in other languages than English a State by its name there."""
    if named.country and not (get_language() or "en").startswith("en"):
        return named.country.name
    return str(ADDRESSEES.get(named.name, named.name))


def goal_of_report(goal: str) -> str:
    """A goal is noted as what is "to" be done; a report says it in a sentence."""
    if not goal.startswith("To "):
        return goal
    return _("The goal of the meeting was to %(goal)s") % {"goal": goal.removeprefix("To ")}


def session_name(session: Session) -> str:
    return str(session.label) or session.title


def session_source(session: Session, event: Event) -> Source:
    """The session of `event` and its room, short enough for a margin: "Session II, Room 301"."""
    address = reverse("sessions:session", args=[event.slug, session.pk])
    label = in_margin(session_name(session), session.room.name if session.room else "")
    return Source("session", str(session.pk), label, address)


def in_margin(title: str, room: str) -> str:
    """A session and its room in two lines of the margin, where that can be."""
    labels = [", ".join(filter(None, [shortened(title, most), room])) for most in LABELS]
    return next((label for label in labels if len(wrap(label, MARGIN)) < 3), labels[0])


def shortened(title: str, most: int) -> str:
    """The first part of a title if that is short enough, else the last part, else as many of its words as may be."""
    first, *_more = parts = title.split(": ")
    for part in (first, parts[-1]):
        if len(part) <= most:
            return capfirst(part)
    return capfirst(shorten(parts[-1], most, placeholder=" …"))


def gap(before: str, text: str) -> str:
    """What stands between two parts of a sentence: a blank, but none beside a Chinese character."""
    is_tight = not (before and text) or _is_wide(before[-1]) or _is_wide(text[0])
    return "" if is_tight else " "


def joined(*parts: str) -> str:
    """The parts of a sentence, one after the other; empty ones are left out."""
    text = ""
    for part in parts:
        text += gap(text, part) + part
    return text


def _is_wide(character: str) -> bool:
    return east_asian_width(character) in "WF"


def days(start: date, end: date) -> str:
    """The days of a meeting inside a sentence: "on 18 April 2012", "from 23 to 26 June 2014"."""
    if start == end:
        return _("on %(date)s") % {"date": date_range(start)}
    first, last = first_and_last(start, end)
    return _("from %(first)s to %(last)s") % {"first": first, "last": last}


def distinct(sources: Iterable[Source]) -> tuple[Source, ...]:
    return tuple(dict.fromkeys(sources))


def full_name(person: Person) -> str:
    return f"{person.honorific} {person.name}".strip()


def listed(names: Iterable[str]) -> str:
    """a; a and b; a, b and c."""
    *most, last = list(names) or [""]
    if not most:
        return last
    comma = pgettext("between the parts of a list", ", ")
    return _("%(most)s and %(last)s") % {"most": comma.join(most), "last": last}


def day_heading(day: date) -> str:
    """ "Monday, 23 June 2014"."""
    return _("%(weekday)s, %(date)s") % {"weekday": capfirst(format_date(day, "l")), "date": date_range(day)}


def language_name(code: str) -> str:
    """The language as a masthead names it: "English", "français"; all of Chinese is "Chinese" there."""
    name = _("Chinese") if code.startswith("zh") else _language(code)
    return name if (get_language() or "en").startswith("en") else f"{name[:1].lower()}{name[1:]}"


def languages(codes: Iterable[str]) -> list[str]:
    """The names of languages; a code that has none stands for itself."""
    return [_language(code) for code in codes]


def _language(code: str) -> str:
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def to_be_confirmed() -> Inlines:
    return (Span("emphasis", (Text(_("To be confirmed.")),)),)


#: Words that begin a sentence and are no names: after "that" they are written small.
_PLAIN = """
    the a an there it this these those they we in on at for with by as if when where what how why who some many most
    more all each every no not only to such its their one two three
"""
PLAIN = frozenset(_PLAIN.split())


def view(text: str, consensus: str) -> str:
    """A captured statement with how widely it was held, and without a name (Editorial Manual: views are summarized).

    After "that" where its first word is no name; where that cannot be known, after a colon.
    """
    if consensus not in Consensus.values:
        return text
    first, space, rest = text.strip().partition(" ")
    if first.lower() in PLAIN and space:
        return _holders_that()[Consensus(consensus)] % {"view": f"{first.lower()} {rest}"}
    return _holders()[Consensus(consensus)] % {"view": text}


def _holders_that() -> dict[Consensus, str]:
    return {
        Consensus.AGREED: pgettext("who held a view", "Participants agreed that %(view)s"),
        Consensus.GENERAL: pgettext("who held a view", "There was general agreement that %(view)s"),
        Consensus.MAJORITY: pgettext("who held a view", "Most participants held that %(view)s"),
        Consensus.SOME: pgettext("who held a view", "Some participants advised that %(view)s"),
        Consensus.ONE: pgettext("who held a view", "The view was expressed that %(view)s"),
    }


def _holders() -> dict[Consensus, str]:
    return {
        Consensus.AGREED: pgettext("who held a view", "Participants agreed: %(view)s"),
        Consensus.GENERAL: pgettext("who held a view", "There was general agreement: %(view)s"),
        Consensus.MAJORITY: pgettext("who held a view", "Most participants held this view: %(view)s"),
        Consensus.SOME: pgettext("who held a view", "Some participants held this view: %(view)s"),
        Consensus.ONE: pgettext("who held a view", "One view was expressed: %(view)s"),
    }


#: Operative verbs as a report tells them (Editorial Manual: in the past tense).
PAST = {
    Verb.NOTES: gettext_lazy("noted"),
    Verb.INVITES: gettext_lazy("invited"),
    Verb.ENCOURAGES: gettext_lazy("encouraged"),
    Verb.RECOMMENDS: gettext_lazy("recommended that"),
    Verb.CALLS_UPON: gettext_lazy("called upon"),
    Verb.REQUESTS: gettext_lazy("requested"),
    Verb.URGES: gettext_lazy("urged"),
    Verb.DECIDES: gettext_lazy("decided"),
}


def sentence(text: str) -> str:
    return ended(capfirst(text.strip()))


def ended(text: str) -> str:
    """The text with a full stop, unless it ends as a sentence already."""
    stop = pgettext("ends a sentence", ".")
    return text if text.endswith((".", "?", "!", "…", "。", "؟")) else f"{text}{stop}"
