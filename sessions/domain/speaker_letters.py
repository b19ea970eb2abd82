"""Letters to the people in a programme about what a release changes for them. They wait in the outbox."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format, time_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import Event
from participants.domain.outbox import OPEN, Draft, draft_letters, replace_letters
from participants.models import Letter, Person, User
from sessions.models import Release
from sessions.programme.links import absolute, programme_url
from sessions.programme.news import ByPerson, News, news_of, parts, sessions_by_person
from sessions.programme.tree import Programme, Session

KIND = "programme"
ABOUT = "release:"
LONGEST_SUBJECT = 200
LABELS = {
    "new": gettext_lazy("new"),
    "moved": gettext_lazy("moved"),
    "cancelled": gettext_lazy("cancelled"),
    "reinstated": gettext_lazy("takes place after all"),
    "removed": gettext_lazy("no longer in the programme"),
    "renamed": gettext_lazy("renamed"),
    "left": gettext_lazy("you are no longer named in it"),
    "part": gettext_lazy("your part has changed"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody was told before: `untold` where a letter about a release was drafted and never left."""

    number: int
    untold: bool


def draft_speaker_letters(release: Release, programme: Programme, *, by: User | None) -> int:
    """One letter for each person for whom `release` (of `programme`) changes something; how many.

    A letter tells what changed since the last one that was sent to that person. So what an older letter, never sent,
    was to say stands in the new one, and the older is discarded with a note. Who was told nothing yet learns of all
    their sessions. To be called inside the transaction of the release.
    """
    history = _history(release.event)
    programmes = _earlier_programmes(release, history)
    last, now = programmes[release.number - 1], sessions_by_person(programme)
    drafts, settled = [], []
    people = Person.objects.in_bulk(last.keys() | now.keys())
    for pk, person in people.items():
        if not news_of(pk, last, now, programme):
            continue
        before = programmes[_base(history.get(pk, []), release.number)]
        settled.append(pk)
        if news := news_of(pk, before, now, programme):
            is_first = pk not in before
            drafts.append(_draft(release.event, programme, person, news, now, is_first=is_first))
    note = _("Replaced: release %(number)d says what has changed since.") % {"number": release.number}
    replace_letters(release.event, kind=KIND, people=settled, note=note)
    return draft_letters(release.event, by=by, drafts=drafts, kind=KIND, about=about(release))


def about(release: Release) -> str:
    return f"{ABOUT}{release.number}"


def letters_of(release: Release) -> Any:
    return Letter.objects.filter(event=release.event, kind=KIND, about=about(release))


def _history(event: Event) -> dict[int, list[Told]]:
    found: dict[int, list[Told]] = {}
    rows = Letter.objects.filter(event=event, kind=KIND, about__startswith=ABOUT)
    for person, occasion, state, is_replaced in rows.values_list("person", "about", "state", "is_replaced"):
        told = Told(int(occasion.removeprefix(ABOUT)), untold=is_replaced or state in OPEN)
        found.setdefault(person, []).append(told)
    return found


def _base(letters: Iterable[Told], number: int) -> int:
    """The release that somebody knows of, before release `number`; 0 for none."""
    told = max((letter.number for letter in letters if not letter.untold), default=0)
    waiting = [letter.number for letter in letters if letter.untold and letter.number > told]
    return min(waiting, default=number) - 1


def _earlier_programmes(release: Release, history: dict[int, list[Told]]) -> dict[int, ByPerson]:
    """By their numbers, those that somebody knows of and the one before `release`; 0 is the empty one."""
    wanted = {_base(letters, release.number) for letters in history.values()} | {release.number - 1}
    rows = Release.objects.filter(event=release.event, number__in=wanted).values_list("number", "programme")
    found = {number: sessions_by_person(Programme.from_json(programme)) for number, programme in rows}
    return dict.fromkeys(wanted, sessions_by_person(None)) | found


def _draft(
    event: Event, programme: Programme, person: Person, news: list[News], now: ByPerson, *, is_first: bool
) -> Draft:
    own = sorted(now.get(person.pk, {}).values(), key=lambda session: session.start)
    with translation.override(event.language):
        context = {
            "name": person.name,
            "event": event,
            "zone": event.timezone.replace("_", " "),
            "is_first": is_first,
            "news": [_told(item) for item in news],
            "sessions": [_listed(session, person.pk) for session in own],
            "address": absolute(programme_url(programme)),
        }
        text = render_to_string("sessions/letters/programme.txt", context).strip()
    subject, _rest, body = text.partition("\n")
    return Draft(person, subject.strip()[:LONGEST_SUBJECT], body)


def _told(news: News) -> dict[str, Any]:
    when, before = _when(news.subject), _when(news.before) if news.before else ""
    return {
        "label": capfirst(", ".join(str(LABELS[kind]) for kind in news.kinds)),
        "title": _title(news.subject),
        "before_title": _title(news.before) if news.before and "renamed" in news.kinds else "",
        "when": when,
        "before": before if "moved" in news.kinds and before != when else "",
        "part": ", ".join(parts(news.session, news.person)) if news.session else "",
    }


def _listed(session: Session, person: int) -> dict[str, str]:
    title = _("%(title)s (cancelled)") % {"title": _title(session)} if session.is_cancelled else _title(session)
    return {"title": title, "when": _when(session), "part": ", ".join(parts(session, person))}


def _title(session: Session) -> str:
    if not session.number:
        return session.title
    return _("Session %(number)s: %(title)s") % {"number": session.number, "title": session.title}


def _when(session: Session) -> str:
    """Day, times and room. The moments of a programme are in the event's zone."""
    day = date_format(session.start, "l, j F Y")
    times = f"{time_format(session.start, 'H:i')}–{time_format(session.end, 'H:i')}"
    return ", ".join(filter(None, [day, times, session.room.label if session.room else ""]))
