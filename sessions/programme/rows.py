"""A programme as the components of the site show it."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sessions.kinds import KINDS
from sessions.models import Session as SessionModel
from sessions.models import SessionRole

from .links import session_url, speaker_url
from .tree import CANCELLED, Programme, Role, Session, Speaker


def row(programme: Programme, session: Session, *, on: date | None = None) -> dict[str, Any]:
    """What `components/session-row.html` takes; `on` is the day under which the row stands."""
    kind = KINDS[session.kind]
    state, label = state_of(programme, session)
    return {
        "id": session.id,
        "star": 0 if kind.is_pause or not programme.number else session.id,
        "starts": session.start,
        "ends": session.end,
        "title": session.title,
        "numeral": session.number,
        "type": "" if kind.is_pause else kind.label,
        "url": "" if kind.is_pause else session_url(programme, session.id),
        "is_break": kind.is_pause,
        "room": session.room.label if session.room else "",
        "summary": _("Continued from the day before") if on and on != session.start.date() else "",
        "roles": list(roles_of(programme, session.roles, posts=False)),
        "contributions": [
            {"title": talk.title, "speakers": names(programme, talk.speakers)} for talk in session.contributions
        ],
        "state": state,
        "state_label": label,
    }


def state_of(programme: Programme, session: Session) -> tuple[str, str]:
    """What is to be marked about a session, as a state of the component and in words."""
    if session.status == CANCELLED:
        return "cancelled", _("Cancelled")
    if session.status == SessionModel.Status.TENTATIVE:
        return "tentative", _("To be confirmed")
    if programme.number > 1 and session.last_modified == programme.released_at:
        return ("moved", _("Changed")) if session.sequence else ("new", _("New"))
    return "", ""


def roles_of(programme: Programme, roles: Iterable[Role], *, posts: bool = True) -> Iterator[dict[str, Any]]:
    """The people of each role, linked, with their posts where asked."""
    for label, people in people_by_role(roles):
        yield {"label": label, "people": names(programme, people, posts=posts)}


def people_by_role(roles: Iterable[Role]) -> Iterator[tuple[str, list[Speaker]]]:
    """The words for each role and who has it, in the order chair, moderator, rapporteur, panellist."""
    order = list(SessionRole.Role.values)
    in_order = sorted(roles, key=lambda role: order.index(role.role))
    for role, found in groupby(in_order, key=lambda role: role.role):
        people = [row.person for row in found]
        yield role_label(role, len(people)), people


def role_label(role: str, count: int) -> str:
    return {
        SessionRole.Role.CHAIR: lambda: ngettext("Chair", "Chairs", count),
        SessionRole.Role.MODERATOR: lambda: ngettext("Moderator", "Moderators", count),
        SessionRole.Role.RAPPORTEUR: lambda: ngettext("Rapporteur", "Rapporteurs", count),
        SessionRole.Role.PANELLIST: lambda: ngettext("Panellist", "Panellists", count),
    }[SessionRole.Role(role)]()


def names(programme: Programme, people: Iterable[Speaker], *, posts: bool = False) -> SafeString:
    """Linked names, with the post behind each where asked."""
    return format_html_join("; " if posts else ", ", "{}", ((_name(programme, who, posts),) for who in people))


def _name(programme: Programme, person: Speaker, posts: bool) -> SafeString:
    link = format_html('<a href="{}">{}</a>', speaker_url(programme, person.id), person.full_name)
    return format_html("{}, {}", link, person.post) if posts and person.post else link


def person_line(programme: Programme, person: Speaker) -> dict[str, str]:
    """What `components/person-line.html` takes."""
    url = speaker_url(programme, person.id)
    return {"name": person.full_name, "title": person.post, "country": person.country, "url": url}


def kind_label(session: Session) -> str:
    return capfirst(str(KINDS[session.kind].label))


def parts_of(session: Session, person: Speaker) -> list[str]:
    """What `person` does in `session`, in words: roles first, then the titles of the contributions."""
    roles = [role_label(role.role, 1) for role in session.roles if role.person.id == person.id]
    return roles + [talk.title for talk in session.contributions if person in talk.speakers]


def change_rows(changes: dict[str, list[dict[str, Any]]], zone: ZoneInfo) -> list[dict[str, Any]]:
    """The changes of a release as groups {label, rows}, each row with its moments as datetimes in `zone`."""
    return [
        {"kind": kind, "label": label, "rows": [_change(row, zone) for row in changes[kind]]}
        for kind, label in CHANGE_LABELS.items()
        if kind in changes
    ]


CHANGE_LABELS = {
    "new": gettext_lazy("New"),
    "moved": gettext_lazy("Moved"),
    "cancelled": gettext_lazy("Cancelled"),
    "reinstated": gettext_lazy("Takes place after all"),
    "removed": gettext_lazy("No longer in the programme"),
    "renamed": gettext_lazy("Renamed"),
    "updated": gettext_lazy("Otherwise changed"),
}


def _change(row: dict[str, Any], zone: ZoneInfo) -> dict[str, Any]:
    return _with_moments(row, zone) | {"before": _with_moments(row["before"], zone)}


def _with_moments(row: dict[str, Any], zone: ZoneInfo) -> dict[str, Any]:
    moments = {key: datetime.fromisoformat(row[key]).astimezone(zone) for key in ("start", "end") if key in row}
    return row | moments
