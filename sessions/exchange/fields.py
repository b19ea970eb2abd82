"""The fields of a session and of a contribution, each read from a cell, compared, and said in words."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django_stubs_ext import StrOrPromise

from participants.domain.text import many_lines, one_line
from sessions.kinds import KINDS
from sessions.models import Session

from . import values
from .crowd import Crowd
from .formats.frab import language_of, on_stage
from .state import ROLES, Place, Sitting, State, Talk
from .tables import letter
from .values import Bad

TITLE, ROOM, NUMBER, REFERENCE = 250, 100, 10, 120
STATUSES = {
    **{status: status for status in Session.Status.values},
    **dict.fromkeys(("tobeconfirmed", "tbc", "provisional"), "tentative"),
    "canceled": "cancelled",
}
KINDS_ELSEWHERE = {"talk": "thematic", "lecture": "thematic", "keynote": "plenary", "lunch": "pause", "coffee": "pause"}


class Unknown(Bad):
    """Of a value that is none of those known here."""


@dataclass(slots=True)
class Context:
    """What cells are read with. `rooms` are those there and those to be added, by name."""

    state: State
    crowd: Crowd
    rooms: dict[str, Place]

    def room(self, name: str) -> Place | None:
        """The room of this name, also where it is written in other letters."""
        alike = [room for known, room in self.rooms.items() if known.casefold() == name.casefold()]
        return self.rooms.get(name) or next(iter(alike), None)


@dataclass(frozen=True, slots=True)
class Field:
    """`parse` takes a text, the context and the subject as it is so far; `get` and `put` a subject; `show` a value."""

    label: StrOrPromise
    parse: Callable[[str, Context, Any], Any]
    get: Callable[[Any, State], Any]
    put: Callable[[Any, Any], None]
    show: Callable[[Any, State], str] = lambda value, _state: "" if value is None else str(value)


def _plain(label: StrOrPromise, name: str, parse: Callable[[str, Context, Any], Any], **options: Any) -> Field:
    get = options.pop("get", lambda subject, _state: getattr(subject, name))
    return Field(label, parse, get, lambda subject, value: setattr(subject, name, value), **options)


# --- Reading cells ------------------------------------------------------------------------------------------


def _line(most: int, *, is_needed: bool = False) -> Callable[[str, Context, Any], str]:
    def parse(text: str, _context: Context, _subject: Any) -> str:
        line = one_line(text)
        if len(line) > most:
            raise Bad(_("This is longer than %(most)d characters.") % {"most": most})
        if is_needed and not line:
            raise Bad(_("This is needed."))
        return line

    return parse


def _lines(text: str, _context: Context, _subject: Any) -> str:
    return many_lines(text)


def _kind(text: str, _context: Context, subject: Sitting) -> str:
    if not text:
        return "thematic"
    kind = kinds_by_name().get(_key(text))
    if not kind:
        known = ", ".join(str(kind.label) for kind in KINDS.values())
        raise Unknown(_("There is no such kind of session. Those known: %(known)s.") % {"known": known})
    return kind


def _type(text: str, context: Context, subject: Sitting) -> str:
    return _kind(text, context, subject) if text else subject.kind


def kinds_by_name() -> dict[str, str]:
    """By slug and by the words for it, in English and in the language at hand."""
    here = {_key(str(kind.label)): kind.slug for kind in KINDS.values()}
    with override("en"):
        english = {_key(str(kind.label)): kind.slug for kind in KINDS.values()}
    return KINDS_ELSEWHERE | here | english | {_key(slug): slug for slug in KINDS}


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def _status(text: str, _context: Context, _subject: Any) -> str:
    status = STATUSES.get(_key(text or "confirmed"))
    here = {_key(str(label)): value for value, label in Session.Status.choices}
    if not (status or here.get(_key(text))):
        raise Bad(_("The status is one of confirmed, tentative, cancelled."))
    return status or here[_key(text)]


def _room(text: str, context: Context, _subject: Any) -> str:
    name = _line(ROOM)(text, context, _subject)
    if not name:
        return ""
    room = context.room(name) or context.rooms.setdefault(name, Place(name))
    return room.name


def _people(text: str, context: Context, _subject: Any) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(context.crowd.who(name) for name in values.split(text)))


def _themes(text: str, context: Context, _subject: Any) -> tuple[int, ...]:
    known = {name.casefold(): pk for pk, names in context.state.themes.items() for name in names}
    found = [known.get(name.casefold()) or _no_theme(name, context) for name in values.split(text)]
    return tuple(sorted(set(found), key=lambda pk: context.state.themes[pk][1]))


def _no_theme(name: str, context: Context) -> int:
    known = Truncator(", ".join(name for _slug, name in context.state.themes.values()) or _("none")).chars(120)
    facts = {"name": name[:60], "known": known}
    raise Unknown(_("“%(name)s” is no subject of this event, which has: %(known)s") % facts)


def _track(text: str, context: Context, subject: Sitting) -> tuple[int, ...]:
    """The first theme only: the others stay."""
    first = _themes(text, context, subject)[:1]
    return first + tuple(pk for pk in subject.themes[1:] if pk not in first)


def _objectives(text: str, context: Context, _subject: Any) -> tuple[int, ...]:
    places = {letter(place): pk for place, pk in enumerate(context.state.objectives)}
    places |= {_key(words): pk for pk, words in context.state.objectives.items()}
    found = {places.get(_key(name)) for name in re.split(r"[;,\n]", text) if name.strip()}
    if None in found:
        raise Bad(_("An objective is named by its letter: a; c."))
    return tuple(pk for pk in context.state.objectives if pk in found)


def _agenda_item(text: str, context: Context, _subject: Any) -> int | None:
    if not text:
        return None
    named = {_key(title): pk for pk, title in context.state.agenda.items()}
    found = re.match(r"\D{0,6}(\d{1,3})\b", text)
    place = int(found[1]) - 1 if found else -1
    pk = named.get(_key(text)) or (
        list(context.state.agenda)[place] if 0 <= place < len(context.state.agenda) else None
    )
    if not pk:
        raise Bad(_("The agenda has no such item."))
    return pk


def _languages(text: str, context: Context, _subject: Any) -> tuple[str, ...]:
    from django.conf.locale import LANG_INFO

    names = {code: code for code in context.state.languages}
    for code in context.state.languages:
        names |= {LANG_INFO.get(code, {}).get(key, code).casefold(): code for key in ("name", "name_local")}
    found = [names.get(name.strip().casefold()) for name in re.split(r"[;,\n]", text) if name.strip()]
    if None in found:
        raise Unknown(_("Languages are named by their letters: %(known)s.") % {"known": "; ".join(names.values())[:60]})
    return tuple(dict.fromkeys(filter(None, found)))


def _language(text: str, context: Context, subject: Sitting) -> tuple[str, ...]:
    """The one language of an entry; that of the event goes without saying."""
    first = _languages(text, context, subject)[:1]
    if not first or first[0] == language_of(context.state, subject):
        return subject.languages
    return first


def _expected(text: str, _context: Context, _subject: Any) -> int | None:
    return values.number(text, most=1_000_000) if text else None


def _minutes(text: str, _context: Context, _subject: Any) -> int:
    return values.minutes(text) if text else 0


# --- Those on stage -----------------------------------------------------------------------------------------


def put_on_stage(sitting: Sitting, people: tuple[Any, ...]) -> None:
    """New ones speak in the only contribution, made where there is none; in panels and beside several they sit."""
    gone = [who for who in on_stage(sitting) if who not in people]
    added = tuple(who for who in people if who not in on_stage(sitting))
    for talk in sitting.talks:
        talk.speakers = tuple(who for who in talk.speakers if who not in gone)
    seated = tuple(who for who in sitting.people.get("panellist", ()) if who not in gone)
    if added and (sitting.kind == "panel" or len(sitting.talks) > 1):
        seated += added
    elif added:
        talk = sitting.talks[0] if sitting.talks else Talk(sitting.title)
        talk.speakers += added
        sitting.talks = [talk]
    sitting.people["panellist"] = seated


# --- The fields ---------------------------------------------------------------------------------------------


def _names(value: tuple[Any, ...], state: State) -> str:
    return state.names(value)


def _theme_names(value: tuple[int, ...], state: State) -> str:
    return "; ".join(state.themes[pk][1] for pk in value)


def _letters(value: tuple[int, ...], state: State) -> str:
    return "; ".join(letter(list(state.objectives).index(pk)) for pk in value)


def _listed(value: tuple[str, ...], _state: State) -> str:
    return "; ".join(value)


def _kind_name(value: str, _state: State) -> str:
    return str(KINDS[value].label)


def _status_name(value: str, _state: State) -> str:
    return str(Session.Status(value).label)


def _role(label: StrOrPromise, role: str) -> Field:
    return Field(
        label,
        _people,
        lambda sitting, _state: sitting.people.get(role, ()),
        lambda sitting, people: sitting.people.__setitem__(role, people),
        _names,
    )


SESSION_FIELDS = {
    "title": _plain(gettext_lazy("title"), "title", _line(TITLE, is_needed=True)),
    "kind": _plain(gettext_lazy("kind"), "kind", _kind, show=_kind_name),
    "type": _plain(gettext_lazy("kind"), "kind", _type, show=_kind_name),
    "number": _plain(gettext_lazy("number"), "number", _line(NUMBER)),
    "room": _plain(gettext_lazy("room"), "room", _room),
    "status": _plain(gettext_lazy("status"), "status", _status, show=_status_name),
    "chair": _role(gettext_lazy("chair"), ROLES["chair"]),
    "moderators": _role(gettext_lazy("moderators"), ROLES["moderators"]),
    "rapporteurs": _role(gettext_lazy("rapporteurs"), ROLES["rapporteurs"]),
    "panellists": _role(gettext_lazy("panellists"), ROLES["panellists"]),
    "description": _plain(gettext_lazy("description"), "description", _lines),
    "themes": _plain(gettext_lazy("themes"), "themes", _themes, show=_theme_names),
    "track": _plain(gettext_lazy("themes"), "themes", _track, show=_theme_names),
    "objectives": _plain(gettext_lazy("objectives"), "objectives", _objectives, show=_letters),
    "agenda_item": _plain(
        gettext_lazy("agenda item"), "agenda_item", _agenda_item, show=lambda value, state: state.agenda.get(value, "")
    ),
    "languages": _plain(gettext_lazy("languages"), "languages", _languages, show=_listed),
    "language": _plain(gettext_lazy("languages"), "languages", _language, show=_listed),
    "interpretation": _plain(gettext_lazy("interpretation"), "interpretation", _languages, show=_listed),
    "expected": _plain(gettext_lazy("people expected"), "expected", _expected),
    "stage": Field(gettext_lazy("people"), _people, lambda sitting, _state: on_stage(sitting), put_on_stage, _names),
}

#: Words of other systems: what is not known here is told and left out, not refused.
LENIENT = frozenset({"type", "track", "language"})

TALK_FIELDS = {
    "title": _plain(gettext_lazy("title"), "title", _line(TITLE, is_needed=True)),
    "abstract": _plain(gettext_lazy("abstract"), "abstract", _lines),
    "minutes": _plain(gettext_lazy("minutes"), "minutes", _minutes, show=lambda value, _state: str(value or "")),
    "speakers": _plain(gettext_lazy("speakers"), "speakers", _people, show=_names),
}
