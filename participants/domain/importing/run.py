"""Lists of people: read, looked at, and written by somebody's word only."""

import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task
from wagtail.log_actions import log

from cms.models import Event
from cms.tables.reading import read_pasted, read_table
from cms.tables.table import Table
from participants.domain.invitations import lock_event
from participants.models import ListImport, RegistrationSetup, User
from participants.permissions import may_invite

from .columns import Layout, matched
from .kinds import KINDS, Kind
from .plan import Plan
from .planning import plan_of

KEPT_FOR = timedelta(days=7)
SILENT_AFTER = timedelta(minutes=15)
#: So many rows are written within a second; more go to the background worker.
AT_ONCE = 150
State = ListImport.State
logger = logging.getLogger(__name__)


def receive_list(
    event: Event, *, kind: str, by: User, upload: File | None = None, pasted: str = "", options: Mapping[str, Any]
) -> ListImport:
    """Reads a file or what was pasted and keeps it until somebody confirms it; nothing else changes.

    What nobody confirmed for a week is cleaned away. Raises PermissionDenied unless `by` organises `event`, and
    ValidationError where it cannot be read.
    """
    _check_may(by, event)
    table = read_table(upload) if upload else read_pasted(pasted)
    ListImport.objects.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()
    layout = matched(table.lines, KINDS[kind].columns)
    name = " ".join((upload.name or "").split())[-150:] if upload else _("what was pasted")
    facts = {"table": table.to_json(), "columns": layout.to_json(), "options": dict(options)}
    return ListImport.objects.create(event=event, kind=kind, created_by=by, file_name=name, **facts)


def kind_of(waiting: ListImport) -> Kind:
    return KINDS[waiting.kind]


def plan_list(waiting: ListImport) -> Plan:
    """What it would write as things stand now."""
    return plan_of(waiting, kind_of(waiting))


def choose_columns(waiting: ListImport, *, by: User, places: Mapping[str, int]) -> ListImport:
    """Says which column of the file is which of ours, by the key of ours; those not named are left out.

    Raises PermissionDenied, ValidationError once confirmed.
    """
    _check_waiting(waiting, by)
    known = {column.key for column in kind_of(waiting).columns}
    taken = {key: place for key, place in places.items() if key in known and place >= 0}
    if len(set(taken.values())) < len(taken):
        raise ValidationError(_("One column of the file cannot be two of ours."))
    waiting.columns = Layout(waiting.columns["heading"], taken).to_json()
    waiting.save(update_fields=["columns"])
    return waiting


def confirm_list(waiting: ListImport, *, by: User, digest: str, leave_out_bad: bool = False) -> ListImport:
    """Writes the good rows, all of them or none: at once, or in the background where they are many.

    `digest` is that of the plan that `by` has seen. Raises PermissionDenied; ValidationError where it was confirmed
    before, where something changed since, where rows are bad and `leave_out_bad` was not chosen, or none is good.
    """
    with transaction.atomic():
        _lock(waiting.event)
        if not ListImport.objects.filter(pk=waiting.pk).exists():
            raise ValidationError(_("What was read was thrown away meanwhile."))
        waiting.refresh_from_db(fields=["state", "table", "columns", "options"])
        _check_waiting(waiting, by)
        plan = plan_list(waiting)
        _check_plan(plan, waiting, digest=digest, leave_out_bad=leave_out_bad)
        _take(waiting, by, digest)
        if len(plan.rows) > AT_ONCE:
            write_list.enqueue(waiting.pk)
        else:
            _write(waiting, plan)
    return waiting


def discard_list(waiting: ListImport, *, by: User) -> None:
    """Forgets what was read. Raises PermissionDenied, and ValidationError while it is being written."""
    _check_may(by, waiting.event)
    with transaction.atomic():
        found = ListImport.objects.select_for_update().filter(pk=waiting.pk)
        if any(row.state == State.WRITING for row in found):
            raise ValidationError(_("This is being written."))
        found.delete()


def fail_lost_lists(event: Event) -> int:
    """Gives those back whose worker was lost; how many. Nothing of them was written."""
    lost = ListImport.objects.filter(event=event, state=State.WRITING, confirmed_at__lt=timezone.now() - SILENT_AFTER)
    words = _("The background worker stopped or does not run. Nothing was written; confirm again.")
    return lost.update(state=State.WAITING, message=words, result={})


def progress_of(waiting: ListImport) -> int:
    """How many rows are written so far. They are one transaction, so that it is told outside the database."""
    return cache.get(_progress_key(waiting.pk), 0)


@task()
def write_list(import_id: int) -> None:
    """Never raises what the list provokes: the row says what happened."""
    waiting = ListImport.objects.select_related("event", "created_by").filter(pk=import_id).first()
    if waiting is None or waiting.state != State.WRITING:
        return
    try:
        with transaction.atomic(), translation.override(waiting.result["language"]):
            _lock(waiting.event)
            plan = plan_list(waiting)
            _check_plan(plan, waiting, digest=waiting.result["digest"], leave_out_bad=True)
            _write(waiting, plan)
    except ValidationError as error:
        _give_back(waiting, " ".join(error.messages))
    except Exception:
        logger.exception("list %s failed", import_id)
        _give_back(waiting, _("Nothing was written: an error of the program, which is in its log."))


def _lock(event: Event) -> None:
    """The row that invitations and delegations are decided on, then the one for registrations; always in this order."""
    lock_event(event)
    RegistrationSetup.objects.select_for_update().filter(pk=event.pk).first()


def _check_plan(plan: Plan, waiting: ListImport, *, digest: str, leave_out_bad: bool) -> None:
    if plan.digest(waiting.options) != digest:
        raise ValidationError(_("Something changed while you were looking. Look again at what would be written."))
    if plan.bad and not leave_out_bad:
        raise ValidationError(_("Some rows cannot be taken. Mend the file, or choose to leave them out."))
    if not plan.good:
        raise ValidationError(_("There is nothing to write."))


def _take(waiting: ListImport, by: User, digest: str) -> None:
    """Of two who confirm at once, one is first."""
    seen = {"digest": digest, "language": translation.get_language()}
    facts = {"state": State.WRITING, "confirmed_at": timezone.now(), "created_by": by, "result": seen, "message": ""}
    if not ListImport.objects.filter(pk=waiting.pk, state=State.WAITING).update(**facts):
        raise ValidationError(_("This list was confirmed already."))
    waiting.refresh_from_db()


def _write(waiting: ListImport, plan: Plan) -> None:
    key = _progress_key(waiting.pk)
    by, good = waiting.created_by, plan.good
    counted = kind_of(waiting).write(waiting.event, by, good, waiting.options, lambda done: cache.set(key, done, 3600))
    result = counted | {"left_out": len(plan.bad)}
    data = {"count": len(good), "file": waiting.file_name, "kind": waiting.kind}
    log(instance=waiting.event, action="participants.import_list", user=by, data=data)
    waiting.state, waiting.result, waiting.message = State.DONE, result, ""
    waiting.table = Table(waiting.table["format"], []).to_json()
    waiting.save(update_fields=["state", "result", "message", "table"])


def _give_back(waiting: ListImport, message: str) -> None:
    """To be looked at again: nothing of it was written. Another worker may have written it meanwhile."""
    mine = ListImport.objects.filter(pk=waiting.pk, state=State.WRITING)
    mine.update(state=State.WAITING, message=message[:500], result={})


def _progress_key(pk: int) -> str:
    return f"list-import-{pk}"


def _check_may(by: User, event: Event) -> None:
    if not may_invite(by, event):
        raise PermissionDenied


def _check_waiting(waiting: ListImport, by: User) -> None:
    _check_may(by, waiting.event)
    if waiting.state != State.WAITING:
        raise ValidationError(_("This list was confirmed already."))
