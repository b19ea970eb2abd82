"""Private files that no row names any more: what a stop between two steps left on the disk."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from pathlib import PurePosixPath

from django.apps import apps
from django.db.models import FileField
from django.utils import timezone

from cms.files import private_storage
from participants.domain.drafts import files_of
from participants.models import RegistrationDraft

#: Younger ones may belong to a row that is about to be committed.
AT_LEAST = timedelta(days=1)


def remove_orphans() -> int:
    """Deletes files older than AT_LEAST that no FileField names, from the folders such fields write to; how many."""
    storage, count = private_storage(), 0
    for folder, named in _named().items():
        if not storage.exists(folder):
            continue
        for file in storage.listdir(folder)[1]:
            name = f"{folder}/{file}"
            if name not in named and timezone.now() - storage.get_modified_time(name) > AT_LEAST:
                storage.delete(name)
                count += 1
    return count


def _named() -> dict[str, set[str]]:
    """By folder, the files that rows name."""
    found: dict[str, set[str]] = defaultdict(set)
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, FileField) and field.storage == private_storage() and not callable(field.upload_to):
                folder = str(PurePosixPath(field.upload_to))
                found[folder] |= set(model._base_manager.exclude(**{field.name: ""}).values_list(field.name, flat=True))
    for path in _files_of_drafts():
        found[str(PurePosixPath(path).parent)].add(path)
    return found


def _files_of_drafts() -> Iterator[str]:
    """What somebody has attached to a form that is not sent yet stands in the draft, and in no field for files."""
    for draft in RegistrationDraft.objects.iterator(chunk_size=200):
        yield from (kept.file for kept in files_of(draft).values() if kept)
