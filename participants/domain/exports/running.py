"""Writing a file of registrations, in the background worker."""

import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from django.core.files import File
from django.db import connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from participants.domain.privacy.readings import CONTACT, log_export
from participants.models import RegistrationExport
from participants.permissions import may_export_registrations
from participants.roster import Roster, Selection

from .asking import KEPT_FOR, State
from .formats import WRITERS
from .reading import columns_of_file, headings, lines

AT_ONCE = 20_000
logger = logging.getLogger(__name__)


def run_export(pk: int) -> None:
    """Writes one that waits, in the event's language and zone, with what its owner may see now. Never raises."""
    waiting = RegistrationExport.objects.filter(pk=pk, state=State.QUEUED)
    if not waiting.update(state=State.RUNNING, started_at=timezone.now()):
        return
    export = RegistrationExport.objects.select_related("event", "owner").get(pk=pk)
    try:
        _write(export)
    except Exception:
        logger.exception("export %s failed", pk)
        words = _("The file could not be made: an error of the program, which is in its log.")
        RegistrationExport.objects.filter(pk=pk).update(state=State.FAILED, message=words)


def _write(export: RegistrationExport) -> None:
    if not may_export_registrations(export.owner, export.event):
        RegistrationExport.objects.filter(pk=export.pk).update(
            state=State.FAILED, message=_("You may not do this at this event any more.")
        )
        return
    with tempfile.TemporaryFile() as file:
        with translation.override(export.event.language), timezone.override(export.event.tz):
            written = _fill(file, export)
        _keep(export, file, written)


def _fill(file: IO[bytes], export: RegistrationExport) -> list[int]:
    """The ids of the registrations written."""
    roster, selection = Roster(export.event, export.owner), Selection.of_json(export.selection)
    export.has_contacts = export.has_contacts and roster.may_read_contacts
    written: list[int] = []

    def rows() -> Iterator[list[str]]:
        columns = columns_of_file(roster, selection, has_contacts=export.has_contacts)
        yield headings(columns)
        for pk, cells in lines(roster, selection, columns):
            written.append(pk)
            yield cells

    with one_moment():
        WRITERS[export.format](file, rows())
    return written


@contextmanager
def one_moment() -> Iterator[None]:
    """All statements see the same registrations, whoever registers meanwhile. SQLite's transactions do so anyway."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if connection.vendor == "postgresql" and is_outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _keep(export: RegistrationExport, file: IO[bytes], written: list[int]) -> None:
    """The file is whole before the row names it; what was in it is logged with it."""
    file.seek(0)
    export.file.save(f"registrations.{export.format}", File(file), save=False)
    export.state, export.count, export.expires_at = State.DONE, len(written), timezone.now() + KEPT_FOR
    with transaction.atomic():
        export.save()
        _note(export, written)
        if export.has_contacts:
            log_export(export.event, by=export.owner, registrations=written, fields=[CONTACT], what=export.format)
        else:
            data = {"count": len(written), "format": export.format}
            log(instance=export.event, action="participants.export_registrations", user=export.owner, data=data)


def _note(export: RegistrationExport, written: list[int]) -> None:
    through = RegistrationExport.registrations.through
    for start in range(0, len(written), AT_ONCE):
        rows = (through(registrationexport_id=export.pk, registration_id=pk) for pk in written[start : start + AT_ONCE])
        through.objects.bulk_create(rows)
