"""Going back to a release: the working programme becomes what that release says. Nothing with a record is lost."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.domain.changes import differences, log_each
from cms.models import Theme
from participants.models import User
from sessions import models
from sessions.kinds import KINDS
from sessions.permissions import may_edit_programme
from sessions.programme import tree
from sessions.programme.restoration import Restoration, plan_restoration

from .draft import lock, note_change
from .numbering import number_sessions
from .rows import make_rows
from .session_words import released_session

FIELDS = [
    *("kind", "number", "title", "description", "start", "end", "room", "status", "languages"),
    *("version", "updated_at"),
]
#: Presentations added since are put into a session without a time, so that their texts and papers stay.
KEPT_APART = "thematic"


def restore_release(release: models.Release, *, by: User | None, seen: str = "") -> Restoration:
    """Makes the working programme what `release` says; the public sees it with the next release.

    What still exists keeps its id and what people answered; deleted sessions and rooms come back, sessions under the
    same uid; sessions made since lose their times. Objectives, interpretation and what else no release says stay as
    they are. `seen` is the fingerprint of the plan that was confirmed. `by` is None for the command line. Returns
    what was done. Raises PermissionDenied, and ValidationError (code "changed") where the programme changed since it
    was seen.
    """
    event = release.event
    if by is not None and not may_edit_programme(by, event):
        raise PermissionDenied
    with transaction.atomic():
        lock(event)
        list(models.Session.objects.select_for_update().filter(event=event).order_by("pk").values("pk"))
        plan = plan_restoration(release)
        if seen and seen != plan.fingerprint:
            raise ValidationError(_("The programme changed since you looked. See what would change now."), "changed")
        sessions = _write(plan)
        number_sessions(event)
        _log(plan, by)
        label = _("Programme set back to release %(number)d") % {"number": release.number}
        note_change(event, by=by, label=label, touched={row.pk: row.version for row in sessions})
    return plan


def _write(plan: Restoration) -> list[models.Session]:
    """The sessions that changed."""
    sessions = _write_sessions(plan, _write_rooms(plan))
    _take_out(plan)
    talks = _write_talks(plan, sessions)
    _keep_apart(plan)
    _write_people(plan, sessions, talks)
    _write_themes(plan, sessions)
    return [*sessions.values(), *plan.taken_out]


def _write_rooms(plan: Restoration) -> dict[str, models.Room]:
    """By name: the one that is there, else the one renamed since, else a new one, under its old id where it is free."""
    event = plan.release.event
    wanted = {session.room.name: session.room for session in plan.target.sessions if session.room}
    here = list(models.Room.objects.filter(event=event))
    found = {room.name: room for room in here if room.name in wanted}
    renamed = {room.pk: room for room in here if room.name not in wanted}
    taken = set(models.Room.objects.filter(pk__in=[room.id for room in wanted.values()]).values_list("pk", flat=True))
    made: list[models.Room] = []
    for name in sorted(wanted.keys() - found.keys()):
        pk = wanted[name].id
        if pk not in renamed:
            made.append(models.Room(event=event, pk=None if pk in taken else pk, position=len(here) + len(made)))
        found[name] = renamed[pk] if pk in renamed else made[-1]
    for name, room in found.items():
        room.name, room.building, room.floor = name, wanted[name].building, wanted[name].floor
    models.Room.objects.bulk_create(made)
    models.Room.objects.bulk_update(
        [room for room in found.values() if room not in made], ["name", "building", "floor"]
    )
    return found


def _write_sessions(plan: Restoration, rooms: dict[str, models.Room]) -> dict[str, models.Session]:
    """The rows of the changed sessions by uid."""
    gone = [session.id for session in plan.made_again]
    taken = set(models.Session.objects.filter(pk__in=gone).values_list("pk", flat=True))
    rows = {}
    for session in plan.changed:
        made = models.Session(event=plan.release.event, uid=session.uid, pk=None if session.id in taken else session.id)
        rows[session.uid] = _session(plan.rows.get(session.uid) or made, session, rooms)
    models.Session.objects.bulk_create(row for uid, row in rows.items() if uid not in plan.rows)
    models.Session.objects.bulk_update([row for uid, row in rows.items() if uid in plan.rows], FIELDS)
    return rows


def _session(row: models.Session, session: tree.Session, rooms: dict[str, models.Room]) -> models.Session:
    for name in ("number", "title", "description", "start", "end", "status"):
        setattr(row, name, getattr(session, name))
    row.kind = session.kind if session.kind in KINDS else row.kind
    row.room = rooms[session.room.name] if session.room else None
    row.languages = list(session.languages)
    return _raised(row)


def _raised(row: models.Session) -> models.Session:
    row.version, row.updated_at = row.version + 1, timezone.now()
    return row


def _take_out(plan: Restoration) -> None:
    for row in plan.taken_out:
        row.start = row.end = None
        _raised(row)
    models.Session.objects.bulk_update(plan.taken_out, ["start", "end", "version", "updated_at"])


def _write_talks(plan: Restoration, sessions: dict[str, models.Session]) -> dict[int, models.Contribution]:
    """The rows of the contributions of the changed sessions, by the id that the release knows."""
    wanted = [(session, talk) for session in plan.changed for talk in session.contributions]
    taken = set(models.Contribution.objects.filter(pk__in=[t.id for _s, t in wanted]).values_list("pk", flat=True))
    rows = {}
    for session, talk in wanted:
        made = models.Contribution(pk=None if talk.id in taken else talk.id)
        row = rows[talk.id] = plan.talks.get(talk.id) or made
        row.session, row.position = sessions[session.uid], session.contributions.index(talk)
        row.title, row.abstract, row.minutes = talk.title, talk.abstract, talk.minutes
    models.Contribution.objects.bulk_create(row for pk, row in rows.items() if pk not in plan.talks)
    here = [row for pk, row in rows.items() if pk in plan.talks]
    models.Contribution.objects.bulk_update(here, ["session", "position", "title", "abstract", "minutes"])
    return rows


def _keep_apart(plan: Restoration) -> None:
    if not plan.added_talks:
        return
    event = plan.release.event
    with translation.override(event.language):
        title = _("Presentations that were not in release %(number)d") % {"number": plan.release.number}
    apart = models.Session.objects.create(event=event, title=title, kind=KEPT_APART)
    models.Contribution.objects.filter(pk__in=[talk.pk for talk in plan.added_talks]).update(session=apart)


def _write_people(
    plan: Restoration, sessions: dict[str, models.Session], talks: dict[int, models.Contribution]
) -> None:
    roles = [
        _asked(models.SessionRole, place, session=sessions[session.uid], role=role.role, person_id=role.person.id)
        for session in plan.changed
        for place, role in enumerate(session.roles)
    ]
    here = models.SessionRole.objects.filter(session__in=sessions.values())
    make_rows(here, roles, key=lambda row: (row.session_id, row.role, row.person_id))
    speakers = [
        _asked(models.ContributionSpeaker, place, contribution=talks[talk.id], person_id=speaker.id)
        for session in plan.changed
        for talk in session.contributions
        for place, speaker in enumerate(talk.speakers)
    ]
    speaking = models.ContributionSpeaker.objects.filter(contribution__in=talks.values())
    make_rows(speaking, speakers, key=lambda row: (row.contribution_id, row.person_id))


def _asked(model: type[Model], place: int, **fields: Any) -> Model:
    """Somebody's part; who has it already keeps the answer."""
    return model(position=place, confirmation="", **fields)


def _write_themes(plan: Restoration, sessions: dict[str, models.Session]) -> None:
    through: Any = models.Session.themes.through
    slugs = {theme.slug for session in plan.changed for theme in session.themes}
    ids = dict(Theme.objects.filter(slug__in=slugs).values_list("slug", "pk"))
    wanted = [
        through(session_id=sessions[session.uid].pk, theme_id=ids[theme.slug])
        for session in plan.changed
        for theme in session.themes
    ]
    make_rows(
        through.objects.filter(session__in=sessions.values()), wanted, key=lambda row: (row.session_id, row.theme_id)
    )


def _log(plan: Restoration, by: User | None) -> None:
    event = plan.release.event
    before = {session.uid: released_session(session, event) for session in plan.working.sessions}
    rows = {str(row.uid): row for row in models.Session.objects.filter(event=event)}
    changed = [(rows[s.uid], differences(before.get(s.uid, {}), released_session(s, event))) for s in plan.changed]
    timeless = ({name: before[str(row.uid)][name] for name in ("start", "end")} for row in plan.taken_out)
    taken = [(rows[str(row.uid)], differences(was, {})) for row, was in zip(plan.taken_out, timeless, strict=True)]
    log(instance=event, action="sessions.restore_release", user=by, data={"number": plan.release.number})
    log_each([*changed, *taken], event=event, action="sessions.restore_session", by=by)
