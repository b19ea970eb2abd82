"""What the apps do when a person is erased. Each adds functions of its own under the hook `erase_person`.

They take a Gone, run in one transaction from the higher apps to the lower ones, and delete or empty what says who
somebody was. What they overlook is swept afterwards (`domain.privacy.traces`), but for the models named under the hook
`issued_text` (a mapping of labels to the reason): what was issued stays as it was.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models.fields.files import FieldFile
from django_stubs_ext import StrOrPromise
from wagtail import hooks

from participants.models import Person, User


@dataclass(frozen=True, slots=True)
class Gone:
    """`label` stands for the person from now on. `names` and `contacts` (addresses, telephone) are what they were."""

    person: Person
    user: User | None
    label: str
    names: tuple[str, ...]
    contacts: tuple[str, ...]


def erase_everywhere(gone: Gone) -> None:
    for erase in hooks.get_hooks("erase_person"):
        erase(gone)


def issued() -> dict[str, StrOrPromise]:
    return {label: why for register in hooks.get_hooks("issued_text") for label, why in register().items()}


def delete_on_commit(files: Iterable[FieldFile]) -> None:
    """Once the rows are gone for certain. What a stop in between leaves on the disk is found by `remove_orphans`."""
    for storage, name in [(file.storage, str(file.name)) for file in files if file]:
        transaction.on_commit(lambda storage=storage, name=name: storage.delete(name))


def forget(rows: Any, *file_fields: str) -> None:
    """Deletes the rows of a queryset, and their files with them."""
    delete_on_commit(getattr(row, name) for row in rows for name in file_fields)
    rows.delete()
