"""Releasing a programme: the public sees nothing of it before."""

from dataclasses import replace
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.models import Event
from participants.models import User
from sessions import exporters, signals
from sessions.models import Release
from sessions.permissions import may_edit_programme
from sessions.programme.changes import carry_over, changes_between
from sessions.programme.read import working_programme
from sessions.programme.tree import Programme

from .numbering import number_sessions
from .speaker_letters import draft_speaker_letters


def release_programme(event: Event, *, by: User | None, note: str = "", letters: bool = True) -> Release:
    """Makes the working programme of `event` public as its next release.

    `by` is None for the loading of data, which drafts no `letters` to the speakers. Numbers the sessions where the
    event asks for it. Two releases at the same moment come one after the other. On commit the stored files are made
    and `programme_released` is sent. Raises
    PermissionDenied, and ValidationError where no session has a time.
    """
    if by is not None and not may_edit_programme(by, event):
        raise PermissionDenied
    with transaction.atomic():
        Event.objects.select_for_update().get(pk=event.pk)
        number_sessions(event)
        now = timezone.now()
        last, programme = next_programme(event, at=now)
        if not programme.days:
            raise ValidationError({"programme": _("No session has a time yet: there is nothing to release.")})
        release = Release.objects.create(
            event=event,
            number=programme.number,
            programme=programme.to_json(),
            note=note.strip(),
            changes=changes_between(last, programme),
            released_at=now,
            released_by=by,
        )
        if by is not None and letters:
            draft_speaker_letters(release, programme, by=by)
        log(instance=event, action="sessions.release_programme", user=by, data={"number": release.number})
        transaction.on_commit(lambda: _announce(release))
    return release


def next_programme(event: Event, *, at: datetime | None = None) -> tuple[Programme | None, Programme]:
    """The programme as it was last released (None before the first time), and as it would be released `at` (now)."""
    latest = Release.objects.filter(event=event).order_by("-number").first()
    last = Programme.from_json(latest.programme) if latest else None
    at = at or timezone.now()
    programme = carry_over(working_programme(event), last, at=at)
    number = latest.number + 1 if latest else 1
    return last, replace(programme, number=number, released_at=at)


def _announce(release: Release) -> None:
    """What fails here is made when somebody asks for it; the release stands."""
    exporters.make_files(release)
    signals.programme_released.send_robust(sender=Release, release=release)
