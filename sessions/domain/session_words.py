"""A session with its people and presentations in words, for the log of its event."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cms.domain.changes import Changes, Words, words_of
from cms.models import Event
from participants.models import Person
from sessions.kinds import KINDS
from sessions.models import AgendaItem, Room, Session, SessionRole
from sessions.programme import tree

FIELDS = (
    *("kind", "number", "title", "description", "start", "end", "room", "status"),
    *("agenda_item", "languages", "interpretation", "expected"),
    *("needs_sign_up", "places"),
)
#: Those of them that a release says in the same way.
RELEASED = ("number", "title", "description", "start", "end", "languages")

Given = Mapping[str, Any]


def stored_session(session: Session, given: Given) -> Words:
    """The session as it is kept, with those of its parts that are `given`; nothing of a new one."""
    if session.pk is None:
        return {}
    kept = Session.objects.select_related("room", "agenda_item").get(pk=session.pk)
    kept.event = session.event
    return given_session(kept, {name: READ[name](kept) for name, value in given.items() if value is not None})


def given_session(session: Session, given: Given) -> Words:
    """The session with its parts: "themes", "objectives", "roles" (pairs of role and person) and "talks" (each with
    title, minutes, abstract and speakers). Parts that are None are left out.
    """
    with translation.override(session.event.language):
        parts = {name: "\n".join(SAID[name](value)) for name, value in given.items() if value is not None}
    usual = {} if session.needs_sign_up else {"needs_sign_up": ""}  # most sessions have none, which is not worth a word
    return words_of(session, *FIELDS, event=session.event) | usual | parts


def released_session(session: tree.Session, event: Event) -> Words:
    """A session of a programme tree, in the same words."""
    talks = [
        SimpleNamespace(title=t.title, minutes=t.minutes, abstract=t.abstract, speakers=[s.name for s in t.speakers])
        for t in session.contributions
    ]
    with translation.override(event.language):
        parts = {
            "themes": SAID["themes"](theme.name for theme in session.themes),
            "roles": SAID["roles"]([(role.role, role.person.name) for role in session.roles]),
            "talks": SAID["talks"](talks),
        }
        plain = words_of(session, *RELEASED, event=event)
        choices = {"kind": _kind(session.kind), "status": _status(session.status)}
        room = {"room": session.room.label if session.room else ""}
        return plain | choices | room | {name: "\n".join(lines) for name, lines in parts.items()}


def _kind(value: str) -> str:
    return capfirst(str(KINDS[value].label)) if value in KINDS else value


def _status(value: str) -> str:
    return str(dict(Session.Status.choices).get(value, value))


def rooms_in_words(rooms: Iterable[Room]) -> dict[int, Words]:
    return {room.pk: {"name": room.name, "words": _room(room)} for room in rooms}


def named_changes(before: dict[int, Words], after: dict[int, Words]) -> Changes:
    """Under the name of each row, the newest where it has another now. A row has a "name", and "words" for the rest."""
    nothing = {"name": "", "words": ""}
    pairs = [(before.get(pk, nothing), after.get(pk, nothing)) for pk in dict.fromkeys([*before, *after])]
    return {(new["name"] or old["name"]): [old["words"], new["words"]] for old, new in pairs if old != new}


def agenda_in_words(event: Event) -> dict[int, Words]:
    return {
        item.pk: {
            "name": item.title,
            "words": "\n".join(filter(None, [f"{place}. {item.title}", item.annotation, item.documents])),
        }
        for place, item in enumerate(AgendaItem.objects.filter(event=event), 1)
    }


def _room(room: Room) -> str:
    seats = _("%(number)s seats") % {"number": room.capacity} if room.capacity is not None else ""
    return ", ".join(filter(None, [room.name, room.floor, room.building, seats]))


def _roles(pairs: Sequence[tuple[str, Person]]) -> Iterator[str]:
    return (f"{SessionRole.Role(role).label}: {person}" for role, person in dict.fromkeys(pairs))


def _talks(talks: Iterable[Any]) -> Iterator[str]:
    for talk in talks:
        length = _("%(number)s minutes") % {"number": talk.minutes} if talk.minutes else ""
        names = ", ".join(dict.fromkeys(map(str, talk.speakers)))
        yield " – ".join(filter(None, [talk.title, names, length, talk.abstract]))


def _stored_talks(session: Session) -> Iterator[SimpleNamespace]:
    for row in session.contributions.prefetch_related("speaker_links__person"):
        speakers = [link.person for link in row.speaker_links.all()]
        yield SimpleNamespace(title=row.title, minutes=row.minutes, abstract=row.abstract, speakers=speakers)


#: How each part is put in words, one line for each of its things, and how it is read of a session that is kept.
SAID: dict[str, Callable[[Any], Iterable[str]]] = {
    "themes": lambda themes: sorted(map(str, themes)),
    "objectives": lambda objectives: map(str, objectives),
    "roles": _roles,
    "talks": _talks,
}
READ: dict[str, Callable[[Session], Any]] = {
    "themes": lambda session: session.themes.all(),
    "objectives": lambda session: session.objectives.all(),
    "roles": lambda session: [(row.role, row.person) for row in session.roles.select_related("person")],
    "talks": _stored_talks,
}
