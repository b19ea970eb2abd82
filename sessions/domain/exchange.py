"""Programmes from files: read, looked at, and written by somebody's word only."""

import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.domain.changes import Changes
from cms.models import Event
from participants.domain.programme_people import add_people_of_programme
from participants.models import User
from sessions import tasks
from sessions.exchange.document import Document
from sessions.exchange.plan import CHANGED, NEW, Plan, PlannedSession
from sessions.exchange.planning import plan_of
from sessions.exchange.run import read_document
from sessions.exchange.state import Sitting
from sessions.models import ProgrammeImport
from sessions.permissions import may_edit_programme

from .bulk import Write, write_sessions
from .draft import lock

KEPT_FOR = timedelta(days=7)
SILENT_AFTER = timedelta(minutes=15)
#: So many rows are written within a second; more go to the background worker.
AT_ONCE = 150
State = ProgrammeImport.State
logger = logging.getLogger(__name__)


def receive_programme(event: Event, *, by: User, upload: File) -> ProgrammeImport:
    """Reads `upload` and keeps what was read until somebody confirms it; nothing of the programme changes.

    What nobody confirmed for a week is cleaned away. Raises PermissionDenied, and ValidationError where it is no file
    that can be read.
    """
    if not may_edit_programme(by, event):
        raise PermissionDenied
    document = read_document(upload)
    ProgrammeImport.objects.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()
    name = " ".join((upload.name or "").split())[-150:]
    return ProgrammeImport.objects.create(
        event=event, created_by=by, file_name=name, format=document.format, document=document.to_json()
    )


def plan_import(waiting: ProgrammeImport) -> Plan:
    """What it would change of the programme as it stands now."""
    return plan_of(Document.from_json(waiting.document), waiting.event, waiting.choices)


def choose_people(waiting: ProgrammeImport, *, by: User, choices: Mapping[str, str]) -> ProgrammeImport:
    """Says who is meant by ambiguous names: by the id of a name, that of a person or "new".

    What is not offered is ignored. Raises PermissionDenied.
    """
    _check(waiting, by)
    offered = {
        each.id: {"new", *(str(who.id) for who in each.candidates)} for each in plan_import(waiting).crowd.ambiguous
    }
    chosen = {key: value for key, value in choices.items() if value in offered.get(key, ())}
    waiting.choices = {key: value for key, value in waiting.choices.items() if key not in choices} | chosen
    waiting.save(update_fields=["choices"])
    return waiting


def confirm_import(waiting: ProgrammeImport, *, by: User, digest: str, leave_out_bad: bool = False) -> ProgrammeImport:
    """Writes the good rows: at once, or in the background where they are many.

    `digest` is that of the plan that `by` has seen. Raises PermissionDenied; ValidationError where it was confirmed
    before, where the programme changed since, where rows are bad and `leave_out_bad` was not chosen, and where nothing
    is to be written.
    """
    with transaction.atomic():
        lock(waiting.event)
        if not ProgrammeImport.objects.filter(pk=waiting.pk).exists():
            raise ValidationError(_("What was read was thrown away meanwhile."))
        waiting.refresh_from_db(fields=["state", "document", "choices"])
        _check(waiting, by)
        plan = plan_import(waiting)
        _check_plan(plan, digest=digest, leave_out_bad=leave_out_bad)
        _take(waiting, by, digest)
        if sum(plan.counts.values()) > AT_ONCE:
            transaction.on_commit(lambda: tasks.write_import.enqueue(waiting.pk))
        else:
            _write(waiting, plan)
    return waiting


def run_import(import_id: int) -> None:
    """What the background worker does. Never raises what the file provokes: the row says what happened."""
    waiting = ProgrammeImport.objects.select_related("event", "created_by").get(pk=import_id)
    if waiting.state != State.WRITING:
        return
    try:
        with transaction.atomic(), translation.override(waiting.result["language"]):
            lock(waiting.event)
            plan = plan_import(waiting)
            _check_plan(plan, digest=waiting.result["digest"], leave_out_bad=True)
            _write(waiting, plan)
    except ValidationError as error:
        _give_back(waiting, " ".join(error.messages))
    except Exception:
        logger.exception("import %s failed", import_id)
        _give_back(waiting, _("Nothing was written: an error of the program, which is in its log."))


def discard_import(waiting: ProgrammeImport, *, by: User) -> None:
    """Forgets what was read. Raises PermissionDenied, and ValidationError while it is being written."""
    if not may_edit_programme(by, waiting.event):
        raise PermissionDenied
    with transaction.atomic():
        lock(waiting.event)
        found = ProgrammeImport.objects.filter(pk=waiting.pk)
        if found.filter(state=State.WRITING).exists():
            raise ValidationError(_("This is being written."))
        found.delete()


def fail_lost_imports(event: Event) -> int:
    """Gives those back whose worker was lost; how many. Nothing of them was written."""
    silent = timezone.now() - SILENT_AFTER
    lost = ProgrammeImport.objects.filter(event=event, state=State.WRITING, confirmed_at__lt=silent)
    words = _("The background worker stopped or does not run. Nothing was written; confirm again.")
    return lost.update(state=State.WAITING, message=words, result={})


def _check(waiting: ProgrammeImport, by: User) -> None:
    if not may_edit_programme(by, waiting.event):
        raise PermissionDenied
    if waiting.state != State.WAITING:
        raise ValidationError(_("This file was confirmed already."))


def _check_plan(plan: Plan, *, digest: str, leave_out_bad: bool) -> None:
    if plan.digest != digest:
        raise ValidationError(_("The programme changed while you were looking. Look again at what would change."))
    if plan.bad and not leave_out_bad:
        raise ValidationError(_("Some rows cannot be taken. Mend the file, or choose to leave them out."))
    if not (plan.to_write or plan.rooms_to_write):
        raise ValidationError(_("There is nothing to write."))


def _take(waiting: ProgrammeImport, by: User, digest: str) -> None:
    """Of two who confirm at once, one is first."""
    seen = {"digest": digest, "language": translation.get_language()}
    waiting_rows = ProgrammeImport.objects.filter(pk=waiting.pk, state=State.WAITING)
    if not waiting_rows.update(
        state=State.WRITING, confirmed_at=timezone.now(), created_by=by, result=seen, message=""
    ):
        raise ValidationError(_("This file was confirmed already."))
    waiting.refresh_from_db()


def _write(waiting: ProgrammeImport, plan: Plan) -> None:
    by: Any = waiting.created_by
    new, result = plan.new_people, _counted(plan)
    people = add_people_of_programme(waiting.event, by=by, people=[each.facts for each in new])
    ids = {named.key: person.pk for named, person in zip(new, people, strict=True)}
    writes = [Write(_with_ids(each.after, ids), changes_of(each)) for each in plan.to_write]
    write_sessions(waiting.event, by=by, writes=writes, places=[room.place for room in plan.rooms_to_write])
    facts = {"file": waiting.file_name, "format": waiting.format} | result
    log(instance=waiting.event, action="sessions.import_programme", user=by, data=facts)
    waiting.state, waiting.result, waiting.message = State.DONE, result, ""
    waiting.document = Document(waiting.format, []).to_json()
    waiting.save(update_fields=["state", "result", "message", "document"])


def _give_back(waiting: ProgrammeImport, message: str) -> None:
    """To be looked at again: nothing of it was written. Another worker may have taken it and written it meanwhile."""
    mine = ProgrammeImport.objects.filter(pk=waiting.pk, state=State.WRITING)
    mine.update(state=State.WAITING, message=message[:500], result={})


def _with_ids(sitting: Sitting, ids: Mapping[str, int]) -> Sitting:
    """With the ids of people who were new a moment ago."""
    sitting.people = {
        role: tuple(ids[who] if isinstance(who, str) else who for who in people)
        for role, people in sitting.people.items()
    }
    for talk in sitting.talks:
        talk.speakers = tuple(ids[who] if isinstance(who, str) else who for who in talk.speakers)
    return sitting


def changes_of(planned: PlannedSession) -> Changes:
    """What changed, old and new in words, for the log; of contributions the title stands before the field."""
    own: Changes = {each.field: [each.old, each.new] for each in planned.changes}
    theirs: Changes = {
        f"{talk.title[:60]}: {each.label}": [each.old, each.new]
        for talk in planned.talks
        for each in talk.changes
        if talk.state in {NEW, CHANGED}
    }
    return own | theirs


def _counted(plan: Plan) -> dict[str, int]:
    sessions = [each for each in plan.sessions if each.row.number]
    talks = [talk for each in plan.sessions for talk in each.talks]
    return {
        "new": sum(each.state == NEW for each in sessions),
        "changed": sum(each.state == CHANGED for each in sessions),
        "contributions": sum(talk.state in {NEW, CHANGED} for talk in talks),
        "rooms": sum(room.state == NEW for room in plan.rooms),
        "people": len(plan.new_people),
        "left_out": len(plan.bad),
    }
