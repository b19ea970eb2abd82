"""Who asks for a file of registrations, and what becomes of it in the end."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from cms.models import Event
from participants.models import RegistrationExport, User
from participants.permissions import may_export_registrations, may_read_contacts
from participants.roster import Selection

KEPT_FOR = timedelta(days=7)
SILENT_AFTER = timedelta(minutes=10)
WAITING_AT_MOST = timedelta(minutes=30)
State = RegistrationExport.State


def request_export(
    event: Event, *, by: User, selection: Selection, format: str, has_contacts: bool = False
) -> RegistrationExport:
    """Puts the file in the queue; `format` is one of RegistrationExport.Format.

    What `by` asks for twice while it is not ready is made once. Raises PermissionDenied, also for the contact data.
    """
    if not may_export_registrations(by, event) or (has_contacts and not may_read_contacts(by, event)):
        raise PermissionDenied
    remove_expired_exports()
    fail_lost_exports(event)
    asked = {"format": format, "has_contacts": has_contacts, "selection": selection.to_json()}
    with transaction.atomic():
        under_way = RegistrationExport.objects.filter(event=event, owner=by, state__in=[State.QUEUED, State.RUNNING])
        for waiting in under_way:
            if {name: getattr(waiting, name) for name in asked} == asked:
                return waiting
        export = RegistrationExport.objects.create(event=event, owner=by, **asked)
        write_export.enqueue(export.pk)
    return export


def remove_expired_exports() -> int:
    """Deletes the files whose time is up; how many. The rows stay, to tell whose data was in them."""
    old = RegistrationExport.objects.filter(state=State.DONE, expires_at__lte=timezone.now())
    for export in old:
        export.file.delete(save=False)
    return old.update(state=State.EXPIRED, file="")


def fail_lost_exports(event: Event) -> int:
    """Gives those up whose worker was lost; how many."""
    now = timezone.now()
    running = Q(state=State.RUNNING, started_at__lt=now - SILENT_AFTER)
    queued = Q(state=State.QUEUED, created_at__lt=now - WAITING_AT_MOST)
    words = _("The background worker stopped or does not run. Ask for the file again.")
    return RegistrationExport.objects.filter(running | queued, event=event).update(state=State.FAILED, message=words)


@task()
def write_export(pk: int) -> None:
    from .running import run_export

    run_export(pk)
