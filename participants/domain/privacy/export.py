"""A copy of everything held of a person, for that person alone: a ZIP file, made in the background, kept for days.

In it: data.json for machines (the form is described in docs/expert.md), data.html for people, and own files.
"""

import json
import logging
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import IO, Any

from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.db.models.fields.files import FieldFile
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.text import get_valid_filename
from django_tasks import task
from wagtail.log_actions import log

from participants.domain.privacy.readings import readings_of
from participants.holdings import Source, rows_of, sources
from participants.models import DataExport, Person, User
from participants.permissions import is_own
from participants.wording import READINGS

FORMAT, VERSION = "rostrum-personal-data", 1
KEPT_DAYS = 7
SILENT_AFTER = timedelta(minutes=30)
State = DataExport.State
ACTIVE = (State.WAITING, State.RUNNING)
logger = logging.getLogger(__name__)


def request_data(person: Person, *, by: User) -> DataExport:
    """The copy that is being made for `person`: a new one, or the one begun already. Raises PermissionDenied."""
    if not is_own(by, person):
        raise PermissionDenied
    fail_lost_exports()
    try:
        with transaction.atomic():
            export = DataExport.objects.create(person=person)
            log(instance=person, action="participants.request_data", user=by)
            make_in_background.enqueue(str(export.uid), translation.get_language())
    except IntegrityError:
        return person.data_exports.filter(state__in=ACTIVE).first() or request_data(person, by=by)
    return export


def fail_lost_exports() -> int:
    """Gives up those whose worker was lost; how many."""
    lost = DataExport.objects.filter(state__in=ACTIVE, created_at__lt=timezone.now() - SILENT_AFTER)
    return lost.update(state=State.FAILED)


@task()
def make_in_background(uid: str, language: str) -> None:
    """Never raises what the data provoke: the copy says that it failed, and the log of the program why."""
    if not DataExport.objects.filter(uid=uid, state=State.WAITING).update(state=State.RUNNING, percent=1):
        return
    export = DataExport.objects.select_related("person__user").get(uid=uid)
    try:
        with translation.override(language):
            make_data(export)
    except Exception:
        logger.exception("the copy of somebody's data failed")
        DataExport.objects.filter(pk=export.pk, state=State.RUNNING).update(state=State.FAILED)


def make_data(export: DataExport) -> None:
    """Writes the ZIP file and keeps it for KEPT_DAYS; one statement for each source and one for each step of progress.

    One that was given up, or erased, meanwhile leaves no file.
    """
    with tempfile.TemporaryFile() as target:
        write_archive(export.person, target, on_progress=lambda percent: _advance(export, percent))
        size = target.tell()
        export.file.save("data.zip", File(target), save=False)
    until = timezone.now() + timedelta(days=KEPT_DAYS)
    facts = {"state": State.DONE, "percent": 100, "file": export.file.name, "size": size, "expires_at": until}
    if not DataExport.objects.filter(pk=export.pk, state=State.RUNNING).update(**facts):
        export.file.delete(save=False)


def write_archive(person: Person, target: IO[bytes], *, on_progress: Callable[[int], None]) -> None:
    """Everything held of `person` as a ZIP file; files are copied piece by piece. `on_progress` gets percents."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        sections = []
        for source, done in _counted(sources()):
            rows = rows_of(source, person)
            sections.append(_section(source, rows, _keep_files(archive, source, rows)))
            on_progress(done)
        sections.append(_readings(person))
        data = _document(person, sections)
        archive.writestr("data.json", json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1))
        archive.writestr("data.html", render_to_string("participants/privacy/copy.html", {"data": data}))


def _counted(found: list[Source]) -> Iterator[tuple[Source, int]]:
    for number, source in enumerate(found, 1):
        yield source, round(95 * number / len(found))


def _document(person: Person, sections: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "language": translation.get_language(),
        "person": str(person.uid),
        "sections": sections,
    }


def _section(source: Source, rows: list[Any], files: dict[int, list[str]]) -> dict[str, Any]:
    told = [{**source.row(row), **({"files": files[row.pk]} if files.get(row.pk) else {})} for row in rows]
    return _told(source.slug, source.label, source.purpose, source.until, source.labels, told)


def _told(slug: str, label: Any, purpose: Any, until: Any, labels: Any, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "slug": slug,
        "label": str(label),
        "purpose": str(purpose),
        "kept_until": str(until),
        "labels": {key: str(words) for key, words in labels.items()},
        "rows": rows,
    }


def _readings(person: Person) -> dict[str, Any]:
    rows = [
        {
            "at": one.at.isoformat(),
            "who": one.who,
            "office": one.office,
            "what": one.what,
            "event": str(one.event or ""),
            "export": one.is_export,
        }
        for one in readings_of(person)
    ]
    return _told("readings", READINGS["label"], READINGS["purpose"], READINGS["until"], READINGS["labels"], rows)


def _keep_files(archive: zipfile.ZipFile, source: Source, rows: list[Any]) -> dict[int, list[str]]:
    """Puts the files of `rows` into the archive; their names in it, by the id of the row."""
    names: dict[int, list[str]] = {}
    for row in rows:
        for name, file in source.files(row):
            path = f"files/{source.slug}/{row.pk}-{_safe(name)}"
            if _copy(archive, path, file):
                names.setdefault(row.pk, []).append(path)
    return names


def _safe(name: str) -> str:
    """A name that every system takes: no folders, no control characters, none too long."""
    cleaned = get_valid_filename(f"_{name}".replace("/", "_").replace("\\", "_"))[1:]
    stem, dot, suffix = cleaned.rpartition(".")
    return f"{stem[:60]}{dot}{suffix[:10]}" if dot else cleaned[:60]


def _copy(archive: zipfile.ZipFile, path: str, file: FieldFile) -> bool:
    if not file.storage.exists(str(file.name)):
        return False
    with archive.open(path, "w", force_zip64=True) as target, file.open("rb") as source:
        for chunk in source.chunks():
            target.write(chunk)
    return True


def _advance(export: DataExport, percent: int) -> None:
    DataExport.objects.filter(pk=export.pk, state=State.RUNNING).update(percent=percent)
